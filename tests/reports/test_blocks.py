"""Blocks: a document is plain data, and every figure in it leads to its definition."""

from __future__ import annotations

import json
import re

import pytest

from steadyquest.reports import blocks
from steadyquest.reports.blocks import Block, Cell, Column, Section, Table, as_data, drawings, parts
from steadyquest.reports.document import gather
from steadyquest.reports.meanings import meaning_section, meanings
from steadyquest.reports.page_html import TEMPLATES, html_page
from steadyquest.reports.session_report import session_document


@pytest.fixture
def document(whole_session):
    whole_session.runs[1].setup["feet"] = "D3 D3"
    return session_document(gather(whole_session.store(), 7))


def test_every_figure_has_its_definition_in_the_document(document):
    """What is shown leads to a row of the last section; the rows are there once."""
    shown = blocks.measures_shown(document)
    assert {"mean_velocity_mm_s", "difficulty", "hour", "minutes_in_levels", "along_mm"} <= set(shown)
    assert set(shown) <= blocks.measures_defined(document)
    page = html_page(document)
    links = set(re.findall(r'href="#def-([\w]+)"', page))
    rows = re.findall(r'id="def-([\w]+)"', page)
    assert links == set(shown)
    assert len(rows) == len(set(rows))
    assert links <= set(rows)


def test_a_measure_without_a_definition_is_found():
    """The test above can fail."""
    table = Table(columns=(Column("x", measure="nobody_knows"),), rows=())
    assert meaning_section((table,)) == []
    (section,) = meaning_section((Table(columns=(Column("x", measure="hour"),), rows=()),))
    assert [part.measure for part in parts(section) if isinstance(part, blocks.Meaning)] == ["hour"]


def test_definitions_say_what_unit_and_how():
    """None is empty, and none is longer than what one reads."""
    for key, found in meanings().items():
        assert found.name, key
        assert 10 < len(found.definition) < 300, key


def test_a_document_is_plain_data(document):
    """It goes through JSON; pictures come in as the reader makes them."""
    data = as_data(document, drawn=lambda drawing: drawing.name, glyph=lambda glyph: glyph.svg)
    del data["made_at"]
    again = json.loads(json.dumps(data))
    assert again["heading"] == "Mimi"
    kinds = {part["kind"] for part in again["blocks"]}
    assert kinds <= {kind.kind for kind in Block.__subclasses__()}


def test_every_kind_of_block_is_known_to_both_layouts():
    """A new block that one of them left out would be silently missing there."""
    for layout in ("page.html.j2", "page.typ"):
        text = (TEMPLATES / layout).read_text(encoding="utf-8")
        for kind in Block.__subclasses__():
            assert f'b.kind == "{kind.kind}"' in text, (layout, kind)


def test_charts_have_names_of_their_own(document):
    """Each is written to a file of its name."""
    names = [drawing.name for drawing in drawings(document)]
    assert len(names) == len(set(names)) >= 4
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in names)
    assert all(drawing.label for drawing in drawings(document))


def test_rows_are_as_wide_as_their_tables(document):
    """Each cell stands under a head."""
    for table in (part for part in parts(document) if isinstance(part, Table)):
        for row in table.rows:
            assert sum(cell.span for cell in row) == len(table.columns)


def test_the_summary_stands_first_and_details_begin_a_page(document):
    """What one asks first is before the first page break."""
    sections = [block for block in document.blocks if isinstance(block, Section)]
    first = next(i for i, section in enumerate(sections) if section.new_page)
    assert {"done", "notes"} <= {section.key for section in sections[:first]}
    assert sections[-1].key == "meaning"


def test_a_cell_is_nothing_by_itself():
    """Tables may have empty places."""
    assert Cell() == Cell(text="", small="", glyph=None)
