"""`levels new`, `show` and `schema`."""

from __future__ import annotations

import json

import pytest

from steadyquest.levels.read import read_level


def test_a_new_level_is_asked_for_by_nobody_and_can_be_played(run, tmp_path):
    """Without a person at the keyboard all has its usual answer; the ending is added."""
    done = run("levels", "new", str(tmp_path / "my_first"))
    assert done.code == 0
    level = read_level(tmp_path / "my_first.toml")
    assert level.spec.title == "My first"
    assert level.warnings == ()
    assert "levels check" in done.out


def test_a_new_level_is_what_was_said(run, tmp_path):
    """Title, place, steps in their order, and the sentence."""
    file = tmp_path / "a.toml"
    said = ["--title", "Ä", "--world", "cave", "--task", "roll", "--task", "rest", "--say", "Roll on."]
    assert run("levels", "new", str(file), *said).code == 0
    spec = read_level(file).spec
    assert (spec.title, spec.world, spec.say, len(spec.steps)) == ("Ä", "cave", "Roll on.", 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--title", "x" * 200], "title"),
        (["--world", "moon"], "moon"),
        (["--task", "fly"], "fly"),
    ],
)
def test_what_no_level_may_have_writes_nothing(run, tmp_path, arguments, words):
    """Exit 2, the word at fault, and no file."""
    done = run("levels", "new", str(tmp_path / "a.toml"), *arguments)
    assert done.code == 2
    assert words in done.err
    assert not list(tmp_path.iterdir())


def test_an_existing_file_is_left_as_it_is(run, tmp_path):
    """Somebody's work is never overwritten."""
    file = tmp_path / "a.toml"
    file.write_text("mine")
    done = run("levels", "new", str(file))
    assert (done.code, file.read_text()) == (2, "mine")
    assert "another name" in done.err


def test_a_level_is_drawn(run, tmp_path):
    """As PNG or SVG, by its ending; where it is, is said."""
    png, svg = tmp_path / "d.png", tmp_path / "d.svg"
    assert str(png) in run("levels", "show", "river/feed_the_ducks", "-o", str(png)).out
    assert png.read_bytes().startswith(b"\x89PNG")
    assert run("levels", "show", "feed_the_ducks", "-o", str(svg)).code == 0
    assert "Feed the ducks" in svg.read_text(encoding="utf-8")


def test_a_level_that_cannot_be_read_is_not_drawn(run, tmp_path):
    """All that is wrong with it, and no picture."""
    file = tmp_path / "bad.toml"
    file.write_text('format = 1\ntitle = "a"\n')
    done = run("levels", "show", str(file), "-o", str(tmp_path / "p.png"))
    assert done.code == 2
    assert done.err.count("bad.toml:") == 3
    assert not (tmp_path / "p.png").exists()


def test_the_schema_is_printed_or_written(run, tmp_path):
    """The same text both ways."""
    printed = run("levels", "schema").out
    file = tmp_path / "level.schema.json"
    assert run("levels", "schema", "-o", str(file)).code == 0
    assert file.read_text(encoding="utf-8") == printed
    assert json.loads(printed)["title"]
