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
        self.cell = min(WIDTH / self._columns, HEIGHT / len(rows), LARGEST_CELL)
        self.marble = self.cell * MARBLE
        self.start = next(cell for cell, sign in self._cells() if sign == START)
        self.gems = tuple(cell for cell, sign in self._cells() if sign == GEM)
        self.walls = tuple(self._wall_items())
        self._walls_by: dict[Cell, tuple[Point, ...]] = {}
        """The middles of the walls about each cell that a marble has been in: asked for twice a tick."""

    def middle(self, cell: Cell) -> Point:
        """The middle of a cell."""
        row, column = cell
        return (
            (column - (self._columns - 1) / 2) * self.cell,
            ((len(self.rows) - 1) / 2 - row) * self.cell,
        )

    def cell_at(self, x: float, y: float) -> Cell:
        """The cell that a place is in; it may be outside of the garden."""
        return (
            round((len(self.rows) - 1) / 2 - y / self.cell),
            round(x / self.cell + (self._columns - 1) / 2),
        )

    def is_wall(self, cell: Cell) -> bool:
        """Whether no marble can be in a cell."""
        row, column = cell
        inside = 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row])
        return not inside or self.rows[row][column] == WALL

    def hits(self, x: float, y: float) -> bool:
        """Whether a marble here would be in a wall."""
        cell = self.cell_at(x, y)
        walls = self._walls_by.get(cell)
        if walls is None:
            walls = self._walls_by[cell] = tuple(self.middle(at) for at in _about(cell) if self.is_wall(at))
        half, square = self.cell / 2, self.marble * self.marble
        for wx, wy in walls:
            dx, dy = abs(x - wx) - half, abs(y - wy) - half
            if (dx * dx if dx > 0.0 else 0.0) + (dy * dy if dy > 0.0 else 0.0) < square:
                return True
        return False

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
