"""Small drawn pictures for lines and cells: stars, hours, reps, the way of a difficulty, the plate, the feet.

Shapes only, with their colours on them: they look the same in a page, on paper and alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from steadyquest.reports import wording
from steadyquest.reports.blocks import Glyph
from steadyquest.reports.charts import BLUE, FRAME, GREEN, INK, LINE, PURPLE, SOFT, VERMILLION
from steadyquest.signal.calibration import HALF_AP_MM, HALF_ML_MM
from steadyquest.signal.mat import SHEET_AP_MM, SHEET_ML_MM, Feet, sole
from steadyquest.words import tr

WORLD_COLOURS = {
    "meadow": "#2f7a4a",
    "river": "#1f6f94",
    "wood": "#7a5230",
    "fog": "#5c6779",
    "cave": "#5b4a8a",
    "peak": "#8a4138",
    "coast": "#0f6f70",
}
"""Dark enough for white letters on them (4.5:1)."""
OTHER_COLOUR = "#4a5560"
MOST_REPS_DRAWN = 24
REP_MM = 0.17
PURPLE_INK = "#6b4a9c"
GREY = "#7d8a96"
FILE = Path(__file__).with_name("templates") / "glyphs.svg"


def colour(world: str) -> str:
    """The colour of a place."""
    return WORLD_COLOURS.get(world, OTHER_COLOUR)


def reps(outcomes: Sequence[str]) -> Glyph:
    """One sign for each rep, in order: filled succeeded, hollow did not, a line was skipped, a dot is not judged."""
    if len(outcomes) > MOST_REPS_DRAWN:
        return _shares(outcomes)
    signs = {
        "reached": f'<rect class="reached" fill="{GREEN}" x="{{x}}" y="2" width="8" height="12" rx="2.5"/>',
        "missed": f'<rect class="missed" fill="#fff" stroke="{GREEN}" stroke-width="1.5" x="{{x}}.75" y="2.75" '
        'width="6.5" height="10.5" rx="2"/>',
        "told": f'<circle class="told" fill="{GREY}" cx="{{mid}}" cy="8" r="3.5"/>',
        "skipped": f'<path class="skipped" stroke="{GREY}" stroke-width="2" d="M{{x}} 8h8"/>',
    }
    drawn = [signs[outcome].format(x=i * 10 + 1, mid=i * 10 + 5) for i, outcome in enumerate(outcomes)]
    width = max(10, 10 * len(outcomes))
    return Glyph("".join(drawn), width, 16, reps_in_words(outcomes), mm=width * REP_MM)


def reps_in_words(outcomes: Sequence[str]) -> str:
    """The same in words."""
    words = {
        "reached": tr("{n} succeeded"),
        "missed": tr("{n} did not"),
        "told": tr("{n} not judged"),
        "skipped": tr("{n} skipped"),
    }
    counted = [word.format(n=outcomes.count(kind)) for kind, word in words.items() if kind in outcomes]
    return ", ".join(counted) or tr("no reps")


def _shares(outcomes: Sequence[str]) -> Glyph:
    """Too many to draw each: a bar of their shares."""
    looks = {
        "reached": f'fill="{GREEN}"',
        "missed": f'fill="#fff" stroke="{GREEN}" stroke-width="1.5"',
        "told": f'fill="{GREY}"',
        "skipped": f'fill="{LINE}"',
    }
    width = 10.0 * MOST_REPS_DRAWN
    drawn, x = [], 0.0
    for kind, look in looks.items():
        part = width * outcomes.count(kind) / len(outcomes)
        if part:
            drawn.append(
                f'<rect class="{kind}-part" {look} x="{x + 0.75:.1f}" y="2.75" width="{max(part - 1.5, 1):.1f}" '
                'height="10.5" rx="2"/>'
            )
        x += part
    return Glyph("".join(drawn), width, 16, reps_in_words(outcomes), mm=width * REP_MM)


def difficulty(start: float, end: float) -> Glyph:
    """The way of d from its first to its last value, on a line from 0 to 1."""
    a, b = 4 + 72 * min(max(start, 0.0), 1.0), 4 + 72 * min(max(end, 0.0), 1.0)
    drawn = (
        f'<path stroke="#c3ccd4" stroke-width="3" stroke-linecap="round" d="M4 8h72"/>'
        f'<path stroke="{BLUE}" stroke-width="3" d="M{a:.1f} 8H{b:.1f}"/>'
        f'<circle fill="#fff" stroke="{BLUE}" stroke-width="1.8" cx="{a:.1f}" cy="8" r="3"/>'
        f'<circle fill="{BLUE}" cx="{b:.1f}" cy="8" r="4"/>'
    )
    return Glyph(drawn, 80, 16, tr("difficulty from {start:.2f} to {end:.2f}").format(start=start, end=end), mm=19)


def stars(count: int) -> Glyph:
    """Three stars, as many filled as were won."""
    star = "M9 1l2.4 5.2 5.6.7-4.1 3.9 1.1 5.6L9 13.6l-5 2.8 1.1-5.6L1 6.9l5.6-.7Z"
    won = 'class="star" fill="#f2a53a" stroke="#9a5b00" stroke-width="1" stroke-linejoin="round"'
    not_won = f'class="no-star" fill="none" stroke="{FRAME}" stroke-width="1" stroke-linejoin="round"'
    drawn = "".join(
        f'<path {won if i < count else not_won} transform="translate({i * 19} 0)" d="{star}"/>' for i in range(3)
    )
    return Glyph(drawn, 56, 18, tr("{n} of 3 stars").format(n=count), mm=12.5)


def hour(rung: int) -> Glyph:
    """The little landscape of a rung's hour."""
    known = min(max(rung, 0), 4)
    clip = f'<clipPath id="hour-card-{known}"><rect width="48" height="48" rx="9"/></clipPath>'
    inner = _symbols()[f"hour-{known}"].replace("url(#card)", f"url(#hour-card-{known})")
    return Glyph(clip + inner, 48, 48, wording.hour(rung), mm=7)


def scenery() -> Glyph:
    """The strip over the first page."""
    return Glyph(_symbols()["scenery"], 1000, 90, mm=182)


def lantern() -> Glyph:
    """Lumi's."""
    return Glyph(_symbols()["lantern"], 48, 64, mm=12)


@lru_cache(maxsize=1)
def _symbols() -> dict[str, str]:
    text = FILE.read_text(encoding="utf-8")
    found = re.findall(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', text, flags=re.DOTALL)
    return {name: re.sub(r">\s+<", "><", inner.strip()) for name, inner in found}


def mark(side: str) -> Glyph:
    """The shape of a side, for the table beside the picture: towards the side that a place was on."""
    shapes = {"left": ("M1 7L12 1.5V12.5Z", BLUE), "right": ("M13 7L2 1.5V12.5Z", VERMILLION)}
    way, fill = shapes.get(side, ("M2.5 2.5h9v9h-9Z", PURPLE))
    return Glyph(f'<path fill="{fill}" d="{way}"/>', 14, 14, mm=2.7)


def plate(mean_mm: tuple[float, float], *, label: str) -> Glyph:
    """Where on the plate that was: the plate from above, its middle, its front at the top, and the mean place."""
    width, height = HALF_ML_MM * 0.6, HALF_AP_MM * 0.6
    x = min(max(width / 2 + mean_mm[0] * 0.3, 3), width - 3)
    y = min(max(height / 2 - mean_mm[1] * 0.3, 3), height - 3)
    drawn = (
        _sheet(width, height)
        + f'<path fill="none" stroke="{PURPLE_INK}" stroke-width="1.8" '
        + f'd="M{width / 2 - 8:g} {7 + height / 2:g}h16m-8 -8v16"/>'
        + f'<circle class="mean" fill="{INK}" cx="{x:.1f}" cy="{7 + y:.1f}" r="3.2"/>'
    )
    return Glyph(drawn, width, height + 8, label, mm=26)


def stance(feet: Feet, cop_ml_mm: float | None, *, label: str) -> Glyph:
    """The two feet on the sheet from above, its middle line, and where the weight was between them, sideways."""
    scale = 0.32
    width, height = SHEET_ML_MM * scale, SHEET_AP_MM * scale

    def at(x_mm: float, y_mm: float) -> tuple[float, float]:
        return width / 2 + x_mm * scale, 7 + height / 2 - y_mm * scale

    soles = "".join(
        f'<path class="sole" fill="{BLUE}" fill-opacity=".22" stroke="{BLUE}" stroke-width="1.3" '
        f'd="{_path([at(*p) for p in sole(place, foot=foot)])}Z"/>'
        for foot, place in (("left", feet.left), ("right", feet.right))
    )
    middle = _path([at(0, -SHEET_AP_MM / 2), at(0, SHEET_AP_MM / 2)])
    drawn = _sheet(width, height) + f'<path stroke="{LINE}" d="{middle}"/>' + soles
    if cop_ml_mm is not None:
        x = min(max(at(cop_ml_mm, 0)[0], 3), width - 3)
        drawn += f'<path class="weight" stroke="{PURPLE_INK}" stroke-width="2" d="M{x:.1f} 14V{height:.1f}"/>'
    return Glyph(drawn, width, height + 8, label, mm=28)


def _sheet(width: float, height: float) -> str:
    """A board from above; the notch is at its front."""
    return (
        f'<rect class="plate" fill="#f4f1ea" stroke="#8593a0" stroke-width="1.3" x="1" y="7.5" width="{width - 2:g}" '
        f'height="{height - 2:g}" rx="7"/><path fill="{SOFT}" d="M{width / 2 - 5:g} 5.5h10l-5 -5Z"/>'
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    tenths = np.round(np.asarray(points), 1).tolist()
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in tenths)
