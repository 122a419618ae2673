"""The PDF: pages that can be read and searched, the same bytes twice, and words that never become markup."""

from __future__ import annotations

import builtins
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from steadyquest.errors import ReportError, legible
from steadyquest.reports.blocks import Cell, Column, Document, Facts, Section, Table, Text
from steadyquest.reports.document import gather
from steadyquest.reports.page_pdf import pdf
from steadyquest.reports.session_report import session_document, write_session_report

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")

HOSTILE = (
    "#panic()", "$x^2$", "= Heading", "*bold*", "_it_", "<label>", "@ref", "\\ \" ' `", "//x", "#{1/0}", "[x](y)",
    "{n} of {all}", '#image("/etc/passwd")', "\u202eturned", "a\x00b",
)  # fmt: skip


def read(data):
    return pypdf.PdfReader(io.BytesIO(data))


def words_of(pages):
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def document(whole_session):
    return session_document(gather(whole_session.store(), 7))


def plain(*blocks, heading="Mimi"):
    at = datetime(2024, 3, 5, 13, 5, tzinfo=UTC)
    return Document(
        title=heading, kicker="k", heading=heading, subtitle="s", lang="en", running=heading,
        page_words="page {n} of {all}", made_at=at, blocks=blocks,
    )  # fmt: skip


def test_the_pages_tell_the_session(document):
    """Summary on the first page with the lines for the notes; details, then meanings; each page is numbered."""
    pages = read(pdf(document)).pages
    first, everything = words_of(pages[:1]), words_of(pages)
    for words in ("Mimi", "2024-03-05", "What was done", "For the notes", "player no. 3", "one hand"):
        assert words in first, words
    for words in (
        "Bees and flowers",
        "6 of 8 succeeded (75 %)",
        "stopped early",
        "Mean velocity",
        "not a medical device",
    ):
        assert words in everything, words
    for number, page in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in words_of([page])
    assert "Mimi · 2024-03-05" in words_of(pages[1:2])


def test_title_language_and_moment_are_those_of_the_session(document):
    """Nothing in the file is of the moment of writing."""
    found = read(pdf(document))
    assert found.metadata.title == document.title
    assert found.metadata.creation_date.astimezone(UTC) == document.made_at
    assert found.trailer["/Root"]["/Lang"] == "en"


def test_the_same_session_gives_the_same_bytes(document):
    """And so a copy can be told from another version."""
    assert pdf(document) == pdf(document)


@pytest.mark.parametrize(("paper", "width_mm"), [("a4", 210.0), ("letter", 215.9)])
def test_the_paper_is_as_asked(document, paper, width_mm):
    """Every page has its size, and none is empty."""
    pages = read(pdf(document, paper=paper)).pages
    assert {round(float(page.mediabox.width) / 72 * 25.4, 1) for page in pages} == {width_mm}
    assert all(len(words_of([page])) > 60 for page in pages)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_words_from_anybody_stay_words(hostile):
    """A player called like a command is called like that on the page."""
    table = Table(columns=(Column(hostile),), rows=((Cell(text=hostile, small=hostile, chips=(hostile,)),),))
    section = Section(title=hostile, key="x", blocks=(Text(hostile, lead=hostile), Facts(((hostile, hostile),)), table))
    shown = words_of(read(pdf(plain(section, heading=hostile))).pages)
    visible = legible(hostile).replace(" ", "")
    assert (
        shown.replace(" ", "").replace("’", "'").replace("‘", "'").replace("”", '"').replace("“", '"').count(visible)
        >= 6
    )


@pytest.mark.parametrize("name", ["名前", "مرحبا", "Čau Łukasz", "🦊", "x" * 400])
def test_any_name_gives_pages(name):
    """Letters that our fonts lack are looked for on the system; a name without end is wrapped."""
    assert read(pdf(plain(Text("x"), heading=name))).pages


def test_without_the_package_one_line_says_what_to_do(document, monkeypatch):
    """The HTML page does not need it."""
    real = builtins.__import__

    def refuse(name, *more, **named):
        if name == "typst":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ReportError, match=r"install steadyquest\[pdf\], or print the HTML page"):
        pdf(document)


def test_the_name_of_the_file_says_what_is_written(whole_session, tmp_path):
    """One writer for both."""
    store = whole_session.store()
    assert write_session_report(store, 7, file=tmp_path / "r.PDF").read_bytes().startswith(b"%PDF")
    assert write_session_report(store, 7, file=tmp_path / "r.html").read_text().startswith("<!doctype html>")


def test_a_long_table_repeats_its_heads(document):
    """Page after page one sees what a column is."""
    rows = tuple((Cell(text=f"row {i}"), Cell(text=str(i))) for i in range(150))
    table = Table(columns=(Column("Name of the row"), Column("Its number", number=True)), rows=rows)
    pages = read(pdf(replace(document, blocks=(table,)))).pages
    assert len(pages) > 2
    assert all("Its number" in words_of([page]) for page in pages)
