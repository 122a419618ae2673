"""Where things lie in the collection book, in logical units: places along the top, two pages of pictures, one line."""

from __future__ import annotations

from steadyquest.ui.view import Box

LEFT, WIDTH = 40.0, 1200.0
HEADING = (220.0, 6.0, 840.0, 50.0)
TAB_Y, TAB_H, TAB_GAP = 62.0, 92.0, 6.0

PAGES = (LEFT, 162.0, WIDTH, 430.0)
FOLD_W = 56.0
PAD = 20.0
COLUMNS, ROWS = 4, 2
"""Of one page; there are two."""
CELLS = 2 * COLUMNS * ROWS
PAGE_W = WIDTH / 2 - PAD - FOLD_W / 2
CELL_W = PAGE_W / COLUMNS - 4.0
CELL_Y, CELL_H, CELL_GAP = 174.0, 176.0, 4.0
PICTURE, LANTERN = 112.0, 27.0
CAPTION = (LEFT + PAD, 536.0, WIDTH - 2 * PAD, 50.0)
ARROW_W, ARROW_H = 60.0, 44.0


def tab_box(i: int, *, among: int) -> Box:
    """The i-th place along the top."""
    step = (WIDTH + TAB_GAP) / max(among, 1)
    return LEFT + i * step, TAB_Y, step - TAB_GAP, TAB_H


def cell_box(i: int, *, of: int) -> Box:
    """The i-th picture: the left page is read before the right one, and both are as full."""
    each = max(1, -(-of // 2))
    rows = 1 if each < COLUMNS - 1 else ROWS
    columns = -(-each // rows)
    page, rest = divmod(i, each)
    row, column = divmod(rest, columns)
    w, h = PAGE_W / columns, ROWS * (CELL_H + CELL_GAP) / rows
    x = LEFT + PAD + page * (PAGE_W + FOLD_W) + column * w + (w - CELL_W) / 2
    return x, CELL_Y + row * h + (h - CELL_H - CELL_GAP) / 2, CELL_W, CELL_H


def arrow_box(way: str) -> Box:
    """Leaves to turn, at both ends of the line."""
    x = CAPTION[0] if way == "earlier" else CAPTION[0] + CAPTION[2] - ARROW_W
    return x, CAPTION[1] + 3, ARROW_W, ARROW_H


def caption_box(*, arrows: bool) -> Box:
    """The line under the pictures."""
    x, y, w, h = CAPTION
    taken = ARROW_W + 12 if arrows else 0.0
    return x + taken, y, w - 2 * taken, h


def leaves(pictures: int) -> int:
    """How many double pages they take."""
    return max(1, -(-pictures // CELLS))
