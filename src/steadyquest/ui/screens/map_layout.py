"""Where things lie on the map, in logical units: three large offers, the way through the valley, a place's stones."""

from __future__ import annotations

from collections.abc import Sequence

from steadyquest.ui.landscapes.map_sheet import STEP, WAY, middle_of, way_y
from steadyquest.ui.theme import WIDTH as WINDOW
from steadyquest.ui.view import Box, Point

LEFT, WIDTH = 40.0, 1200.0
HEADING = (240.0, 6.0, 800.0, 50.0)
BOOK = (1052.0, 6.0, 188.0, 50.0)

OFFER_Y, OFFER_H, OFFER_GAP = 67.0, 108.0, 16.0
OFFER_W = (WIDTH - 2 * OFFER_GAP) / 3

SIGN_Y, SIGN_W, SIGN_H = 187.0, 206.0, 46.0
"""A place's name hangs over its middle."""
LANTERN_FOOT = 14.0
"""How far beyond the middle of the way the lanterns stand."""
LANTERNS_W = 330.0
"""So far along the way the lanterns of a place reach."""
ARROW_AT = {"west": (42.0, 250.0, 44.0, 56.0), "east": (1194.0, 250.0, 44.0, 56.0)}
"""For a pointer: one place on, one place back."""

PANEL = (LEFT, 336.0, WIDTH, 258.0)
"""The stones lie on one sheet."""
FRONT = ((LEFT - 24, 0.0, WIDTH + 48, SIGN_Y), (LEFT - 24, PANEL[1] - 14, WIDTH + 48, PANEL[3] + 36))
"""What lies in front of the way, shadows, focus and all."""
PAD = 14.0
CAPTION_Y, CAPTION_H = 336.0, 36.0
COLUMNS, ROWS = 5, 2
STONE_Y, STONE_H, STONE_GAP = 372.0, 105.0, 6.0
STONE_W = (WIDTH - 2 * PAD - (COLUMNS - 1) * STONE_GAP) / COLUMNS
ARROW_W, ARROW_H = 54.0, 30.0


def offer_box(i: int) -> Box:
    """The i-th of the three."""
    return LEFT + i * (OFFER_W + OFFER_GAP), OFFER_Y, OFFER_W, OFFER_H


def along_to(place: str, names: Sequence[str]) -> float:
    """Where the window begins along the way when it shows a place: in its middle, but never beyond an end."""
    last = max((WAY.index(name) for name in names), default=0)
    return max(0.0, min(middle_of(place) - WINDOW / 2, (last + 1) * STEP - WINDOW))


def world_box(place: str, *, along: float) -> Box:
    """A place's sign, where the window begins so far along the way."""
    return middle_of(place) - along - SIGN_W / 2, SIGN_Y, SIGN_W, SIGN_H


def lantern_at(place: str, i: int, *, of: int) -> Point:
    """Where the lantern of a place's i-th level stands on the way, from the way's own beginning."""
    share = (i + 0.5) / max(of, 1) - 0.5
    x = middle_of(place) + share * min(LANTERNS_W, 40.0 * max(of, 1))
    return x, way_y(x)


def stone_box(i: int, *, top: int) -> Box:
    """The i-th stone of a place whose first visible row is `top`."""
    row, column = divmod(i, COLUMNS)
    x = LEFT + PAD + column * (STONE_W + STONE_GAP)
    return x, STONE_Y + (row - top) * (STONE_H + STONE_GAP), STONE_W, STONE_H


def arrow_box(way: str) -> Box:
    """Up and down, at the right end of the caption."""
    x = LEFT + WIDTH - PAD - (2 * ARROW_W + 10 if way == "up" else ARROW_W)
    return x, CAPTION_Y + 2, ARROW_W, ARROW_H


def caption_box(*, arrows: bool) -> Box:
    """The line between the way and the stones."""
    taken = 2 * ARROW_W + 30 if arrows else 0.0
    return LEFT + PAD + 6, CAPTION_Y, WIDTH - 2 * PAD - 12 - taken, CAPTION_H


def last_top(stones: int) -> int:
    """The lowest row that can be the first visible one."""
    return max(0, -(-stones // COLUMNS) - ROWS)
