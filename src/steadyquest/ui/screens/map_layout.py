"""Where things lie on the map, in logical units: three large offers, the way through the places, a place's stones."""

from __future__ import annotations

from steadyquest.ui.view import Box

LEFT, WIDTH = 40.0, 1200.0
HEADING = (120.0, 8.0, 1040.0, 54.0)

OFFER_Y, OFFER_H, OFFER_GAP = 76.0, 138.0, 16.0
OFFER_W = (WIDTH - 2 * OFFER_GAP) / 3

PANEL = (LEFT, 226.0, WIDTH, 366.0)
"""The way and the stones lie on one sheet."""
PAD = 14.0
WAY_Y, WAY_H, WAY_GAP = 231.0, 98.0, 6.0
CAPTION_Y, CAPTION_H = 330.0, 36.0
COLUMNS, ROWS = 5, 2
STONE_Y, STONE_H, STONE_GAP = 368.0, 105.0, 8.0
STONE_W = (WIDTH - 2 * PAD - (COLUMNS - 1) * STONE_GAP) / COLUMNS
ARROW_W, ARROW_H = 54.0, 32.0


def offer_box(i: int) -> Box:
    """The i-th of the three."""
    return LEFT + i * (OFFER_W + OFFER_GAP), OFFER_Y, OFFER_W, OFFER_H


def world_box(i: int, *, among: int) -> Box:
    """The i-th place on the way."""
    step = (WIDTH - 2 * PAD + WAY_GAP) / max(among, 1)
    return LEFT + PAD + i * step, WAY_Y, step - WAY_GAP, WAY_H


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
