"""A document as PDF: set by typst, with our own letters, the same bytes for the same document.

The layout is one fixed file, `templates/page.typ`. The document goes in as JSON, so that no word can become markup.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from steadyquest.errors import ReportError
from steadyquest.reports import glyphs
from steadyquest.reports.blocks import Document, as_data, measures_defined
from steadyquest.reports.charts import svg
from steadyquest.resources import font_path
from steadyquest.words import tr

PAPERS = ("a4", "letter")
LAYOUT = Path(__file__).with_name("templates") / "page.typ"
OUR_LETTERS = "\u0590"
"""Below this our fonts have most signs: Latin, Greek, Cyrillic. From it on a name needs what the system has."""
SIGNS = range(0x2000, 0x2C00)


def pdf(document: Document, *, paper: str = "a4") -> bytes:
    """The pages. Raises ReportError without the package that sets them."""
    try:
        import typst
    except ImportError as error:
        said = tr("PDF needs one more package: install steadyquest[pdf], or print the HTML page from a browser")
        raise ReportError(said) from error
    data = json.dumps(_data(document, paper=paper), ensure_ascii=False)
    fonts = {path.parent for face in ("body", "title") if (path := font_path(face)) is not None}
    try:
        letters = typst.Fonts(include_system_fonts=not all(map(_is_ours, data)), font_paths=sorted(fonts))
        compiler = typst.Compiler(LAYOUT, font_paths=letters, sys_inputs={"document": data})
        made = compiler.compile(format="pdf", timestamp=int(document.made_at.timestamp()))
    except (RuntimeError, ValueError, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        said = tr("the PDF could not be made ({reason}); the report as HTML can be printed from a browser")
        raise ReportError(said.format(reason=reason)) from error
    if not isinstance(made, bytes):
        raise ReportError(tr("the PDF could not be made; the report as HTML can be printed from a browser"))
    return made


def _data(document: Document, *, paper: str) -> dict[str, Any]:
    found: dict[str, Any] = as_data(document, drawn=svg, glyph=lambda glyph: glyph.svg)
    del found["made_at"]
    top = {"scenery": glyphs.scenery().svg, "lantern": glyphs.lantern().svg}
    return {**found, "top": top, "paper": paper, "defined": sorted(measures_defined(document))}


def _is_ours(sign: str) -> bool:
    return sign < OUR_LETTERS or ord(sign) in SIGNS
