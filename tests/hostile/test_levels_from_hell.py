"""Level files that nobody should have written: every fault told with file and line, nothing more, and soon."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyquest.errors import LevelError, steers
from steadyquest.grade.play import play_once
from steadyquest.levels.library import find
from steadyquest.levels.own import OwnLevels, broken_files
from steadyquest.levels.read import parse_level, read_level
from steadyquest.levels.watch import Watch
from steadyquest.levels.write import write_level
from steadyquest.reports.level_sheet import level_sheet
from steadyquest.ui.screens import flow

HEAD = 'format = 1\ntitle = "A"\nworld = "river"\nsay = "Go."\n'
STEP = '[[step]]\ntask = "hold"\nseconds = 5\n'
GARDEN = '[[step]]\ntask = "roll"\nmap = """\n{}\n"""\n'


def head(**keys: str) -> str:
    """A sound head with these values, as they would be typed."""
    values = {"format": "1", "title": '"A"', "world": '"river"', "say": '"Go."'} | keys
    return "".join(f"{key} = {value}\n" for key, value in values.items() if value)


HELL: dict[str, tuple[str | bytes, int, str]] = {
    # name: what is in the file, a line that is blamed, a word of what is said there
    "empty": ("", 1, "title: missing"),
    "all_types_wrong": (head(title="3", world="[]", say="true", max_s='"x"') + STEP, 2, "put words in quotes"),
    "date_for_a_title": (head(title="1979-05-27") + STEP, 2, "put words in quotes"),
    "time_for_a_number": (head(max_s="07:32:00") + STEP, 5, "write a number"),
    "text_for_a_pair": (HEAD + STEP + 'radius = "0.3"\n', 8, "without quotes"),
    "true_for_a_number": (HEAD + STEP + "radius = true\n", 8, "write a number"),
    "three_for_a_pair": (HEAD + STEP + "radius = [0.1, 0.2, 0.3]\n", 8, "two numbers"),
    "unknown_keys": (HEAD + "colour = 1\nsped = 2\n" + STEP, 6, "unknown key"),
    "unknown_task": (HEAD + '[[step]]\ntask = "fly"\n', 6, "hold, reach"),
    "no_number": (HEAD + STEP + "radius = nan\n", 8, "ordinary number"),
    "endless_number": (HEAD + STEP + "radius = [0.3, -inf]\n", 8, "ordinary number"),
    "overflowing_number": (HEAD + STEP + "radius = 1e999\n", 8, "ordinary number"),
    "number_of_100000_digits": (head(max_s="9" * 100_000) + STEP, 5, "10 to 900"),
    "number_of_200000_hex_digits": (HEAD + STEP + "at = [[0x" + "f" * 200_000 + ", 0]]\n", 8, "at"),
    "huge": (HEAD + "#" * 10_000_000, 1, "larger than 256 kB"),
    "huge_line": (b"\xf0" * 10_000_000, 1, "larger than 256 kB"),
    "deep_list": (HEAD + "notes = " + "[" * 100_000 + "\n" + STEP, 5, "lists within lists"),
    "deep_braces": (HEAD + "notes = " + "{a=" * 60_000 + "\n" + STEP, 5, "braces"),
    "deep_table": (HEAD + "[[step" + ".x" * 100_000 + "]]\n", 5, "[[step]]"),
    "lost_gem": (HEAD + GARDEN.format("#####\n#S#o#\n#####"), 7, "no path leads to: row 2, sign 4"),
    "no_start": (HEAD + GARDEN.format("#.o#"), 7, "0 starts"),
    "garden_too_large": (HEAD + GARDEN.format("S" + "o" * 300), 7, "up to 301 signs"),
    "strange_garden": (HEAD + GARDEN.format("S.o\x07"), 7, "map"),
    "zero_count": (HEAD + '[[step]]\ntask = "reach"\ncount = 0\n', 7, "1 to 100"),
    "minus_count": (HEAD + '[[step]]\ntask = "reach"\ncount = -0\n', 7, "1 to 100"),
    "no_steps": (HEAD, 1, "0 steps"),
    "zero_seconds": (HEAD + '[[step]]\ntask = "hold"\nseconds = -0.0\n', 7, "1 to 300"),
    "stance_against_task": (head(stance='"sit_on_plate"') + '[[step]]\ntask = "rise"\n', 5, "cannot be done so"),
    "eyes_neither_open_nor_shut": (head(eyes='["open", "closed"]') + STEP, 5, "open, closed"),
    "dwell_over_limit": (HEAD + '[[step]]\ntask = "reach"\ndwell_s = 9\nlimit_s = 3\n', 7, "nobody could finish"),
    "sight_upside_down": (head(sight_min="4", sight_max="0") + STEP, 5, "above sight_max"),
    "missing_picture": (head(picture='"none.png"') + STEP, 5, "no such file"),
    "picture_elsewhere": (head(picture='"../../x.png"') + STEP, 5, "beside the level"),
    "picture_of_a_device": (head(picture='"/dev/zero"') + STEP, 5, "beside the level"),
    "huge_picture": (head(picture='"wide.png"') + STEP, 5, "more than 4096"),
    "fat_picture": (head(picture='"fat.png"') + STEP, 5, "larger than 5 MB"),
    "picture_that_is_none": (head(picture='"text.png"') + STEP, 5, "not a PNG"),
    "picture_that_is_a_folder": (head(picture='"folder.png"') + STEP, 5, "no such file"),
    "voice_that_is_none": (head(voice='"text.png"') + STEP, 5, "not a sound"),
    "unknown_art": (head(thing='"unicorn"') + STEP, 5, "unicorn"),
    "question_without_answer": (HEAD + '[[step]]\ntask = "choose"\npictures = ["duck", "frog"]\n', 6, "answer"),
    "not_toml": ("<html><body>Not found</body></html>", 1, "key = value"),
    "json": ('{"format": 1, "title": "A"}', 1, "no ="),
    "not_utf8": (HEAD.encode() + b'author = "Jos\xe9"\n' + STEP.encode(), 5, "not UTF-8"),
    "utf16": (HEAD.encode("utf-16"), 1, "not UTF-8"),
    "zeros": (bytes(200_000), 1, "title: missing"),
    "only_cr": ((HEAD + STEP).replace("\n", "\r"), 1, "format"),
    "zero_in_a_text": (head(title='"A\0B"') + STEP, 2, r"A\x00B"),
    "escaped_zero": (head(title=r'"A\u0000B"') + STEP, 2, "control character"),
    "half_a_sign": (head(title=r'"\ud800"') + STEP, 2, "title"),
    "terminal_escape": (head(title='"\x1b[2J\x1b[31mred"') + STEP, 2, r"\x1b[2J\x1b[31mred"),
    "escaped_terminal_escape": (head(title=r'"\u001b[2J"') + STEP, 2, "control character"),
    "c1_escape": (head(title='"\x9b2J"') + STEP, 2, "control character"),
    "turned_writing": (head(title='"\u202eevil"') + STEP, 2, "control character"),
    "invisible_title": (head(title='"\u200b\u200d\u2060"') + STEP, 2, "write something"),
    "no_sign_at_all": (head(say='"\uffff"') + STEP, 4, "control character"),
    "escape_as_a_key": (HEAD + "\x1b]0;owned\x07 = 1\n" + STEP, 5, r"\x1b]0;owned\x07"),
    "same_key_again": (HEAD + 'title = "B"\n' + STEP, 5, "already stands in line 2"),
    "same_table": (HEAD + "[step]\n[step]\n" + STEP, 5, "[[step]]"),
    "open_text": (HEAD + 'notes = """' + "\n" * 100_000, 5, "begins and ends with a quote"),
    "open_raw_text": (HEAD + "notes = '''" + "'' " * 60_000, 5, "begins and ends with a quote"),
    "header_of_blanks": (HEAD + "[" + " " * 200_000 + "x\n" + STEP, 5, "[[step]]"),
    "header_of_blanks_and_brackets": (HEAD + ("[" + " " * 3_000 + "]x\n") * 70, 5, "[[step]]"),
    "nothing_before_the_equals": (HEAD + "=\n" * 100_000 + STEP, 5, "nothing before the ="),
    "keys_16000": (HEAD + "".join(f"k{i} = 1\n" for i in range(16_000)) + STEP, 5, "unknown key"),
    "the_same_key_25000_times": (HEAD + "max_s = 20\n" * 22_000 + STEP, 6, "the same key again"),
    "steps_28000": (HEAD + "[[step]]\n" * 28_000, 105, "28000 steps"),
    "open_lists": (HEAD + "a = [\n" * 30_000, 5, "a"),
    "points_30000": (HEAD + STEP + "at = [" + "[0,0]," * 30_000 + "]\n", 8, "at"),
    "stances_20000": (head(stance="[" + '"narrow",' * 20_000 + "]") + STEP, 5, "twice"),
    "title_of_200000_letters": (head(title='"' + "é" * 100_000 + '"') + STEP, 2, "100000 letters"),
    "later_format": (head(format="2") + STEP, 1, "later version"),
    "much_later_format": (head(format="99999999999999999999") + STEP, 1, "format"),
}


SMALL = [name for name, (data, _, _) in HELL.items() if len(data) < 20_000]
"""For tests that are about something else than size."""


@dataclass
class Way:
    """One way in: what is typed, and the code when the file is at fault."""

    words: tuple[str, ...]
    code: int


WAYS = {
    "check": Way(("levels", "check", "{file}"), 1),
    "check --json": Way(("levels", "check", "{file}", "--json"), 1),
    "add": Way(("levels", "add", "{file}"), 1),
    "pack": Way(("levels", "pack", "{file}", "--to", "out.zip"), 1),
    "show": Way(("levels", "show", "{file}", "-o", "out.svg"), 2),
    "grade": Way(("levels", "grade", "{file}", "--people", "still", "--runs", "1", "--jobs", "1"), 2),
    "play": Way(("play", "--headless", "--fast", "--board", "sim", "--level", "{file}", "--database", "x.db"), 2),
}


def furnish(folder: Path, picture) -> None:
    """Files beside the level, none of which is what it says."""
    (folder / "wide.png").write_bytes(picture(40_000, 40_000))
    (folder / "fat.png").write_bytes(picture() + bytes(5_000_000))
    (folder / "text.png").write_text("no picture")
    (folder / "folder.png").mkdir()


def written(folder: Path, name: str) -> Path:
    """The file of this case."""
    data = HELL[name][0]
    file = folder / f"{name}.toml"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


@pytest.mark.parametrize("name", HELL)
def test_every_way_in_says_what_is_wrong_and_where(name, home, typed, picture, all_below):
    """Each fault a line with file and line; the codes of docs/commands.md; nothing is written, nothing printed raw."""
    furnish(Path(), picture)
    file, (_, line, said) = written(Path(), name), HELL[name]
    before = all_below()
    # What is large is large by every way; it is not read seven times here.
    for way in list(WAYS.values())[: 7 if file.stat().st_size < 20_000 else 2]:
        done = typed(*(word.format(file=file) for word in way.words))
        assert done.code == way.code, way
        if "--json" in way.words:
            assert f'"line": {line}' in done.out
        blamed = [problem for problem in done.problems if problem.startswith(f"{file}:{line}: ")]
        assert any(said in problem for problem in blamed), done.said[:2000]
        assert len(done.problems) <= 201
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\uffff]", done.said)
        assert all_below() == before


def test_files_that_are_none_are_one_line_by_every_way(home, typed):
    """A folder, a loop of links, a pipe, a device, a name too long, a home that nobody has, a name that is no text."""
    Path("folder.toml").mkdir()
    names = ["folder.toml", "none.toml", "x" * 5000 + ".toml", "~nobody_at_all/x.toml", "a/b/../../none.toml"]
    if os.name == "posix":
        Path("loop.toml").symlink_to("loop.toml")
        Path("one.toml").symlink_to("two.toml")
        Path("two.toml").symlink_to("one.toml")
        Path("device.toml").symlink_to("/dev/zero")
        os.mkfifo("pipe.toml")
        names += ["loop.toml", "one.toml", "device.toml", "pipe.toml"]
    for name in names:
        for way in WAYS.values():
            done = typed(*(word.format(file=name) for word in way.words))
            assert (done.code, len(done.problems)) == (way.code, 1), (name, way)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are always text")
@pytest.mark.parametrize("name", [b"bad\xff.toml", b"two\nlines.toml", b"red\x1b[31m.toml", "\u202elmot.toml".encode()])
def test_names_that_cannot_be_written_down_are_told_and_not_taken(name, home, typed):
    """They could not be recorded, would break the list, or would steer the terminal."""
    file = Path(os.fsdecode(name))
    file.write_text(HEAD + STEP)
    own = home / "own"
    own.mkdir()
    shutil.copy(file, own / file)
    for way in WAYS.values():
        done = typed(*(word.format(file=file) for word in way.words))
        assert done.code == way.code
        assert "nobody can see" in done.said
        assert "\x1b" not in done.said
    listed = typed("levels", "list")
    assert (listed.code, "cannot be read: 1" in listed.err) == (0, True)


def test_nothing_new_is_written_under_such_a_name_or_with_such_words(typed, all_below):
    """`levels new` and `plans new` refuse what they could not read again; also a name that is none at all."""
    before = all_below()
    for group, word in (("levels", "--title"), ("plans", "--goal")):
        for name in ("two\nlines", "red\x1b[31m.toml", "\u202elmot", "a\udcff"):
            assert typed(group, "new", name, word, "A").code == 2, name
        for words in ("\x1b[2J", "\u202e", "\u200b", "a\udcff", "\uffff", "x" * 5000):
            assert typed(group, "new", "mine", word, words).code == 2, words
        for name in ("", ".", "..", "/", "none/such", "x" * 300):
            assert typed(group, "new", name).code == 2, name
    assert all_below() == before


@pytest.fixture
def hell(home, picture):
    """The own folder with all such files in it that are not large, and one sound level among them."""
    folder = home / "own"
    folder.mkdir()
    furnish(folder, picture)
    for name in SMALL:
        written(folder, name)
    (folder / "sound.toml").write_text(HEAD + STEP)
    return folder


def test_a_folder_full_of_them_hides_no_sound_level(hell, typed):
    """The list goes on; `check own` names every file, `pack own` packs nothing."""
    listed = typed("levels", "list")
    assert listed.code == 0
    assert re.search(r"^own/sound +A ", listed.out, re.MULTILINE)
    assert listed.out.count("own/") == 1
    checked = typed("levels", "check", "own")
    assert checked.code == 1
    assert all(f"{hell / name}.toml:" in checked.out for name in SMALL)
    assert typed("levels", "pack", "own", "--to", "out.zip").code == 1


def test_they_are_read_again_only_when_they_changed(hell, monkeypatch):
    """The map opens soon also beside a folder like this."""
    own = OwnLevels(hell)
    first = own.read()
    read = []
    monkeypatch.setattr("steadyquest.levels.own.read_level", lambda file, **more: read.append(file) or read_level(file))
    again = own.read()
    assert [level.key for level in again[0]] == ["own/sound"]
    assert again[1] == first[1]
    assert len(read) < len(SMALL) / 3
    (hell / "unknown_keys.toml").write_text(HEAD + STEP)
    assert {level.key for level in own.read()[0]} == {"own/sound", "own/unknown_keys"}


def test_a_save_of_any_of_them_is_one_line_and_the_level_goes_on(home, picture):
    """While it is played: what was wrong is told, and the next sound save is played."""
    furnish(Path(), picture)
    file = Path("mine.toml")
    file.write_text(HEAD + STEP)
    watch = Watch(read_level(file))
    for name in SMALL:
        written(Path(), name).replace(file)
        assert watch.look() is None, name
        assert re.match(r"mine\.toml:\d+: error: ", watch.problem), name
        assert not any(map(steers, watch.problem)), name
    file.unlink()
    assert watch.look() is None
    file.write_text(HEAD + STEP + "radius = 0.5\n")
    assert watch.look() is not None
    assert watch.problem == ""


HOSTILE_WORDS = (
    "<script>alert(1)</script>",
    "a & b &lt; c",
    "]]></text></svg>",
    "--><b>",
    "{{ 7 * 7 }} {% raw %}",
    "{title} {0} %s %(x)s",
    "\u0645\u0631\u062d\u0628\u0627 👩\u200d👩\u200d👧",
    "Z\u0351\u0352\u0353algo",
    "'\"`$(id)\\",
)


@pytest.mark.parametrize("words", HOSTILE_WORDS, ids=range(len(HOSTILE_WORDS)))
def test_words_are_shown_as_they_are_and_never_obeyed(words, home, typed):
    """In the list, on the sheet, in the report: markup is letters."""
    spec = replace(find("fog/still_lake").spec, title=words, say=words, say_plain=words, author=words, notes=words)
    spec = replace(spec, steps=(replace(spec.steps[0], say=words, also=words),), max_s=10.0)
    file = Path("words.toml")
    file.write_text(write_level(spec), encoding="utf-8")
    assert parse_level(file.read_text(encoding="utf-8"), file="x").spec == spec
    assert typed("levels", "add", file).code == 0
    (row,) = [line for line in typed("levels", "list").out.splitlines() if line.startswith("own/words ")]
    assert words in row
    sheet = level_sheet(read_level(file))
    assert "<script" not in sheet
    assert sheet.count("</svg>") == 1
    assert typed("levels", "show", file, "-o", "sheet.png").code == 0


def test_a_report_shows_words_as_they_are(home, typed):
    """Played, recorded and printed: no markup comes through."""
    spec = find("fog/still_lake").spec
    steps = (replace(spec.steps[0], say=HOSTILE_WORDS[3], also=HOSTILE_WORDS[4]),)
    title = f"{HOSTILE_WORDS[0]} {HOSTILE_WORDS[2]}"
    file = Path("words.toml")
    text = write_level(replace(spec, title=title, say=HOSTILE_WORDS[1], author=title, steps=steps, max_s=10.0))
    file.write_text(text, encoding="utf-8")
    words = ("play", "--headless", "--fast", "--board", "sim", "--level", file, "--database", "x.db", "--seed", "1")
    played = typed(*words)
    assert (played.code, title in played.out) == (0, True)
    assert typed("report", "last", "--database", "x.db", "-o", "report.html").code == 0
    page = Path("report.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert not any(markup in page for markup in ("<script>alert", "--><b>", "]]></text>", "49 {% raw"))


def test_the_map_opens_beside_them(hell, game):
    """The sound level is in the own valley, the others are counted, and where to look is said."""
    game.desk.config.own_levels = OwnLevels(hell).read
    game.stand().show(flow.level_map(game.desk)).draw()
    game.choose("world own").draw()
    assert [button.key for button in game.screen.menu.buttons if button.key.startswith("own/")] == ["own/sound"]
    assert len(broken_files(game.desk.own_problems)) == len(SMALL)


def test_odd_words_and_pictures_are_drawn(home, game, picture):
    """On the map, before a level, and while it is played; a picture that cannot be read is a plain disc."""
    own = home / "own"
    own.mkdir()
    still = find("fog/still_lake").spec
    for i, words in enumerate(HOSTILE_WORDS):
        steps = (replace(still.steps[0], say=words, also=words),)
        text = write_level(replace(still, title=words, say=words, say_plain=words, steps=steps))
        (own / f"words_{i}.toml").write_text(text, encoding="utf-8")
    (own / "torn.png").write_bytes(picture(4000, 4000))
    (own / "torn.toml").write_text(head(picture='"torn.png"') + STEP)
    game.desk.config.own_levels = OwnLevels(own).read
    game.stand().show(flow.level_map(game.desk)).choose("world own").draw()
    levels = [level for level in game.desk.levels() if level.key.startswith("own/")]
    assert len(levels) == len(HOSTILE_WORDS) + 1
    for level in levels:
        game.show(flow.intro(game.desk, level)).draw()
        game.show(flow.play(game.desk, level).begin()).play(0.1)
        assert game.at("Play")
        game.desk.session.stop()


@pytest.mark.parametrize(
    "name", ["zeros", "terminal_escape", "turned_writing", "no_sign_at_all", "utf16", "steps_28000"]
)
def test_a_save_while_one_plays_is_drawn_as_a_line(name, home, game):
    """Whatever letters are in it."""
    file = Path("mine.toml")
    file.write_text(HEAD + STEP.replace("5", "60"))
    game.stand().show(flow.play(game.desk, read_level(file)).begin()).play(0.1)
    written(Path(), name).rename(file)
    game.play(0.6)
    assert game.at("Play")


# Accidents: what was a level, and is one no longer, or another one.


def text_of_any(seed: int, shelf) -> bytes:
    return shelf[seed % len(shelf)].text.encode()


def check_spoilt(seed: int, *, shelf, spoil, sound_or_told, folder: Path) -> None:
    """Either every fault is told, or it is a level that is written and read again as the same."""
    data = spoil(seed, text_of_any(seed, shelf))
    file = folder / "spoilt.toml"
    file.write_bytes(data)
    level = sound_or_told(lambda: read_level(file), data)
    if level is None:
        return
    text = write_level(level.spec)
    assert parse_level(text, file="again").spec == level.spec
    assert level_sheet(level).count("</svg>") == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**40))
def test_a_spoilt_level_is_told_or_is_a_level(seed, shelf, spoil, sound_or_told, tmp_path):
    """Flipped bytes, shuffled and doubled lines, numbers from elsewhere, signs that nobody sees, floods."""
    check_spoilt(seed, shelf=shelf, spoil=spoil, sound_or_told=sound_or_told, folder=tmp_path)


@pytest.mark.slow
@settings(max_examples=2500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**40))
def test_a_spoilt_level_is_told_or_is_a_level_again_and_again(seed, shelf, spoil, sound_or_told, tmp_path):
    """The same, for long."""
    check_spoilt(seed, shelf=shelf, spoil=spoil, sound_or_told=sound_or_told, folder=tmp_path)


def check_played(seed: int, *, shelf, nudge) -> bool:
    """Whether it was a level; then it came to its end in its time."""
    text = re.sub(rb"(?m)^max_s = .*\n", b"", text_of_any(seed, shelf))
    try:
        level = parse_level(nudge(seed, b"max_s = 12\n" + text).decode(), file="spoilt.toml")
    except LevelError:
        return False
    for difficulty, rung in ((0.0, 4), (1.0, 0)):
        outcome = play_once(level, person="still", difficulty=difficulty, rung=rung, seed=seed % 1000)
        assert 0 < outcome.seconds <= level.spec.max_s + 0.1
    return True


def test_a_level_that_is_still_one_is_played_to_its_end(shelf, nudge):
    """However odd its numbers: nobody moves, and it ends by itself within its `max_s`."""
    assert sum(check_played(seed, shelf=shelf, nudge=nudge) for seed in range(24)) >= 6


@pytest.mark.slow
def test_many_levels_that_are_still_ones_are_played_to_their_end(shelf, nudge):
    """The same, for long."""
    assert sum(check_played(seed, shelf=shelf, nudge=nudge) for seed in range(24, 900)) >= 150


@pytest.mark.parametrize("name", ["terminal_escape", "header_of_blanks", "not_utf8"])
def test_as_a_program_of_its_own(name, home):
    """The same in a process of its own, as a shell sees it: exit 1, one line, no traceback."""
    file = written(Path(), name)
    command = [sys.executable, "-m", "steadyquest", "levels", "check", str(file)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(f"{file}:{HELL[name][1]}: ".encode())
    assert b"\x1b" not in done.stdout
