"""Menus with many buttons, by a switch: first a row, then a button of it. Row–column scanning, as switch users know it.

Owns which row has its turn and whether it is open. Draws nothing, presses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steadyquest.ui.view import Box
    from steadyquest.ui.widgets import Button, Menu

MANY = 9
"""With fewer buttons, going through them one by one is as quick, and easier to understand."""
ROUNDS = 2
"""An open row in which nothing was chosen for so many rounds closes again."""

EDGE = 22.0
"""The frame stays within the picture."""


def rows_of(buttons: Sequence[Button]) -> list[list[Button]]:
    """What a switch can choose, in rows: neighbours in the menu's order that stand beside each other."""
    rows: list[list[Button]] = []
    for button in buttons:
        if not button.enabled or button.kind == "field":
            continue
        if rows and _is_beside(rows[-1][-1], button):
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _is_beside(one: Button, other: Button) -> bool:
    """Whether they overlap in height by more than half of the lower one."""
    (_, y, _, h), (_, other_y, _, other_h) = one.box, other.box
    return min(y + h, other_y + other_h) - max(y, other_y) > min(h, other_h) / 2


class RowScan:
    """Goes from row to row, and within one that was chosen from button to button. The focus is the menu's."""

    def __init__(self) -> None:
        self._is_open, self._steps = False, 0

    def begin(self) -> None:
        """Another screen: no row is open."""
        self._is_open, self._steps = False, 0

    def row(self, menu: Menu) -> list[Button]:
        """The row that a press would open; empty where a press chooses the button itself."""
        rows = rows_of(menu.buttons)
        if self._is_open or not _are_many(rows):
            return []
        here = rows[_row_of(menu.focus, rows)]
        return here if len(here) > 1 else []

    def next(self, menu: Menu) -> str:
        """Where the focus goes now; empty: one button on, as in every small menu."""
        rows = rows_of(menu.buttons)
        if not _are_many(rows):
            return ""
        at = _row_of(menu.focus, rows)
        if not self._is_open:
            return rows[(at + 1) % len(rows)][0].key
        keys = [button.key for button in rows[at]]
        self._steps += 1
        if self._steps >= ROUNDS * len(keys):
            self.begin()
            return keys[0]
        return keys[(keys.index(menu.focus) + 1) % len(keys)] if menu.focus in keys else keys[0]

    def press(self, menu: Menu) -> str:
        """What a press does: the focus of the row that it opens; empty: it chooses what has the focus."""
        row = self.row(menu)
        self._is_open, self._steps = bool(row), 0
        return row[0].key if row else ""


def frame_of(row: Sequence[Button]) -> Box:
    """The box around a row, as far as it is on the screen."""
    left, top = min(b.box[0] for b in row), min(b.box[1] for b in row)
    right = max(b.box[0] + b.box[2] for b in row)
    low = max(b.box[1] + b.box[3] for b in row)
    left, right = max(left, EDGE), min(right, 1280.0 - EDGE)
    return left, top, right - left, low - top


def _are_many(rows: Sequence[Sequence[Button]]) -> bool:
    return len(rows) > 1 and sum(map(len, rows)) >= MANY


def _row_of(focus: str, rows: Sequence[Sequence[Button]]) -> int:
    """In which row the focus is; the last one where it is in none, so that the first comes next."""
    return next((i for i, row in enumerate(rows) if any(b.key == focus for b in row)), len(rows) - 1)
