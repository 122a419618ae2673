"""What a document is made of: plain blocks that know neither HTML nor PDF.

Whoever writes a section says what stands in it; `page_html` and `page_pdf` say how it looks. Words are data: no block
holds markup. Where a figure stands, `measure` names its definition, so that each can be traced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from steadyquest.errors import legible

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

PAGE_MM = 182.0
"""The width of text on A4; drawings are made for it."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A small picture in a line of text: drawn shapes without letters, in its own units."""

    inner: str
    width: float
    height: float
    label: str = ""
    """What it shows; empty where the words beside it say so."""
    mm: float = 8.0
    """How wide it is on paper."""

    @property
    def svg(self) -> str:
        """The whole picture."""
        box = f"0 0 {self.width:g} {self.height:g}"
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{self.inner}</svg>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart that paints itself when somebody wants to see it."""

    name: str
    """Also of its file: letters, digits and hyphens."""
    label: str
    """What it shows, for whoever does not see it."""
    width_mm: float
    height_mm: float
    paint: Callable[[Canvas], None]


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend."""

    words: str
    colour: str = ""


class Block:
    """Something that stands in a document."""

    __slots__ = ()
    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Text(Block):
    """A paragraph. A hint explains and steps back; what leads it stands out."""

    words: str
    lead: str = ""
    hint: bool = False
    kind: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True)
class Quote(Block):
    """Somebody's own words."""

    words: str
    kind: ClassVar[str] = "quote"


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """Within a section."""

    words: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Lines(Block):
    """A list."""

    lines: tuple[str, ...]
    hint: bool = False
    kind: ClassVar[str] = "lines"


@dataclass(frozen=True, slots=True)
class Tile:
    """One large number."""

    value: str
    name: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Tiles(Block):
    """A few large numbers beside each other."""

    tiles: tuple[Tile, ...]
    kind: ClassVar[str] = "tiles"


@dataclass(frozen=True, slots=True)
class Facts(Block):
    """Names with what they are."""

    facts: tuple[tuple[str, str], ...]
    kind: ClassVar[str] = "facts"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: numbers stand at its right, a share of 0 is as wide as its widest cell."""

    name: str
    number: bool = False
    share: float = 0.0
    measure: str = ""
    wraps: bool = False
    """Numbers stay on one line unless they may wrap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One place of a table: a picture beside the words, or over the small ones where there are no others."""

    text: str = ""
    small: str = ""
    glyph: Glyph | None = None
    chips: tuple[str, ...] = ()
    badge: str = ""
    """The colour of the ground under the text."""
    strong: bool = False
    measure: str = ""
    span: int = 1


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """Rows under their heads."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    dense: bool = False
    kind: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """A chart with what belongs under it."""

    drawing: Drawing
    caption: str = ""
    legend: tuple[Key, ...] = ()
    measure: str = ""
    kind: ClassVar[str] = "figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Block):
    """A picture with a few quiet lines beside it."""

    glyph: Glyph
    lines: tuple[str, ...]
    kind: ClassVar[str] = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Block):
    """One thing with its picture: on the left what is seen, on the right what is read."""

    title: str
    subtitle: str = ""
    figure: Figure | None = None
    blocks: tuple[Block, ...] = ()
    kind: ClassVar[str] = "card"


@dataclass(frozen=True, slots=True)
class Columns(Block):
    """Blocks beside each other, each column a tuple of them."""

    columns: tuple[tuple[Block, ...], ...]
    kind: ClassVar[str] = "columns"


@dataclass(frozen=True, slots=True)
class NotesBox(Block):
    """Lines to copy somewhere else, as they are."""

    lines: tuple[str, ...]
    kind: ClassVar[str] = "notes"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of the definitions."""

    measure: str
    name: str
    unit: str
    definition: str
    source: str = ""
    error: str = ""
    """What it may be off by, and what is called a change."""


@dataclass(frozen=True, slots=True)
class Definitions(Block):
    """What each figure of the document means."""

    rows: tuple[Meaning, ...]
    heads: tuple[str, str, str, str]
    kind: ClassVar[str] = "definitions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Block):
    """Blocks under a heading."""

    title: str
    key: str
    """Its name within the document, for links."""
    blocks: tuple[Block, ...]
    new_page: bool = False
    kind: ClassVar[str] = "section"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that stands on the pages."""

    title: str
    kicker: str
    heading: str
    subtitle: str
    lang: str
    running: str
    """Stands at the top of each page but the first."""
    page_words: str
    """Such as "page {n} of {all}": the places are filled where pages are counted."""
    made_at: datetime
    """The moment that it tells of, never the one of writing."""
    notices: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    footer: tuple[str, ...] = ()


def parts(thing: Any) -> Iterator[Any]:
    """The thing and everything in it, in the order of reading."""
    yield thing
    if isinstance(thing, tuple):
        for one in thing:
            yield from parts(one)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from parts(getattr(thing, field.name))


def drawings(document: Document) -> list[Drawing]:
    """All charts of a document, in the order of reading."""
    return [part for part in parts(document) if isinstance(part, Drawing)]


def measures_shown(document: Document) -> list[str]:
    """The measures whose figures stand in the document, each once, in the order of reading."""
    shown = [part.measure for part in parts(document.blocks) if isinstance(part, Tile | Column | Cell | Figure)]
    return list(dict.fromkeys(measure for measure in shown if measure))


def measures_defined(document: Document) -> set[str]:
    """The measures whose definition stands in the document."""
    return {part.measure for part in parts(document.blocks) if isinstance(part, Meaning)}


def as_data(thing: Any, *, drawn: Callable[[Drawing], Any], glyph: Callable[[Glyph], Any]) -> Any:
    """The document as nothing but dictionaries, lists and words, its pictures as the reader wants them."""
    if isinstance(thing, Drawing):
        size = {"width_mm": thing.width_mm, "height_mm": thing.height_mm}
        return {"name": thing.name, "label": _shown(thing.label), "picture": drawn(thing), **size}
    if isinstance(thing, Glyph):
        return {
            "picture": glyph(thing),
            "label": _shown(thing.label),
            "mm": thing.mm,
            "tall": thing.height / thing.width,
        }
    if isinstance(thing, tuple):
        return [as_data(one, drawn=drawn, glyph=glyph) for one in thing]
    if is_dataclass(thing) and not isinstance(thing, type):
        inner = {field.name: as_data(getattr(thing, field.name), drawn=drawn, glyph=glyph) for field in fields(thing)}
        return {"kind": thing.kind, **inner} if isinstance(thing, Block) else inner
    return _shown(thing) if isinstance(thing, str) else thing


def _shown(words: str) -> str:
    """What somebody typed may hold signs that turn the writing of all that follows."""
    return legible(words.replace("\n", " "))
