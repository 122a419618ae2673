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
IMAGINED_TILT, IMAGINED_FRICTION = 2.0, 2.0
"""How somebody thinks that a marble rolls."""
DEEP_NIGHT = 4

_Cell = tuple[int, int]


class Rolling:
    """One person at one garden after the other."""

    def __init__(self) -> None:
        self._step = self._rep = -1
        self._cell, self._off = 1.0, (0.0, 0.0)
        self._walls: set[_Cell] = set()
        self._at = (0.0, 0.0)
        self._speed = (0.0, 0.0)
        self._lean = (0.0, 0.0)
        self._tick = 0

    def lean(self, scene: Scene) -> tuple[float, float]:
        """How to tilt now."""
        self._learn(scene)
        self._follow(scene)
        gems = [item for item in scene.items if item.kind == "gem" and item.state == ""]
        to = self._corner(gems)
        if to is None:
            self._lean = (0.0, 0.0)
            return self._lean
        x, y = (PULL * (to[i] - self._at[i]) - BRAKE * self._speed[i] for i in (0, 1))
        far = max(1.0, math.hypot(x, y) / MOST)
        self._lean = (x / far, y / far)
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
        if is_new or (scene.rep != self._rep and scene.rung == DEEP_NIGHT):
            start = next((item for item in scene.items if item.kind == "home"), None)
            self._at, self._speed = (start.x, start.y) if start else (0.0, 0.0), (0.0, 0.0)
        if is_new:
            self._tick = scene.tick
        self._step, self._rep = scene.step, scene.rep

    def _follow(self, scene: Scene) -> None:
        """Where the marble is and how fast: as seen, or as imagined."""
        seconds = (scene.tick - self._tick) * TICK_S
        self._tick = scene.tick
        marble = next((item for item in scene.items if item.kind == "avatar"), None)
        if marble is None:
            self._imagine(seconds)
        elif seconds > 0.0:
            seen = ((marble.x - self._at[0]) / seconds, (marble.y - self._at[1]) / seconds)
            self._at, self._speed = (marble.x, marble.y), seen
        else:
            self._at = (marble.x, marble.y)

    def _imagine(self, seconds: float) -> None:
        place, speed = list(self._at), list(self._speed)
        for i in (0, 1):
            speed[i] += (IMAGINED_TILT * self._lean[i] - IMAGINED_FRICTION * speed[i]) * seconds
            to = place.copy()
            to[i] += speed[i] * seconds
            if self._cell_at(to[0], to[1]) in self._walls:
                speed[i] = 0.0
            else:
                place = to
        self._at, self._speed = (place[0], place[1]), (speed[0], speed[1])

    def _corner(self, gems: list[Item]) -> tuple[float, float] | None:
        """The last place on the way to the nearest gem that lies straight ahead."""
        goals = {self._cell_at(gem.x, gem.y): gem for gem in gems}
        way = self._way(self._cell_at(*self._at), set(goals))
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

    def _way(self, start: _Cell, goals: set[_Cell]) -> list[_Cell]:
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
