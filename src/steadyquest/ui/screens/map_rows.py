"""The rows of a place's stones: which are seen, how they scroll, and where the focus goes when they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from steadyquest.ui.screens import map_layout as at
from steadyquest.ui.widgets import Button

if TYPE_CHECKING:
    from steadyquest.levels.read import Level


class Rows:
    """The first visible row of each place."""

    def __init__(self) -> None:
        self.top: dict[str, int] = {}

    def seen(self, place: str, levels: Sequence[Level]) -> Iterator[tuple[int, Level]]:
        """The visible levels, each with its number in the place."""
        first = self.top.get(place, 0) * at.COLUMNS
        yield from list(enumerate(levels))[first : first + at.ROWS * at.COLUMNS]

    def arrows(self, place: str, count: int) -> list[Button]:
        """Up and down, where a place has more stones than fit."""
        last, top = at.last_top(count), self.top.get(place, 0)
        ways = (("up", top > 0), ("down", top < last))
        return [Button(key=way, box=at.arrow_box(way), kind="bare", enabled=able) for way, able in ways if last]

    def move(self, place: str, of: Sequence[str], *, by: int, focus: str) -> str:
        """Show rows further up or down. A focus that they carry out of sight goes to the nearest stone."""
        last = at.last_top(len(of))
        top = self.top[place] = max(0, min(self.top.get(place, 0) + by, last))
        if focus in of:
            row, column = divmod(of.index(focus), at.COLUMNS)
            row = max(top, min(row, top + at.ROWS - 1))
            return of[min(row * at.COLUMNS + column, len(of) - 1)]
        if focus == "up" and top == 0:
            return "down"
        return "up" if focus == "down" and top >= last else focus

    def scroll(self, place: str, of: Sequence[str], *, way: str, focus: str) -> str:
        """The stone to which up or down leads from an outermost visible one, now shown; empty when nothing scrolls."""
        if focus not in of or way not in {"up", "down"}:
            return ""
        i, top, by = of.index(focus), self.top.get(place, 0), 1 if way == "down" else -1
        row = i // at.COLUMNS + by
        if not 0 <= row <= (len(of) - 1) // at.COLUMNS or 0 <= row - top < at.ROWS:
            return ""
        self.top[place] = top + by
        return of[min(i + at.COLUMNS * by, len(of) - 1)]
