"""Plan files that nobody should have written: every fault told with file and line, and nobody plays by them."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyquest.levels.plan_read import parse_plan, read_plan
from steadyquest.levels.plan_starter import examples
from steadyquest.records.store import open_store
from steadyquest.reports.plan_page import PlanPage, plan_page

HEAD = 'format = 1\ngoal = "Walk to school"\n'
PHASE = '[[phase]]\nweeks = 2\nlevels = ["river/feed_the_ducks"]\n'
HELL: dict[str, tuple[str | bytes, int, str]] = {
    # name: what is in the file, a line that is blamed, a word of what is said there
    "empty": ("", 1, "goal: missing"),
    "all_types_wrong": ("goal = 3\nminutes = 'x'\nstance = 1\nrung_max = 1.5\n" + PHASE, 1, "in quotes"),
    "date_for_a_goal": ("goal = 1979-05-27T07:32:00Z\n" + PHASE, 1, "in quotes"),
    "no_number": (HEAD + "minutes = nan\n" + PHASE, 3, "ordinary number"),
    "endless_number": (HEAD + "emphasis = inf\n" + PHASE, 3, "ordinary number"),
    "overflowing_number": (HEAD + "minutes = 1e999\n" + PHASE, 3, "ordinary number"),
    "number_of_100000_digits": (HEAD + "days_per_week = " + "9" * 100_000 + "\n" + PHASE, 3, "1 to 7"),
    "number_of_hex_digits": (HEAD + "minutes = 0x" + "f" * 200_000 + "\n" + PHASE, 3, "minutes"),
    "no_weeks": (HEAD + PHASE.replace("2", "0"), 4, "1 to 52"),
    "minus_weeks": (HEAD + PHASE.replace("2", "-2"), 4, "1 to 52"),
    "no_minutes": (HEAD + "minutes = -0.0\n" + PHASE, 3, "minutes"),
    "no_phase": (HEAD, 1, "0 phases"),
    "no_levels": (HEAD + "[[phase]]\nweeks = 2\nlevels = []\n", 5, "0 parts"),
    "unknown_keys": (HEAD + "colour = 1\n" + PHASE, 3, "unknown key"),
    "a_level": ('format = 1\ntitle = "A"\nworld = "river"\nsay = "Go."\n[[step]]\ntask = "hold"\n', 5, "[[phase]]"),
    "missing_level": (HEAD + PHASE.replace("feed_the", "feet_the"), 5, "river/feed_the_ducks"),
    "missing_levels": (HEAD + '[[phase]]\nweeks = 1\nlevels = [\n"a/b",\n"own/gone"]\n', 7, '"own/gone" is not there'),
    "level_elsewhere": (HEAD + PHASE.replace("river/", "../../levels/river/"), 5, "is not there"),
    "level_of_this_computer": (HEAD + PHASE.replace("river/feed_the_ducks", "/etc/passwd"), 5, "is not there"),
    "missing_home_level": (HEAD + PHASE + 'home = ["river/none"]\n', 6, "is not there"),
    "stance_against_levels": (HEAD + 'stance = "single_left"\n' + PHASE, 6, "not for this plan's stance"),
    "envelope_upside_down": (HEAD + PHASE + "[envelope]\nreach = [0.9, 0.1]\n", 7, "cannot be above"),
    "envelope_of_nothing": (HEAD + PHASE + "[envelope]\nflying = [0, 1]\n", 7, "unknown key"),
    "two_envelopes": (HEAD + "envelope = [0, 1]\n" + PHASE + "[envelope]\nreach = [0, 1]\n", 7, "a second envelope"),
    "deep_list": (HEAD + "[[phase]]\nweeks = 1\nlevels = " + "[" * 100_000 + "\n", 5, "lists within lists"),
    "deep_braces": (HEAD + "envelope = " + "{a=" * 60_000 + "\n" + PHASE, 3, "braces"),
    "deep_table": (HEAD + PHASE + "[[phase" + ".x" * 100_000 + "]]\n", 6, "[[phase]]"),
    "header_of_blanks": (HEAD + "[" + " " * 200_000 + "x\n" + PHASE, 3, "[[phase]]"),
    "names_40000": (HEAD + "[[phase]]\nweeks = 1\nlevels = [" + '"river",' * 25_000 + "]\n", 5, "25000 parts"),
    "missing_names": (
        HEAD + "[[phase]]\nweeks = 1\nlevels = [" + ",".join(f'"x/{i}"' for i in range(60)) + "]\n" * 1,
        5,
        "levels",
    ),
    "phases_4000": (HEAD + PHASE * 4_000, 63, "4000 phases"),
    "keys_16000": (HEAD + "".join(f"k{i} = 1\n" for i in range(16_000)) + PHASE, 3, "unknown key"),
    "nothing_before_the_equals": (HEAD + "=\n" * 100_000 + PHASE, 3, "nothing before the ="),
    "huge": (HEAD + "#" * 10_000_000, 1, "larger than 256 kB"),
    "goal_of_100000_letters": ('goal = "' + "é" * 100_000 + '"\n' + PHASE, 1, "100000 letters"),
    "open_text": ('goal = """' + "\n" * 100_000, 1, "begins and ends with a quote"),
    "not_toml": ("%PDF-1.7\n" + HEAD, 1, "no ="),
    "not_utf8": (b'format = 1\ngoal = "caf\xe9"\n', 2, "not UTF-8"),
    "utf16": (HEAD.encode("utf-16"), 1, "not UTF-8"),
    "zeros": (bytes(200_000), 1, "goal: missing"),
    "only_cr": ((HEAD + PHASE).replace("\n", "\r"), 1, "format"),
    "terminal_escape": ('goal = "\x1b[2Jx"\n' + PHASE, 1, r"\x1b[2Jx"),
    "escaped_terminal_escape": ('goal = "\\u001b[2Jx"\n' + PHASE, 1, "control character"),
    "escape_in_a_level": (HEAD + PHASE.replace("river/", "\\u001b[2J/"), 5, "no name of a level"),
    "turned_goal": ('goal = "\u202eevil"\n' + PHASE, 1, "control character"),
    "turned_level": (HEAD + PHASE.replace("river/", "\u202eriver/"), 5, "no name of a level"),
    "invisible_goal": ('goal = "\u200b"\n' + PHASE, 1, "write something"),
    "no_sign_at_all": ('goal = "\ufffe"\n' + PHASE, 1, "control character"),
    "half_a_sign": ('goal = "\\ud800"\n' + PHASE, 1, "goal"),
    "same_key_again": (HEAD + 'goal = "B"\n' + PHASE, 3, "already stands in line 2"),
    "later_format": ("format = 2\n" + PHASE, 1, "later version"),
}


@dataclass
class Way:
    """One way in: what is typed, and the code when the file is at fault."""

    words: tuple[str, ...]
    code: int


WAYS = {
    "check": Way(("plans", "check", "{file}"), 1),
    "assign": Way(("plans", "assign", "{file}", "--player", "Mimi", "--database", "x.db"), 2),
    "check --json": Way(("plans", "check", "{file}", "--json"), 1),
    "page": Way(("plans", "page", "{file}", "--to", "out.html"), 2),
    "rehearse": Way(("plans", "rehearse", "{file}", "--database", "new.db"), 2),
    "play": Way(("play", "--headless", "--fast", "--board", "sim", "--plan", "{file}", "--database", "x.db"), 2),
}


@pytest.fixture(scope="session")
def records(tmp_path_factory) -> bytes:
    """Records with one player."""
    file = tmp_path_factory.mktemp("records") / "x.db"
    with open_store(file) as store:
        store.players.add("Mimi")
    return file.read_bytes()


def written(name: str) -> Path:
    """The file of this case."""
    data = HELL[name][0]
    file = Path(f"{name}.toml")
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


@pytest.mark.usefixtures("quick_library")
@pytest.mark.parametrize("name", HELL)
def test_every_way_in_says_what_is_wrong_and_where(name, typed, records, all_below):
    """Each fault a line with file and line; the codes of docs/commands.md; nothing is written, nothing printed raw."""
    Path("x.db").write_bytes(records)
    file, (_, line, said) = written(name), HELL[name]
    before = all_below()
    for way in list(WAYS.values())[: 6 if file.stat().st_size < 20_000 else 2]:
        done = typed(*(word.format(file=file) for word in way.words))
        assert done.code == way.code, way
        blamed = [problem for problem in done.problems if problem.startswith(f"{file}:{line}: ")]
        assert any(said in problem for problem in blamed), done.said[:2000]
        assert len(done.problems) <= 201
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\uffff]", done.said)
        assert {path for path in all_below() if not path.name.startswith("x.db")} == before - {Path("x.db").absolute()}
    Path(file).unlink()
    assert Path("x.db").read_bytes() == records


@pytest.mark.usefixtures("quick_library")
def test_files_that_are_none_are_one_line_by_every_way(typed, records):
    """A folder, a loop of links, a pipe, a device, a name too long, a home that nobody has, a name that is no text."""
    Path("x.db").write_bytes(records)
    Path("folder.toml").mkdir()
    names = ["folder.toml", "none.toml", "x" * 5000 + ".toml", "~nobody_at_all/x.toml"]
    if os.name == "posix":
        Path("loop.toml").symlink_to("loop.toml")
        Path("device.toml").symlink_to("/dev/zero")
        os.mkfifo("pipe.toml")
        names += ["loop.toml", "device.toml", "pipe.toml"]
    if sys.platform == "linux":
        for odd in (b"bad\xff.toml", b"two\nlines.toml", b"red\x1b[31m.toml"):
            Path(os.fsdecode(odd)).write_text(HEAD + PHASE)
            names.append(os.fsdecode(odd))
    for name in names:
        for way in WAYS.values():
            done = typed(*(word.format(file=name) for word in way.words))
            assert (done.code, len(done.problems)) == (way.code, 1), (name, way)


WORDS = (
    "<script>alert(1)</script>",
    "a & b &lt; c ]]></text></svg>",
    "--></style><b>",
    "{{ 7 * 7 }} {% raw %}",
    "{title} {0} %s %(x)s",
    "'\"`$(id)",
    "\u0645\u0631\u062d\u0628\u0627 👩\u200d👧",
)


@pytest.mark.usefixtures("quick_library")
def test_words_are_shown_as_they_are_and_never_obeyed(typed, records):
    """Goal, titles, names and words for home, in every line and on the page: markup is letters."""
    Path("x.db").write_bytes(records)
    for words in WORDS:
        quoted = words.replace("\\", "\\\\").replace('"', '\\"')
        text = "".join(f'{key} = "{quoted}"\n' for key in ("title", "goal", "author", "notes", "say_home"))
        home = f'home = ["meadow/butterflies"]\nsay_home = "{quoted}"\ntitle = "{quoted}"\n'
        text = f'{text}home_days_per_week = 3\nstance = "comfortable"\n{PHASE}{home}{PHASE}'
        Path("plan.toml").write_text(text, encoding="utf-8")
        assert parse_plan(text, file="plan.toml").spec.goal == words
        assigned = typed("plans", "assign", "plan.toml", "--player", "Mimi", "--database", "x.db")
        assert (assigned.code, words in assigned.out) == (0, True)
        shown = typed("plans", "show", "Mimi", "--database", "x.db")
        assert (shown.code, words in shown.out) == (0, True)
        for what in ("plan.toml", "Mimi"):
            assert typed("plans", "page", what, "--to", "page.html", "--database", "x.db").code == 0
            page = Path("page.html").read_text(encoding="utf-8")
            assert not any(markup in page for markup in ("<script", "]]></text>", "--></style>"))
            assert ("{{ 7 * 7 }}" in page) == (words[0] == "{" == words[1])
            assert page.count("</html>") == 1


def check_spoilt(seed: int, *, shelf, spoil, sound_or_told, folder: Path) -> None:
    """Either every fault is told, or it is a plan: it can be put on paper."""
    texts = list(examples().values())
    data = spoil(seed, texts[seed % len(texts)].read_bytes())
    file = folder / "spoilt.toml"
    file.write_bytes(data)
    plan = sound_or_told(lambda: read_plan(file, levels=shelf), data)
    if plan is not None:
        page = plan_page(PlanPage(title=plan.title, spec=plan.spec, levels=tuple(shelf)))
        assert page.count("</html>") == 1
        assert parse_plan(plan.text, file=str(file)).hash == plan.hash


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**40))
def test_a_spoilt_plan_is_told_or_is_a_plan(seed, shelf, spoil, sound_or_told, tmp_path):
    """Flipped bytes, shuffled and doubled lines, numbers from elsewhere, signs that nobody sees, floods."""
    check_spoilt(seed, shelf=shelf, spoil=spoil, sound_or_told=sound_or_told, folder=tmp_path)


@pytest.mark.slow
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**40))
def test_a_spoilt_plan_is_told_or_is_a_plan_again_and_again(seed, shelf, spoil, sound_or_told, tmp_path):
    """The same, for long."""
    check_spoilt(seed, shelf=shelf, spoil=spoil, sound_or_told=sound_or_told, folder=tmp_path)
