"""A document as one HTML page that needs nothing from anywhere: for the screen, and to print on A4 or Letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from steadyquest.reports import glyphs
from steadyquest.reports.blocks import PAGE_MM, Document, Drawing, Glyph, as_data, measures_defined
from steadyquest.reports.charts import svg
from steadyquest.words import tr

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")
_UNSAFE = re.compile(r"[%#<>\"'&\s]")


def html_page(document: Document) -> str:
    """The whole page."""
    shelf = _Shelf()
    top = {"scenery": shelf(glyphs.scenery()), "lantern": shelf(glyphs.lantern())}
    data = as_data(document, drawn=lambda drawing: embedded(svg(drawing)), glyph=shelf)
    page = environment().get_template("page.html.j2")
    return page.render(document=data, top=top, shelf=shelf.drawn, defined=measures_defined(document), page_mm=PAGE_MM)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Our templates, with words and names escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["tr"] = tr
    return found


def embedded(drawn: str) -> Markup:
    """An SVG as the address of a picture within the page: its names cannot meet those of another one."""
    quoted = _UNSAFE.sub(lambda sign: f"%{ord(sign.group()):02x}", drawn)
    return Markup("data:image/svg+xml,") + Markup(quoted)  # noqa: S704 - nothing is left that could end it


def drawing_html(drawing: Drawing) -> Markup:
    """One chart for a page that is laid out by hand."""
    picture = '<img class="chart" alt="{alt}" width="100%" src="{src}">'
    return Markup(picture).format(alt=drawing.label, src=embedded(svg(drawing)))  # noqa: S704 - both are escaped


class _Shelf:
    """Small pictures, each drawn once in a page however often it is shown."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, float, float], str] = {}
        self.drawn: list[Mapping[str, Any]] = []

    def __call__(self, glyph: Glyph) -> Mapping[str, Any]:
        box = (glyph.inner, glyph.width, glyph.height)
        if box not in self._names:
            self._names[box] = f"glyph-{len(self._names) + 1}"
            inner = Markup(glyph.inner)  # noqa: S704 - drawn by `glyphs`, which puts no words in
            self.drawn.append({"name": self._names[box], "inner": inner, "width": glyph.width, "height": glyph.height})
        return {"name": self._names[box], "width": glyph.width, "height": glyph.height}
