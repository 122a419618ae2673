"""Draw the sheet that lies on the plate, `hardware/grid.pdf`: calibration marks and foot mat, 1:1, in pages to join.

The sheet is data first (`sheet`: lines, circles, words in plate millimetres), then pages: for A4, for US Letter, and
whole for a copy shop. The same run gives the same bytes; with --check it only says whether the file is up to date.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from steadyquest.signal.calibration import HALF_AP_MM, HALF_ML_MM
from steadyquest.signal.mat import (
    LETTERS,
    MARKS,
    MIDDLE_LETTER,
    NUMBERS,
    PITCH_MM,
    SHEET_AP_MM,
    SHEET_ML_MM,
    parse_feet,
    row_mm,
    sole,
)

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "hardware" / "grid.pdf"

MM = 72 / 25.4
RIGHT_MM, FRONT_MM = SHEET_ML_MM / 2, SHEET_AP_MM / 2

INK, SOFT, FINE, CELLS = "#1a1a1a", "#c3c8cd", "#e3e6e9", "#6b7280"
EXAMPLE = parse_feet("D3 D3")
"""The feet on the small picture."""
MARK, MARK_PALE = "#0072b2", "#d3e6f2"
FEET, FEET_PALE = "#b34a00", "#f4c9a4"
"""Blue for weights, orange for feet (Okabe and Ito), each with a paler one for what lies behind."""

GRID_MM, BOLD_MM = 10, 50
RINGS_MM = (10.0, 20.0, 30.0, 40.0, 50.0)
"""Around each mark: one fits under the rim of whatever round weight stands there; neighbours just touch."""
BADGE_MM = (30.0, 40.0)
"""From a mark to its small number, outward and forward: on the outermost ring, between the letters."""
MAT_FRONT_MM = 140.0
"""The feet's lines run this far forward: the longest shoe from the rearmost line."""


class Line(NamedTuple):
    """A straight line; `dash` in mm, on and off."""

    at: tuple[float, float]
    to: tuple[float, float]
    width: float
    colour: str
    dash: tuple[float, ...] = ()


class Circle(NamedTuple):
    """A ring, or a disc when it has a filling."""

    at: tuple[float, float]
    radius: float
    width: float
    colour: str
    fill: str = ""


class Words(NamedTuple):
    """Words centred about a place, so high in mm."""

    at: tuple[float, float]
    text: str
    size: float
    colour: str
    bold: bool = False
    halo: bool = False
    """On white, so that no line runs through it."""


class Shape(NamedTuple):
    """A filled outline."""

    corners: tuple[tuple[float, float], ...]
    fill: str


class Outline(NamedTuple):
    """A closed line."""

    corners: tuple[tuple[float, float], ...]
    colour: str


Part = Line | Circle | Words | Shape | Outline


def sheet() -> list[Part]:
    """Everything on the sheet in plate millimetres (ML right, AP forward of the middle), what lies lowest first."""
    return [*_numerals(), *_grid(), *_mat_lines(), *_marks(), *_mat_places(), *_edges()]


def _numerals() -> Iterator[Part]:
    for number, mark in enumerate(MARKS, 1):
        yield Words(mark, str(number), 26.0, MARK_PALE, bold=True)


def _grid() -> Iterator[Part]:
    for bold in (False, True):
        for x in range(-round(RIGHT_MM), round(RIGHT_MM) + 1, GRID_MM):
            if (x % BOLD_MM == 0) == bold:
                yield Line((x, -FRONT_MM), (x, FRONT_MM), 0.25 if bold else 0.15, SOFT if bold else FINE)
        for y in range(-round(FRONT_MM), round(FRONT_MM) + 1, GRID_MM):
            if (y % BOLD_MM == 0) == bold:
                yield Line((-RIGHT_MM, y), (RIGHT_MM, y), 0.25 if bold else 0.15, SOFT if bold else FINE)
    yield Line((-RIGHT_MM, 0), (RIGHT_MM, 0), 0.35, INK)
    yield Line((0, -FRONT_MM + 20), (0, FRONT_MM - 28), 0.35, INK)


def _mat_lines() -> Iterator[Part]:
    first = row_mm(NUMBERS[0])
    wide = len(LETTERS) * PITCH_MM
    for x, _ in _columns():
        yield Line((x, first), (x, MAT_FRONT_MM), 0.25, FEET_PALE)
    for number in NUMBERS:
        yield Line((-wide, row_mm(number)), (wide, row_mm(number)), 0.25, FEET_PALE)


def _columns() -> list[tuple[float, str]]:
    """Where the letters' lines are, and their letters."""
    steps = range(-len(LETTERS), len(LETTERS) + 1)
    return [(step * PITCH_MM, LETTERS[abs(step) - 1] if step else MIDDLE_LETTER) for step in steps]


def _marks() -> Iterator[Part]:
    for x in sorted({mark.ml_mm for mark in MARKS}):
        yield Line((x, -FRONT_MM + 20), (x, FRONT_MM - 28), 0.3, MARK, dash=(4, 2))
    for y in sorted({mark.ap_mm for mark in MARKS}):
        yield Line((-RIGHT_MM + 6, y), (RIGHT_MM - 6, y), 0.3, MARK, dash=(4, 2))
    for number, mark in enumerate(MARKS, 1):
        x, y = mark
        for radius in RINGS_MM:
            yield Circle(mark, radius, 0.3, MARK)
        yield Line((x - 5, y), (x + 5, y), 0.5, INK)
        yield Line((x, y - 5), (x, y + 5), 0.5, INK)
        badge = (x + (-1 if x < 0 else 1) * BADGE_MM[0], y + BADGE_MM[1])
        yield Circle(badge, 4.5, 0.3, MARK, fill=MARK)
        yield Words(badge, str(number), 5.0, "#ffffff", bold=True)


def _mat_places() -> Iterator[Part]:
    for x, letter in _columns():
        for y in (FRONT_MM - 22, -FRONT_MM + 14):
            yield Words((x, y), letter, 6.0, FEET, bold=True, halo=True)
        for number in NUMBERS:
            y = row_mm(number)
            yield Line((x - 2.5, y), (x + 2.5, y), 0.45, FEET)
            yield Line((x, y), (x, y + 3.5), 0.45, FEET)
            # Behind the line on which the heel ends, so that it can be read while somebody stands there.
            yield Words((x, y - 3.2), f"{letter}{number}", 3.2, FEET, halo=True)
    beside = len(LETTERS) * PITCH_MM + 10
    for number in NUMBERS:
        for x in (-beside, beside):
            yield Words((x, row_mm(number)), str(number), 5.0, FEET, bold=True, halo=True)


def _edges() -> Iterator[Part]:
    for corner, (right, front) in {"FL": (-1, 1), "FR": (1, 1), "RL": (-1, -1), "RR": (1, -1)}.items():
        x, y = right * HALF_ML_MM, front * HALF_AP_MM
        yield Circle((x, y), 6.0, 0.4, CELLS)
        yield Line((x - 9, y), (x + 9, y), 0.3, CELLS)
        yield Line((x, y - 9), (x, y + 9), 0.3, CELLS)
        yield Words((right * (RIGHT_MM - 22), front * (FRONT_MM - 22)), corner, 13.0, INK, bold=True)
        yield Words((right * (RIGHT_MM - 31), y), "cell", 3.0, CELLS)
    tip = FRONT_MM - 3
    yield Shape(((-7, tip - 8), (7, tip - 8), (0, tip)), INK)
    for side in (-1, 1):
        yield Words((side * 32, tip - 5), "FRONT", 7.0, INK, bold=True)
    for start, stop in _outline():
        yield Line(start, stop, 0.5, INK)
    for x in range(-200, 201, BOLD_MM):
        yield Words((x, -FRONT_MM + 4), f"{x:+d}".replace("-", "−") if x else "0", 3.0, CELLS)
    for y in range(-150, 151, BOLD_MM):
        yield Words((-RIGHT_MM + 6, y + 2.2), f"{y:+d}".replace("-", "−") if y else "0", 3.0, CELLS)


def _outline() -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    corners = [(-RIGHT_MM, -FRONT_MM), (RIGHT_MM, -FRONT_MM), (RIGHT_MM, FRONT_MM), (-RIGHT_MM, FRONT_MM)]
    yield from zip(corners, [*corners[1:], corners[0]], strict=True)


# Pages

SEAMS_ML_MM, SEAM_AP_MM = (-70.0, 70.0), -50.0
"""Between the letters C and D, between the rows of marks: no ring, no letter and no number is cut."""
OVERLAP_MM = 5.0
"""Printed beyond a seam."""
MARGIN_MM = 7.0
"""Printers leave at most so much white."""
HEAD_MM = 18.0
PAPERS = {"A4": (210.0, 297.0), "US Letter": (215.9, 279.4)}
WHOLE_MARGIN_MM = 15.0


class Tile(NamedTuple):
    """A part of the sheet that fits on one page, overlaps and all."""

    name: str
    left: float
    rear: float
    right: float
    front: float


def tiles() -> list[Tile]:
    """The six parts, as one reads: front row first."""
    edges = (-RIGHT_MM, *SEAMS_ML_MM, RIGHT_MM)
    rows = (("front", SEAM_AP_MM - OVERLAP_MM, FRONT_MM), ("rear", -FRONT_MM, SEAM_AP_MM + OVERLAP_MM))
    columns = [
        (name, max(-RIGHT_MM, edges[i] - OVERLAP_MM), min(RIGHT_MM, edges[i + 1] + OVERLAP_MM))
        for i, name in enumerate(("left", "middle", "right"))
    ]
    return [
        Tile(f"{row} {name}", left, rear, right, front) for row, rear, front in rows for name, left, right in columns
    ]


def origin_mm(tile: Tile, paper: str) -> tuple[float, float]:
    """Where the middle of the plate would be on a tile's page, from its lower left corner."""
    width, height = PAPERS[paper]
    left = (width - (tile.right - tile.left)) / 2
    top = height - MARGIN_MM - HEAD_MM
    return left - tile.left, top - tile.front


def pdf() -> bytes:
    """The whole file."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    # Not compressed: the bytes must not depend on the version of a compressor.
    canvas = Canvas(out, pageCompression=0, invariant=1)
    canvas.setTitle("SteadyQuest: calibration sheet and foot mat")
    canvas.setAuthor("SteadyQuest")
    canvas.setSubject("Print at 100 %, without fitting to the page")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.beginForm("sheet", -(RIGHT_MM + 1) * MM, -(FRONT_MM + 1) * MM, (RIGHT_MM + 1) * MM, (FRONT_MM + 1) * MM)
    canvas.scale(MM, MM)
    draw(canvas, sheet())
    canvas.endForm()
    for paper in PAPERS:
        _first_page(canvas, paper)
        for number, tile in enumerate(tiles(), 1):
            _tile_page(canvas, paper, number=number, tile=tile)
    _whole_page(canvas)
    canvas.save()
    return out.getvalue()


def draw(canvas: Any, parts: Sequence[Part]) -> None:
    """Put parts on a canvas whose unit is the millimetre."""
    for part in parts:
        if isinstance(part, Words):
            _words(canvas, part)
        elif isinstance(part, Line):
            _pen(canvas, part.colour, part.width, part.dash)
            canvas.line(*part.at, *part.to)
        elif isinstance(part, Circle):
            _pen(canvas, part.colour, part.width)
            canvas.setFillColor(part.fill or "#ffffff")
            canvas.circle(*part.at, part.radius, fill=1 if part.fill else 0)
        else:
            _closed(canvas, part)


def _closed(canvas: Any, part: Shape | Outline) -> None:
    path = canvas.beginPath()
    path.moveTo(*part.corners[0])
    for corner in part.corners[1:]:
        path.lineTo(*corner)
    path.close()
    if isinstance(part, Shape):
        canvas.setFillColor(part.fill)
    else:
        _pen(canvas, part.colour, 1.4)
    canvas.drawPath(path, stroke=isinstance(part, Outline), fill=isinstance(part, Shape))


def _pen(canvas: Any, colour: str, width: float, dash: Sequence[float] = ()) -> None:
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(width)
    canvas.setDash(list(dash))


CAPITALS = 0.718
"""Height of Helvetica's capitals and digits for a size of one."""


def _words(canvas: Any, words: Words, *, align: str = "centre") -> None:
    font = "Helvetica-Bold" if words.bold else "Helvetica"
    canvas.setFont(font, words.size / CAPITALS)
    canvas.setFillColor(words.colour)
    x, y = words.at
    if words.halo:
        wide = canvas.stringWidth(words.text, font, words.size / CAPITALS) + words.size * 0.3
        canvas.saveState()
        canvas.setFillColor("#ffffff")
        canvas.rect(x - wide / 2, y - words.size * 0.62, wide, words.size * 1.24, stroke=0, fill=1)
        canvas.restoreState()
    place = {"centre": canvas.drawCentredString, "left": canvas.drawString}[align]
    # Helvetica's own minus is not among the letters of a plain PDF font; the dash of the same width is.
    place(x, y - words.size / 2, words.text.replace("−", "–"))


def _tile_page(canvas: Any, paper: str, *, number: int, tile: Tile) -> None:
    width, height = PAPERS[paper]
    canvas.setPageSize((width * MM, height * MM))
    x, y = origin_mm(tile, paper)
    canvas.saveState()
    canvas.scale(MM, MM)
    _head(canvas, paper, f"page {number} of 6: {tile.name}", top=height - MARGIN_MM)
    canvas.translate(x, y)
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(tile.left, tile.rear, tile.right - tile.left, tile.front - tile.rear)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.scale(1 / MM, 1 / MM)
    canvas.doForm("sheet")
    canvas.restoreState()
    _seams(canvas, tile, number=number)
    canvas.restoreState()
    canvas.showPage()


def _head(canvas: Any, paper: str, title: str, *, top: float) -> None:
    """What page it is, and a line to measure."""
    left = 13.0
    _words(canvas, Words((left, top - 3), f"SteadyQuest sheet · {paper} · {title}", 3.4, INK, bold=True), align="left")
    text = "Print at 100 % (actual size), then measure: the line is 100 mm long."
    _words(canvas, Words((left, top - 7.5), text, 2.6, INK), align="left")
    draw(canvas, _ruler(left, top - 12))


def _ruler(left: float, y: float) -> Iterator[Part]:
    yield Line((left, y), (left + 100, y), 0.35, INK)
    for mm in range(0, 101, 10):
        yield Line((left + mm, y), (left + mm, y + (2.6 if mm % 50 == 0 else 1.6)), 0.35, INK)
    for mm in (0, 50, 100):
        yield Words((left + mm, y - 2), str(mm), 2.2, INK)


def _seams(canvas: Any, tile: Tile, *, number: int) -> None:
    """Where to cut, where to lay the next page; and marks outside, in line with both."""
    cut, lay = "cut along this line", "lay page {n} along this line"
    if tile.left > -RIGHT_MM:
        _seam(canvas, tile, along="up", at=tile.left + OVERLAP_MM, words=cut, inside=-1)
    if tile.right < RIGHT_MM:
        _seam(canvas, tile, along="up", at=tile.right - OVERLAP_MM, words=lay.format(n=number + 1), inside=1)
    if tile.front < FRONT_MM:
        _seam(canvas, tile, along="across", at=tile.front - OVERLAP_MM, words=cut, inside=1)
    if tile.rear > -FRONT_MM:
        _seam(canvas, tile, along="across", at=tile.rear + OVERLAP_MM, words=lay.format(n=number + 3), inside=-1)


def _seam(canvas: Any, tile: Tile, *, along: str, at: float, words: str, inside: int) -> None:
    """A dashed line, crop marks beyond both its ends, and words in the strip that the join hides."""
    beyond, gap = 3.0, 1.0
    low, high = (tile.rear, tile.front) if along == "up" else (tile.left, tile.right)
    parts = [
        Line((at, low), (at, high), 0.2, INK, dash=(2, 1.5)),
        Line((at, low - gap - beyond), (at, low - gap), 0.35, INK),
        Line((at, high + gap), (at, high + gap + beyond), 0.35, INK),
    ]
    canvas.saveState()
    if along == "across":
        # The same drawing, lying down: along the seam is now sideways.
        parts = [part._replace(at=part.at[::-1], to=part.to[::-1]) for part in parts]
    draw(canvas, parts)
    middle = (low + high) / 2 + 12
    canvas.translate(*((at, middle) if along == "up" else (middle, at)))
    if along == "up":
        canvas.rotate(90)
    side = inside * (-1 if along == "up" else 1)
    canvas.setFillColor("#ffffff")
    canvas.rect(-22, side * 2.6 - 1.6, 44, 3.2, stroke=0, fill=1)
    _words(canvas, Words((0, side * 2.6), words, 2.2, INK))
    canvas.restoreState()


STEPS = (
    "1  Print pages {first}–{last} of this file on {paper} paper at 100 % (“actual size”), never “fit to page”.",
    "2  Measure the line on every page. It is 100 mm to within half a millimetre, or the page is printed again.",
    "3  Cut each page along its dashed lines that say “cut”: the left one, and the upper one, where it has them.",
    "4  Lay each cut edge on the dashed line of its neighbour, so that the grid runs through, and glue or tape it.",
    "5  Measure the whole: mark 1 to mark 3 is 300 mm, mark 1 to mark 7 is 200 mm, mark 1 to mark 9 is 360.6 mm.",
    "6  Lay it on the plate, FRONT to the front, its two middle lines over the middle of the four cells, and fix it.",
    "    It is 500 × 380 mm. A smaller plate: cut all around alike. The cells’ circles are 400 × 280 mm apart.",
)
MEANING = (
    (
        MARK,
        "Blue, 1–9: marks for calibrating. Put a round weight so that the lines come out in the middle of its sides",
    ),
    (MARK, "and a ring runs all around its rim; its number stands beside it."),
    (FEET, "Orange: the foot mat. The heel’s middle on a letter’s line, its back edge on a number’s line, the foot"),
    (
        FEET,
        "along the line. Behind the heel stands the place, such as C4: write it down as “C4 C4”, left foot first.",
    ),
    (FEET, "Letters run outward alike on both sides; M is the middle line; xA4 is that far across it. Below: D3 D3."),
)


def _first_page(canvas: Any, paper: str) -> None:
    """How to print and join, with a picture of the whole."""
    width, height = PAPERS[paper]
    canvas.setPageSize((width * MM, height * MM))
    first = 2 + list(PAPERS).index(paper) * (len(tiles()) + 1)
    canvas.saveState()
    canvas.scale(MM, MM)
    top = height - MARGIN_MM
    _head(canvas, paper, "how to print and join", top=top)
    y = top - 28.0
    for step in STEPS:
        said = step.format(first=first, last=first + len(tiles()) - 1, paper=paper)
        _words(canvas, Words((13, y), said, 2.6, INK), align="left")
        y -= 6.0
    y -= 3.0
    for colour, line in MEANING:
        _words(canvas, Words((13, y), line, 2.6, colour), align="left")
        y -= 5.0
    _small_picture(canvas, middle=width / 2, top=y - 8)
    canvas.restoreState()
    canvas.showPage()


def _small_picture(canvas: Any, *, middle: float, top: float) -> None:
    scale = 0.36
    canvas.saveState()
    canvas.translate(middle, top - FRONT_MM * scale)
    canvas.scale(scale, scale)
    canvas.saveState()
    canvas.scale(1 / MM, 1 / MM)
    canvas.doForm("sheet")
    canvas.restoreState()
    for foot, at in (("left", EXAMPLE.left), ("right", EXAMPLE.right)):
        draw(canvas, [Outline(tuple(sole(at, foot=foot)), FEET)])
    seams = [Line((x, -FRONT_MM - 8), (x, FRONT_MM + 8), 0.9, INK, dash=(6, 4)) for x in SEAMS_ML_MM]
    seams.append(Line((-RIGHT_MM - 8, SEAM_AP_MM), (RIGHT_MM + 8, SEAM_AP_MM), 0.9, INK, dash=(6, 4)))
    draw(canvas, seams)
    edges = (-RIGHT_MM, *SEAMS_ML_MM, RIGHT_MM)
    for number in range(1, 7):
        x = (edges[(number - 1) % 3] + edges[(number - 1) % 3 + 1]) / 2
        y = FRONT_MM + 12 if number <= 3 else -FRONT_MM - 12
        draw(canvas, [Words((x, y), f"page {number}", 8.0, INK, bold=True)])
    canvas.restoreState()


def _whole_page(canvas: Any) -> None:
    """The sheet in one piece, for a copy shop or a plotter."""
    around = WHOLE_MARGIN_MM
    canvas.setPageSize(((SHEET_ML_MM + 2 * around) * MM, (SHEET_AP_MM + 2 * around) * MM))
    canvas.saveState()
    canvas.scale(MM, MM)
    text = "SteadyQuest sheet · whole, 500 × 380 mm · for a copy shop: print at 100 %; mark 1 to mark 3 is 300 mm"
    _words(canvas, Words((around, around + SHEET_AP_MM + 6), text, 3.4, INK, bold=True), align="left")
    canvas.translate(around + RIGHT_MM, around + FRONT_MM)
    canvas.scale(1 / MM, 1 / MM)
    canvas.doForm("sheet")
    canvas.restoreState()
    canvas.showPage()


def main() -> int:
    """Write the file, or check it."""
    fresh = pdf()
    if "--check" not in sys.argv:
        FILE.write_bytes(fresh)
        print(f"{FILE.relative_to(ROOT)}: {len(fresh) // 1024} KB")
        return 0
    if FILE.exists() and FILE.read_bytes() == fresh:
        return 0
    print(f"{FILE.relative_to(ROOT)} is out of date: run `python tools/grid.py`")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
