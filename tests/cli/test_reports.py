"""`report` and `progress` as pages, as PDF, as charts and as lines for the notes."""

from __future__ import annotations

import pytest


@pytest.fixture
def played(run, hold):
    """One short session of Kim's."""
    done = run("--board", "sim", "--headless", "--fast", "--level", hold(12), "--seed", "1", "--player", "Kim")
    assert done.code == 0, done.err


def test_a_report_is_what_its_files_name_says(run, home, played):
    """A page by default, a PDF by its ending or because it is asked for."""
    pytest.importorskip("typst")
    assert run("report", "last", "--json").json["file"] == "session-1.html"
    assert (home.path / "session-1.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("report", "last", "-o", "r.pdf").code == 0
    assert run("report", "last", "--pdf", "--paper", "letter", "--json").json["file"] == "session-1.pdf"
    for file in ("r.pdf", "session-1.pdf"):
        assert (home.path / file).read_bytes().startswith(b"%PDF")


def test_charts_are_written_beside_the_report(run, home, played):
    """Each as SVG and as PNG, in a folder that is made."""
    found = run("report", "last", "--charts", "out/charts", "--json")
    assert found.code == 0, found.err
    names = sorted(path.name for path in (home.path / "out" / "charts").iterdir())
    assert len(found.json["charts"]) == len(names)
    assert {"session-time-line.svg", "session-time-line.png"} <= set(names)
    assert {name.rpartition(".")[0] for name in names if name.endswith(".svg")} == {
        name.rpartition(".")[0] for name in names if name.endswith(".png")
    }
    assert "charts are in" in found.err


def test_the_notes_are_five_lines_that_name_nobody(run, home, played):
    """Nothing is written; a program gets the same."""
    found = run("report", "last", "--notes")
    assert len(found.out.strip().splitlines()) == 5
    assert "Kim" not in found.out
    assert run("report", "last", "--notes", "--json").json["notes"] == found.out.strip().splitlines()
    assert not list(home.path.glob("session-*"))


def test_progress_is_written_as_pages_and_charts(run, home, played):
    """Without a file nothing is; the lines are the same."""
    pytest.importorskip("typst")
    assert run("progress", "Kim", "--json").json["file"] is None
    assert run("progress", "Kim", "--to", "p.html").code == 0
    assert run("progress", "Kim", "--to", "p.pdf", "--charts", "c").code == 0
    assert (home.path / "p.pdf").read_bytes().startswith(b"%PDF")
    assert run("progress", "Kim", "--pdf", "--json").json["file"] == "progress-1.pdf"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "nowhere/r.pdf"), "cannot be written"),
        (("-o", "r.html", "--pdf"), "end in .pdf"),
        (("-o", "folder"), "is a folder"),
        (("--charts", "file"), "cannot be made a folder"),
        (("--paper", "a0"), "a0"),
    ],
)
def test_what_cannot_be_written_is_one_line(run, home, played, words, said):
    """And what to do; never a traceback."""
    (home.path / "folder").mkdir()
    (home.path / "file").write_text("x")
    failed = run("report", "last", *words)
    assert failed.code == 2
    assert said in failed.err
    assert "Traceback" not in failed.err
