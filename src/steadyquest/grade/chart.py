"""A grading as a picture: a sheet with a panel for each level.

Who succeeds at which difficulty, as a map of cells with a colour, a shape and a number each; below it how success
falls along the rungs of the sight ladder.

Colours are those of Okabe & Ito (2008), which people with any colour vision can tell apart; the shapes say the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from textwrap import wrap
from typing import NamedTuple

from steadyquest.grade.cells import HIGHEST_RIGHT, LOWEST_RIGHT, WON, Cell, LevelGrade, together
from steadyquest.grade.plan import IDLE, GradePlan
from steadyquest.grade.rules import broken
from steadyquest.words import tr

PANEL, MARGIN, HEAD = 430, 24, 92
"""Width of a panel, and what stays free around and above them, in units of the picture."""
MOST_COLUMNS = 4
LABEL, ROW, TITLE, LADDER, FOOT = 118, 21, 50, 128, 30
FAULT_CHARACTERS = 74
FAULT = "× "

FONT = "'Source Sans Pro', 'Segoe UI', Helvetica, Arial, sans-serif"
INK, FAINT, RULE, PAPER = "#1a1a1a", "#5f5f5f", "#d9d9d9", "#ffffff"
SKY, GREEN, ORANGE, VERMILLION, GREY = "#56b4e9", "#009e73", "#e69f00", "#d55e00", "#e3e3e3"


class Look(NamedTuple):
    """How a cell is drawn."""

    fill: str
    shape: str


EASY, RIGHT, HARD = Look(SKY, "ring"), Look(GREEN, "disc"), Look(ORANGE, "triangle")
IDLE_LOSES, IDLE_WINS, ERROR = Look(GREY, ""), Look(VERMILLION, "cross"), Look(PAPER, "")
FURTHEST_OFF = 0.5
"""An error that is shown as dark as it gets, in reach units."""


def size(levels: int) -> tuple[int, int]:
    """How many columns and rows of panels a sheet has."""
    columns = max(1, min(MOST_COLUMNS, math.ceil(math.sqrt(levels))))
    return columns, math.ceil(levels / columns)


def width(levels: int) -> int:
    """How wide a sheet is, in units of the picture."""
    return 2 * MARGIN + PANEL * max(1, size(levels)[0])


def sheet(grades: Sequence[LevelGrade], plan: GradePlan) -> str:
    """The whole picture as SVG."""
    columns, _ = size(len(grades))
    rows = [grades[i : i + columns] for i in range(0, len(grades), columns)]
    heights = [max(map(_height, row)) for row in rows]
    across, down = width(len(grades)), HEAD + sum(heights) + MARGIN
    about = f'viewBox="0 0 {across} {down}" width="{across}" height="{down}"'
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {about} font-family="{FONT}" font-size="12" fill="{INK}">',
        f'<rect width="{across}" height="{down}" fill="{PAPER}"/>',
        *_head(plan),
    ]
    top = HEAD
    for row, height in zip(rows, heights, strict=True):
        for i, grade in enumerate(row):
            drawn += [f'<g transform="translate({MARGIN + i * PANEL} {top})">', *_panel(grade), "</g>"]
        top += height
    return "\n".join([*drawn, "</svg>\n"])


def _head(plan: GradePlan) -> Iterator[str]:
    yield _text(MARGIN, 32, tr("Levels played by simulated people"), size=20, bold=True)
    said = tr("None of this is measured. Of each kind {runs} individuals, the same at every difficulty d. Seed {seed}.")
    yield _text(MARGIN, 52, said.format(runs=plan.runs, seed=plan.seed), fill=FAINT)
    x = MARGIN
    for look, said in (
        (EASY, tr("too easy")),
        (RIGHT, tr("right: 60–80 %")),
        (HARD, tr("too hard")),
        (IDLE_WINS, tr("wins by nothing")),
    ):
        yield f'<rect x="{x}" y="62" width="22" height="16" rx="3" fill="{look.fill}"/>{_shape(look.shape, x + 11, 70)}'
        yield _text(x + 28, 74, said)
        x += 130


def _height(grade: LevelGrade) -> int:
    return (
        TITLE
        + ROW * (len(grade.people) + 1)
        + (LADDER if len(grade.rungs) > 1 else 0)
        + 14 * len(_faults(grade))
        + FOOT
    )


def _panel(grade: LevelGrade) -> Iterator[str]:
    yield _text(0, 18, grade.level.spec.title, size=15, bold=True)
    unit = tr("% of reps that succeed") if grade.judged else tr("mm off the place")
    yield _text(0, 35, f"{grade.level.key} · {unit}", fill=FAINT)
    yield from _map(grade)
    bottom = TITLE + ROW * (len(grade.people) + 1)
    if len(grade.rungs) > 1:
        yield f'<g transform="translate(0 {bottom})">'
        yield from _ladder(grade)
        yield "</g>"
        bottom += LADDER
    for i, line in enumerate(_faults(grade)):
        y = bottom + 10 + 14 * i
        yield _text(16, y, line.removeprefix(FAULT), size=11)
        if line.startswith(FAULT):
            yield _shape("cross", 6, y - 4, ink=VERMILLION)


def _faults(grade: LevelGrade) -> list[str]:
    """The rules that it breaks, in lines that fit."""
    return [line for fault in broken(grade) for line in wrap(FAULT + fault.words, FAULT_CHARACTERS)]


def _map(grade: LevelGrade) -> Iterator[str]:
    across = (PANEL - LABEL - MARGIN) / max(1, len(grade.difficulties))
    for i, difficulty in enumerate(grade.difficulties):
        yield _text(LABEL + across * (i + 0.5), TITLE + 13, f"d {difficulty:g}", fill=FAINT, anchor="middle")
    for row, person in enumerate(grade.people):
        y = TITLE + ROW * (row + 1)
        yield _text(LABEL - 8, y + 14, person, anchor="end")
        for i, cell in enumerate(grade.of(person)):
            x = LABEL + across * i
            look = _look(cell)
            yield (
                f'<rect x="{x + 1:.1f}" y="{y + 1}" width="{across - 2:.1f}" height="{ROW - 2}" rx="3" '
                f'fill="{look.fill}" fill-opacity="{_opacity(cell):.2f}"/>'
            )
            yield _shape(look.shape, x + 13, y + ROW / 2) + _text(
                x + across / 2 + (7 if look.shape else 0), y + 15, _number(cell), anchor="middle", bold=look is RIGHT
            )


def _look(cell: Cell) -> Look:
    if cell.share is None:
        return ERROR._replace(fill=SKY)
    value = cell.share.value
    if cell.person in IDLE:
        return IDLE_WINS if value >= WON else IDLE_LOSES
    return RIGHT if LOWEST_RIGHT <= value <= HIGHEST_RIGHT else EASY if value > HIGHEST_RIGHT else HARD


def _opacity(cell: Cell) -> float:
    """Of an error: the more, the darker."""
    if cell.share is not None:
        return 1.0
    off = cell.recalled.off if cell.recalled and cell.recalled.answered else 0.0
    return 0.12 + 0.88 * min(1.0, off / FURTHEST_OFF)


def _number(cell: Cell) -> str:
    if cell.share is not None:
        return f"{100 * cell.share.value:.0f}"
    found = cell.recalled
    return f"{found.off_mm:.0f}" if found and found.answered else "–"


class Step(NamedTuple):
    """One rung of somebody's climb: a height from 0 to 1, its interval, and its number."""

    rung: int
    value: float
    low: float
    high: float
    number: str


def _ladder(grade: LevelGrade) -> Iterator[str]:
    """How it falls along the rungs: all difficulties of the one who climbs them together."""
    steps = _steps(grade)
    top, deep, across = 26, LADDER - 56, (PANEL - LABEL - MARGIN) / max(1, len(grade.rungs))
    said = tr("{person}, rung by rung").format(person=grade.climber)
    yield _text(LABEL - 8, top + deep / 2, said, anchor="end", size=11, fill=FAINT)
    if grade.judged:
        high = deep * (HIGHEST_RIGHT - LOWEST_RIGHT)
        yield (
            f'<rect x="{LABEL}" y="{top + deep * (1 - HIGHEST_RIGHT):.1f}" width="{PANEL - LABEL - MARGIN}" '
            f'height="{high:.1f}" fill="{GREEN}" fill-opacity="0.18"/>'
        )
    yield _line([(LABEL, top + deep), (PANEL - MARGIN, top + deep)], stroke=RULE)
    at = {step.rung: LABEL + across * (grade.rungs.index(step.rung) + 0.5) for step in steps}
    yield _line([(at[step.rung], top + deep * (1 - step.value)) for step in steps], stroke=INK, thick=2)
    for step in steps:
        x, y = at[step.rung], top + deep * (1 - step.value)
        yield _line([(x, top + deep * (1 - step.low)), (x, top + deep * (1 - step.high))], stroke=FAINT)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{INK}"/>'
        yield _text(x + 8, y - 5, step.number, bold=True, size=11)
        yield _text(x, top + deep + 16, tr("rung {n}").format(n=step.rung), anchor="middle", fill=FAINT, size=11)


def _steps(grade: LevelGrade) -> list[Step]:
    found = []
    for rung in grade.rungs:
        cells = grade.of(grade.climber, rung=rung)
        share = together(cells)
        if share is not None:
            low, high = share.interval
            found.append(Step(rung, share.value, low, high, f"{100 * share.value:.0f}"))
            continue
        errors = [cell.recalled for cell in cells if cell.recalled and cell.recalled.answered]
        if errors:
            off = min(1.0, sum(one.off for one in errors) / len(errors) / FURTHEST_OFF)
            mm = sum(one.off_mm for one in errors) / len(errors)
            found.append(Step(rung, off, off, off, f"{mm:.0f}"))
    return found


def _shape(name: str, x: float, y: float, *, ink: str = INK) -> str:
    if name == "disc":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{ink}"/>'
    if name == "ring":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="none" stroke="{ink}" stroke-width="1.4"/>'
    if name == "triangle":
        return f'<path d="M{x - 4.5:.1f} {y + 4:.1f}h9l-4.5 -8.5z" fill="{ink}"/>'
    if name == "cross":
        return f'<path d="M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8" stroke="{ink}" stroke-width="2" fill="none"/>'
    return ""


def _line(points: Sequence[tuple[float, float]], *, stroke: str, thick: float = 1.0) -> str:
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{way}" fill="none" stroke="{stroke}" stroke-width="{thick:g}"/>'


def _text(
    x: float, y: float, words: str, *, size: float = 12, bold: bool = False, fill: str = INK, anchor: str = "start"
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}" text-anchor="{anchor}"{weight}>'
        f"{escape(words)}</text>"
    )
