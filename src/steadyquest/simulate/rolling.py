"""Rolling a marble: from the walls and gems of a scene to how one tilts. In the dark the marble is imagined."""

from __future__ import annotations

import math
from collections import deque

from steadyquest.conventions import TICK_S
from steadyquest.game.scene import Item, Scene

PULL, BRAKE = 1.3, 0.7
"""Lean for a reach unit of way, and against a reach unit a second of speed."""
MOST = 0.8
"""Nobody tilts further than that on purpose."""
IMAGINED_TILT, IMAGINED_FRICTION = 2.0, 2.6
"""How somebody thinks that a marble rolls."""
BODY_S = 0.45
"""How long the body takes to come where one wishes."""
BLIND = 0.45
LEVEL = 0.1
"""Less than that tilts nothing."""
DEEP_NIGHT = 4

_Cell = tuple[int, int]


class Rolling:
    """One person at one garden after the other."""

    def __init__(self) -> None:
        self._step = self._rep = -1
        self._cell, self._off = 1.0, (0.0, 0.0)
        self._walls: set[_Cell] = set()
        self._many = 0
        """Walls at the head of a scene's items: they stay where they are, and need no second look."""
        self._asked: tuple[_Cell, list[Item]] | None = None
        self._to: tuple[float, float] | None = None
        """Where the way goes that was last asked for: it changes only from cell to cell."""
        self._at = (0.0, 0.0)
        self._speed = (0.0, 0.0)
        self._lean = (0.0, 0.0)
        self._felt = [0.0, 0.0]
        """Where the body has come with the lean that was wished."""
        self._marble = 0.0
        self._is_seen = False
        self._tick = 0

    def lean(self, scene: Scene) -> tuple[float, float]:
        """How to tilt now."""
        self._learn(scene)
        others = scene.items[self._many :]
        self._follow(scene, next((item for item in reversed(others) if item.kind == "avatar"), None))
        to = self._corner([item for item in others if item.kind == "gem" and item.state == ""])
        if to is None:
            self._lean = (0.0, 0.0)
            return self._lean
        ways = (to[0] - self._at[0], to[1] - self._at[1])
        if self._is_seen:
            x, y = PULL * ways[0] - BRAKE * self._speed[0], PULL * ways[1] - BRAKE * self._speed[1]
            far = max(1.0, math.hypot(x, y) / MOST)
            self._lean = (x / far, y / far)
        else:
            # In the dark one leans the same all the way and lets walls do the rest.
            length = max(math.hypot(*ways), self._cell / 2)
            self._lean = (BLIND * ways[0] / length, BLIND * ways[1] / length)
        return self._lean

    def _learn(self, scene: Scene) -> None:
        """The garden, once a step; where the marble begins, when it cannot be seen."""
        is_new = scene.step != self._step or scene.tick < self._tick
        if is_new:
            walls = [item for item in scene.items if item.kind == "wall"]
            self._cell = 2 * walls[0].radius
            # Walls say where cells are: half of an even garden's lie between the whole ones.
            self._off = (walls[0].x % self._cell, walls[0].y % self._cell)
            self._walls = {self._cell_at(item.x, item.y) for item in walls}
            self._many = len(walls) if scene.items[: len(walls)] == tuple(walls) else 0
            self._asked = None
        if is_new or (scene.rep != self._rep and scene.rung == DEEP_NIGHT):
            start = next((item for item in scene.items if item.kind == "home"), None)
            self._at, self._speed = (start.x, start.y) if start else (0.0, 0.0), (0.0, 0.0)
            self._marble = start.radius if start else 0.0
        if is_new:
            self._tick = scene.tick
        self._step, self._rep = scene.step, scene.rep

    def _follow(self, scene: Scene, marble: Item | None) -> None:
        """Where the marble is and how fast: as seen, or as imagined."""
        seconds = (scene.tick - self._tick) * TICK_S
        self._tick = scene.tick
        self._is_seen = marble is not None
        if marble is None:
            self._imagine(seconds)
        elif seconds > 0.0:
            seen = ((marble.x - self._at[0]) / seconds, (marble.y - self._at[1]) / seconds)
            self._at, self._speed = (marble.x, marble.y), seen
        else:
            self._at = (marble.x, marble.y)

    def _imagine(self, seconds: float) -> None:
        """The marble as one thinks it rolls, a little slower than it does: against a wall one leans long enough."""
        part = min(1.0, seconds / BODY_S)
        place, speed = list(self._at), list(self._speed)
        for i in (0, 1):
            self._felt[i] += (self._lean[i] - self._felt[i]) * part
            tilt = math.copysign(max(0.0, abs(self._felt[i]) - LEVEL), self._felt[i])
            speed[i] += (IMAGINED_TILT * tilt - IMAGINED_FRICTION * speed[i]) * seconds
            to = place.copy()
            to[i] += speed[i] * seconds
            if self._touches(to[0], to[1]):
                speed[i] = 0.0
            else:
                place = to
        self._at, self._speed = (place[0], place[1]), (speed[0], speed[1])

    def _touches(self, x: float, y: float) -> bool:
        column, row = self._cell_at(x, y)
        for cell in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            if cell in self._walls:
                wx, wy = self._middle(cell)
                dx, dy = (max(0.0, abs(a) - self._cell / 2) for a in (x - wx, y - wy))
                if dx * dx + dy * dy < self._marble * self._marble:
                    return True
        return False

    def _corner(self, gems: list[Item]) -> tuple[float, float] | None:
        """The last place on the way to the nearest gem that lies straight ahead."""
        asked = (self._cell_at(*self._at), gems)
        if asked != self._asked:
            self._asked, self._to = asked, self._found(*asked)
        return self._to

    def _found(self, at: _Cell, gems: list[Item]) -> tuple[float, float] | None:
        goals = {self._cell_at(gem.x, gem.y): gem for gem in gems}
        way = self._way(at, frozenset(goals))
        if not way:
            return None
        if len(way) == 1:
            return goals[way[0]].x, goals[way[0]].y
        axis = 0 if way[1][0] != way[0][0] else 1
        ahead = way[1]
        for cell in way[2:]:
            if cell[1 - axis] != way[0][1 - axis]:
                break
            ahead = cell
        return self._middle(ahead)

    def _way(self, start: _Cell, goals: frozenset[_Cell]) -> list[_Cell]:
        came: dict[_Cell, _Cell | None] = {start: None}
        waiting = deque([start])
        while waiting:
            at = waiting.popleft()
            if at in goals:
                return _back(at, came)
            for cell in ((at[0] + 1, at[1]), (at[0] - 1, at[1]), (at[0], at[1] + 1), (at[0], at[1] - 1)):
                if cell not in came and cell not in self._walls and len(came) < 1000:
                    came[cell] = at
                    waiting.append(cell)
        return []

    def _cell_at(self, x: float, y: float) -> _Cell:
        return round((x - self._off[0]) / self._cell), round((y - self._off[1]) / self._cell)

    def _middle(self, cell: _Cell) -> tuple[float, float]:
        return cell[0] * self._cell + self._off[0], cell[1] * self._cell + self._off[1]


def _back(at: _Cell, came: dict[_Cell, _Cell | None]) -> list[_Cell]:
    way = [at]
    while (before := came[way[-1]]) is not None:
        way.append(before)
    return way[::-1]
