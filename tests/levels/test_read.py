"""Files of every kind: a level, or LevelError; never anything else."""

from __future__ import annotations

import errno
import hashlib
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.errors import LevelError
from steadyquest.game.spec import LevelSpec, Range, ReachSpec, RestSpec, SightSpec, StepSpec
from steadyquest.levels.read import MAX_BYTES, parse_level, read_level

TEXT = """\
format = 1
title = "Feed the ducks"          # on the map
world = "river"
you = "boat"
say = "Steer the boat to each duck."
stance = ["comfortable", "sit_on_plate"]
sight_max = 3
notes = \"\"\"
Two
lines\"\"\"

[[step]]
task = "reach"
where = ["affected", [0.5, 0.5]]
distance = [
  0.4,  # easy
  0.8,
]
until_good = 4
limit_s = 8
sight = "reveal"
wind = [0.1, 0]

[[step]]
task = "rest"
seconds = 10
"""


def _error(path: Path):
    with pytest.raises(LevelError) as caught:
        read_level(path)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    assert problem.hint
    return problem


def test_a_level_becomes_its_spec(tmp_path):
    """Everything written is in the spec, pairs as ranges, the level's sight merged into each step's."""
    path = tmp_path / "ducks.toml"
    path.write_text(TEXT, encoding="utf-8")
    level = read_level(path)
    assert level.spec == LevelSpec(
        title="Feed the ducks",
        world="river",
        say="Steer the boat to each duck.",
        you="boat",
        stance=("comfortable", "sit_on_plate"),
        notes="Two\nlines",
        sight=SightSpec(sight_max=3),
        steps=(
            StepSpec(
                task=ReachSpec(where=("affected", (0.5, 0.5)), distance=Range(0.4, 0.8)),
                until_good=4,
                wind=(0.1, 0.0),
                sight=SightSpec(sight="reveal", sight_max=3),
            ),
            StepSpec(task=RestSpec(), sight=SightSpec(sight_max=3)),
        ),
    )
    assert (level.key, level.path, level.text) == ("own/ducks", path, TEXT)
    assert level.hash == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_key_may_be_given(tmp_path):
    """The library names its levels by world; what comes from elsewhere is one's own."""
    path = tmp_path / "ducks.toml"
    path.write_text(TEXT, encoding="utf-8")
    assert read_level(path, name="river/ducks").key == "river/ducks"
    assert parse_level(TEXT, file="anywhere/ducks.toml").key == "own/ducks"


@pytest.mark.parametrize("spoil", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t], ids=["crlf", "bom"])
def test_an_editor_s_habits_change_nothing(tmp_path, spoil):
    """Windows line ends and a byte-order mark give the same spec, the same text and the same hash."""
    path = tmp_path / "ducks.toml"
    path.write_bytes(spoil(TEXT).encode())
    assert read_level(path).hash == parse_level(TEXT, file="ducks.toml").hash


@pytest.mark.parametrize("name", ["missing.toml", "no/such/folder.toml", "bad\0name.toml", "x" * 5000 + ".toml"])
def test_a_file_that_is_not_there_is_one_problem(tmp_path, name):
    """Also when its name could not be the name of any file."""
    assert _error(tmp_path / name).line == 1


def test_a_folder_is_not_a_level(tmp_path):
    """A folder is refused by name."""
    assert _error(tmp_path).found == "not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    """Reading a pipe would wait for ever."""
    os.mkfifo(tmp_path / "pipe.toml")
    assert _error(tmp_path / "pipe.toml").found == "not a file"


def test_an_unreadable_file_is_one_problem(tmp_path, monkeypatch):
    """Without the right to read, the file and the reason are named."""

    def refuse(*_args):
        raise PermissionError(errno.EACCES, "Permission denied")

    path = tmp_path / "locked.toml"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    assert _error(path).found == "Permission denied"


def test_a_file_far_too_large_is_not_read(tmp_path):
    """Ten megabytes are no level."""
    path = tmp_path / "large.toml"
    path.write_bytes(b"# " + b"x" * 10_000_000)
    assert "256 kB" in _error(path).found


def test_a_file_that_is_not_utf_8_is_blamed_at_its_line(tmp_path):
    """An old editor's encoding is named, and where it shows."""
    path = tmp_path / "latin.toml"
    path.write_bytes('title = "Ente"\nsay = "Füttere."\n'.encode("latin-1"))
    problem = _error(path)
    assert (problem.line, problem.found) == (2, "not UTF-8 text")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n" * 1000,
        "\0" * 1000,
        "[" * 200_000,
        "x = " + "[" * 200_000,
        "x = " + "{a=" * 60_000,
        "a." * 100_000 + "a = 1",
        "[" + "a." * 100_000 + "a]",
        "title = " + "9" * 200_000,
        "format = " + "9" * 200_000,
        "title = 0x" + "f" * 200_000,
        'title = "' + "x" * 200_000,
        'title = """' + '\\"""' * 50_000,
        "title = '''" + "\n" * 200_000,
        "stance = [" + '"narrow",' * 25_000 + "]",
        "k" * 200_000 + " = 1",
        "title = 1\n" * 20_000,
        "=\n" * 100_000,
        "[[step]]\n" * 25_000,
        "[[step]]\ntask=''\n" * 14_000,
        '"' * 200_000,
        "title = " + '"' * 200_000,
        "title = " + "\\" * 200_000,
        "x = [\n" * 40_000,
        'title = "\\ud800"',
        "<html><body>not a level</body></html>",
    ],
    ids=lambda text: f"{text[:12]!r}",
)
def test_hostile_texts_are_level_errors(text):
    """Depth, length and repetition of any kind: problems with lines, no crash, no endless wait."""
    assert len(text) <= MAX_BYTES
    with pytest.raises(LevelError) as caught:
        parse_level(text, file="hostile.toml")
    assert 1 <= len(caught.value.problems) <= 201
    assert all(len(str(problem)) < 1500 for problem in caught.value.problems)


def test_what_stands_between_the_entries_must_be_toml_too():
    """A file is sound for us only if it is sound for every reader of TOML."""
    with pytest.raises(LevelError) as caught:
        parse_level(TEXT.replace("# on the map", "# on the \x00 map"), file="ducks.toml")
    assert [problem.line for problem in caught.value.problems] == [2]


LINES = st.sampled_from(TEXT.splitlines())
NOISE = st.sampled_from([*"[]{}\"'=,#\n.-\\\0é", '"""', "1e9", "nan"])


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 2**32), pieces=st.lists(st.one_of(LINES, NOISE), min_size=1, max_size=6))
def test_a_spoilt_level_is_a_level_or_a_level_error(seed, pieces):
    """Whatever is cut out of a sound level or thrown into it, the reader keeps its word."""
    rng, text = random.Random(seed), TEXT
    for piece in pieces:
        cut, width = rng.randrange(len(text) + 1), rng.choice((0, 0, 1, 5, 40))
        text = text[:cut] + piece + text[cut + width :]
    try:
        problems = parse_level(text, file="spoilt.toml").warnings
    except LevelError as error:
        problems = error.problems
    lines = [problem.line for problem in problems]
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_are_level_errors(tmp_path_factory, data):
    """No bytes make the reader stumble."""
    path = tmp_path_factory.mktemp("bytes") / "random.toml"
    path.write_bytes(data)
    with pytest.raises(LevelError):
        read_level(path)
