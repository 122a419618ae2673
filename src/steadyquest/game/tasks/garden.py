"""A garden drawn in text: where its walls, its gems and its start are, in reach units about the player's centre."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Sequence

from steadyquest.game.scene import Item
from steadyquest.game.spec import Point

WALL, PATH, GEM, START = "#", ".", "o", "S"
SIGNS = WALL + PATH + GEM + START
WIDTH, HEIGHT = 3.0, 2.0
"""The room that a garden may take, in reach units."""
LARGEST_CELL = 0.4
MARBLE = 0.32
"""Radius of the marble, as a share of a cell."""

Cell = tuple[int, int]
"""Row from the far side, column from the left."""


class Garden:
    """One garden. What lies outside of it is wall."""

    def __init__(self, rows: Sequence[str]) -> None:
        self.rows = tuple(rows)
        self._columns = max(map(len, rows))
        self._middle_row, self._middle_column = (len(self.rows) - 1) / 2, (self._columns - 1) / 2
        self._open = frozenset(cell for cell, sign in self._cells() if sign != WALL)
        self.cell = min(WIDTH / self._columns, HEIGHT / len(rows), LARGEST_CELL)
        self.marble = self.cell * MARBLE
        self.start = next(cell for cell, sign in self._cells() if sign == START)
        self.gems = tuple(cell for cell, sign in self._cells() if sign == GEM)
        self.walls = tuple(self._wall_items())

    def middle(self, cell: Cell) -> Point:
        """The middle of a cell."""
        row, column = cell
        return (column - self._middle_column) * self.cell, (self._middle_row - row) * self.cell

    def cell_at(self, x: float, y: float) -> Cell:
        """The cell that a place is in; it may be outside of the garden."""
        return round(self._middle_row - y / self.cell), round(x / self.cell + self._middle_column)

    def is_wall(self, cell: Cell) -> bool:
        """Whether no marble can be in a cell."""
        return cell not in self._open

    def hits(self, x: float, y: float) -> bool:
        """Whether a marble here would be in a wall. Asked twice in every tick, so it counts in cells."""
        across, down = x / self.cell + self._middle_column, self._middle_row - y / self.cell
        row, column = round(down), round(across)
        if (row, column) not in self._open:
            return True
        dx, dy = across - column, down - row
        over_x, over_y = abs(dx) + MARBLE - 0.5, abs(dy) + MARBLE - 0.5
        side, end = column + (1 if dx > 0 else -1), row + (1 if dy > 0 else -1)
        if (over_x > 0 and (row, side) not in self._open) or (over_y > 0 and (end, column) not in self._open):
            return True
        if over_x <= 0 or over_y <= 0 or (end, side) in self._open:
            return False
        # Only the corner between them is wall: the marble may be beside it.
        return (MARBLE - over_x) ** 2 + (MARBLE - over_y) ** 2 < MARBLE**2

    def ways(self, start: Cell) -> dict[Cell, int]:
        """How many cells away each cell is that can be reached, along the paths."""
        far, waiting = {start: 0}, deque([start])
        while waiting:
            at = waiting.popleft()
            for cell in _beside(at):
                if cell not in far and not self.is_wall(cell):
                    far[cell] = far[at] + 1
                    waiting.append(cell)
        return far

    def _cells(self) -> Iterator[tuple[Cell, str]]:
        return (((i, j), sign) for i, row in enumerate(self.rows) for j, sign in enumerate(row))

    def _wall_items(self) -> Iterator[Item]:
        """Only walls that a path runs along: what is behind them nobody needs to see."""
        for row in range(-1, len(self.rows) + 1):
            for column in range(-1, self._columns + 1):
                if self.is_wall((row, column)) and not all(map(self.is_wall, _about((row, column)))):
                    yield Item("wall", "wall", *self.middle((row, column)), self.cell / 2)


def lost_gems(rows: Sequence[str]) -> list[Cell]:
    """Gems that no way leads to.

    >>> lost_gems(["S.o#o"])
    [(0, 4)]
    """
    garden = Garden(rows)
    ways = garden.ways(garden.start)
    return [gem for gem in garden.gems if gem not in ways]


def nearest(cells: Sequence[Cell], *, ways: dict[Cell, int]) -> Cell:
    """The cell with the shortest way; the first of several."""
    return min(cells, key=lambda cell: ways.get(cell, math.inf))


def _about(cell: Cell) -> Iterator[Cell]:
    """A cell and the eight around it."""
    row, column = cell
    return ((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1))


def _beside(cell: Cell) -> tuple[Cell, ...]:
    row, column = cell
    return (row - 1, column), (row, column - 1), (row, column + 1), (row + 1, column)
