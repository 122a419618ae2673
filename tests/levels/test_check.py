"""Errors that span keys."""

from __future__ import annotations

import struct

import pytest

from steadyquest.errors import LevelError
from steadyquest.levels.check import MAX_FILE_BYTES, art_names
from steadyquest.levels.read import parse_level, read_level


def _found(problems):
    return [(problem.line, problem.key) for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("dwell_s = 8", [(11, "dwell_s")]),
        ("dwell_s = [1, 9]", [(11, "dwell_s")]),
        ("dwell_s = 7.9", []),
        ("until_good = 3", []),
        ('sight = "full"\nsight_max = 2', [(12, "sight_max")]),
        ('sight = "full"\nsight_min = 1\nsight_max = 2', [(12, "sight_min"), (13, "sight_max")]),
        ("sight_min = 3\nsight_max = 1", [(11, "sight_min")]),
        ("sight_min = 3\nsight_max = 3", []),
        ("until_good = 3\nlimit_s = 8", [(12, "limit_s")]),
    ],
)
def test_keys_of_a_step_must_agree(in_step, lines, found):
    """What no one could do, or what contradicts itself, is an error on the line of one of the two."""
    assert _found(in_step(lines)) == found


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ('[[step]]\ntask = "reach"\nuntil_good = 3', [(8, "until_good")]),
        ('[[step]]\ntask = "hold"\nuntil_good = 3', [(8, "until_good")]),
        ('[[step]]\ntask = "recall"\nlimit_s = 8\nuntil_good = 3', [(9, "until_good")]),
        ('[[step]]\ntask = "reach"\ndistance = [0.5, 1.1]', [(8, "distance")]),
        ('[[step]]\ntask = "reach"\ndistance = [0.5, 1.1]\nbeyond = true', []),
        ('[[step]]\ntask = "reach"\nwhere = [[0, 1.1], [0, 1]]', [(8, "where")]),
        ('[[step]]\ntask = "reach"\nwhere = [[0, 1.1]]\nbeyond = true', []),
        ('[[step]]\ntask = "recall"\ndistance = 1.1', [(8, "distance")]),
        ('[[step]]\ntask = "follow"\npoints = [[0, 0], [0.5, 0]]', [(8, "points")]),
        ('[[step]]\ntask = "follow"\npath = "circle"\npoints = [[0, 0], [0.5, 0]]', [(9, "points")]),
        ('[[step]]\ntask = "follow"\npath = "points"', [(8, "points")]),
        ('[[step]]\ntask = "follow"\npath = "points"\npoints = [[0, 0], [0.5, 0]]', []),
        ('[[step]]\ntask = "follow"\npath = "square"\npoints = [[0, 0], [0.5, 0]]', [(8, "path")]),
        ('[[step]]\ntask = "reach"\nlimit_s = "x"\ndwell_s = 9', [(8, "limit_s")]),
    ],
)
def test_keys_that_need_each_other(with_step, steps, found):
    """`until_good` needs a limit, far places need `beyond`, points need their path; one fault is told once."""
    assert _found(with_step(steps)) == found


def test_a_step_may_fix_the_sight_that_its_level_bounds(problems):
    """Bounds of the level and a fixed sight of one step are no contradiction."""
    text = 'title = "A"\nworld = "fog"\nsay = "Still."\nsight_min = 1\n[[step]]\ntask = "hold"\nsight = "full"\n'
    assert problems(text) == []


def test_bounds_of_level_and_step_are_taken_together(problems):
    """A step's lower bound above the level's upper one is blamed at the step."""
    text = 'title = "A"\nworld = "fog"\nsay = "Still."\nsight_max = 1\n[[step]]\ntask = "hold"\nsight_min = 2\n'
    assert _found(problems(text)) == [(7, "sight_min")]


def test_bounds_of_a_level_are_blamed_once(problems):
    """However many steps inherit them."""
    hold = '[[step]]\ntask = "hold"\n'
    text = f'title = "A"\nworld = "fog"\nsay = "Still."\nsight_min = 3\nsight_max = 1\n{hold * 3}'
    assert _found(problems(text)) == [(4, "sight_min")]


def test_bounds_of_a_level_are_blamed_even_where_its_steps_have_their_own(problems):
    """A fault above the steps does not hide behind the first of them."""
    text = 'title = "A"\nworld = "fog"\nsay = "Still."\nsight_min = 3\nsight_max = 1\n[[step]]\ntask = "hold"\n'
    assert _found(problems(f"{text}sight_min = 0\n")) == [(4, "sight_min")]


def test_a_stance_that_rules_a_task_out_is_an_error(problems):
    """No one loads a leg that is in the air."""
    text = 'title = "A"\nworld = "peak"\nsay = "Up."\nstance = "single_left"\n[[step]]\ntask = "match"\n'
    assert _found(problems(text)) == [(4, "stance")]


PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 64, 64) + b"\x08\x06\0\0\0"
WAV = b"RIFF\x24\0\0\0WAVEfmt "


def _level_with(tmp_path, lines):
    path = tmp_path / "mine.toml"
    path.write_text(f'title = "A"\nworld = "fog"\nsay = "Still."\n{lines}\n[[step]]\ntask = "hold"\n', encoding="utf-8")
    try:
        read_level(path)
    except LevelError as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize(
    ("key", "name", "data"),
    [
        ("picture", "dog.png", PNG),
        ("voice", "say.wav", WAV),
        ("voice", "say.ogg", b"OggS\0"),
        ("voice", "say.mp3", b"ID3\x04"),
        ("voice", "say.mp3", b"\xff\xfb\x90"),
        ("voice", "say.flac", b"fLaC"),
    ],
)
def test_files_beside_the_level_are_taken(tmp_path, key, name, data):
    """A PNG and a sound file that lie beside the level are welcome."""
    (tmp_path / name).write_bytes(data)
    assert _level_with(tmp_path, f'{key} = "{name}"') == []


@pytest.mark.parametrize(
    ("key", "data", "found"),
    [
        ("picture", None, "no such file"),
        ("voice", None, "no such file"),
        ("picture", b"", "not a PNG"),
        ("picture", b"\xff\xd8\xff\xe0 a photograph", "not a PNG"),
        ("picture", PNG[:16] + struct.pack(">II", 64, 100_000) + PNG[24:], "pixels"),
        ("picture", PNG + bytes(MAX_FILE_BYTES), "larger"),
        ("voice", WAV + bytes(MAX_FILE_BYTES), "larger"),
        ("voice", b"\xff", "not a sound"),
        ("voice", b"RIFF\x24\0\0\0AVI ", "not a sound"),
    ],
)
def test_files_that_would_not_work_are_errors(tmp_path, key, data, found):
    """Missing, of another kind, or far too large: said when the level is read, not in the middle of play."""
    if data is not None:
        (tmp_path / "file").write_bytes(data)
    (problem,) = _level_with(tmp_path, f'{key} = "file"')
    assert (problem.line, problem.key) == (4, key)
    assert found in problem.found


def test_a_folder_is_no_picture(tmp_path):
    """A folder of the right name does not pass for the file."""
    (tmp_path / "dog").mkdir()
    assert _found(_level_with(tmp_path, 'picture = "dog"')) == [(4, "picture")]


def test_pictures_that_were_never_drawn_are_errors(tmp_path, monkeypatch):
    """A name is compared with the art there is, and the nearest is offered."""
    monkeypatch.setattr("steadyquest.levels.check.art_names", lambda: ["duck", "boat"])
    duk, goose = _level_with(tmp_path, 'you = "boat"\nthing = "duk"\navoid = "elephant"')
    assert (duk.line, duk.key, duk.allowed) == (5, "thing", "duck, boat")
    assert "`duck`" in duk.hint
    assert (goose.line, goose.key) == (6, "avoid")


def test_pictures_of_the_screens_are_not_for_levels(tmp_path, monkeypatch):
    """Icons, players' pictures and stances lie in the same folder, but nobody steers one down the river."""
    for name in ("duck", "icon_play", "player_fox", "stance_narrow"):
        (tmp_path / f"{name}.svg").touch()
    monkeypatch.setattr("steadyquest.levels.check.resource", lambda name: tmp_path)
    assert art_names() == ["duck"]


def test_without_art_no_picture_is_judged(tmp_path, monkeypatch):
    """An installation without pictures still checks and plays levels."""

    def missing(name):
        raise FileNotFoundError(name)

    monkeypatch.setattr("steadyquest.levels.check.resource", missing)
    assert art_names() == []
    assert _level_with(tmp_path, 'thing = "elephant"') == []


def test_a_recorded_text_needs_no_files():
    """The text kept with a recording can be read again where its picture is long gone."""
    text = 'title = "A"\nworld = "fog"\nsay = "Still."\npicture = "gone.png"\nthing = "gone"\n[[step]]\ntask = "hold"\n'
    assert parse_level(text, file="record").spec.picture == "gone.png"
