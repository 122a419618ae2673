"""`levels grade`, as a therapist types it."""

from __future__ import annotations

import json
import os
import signal
import sys
import time

import pytest

LEVEL = """
format = 1
title = "Two sides"
world = "river"
say = "Play."
[[step]]
task = "reach"
where = ["left", "right"]
distance = [0.4, 0.8]
limit_s = 3
count = 2
"""
QUICK = ("--people", "steady,still", "--difficulties", "0,1", "--rungs", "0", "--runs", "1")


@pytest.fixture
def file(home):
    path = home.path / "two_sides.toml"
    path.write_text(LEVEL)
    return path


def test_a_level_is_told_in_a_table_and_in_words(run, file):
    """Under its world, and labelled as what it is."""
    done = run("levels", "grade", file, *QUICK, "--jobs", "1")
    assert done.code == 0
    assert "Two sides · own/two_sides" in done.out
    assert "none of this is measured" in done.out
    assert "A still player does not win" in done.out
    assert "\r" not in done.err + done.out


def test_the_last_line_is_the_same_for_one_job_and_for_two(run, file):
    """Byte for byte, and no word of the jobs or of the time."""
    one, two = (run("levels", "grade", file, *QUICK, "--json", "--jobs", n) for n in (1, 2))
    assert one.code == two.code == 0
    assert one.out == two.out
    assert one.json["synthetic"] is True
    (level,) = one.json["levels"]
    assert [cell["person"] for cell in level["cells"]] == ["steady", "steady", "still", "still"]
    assert not {"jobs", "date", "version"} & set(json.dumps(one.json).replace('"', " ").split())


def test_a_level_that_breaks_a_rule_is_exit_1(run, home):
    """The thing that was checked is at fault: here keeping still wins."""
    file = home.path / "won_by_nothing.toml"
    file.write_text(
        LEVEL.replace('task = "reach"', 'task = "hold"').partition("where")[0] + "seconds = 2\nradius = 0.9"
    )
    done = run("levels", "grade", file, "--people", "random", "--difficulties", "0", "--runs", "2", "--jobs", "1")
    assert done.code == 1
    assert "breaks a rule: who only wanders about wins" in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "no such level"),
        (["FILE", "--people", "steady,nobody"], "no simulated person nobody"),
        (["FILE", "--people", ""], "no simulated person"),
        (["FILE", "--difficulties", "0,2"], "from 0 to 1"),
        (["FILE", "--difficulties", "nan"], "from 0 to 1"),
        (["FILE", "--difficulties", "a"], "from 0 to 1"),
        (["FILE", "--rungs", "5"], "from 0 to 4"),
        (["FILE", "--rungs", "0.5"], "from 0 to 4"),
        (["FILE", "--runs", "0"], "--runs"),
        (["FILE", "--jobs", "-1"], "--jobs"),
        (["FILE", "--chart", "chart.pdf"], ".svg or a .png"),
        (["FILE", "--chart", "no/such/folder/chart.svg"], "no such folder"),
        (["own"], "no levels in own"),
        ([], "name the levels"),
    ],
)
def test_what_cannot_be_done_is_said_at_once_in_one_line(run, file, words, said):
    """Exit 2 before anything is played."""
    done = run("levels", "grade", *[file if word == "FILE" else word for word in words])
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_a_chart_is_written_as_its_name_says(run, file, home):
    """A drawing, or pixels."""
    for name, begins in (("chart.svg", b"<svg"), ("chart.png", b"\x89PNG")):
        assert run("levels", "grade", file, *QUICK, "--jobs", "1", "--chart", home.path / name).code == 0
        assert (home.path / name).read_bytes().startswith(begins)


def test_several_levels_end_with_a_summary(run, file, home):
    """One line each; a level named twice is played once."""
    other = home.path / "other.toml"
    other.write_text(LEVEL.replace("Two sides", "Other"))
    done = run("levels", "grade", file, other, file, *QUICK, "--jobs", "1")
    assert done.out.count("Two sides ·") == 1
    assert "2 of 2 levels keep every rule." in done.out
    assert "River: a steady adult finishes 2 of 2 levels" in done.out


def test_own_levels_are_graded_together(run, home):
    """Those that lie in the therapist's folder; with a broken one among them nothing is played."""
    home.env["STEADYQUEST_LEVELS"] = str(home.path / "mine")
    (home.path / "mine").mkdir()
    for name in ("one", "two"):
        (home.path / "mine" / f"{name}.toml").write_text(LEVEL)
    done = run("levels", "grade", "own", *QUICK, "--jobs", "1")
    assert "own/one" in done.out
    assert "own/two" in done.out
    (home.path / "mine" / "broken.toml").write_text("format = 1")
    done = run("levels", "grade", "own", *QUICK, "--jobs", "1")
    assert (done.code, done.out) == (2, "")
    assert "broken.toml" in done.err


@pytest.mark.slow
@pytest.mark.parametrize(("jobs", "said"), [(1, ["Stopped."]), (2, ["Stopping …", "Stopped."])])
def test_ctrl_c_ends_it_at_once_and_leaves_nobody_behind(start, file, jobs, said):
    """Exit 130 and a word for each thing that happens; none from the processes that play."""
    process = start("levels", "grade", file, "--runs", "1000", "--jobs", jobs, start_new_session=True)
    time.sleep(4)
    os.killpg(process.pid, signal.SIGINT)
    # Whoever still plays would hold these pipes open, and this would wait for them.
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert [line for line in err.splitlines() if line] == said
    assert out == ""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_who_plays_ends_with_who_was_killed(start, file):
    """Nobody can tell the workers any more; they see it for themselves."""
    process = start("levels", "grade", file, "--runs", "1000", "--jobs", "2", start_new_session=True)
    time.sleep(5)
    process.kill()
    # The pipes stay open for as long as anybody of them lives.
    assert process.communicate(timeout=20)[0] == ""


def test_the_people_are_told_and_nothing_is_played(run):
    """A sentence for each of the ten, without any level named."""
    told = run("levels", "grade", "--list-people", "--json")
    assert told.code == 0
    assert [row["name"] for row in told.json][:2] == ["steady", "older"]
    assert len(told.json) == 10
    assert all(row["about"] in told.err for row in told.json)
