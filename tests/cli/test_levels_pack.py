"""`levels pack`, `levels add`, and own levels in `levels list` and `levels check`, as typed."""

from __future__ import annotations

import pytest

LEVEL = """
format = 1
title = "{title}"
world = "river"
say = "Steer the boat."
[[step]]
task = "hold"
seconds = 5
"""


@pytest.fixture
def own(home):
    """The folder of own levels of that home."""
    return home.path / "data" / "steadyquest" / "levels"


@pytest.fixture
def file(home):
    """A level file of one's own."""
    file = home.path / "my_pond.toml"
    file.write_text(LEVEL.format(title="My pond"))
    return file


def test_a_level_is_packed_passed_on_added_listed_and_found(run, home, file, own):
    """From one therapist to the next."""
    packed = run("levels", "pack", file, "river/feed_the_ducks", "--to", "pond.zip", "--json")
    assert packed.json == {"file": "pond.zip", "levels": ["my_pond.toml", "feed_the_ducks.toml"], "beside": []}
    added = run("levels", "add", "pond.zip", "--json")
    assert [row["key"] for row in added.json] == ["own/feed_the_ducks", "own/my_pond"]
    assert (own / "my_pond.toml").exists()
    assert {"own/my_pond", "own/feed_the_ducks"} < {row["key"] for row in run("levels", "list", "--json").json}


def test_a_pack_has_a_name_of_its_own_and_takes_no_others_place(run, home, file):
    """The same pack may be written again; another one only when that is said."""
    assert run("levels", "pack", file, "--json").json["file"] == "my_pond.zip"
    assert run("levels", "pack", file).code == 0
    assert run("levels", "pack", file, "river/feed_the_ducks", "--json").json["file"] == "levels.zip"
    before = (home.path / "my_pond.zip").read_bytes()
    for words in (("--to", "my_pond.zip"), ("-o", "my_pond.zip"), ("--output", "my_pond.zip")):
        refused = run("levels", "pack", "river/feed_the_ducks", *words)
        assert (refused.code, refused.out, "--overwrite" in refused.err) == (2, "", True)
    assert (home.path / "my_pond.zip").read_bytes() == before
    assert run("levels", "pack", "river/feed_the_ducks", "--to", "my_pond.zip", "--overwrite").code == 0
    assert (home.path / "my_pond.zip").read_bytes() != before


def test_what_is_there_already_is_said_and_kept(run, file, own):
    """Exit 1, the way out in the line, and the old one still there."""
    run("levels", "add", file)
    file.write_text(LEVEL.format(title="Another pond"))
    refused = run("levels", "add", file)
    assert (refused.code, refused.out) == (1, "")
    assert "--replace" in refused.err
    assert "--name my_pond_2" in refused.err
    assert "My pond" in (own / "my_pond.toml").read_text()
    assert run("levels", "add", file, "--name", "my_pond_2").code == 0
    assert run("levels", "add", file, "--replace", "--json").json[0]["title"] == "Another pond"


def test_broken_own_files_are_told_but_hide_nothing(run, file, own):
    """The list goes on, check own says why, pack own refuses."""
    run("levels", "add", file)
    (own / "broken.toml").write_text("title = 3\n")
    listed = run("levels", "list", "--json")
    assert "own/my_pond" in {row["key"] for row in listed.json}
    assert "cannot be read: 1" in listed.err
    checked = run("levels", "check", "own")
    assert checked.code == 1
    assert "broken.toml:1" in checked.out


def test_mistakes_are_one_line_each(run, home, file):
    """What cannot be done is exit 2, what is at fault is exit 1; never a traceback."""
    (home.path / "bad.zip").write_text("no zip")
    cases = [
        (("levels", "pack", file, "--to", "pond.toml"), 2),
        (("levels", "pack", "own", "--to", "pond.zip"), 1),
        (("levels", "add", "bad.zip"), 1),
        (("levels", "add", file, "--name", "../x"), 1),
        (("levels", "add", file, file, "--name", "x"), 2),
    ]
    for words, code in cases:
        done = run(*words)
        assert (done.code, done.out) == (code, ""), words
        assert "Traceback" not in done.err
        assert done.err.strip()


def test_a_folder_that_cannot_be_made_is_one_line(run, home, file):
    """A file stands in its way."""
    (home.path / "block").write_text("x")
    home.env["STEADYQUEST_LEVELS"] = str(home.path / "block" / "levels")
    done = run("levels", "add", file)
    assert done.code == 2
    assert "STEADYQUEST_LEVELS" in done.err
    assert run("levels", "list").code == 0
