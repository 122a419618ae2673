"""The folder of own levels."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from steadyquest.errors import LevelError, ReportError
from steadyquest.levels import own
from steadyquest.levels.library import find
from steadyquest.levels.own import OwnLevels, broken_files, made_ready, own_folder, own_levels

GOOD = 'format = 1\ntitle = "{title}"\nworld = "river"\nsay = "Steer the boat."\n[[step]]\ntask = "hold"\nseconds = 5\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of own levels that the environment names."""
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.setenv(own.ENVIRONMENT, str(folder))
    return folder


def put(folder, name, text=None):
    """A level file; a sound one where no text is given."""
    (folder / name).write_text(GOOD.format(title=name) if text is None else text, encoding="utf-8")


def test_without_a_word_the_folder_is_beside_the_records(monkeypatch):
    """An empty variable is as good as none."""
    monkeypatch.setenv(own.ENVIRONMENT, "  ")
    assert (own_folder().parent.name, own_folder().name) == ("steadyquest", "levels")


def test_a_folder_is_made_once_and_says_what_it_is(tmp_path):
    """What a person wrote into the README stays."""
    folder = made_ready(tmp_path / "a" / "levels")
    readme = folder / "README.txt"
    assert "steadyquest levels check own" in readme.read_text(encoding="utf-8")
    readme.write_text("ours", encoding="utf-8")
    assert made_ready(folder) == folder
    assert readme.read_text(encoding="utf-8") == "ours"
    assert own_levels(folder) == ([], [])


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    """A file stands in its place, or in the way to it."""
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "levels"):
        with pytest.raises(ReportError, match="cannot be made"):
            made_ready(place)


def test_one_broken_file_hides_no_other(folder):
    """Sound levels come in the order of their names; each broken one is told with its own lines."""
    put(folder, "b.toml")
    put(folder, "A.toml")
    put(folder, "broken.toml", 'title = "x"\n')
    put(folder, "notes.txt", "not read")
    (folder / "folder.toml").mkdir()
    (folder / "latin.toml").write_bytes("say = 'é'".encode("latin-1"))
    put(folder, "huge.toml", "#" * 300_000)
    levels, problems = own_levels(folder)
    assert [level.key for level in levels] == ["own/A", "own/b"]
    names = {Path(file).name for file in broken_files(problems)}
    assert names == {"broken.toml", "folder.toml", "latin.toml", "huge.toml"}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_that_lead_nowhere_and_pipes_are_told_and_never_waited_for(folder):
    """A loop, a lost end, and a pipe that nobody writes."""
    (folder / "loop.toml").symlink_to(folder / "loop.toml")
    (folder / "lost.toml").symlink_to(folder / "gone")
    os.mkfifo(folder / "pipe.toml")
    levels, problems = own_levels(folder)
    assert levels == []
    assert len(problems) == 3
    (folder.parent / "round").symlink_to(folder.parent / "round")
    (problem,) = own_levels(folder.parent / "round")[1]
    assert problem.key == "folder"


def test_what_is_no_folder_is_one_line_and_a_missing_one_is_empty(tmp_path):
    """Nothing is raised, whatever the environment names."""
    (tmp_path / "file").write_text("x")
    (problem,) = own_levels(tmp_path / "file")[1]
    assert own.ENVIRONMENT in problem.hint
    assert own_levels(tmp_path / "none") == ([], [])
    assert len(own_levels(tmp_path / "bad\0name")[1]) == 1


def test_a_thousand_files_are_a_line_and_not_a_wait(folder):
    """The first ones are read, the rest is said."""
    for i in range(1000):
        put(folder, f"l{i:04}.toml", "x = [" if i >= own.MOST_LEVELS else 'title = "x"\n')
    levels, problems = own_levels(folder)
    assert levels == []
    assert "1000 level files" in problems[0].found
    assert len(broken_files(problems[1:])) == own.MOST_LEVELS


def test_two_files_of_one_name_are_not_two_levels_of_one_key(folder):
    """Where the file system allows it, the second is told."""
    put(folder, "same.toml")
    put(folder, "same.TOML")
    if len(list(folder.iterdir())) < 2:
        pytest.skip("this file system knows one name only")
    levels, problems = own_levels(folder)
    assert [level.key for level in levels] == ["own/same"]
    assert "same name" in problems[0].found


def test_a_file_is_read_again_only_when_it_changed(folder, monkeypatch):
    """What was mended counts at the next look; what is gone is gone."""
    put(folder, "a.toml")
    put(folder, "b.toml", "broken")
    shelf = OwnLevels(folder)
    first, problems = shelf.read()
    assert len(problems) >= 1
    put(folder, "b.toml")
    again, problems = shelf.read()
    assert again[0] is first[0]
    assert ([level.key for level in again], problems) == (["own/a", "own/b"], [])
    (folder / "a.toml").unlink()
    assert [level.key for level in shelf.read()[0]] == ["own/b"]


def test_own_levels_are_found_by_key_name_and_file(folder):
    """And their key is the same each way; a slip is answered with them as well."""
    put(folder, "my_pond.toml")
    file = folder / "my_pond.toml"
    assert {find(name).key for name in ("own/my_pond", "my_pond", file, str(file))} == {"own/my_pond"}
    with pytest.raises(LevelError) as caught:
        find("own/my_pont")
    assert "own/my_pond" in caught.value.problems[0].hint
