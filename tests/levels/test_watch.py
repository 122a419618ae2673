"""A level's file while somebody writes it."""

from __future__ import annotations

import os

import pytest

from steadyquest.levels.library import find
from steadyquest.levels.read import parse_level, read_level
from steadyquest.levels.watch import Watch

TEXT = find("fog/still_lake").text


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(TEXT, encoding="utf-8")
    return file


def save(file, text):
    """As an editor does it: another file, moved into place."""
    part = file.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(file)


def test_a_saved_level_is_read_anew_once(file):
    """The new text under the old key; after that nothing, until it is saved again."""
    level = read_level(file, name="own/of_mine")
    watch = Watch(level)
    assert watch.look() is None
    save(file, TEXT.replace("The still lake", "The loud lake"))
    new = watch.look()
    assert (new.spec.title, new.key, new.path) == ("The loud lake", "own/of_mine", file)
    assert watch.look() is None
    save(file, TEXT)
    assert watch.look().spec == level.spec


def test_a_save_that_changes_nothing_is_no_news(file):
    """Touched, or with other line ends: the same level."""
    watch = Watch(read_level(file))
    os.utime(file, ns=(1, 1))
    assert watch.look() is None
    file.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert watch.look() is None
    assert watch.problem == ""


def test_what_cannot_be_read_is_one_line_and_the_level_goes_on(file):
    """The first fault and how many more; gone when it is mended."""
    watch = Watch(read_level(file))
    save(file, TEXT.replace("seconds", "secnds").replace("radius", "radus"))
    assert watch.look() is None
    assert "mine.toml" in watch.problem
    assert "radus" in watch.problem
    assert "(and 1 more)" in watch.problem
    assert "\n" not in watch.problem
    save(file, TEXT.replace("40", "30"))
    assert watch.look() is not None
    assert watch.problem == ""


def test_a_file_that_is_away_for_a_moment_is_waited_for(file):
    """Also a folder in its place: nothing new, no fault of the game."""
    watch = Watch(read_level(file))
    file.unlink()
    assert watch.look() is None
    assert watch.problem == ""
    save(file, TEXT.replace("40", "30"))
    assert watch.look() is not None


def test_a_new_picture_is_news_too(file, tmp_path):
    """The text is the same, what is seen is not."""
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01"
    (tmp_path / "dog.png").write_bytes(head)
    save(file, TEXT.replace('world = "fog"', 'world = "fog"\npicture = "dog.png"'))
    watch = Watch(read_level(file))
    assert watch.look() is None
    (tmp_path / "dog.png").write_bytes(head + b"more")
    assert watch.look() is not None


def test_a_level_without_a_file_never_changes():
    """Such as one that was kept with a recording."""
    watch = Watch(parse_level(TEXT, file="still_lake.toml"))
    assert watch.look() is None


def test_what_was_probably_meant_comes_before_what_is_allowed(file):
    """The card on the screen is short, and the list of what is allowed is long."""
    watch = Watch(read_level(file, name="own/of_mine"))
    save(file, TEXT.replace('world = "fog"', 'world = "fogg"'))
    assert watch.look() is None
    assert "did you mean" in watch.problem
    hint, _, allowed = watch.problem.partition("did you mean")[2].partition(";")
    assert "fog" in hint
    assert allowed.strip().startswith("meadow")
