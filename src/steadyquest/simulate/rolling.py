"""Rolling a marble: from the walls and gems of a scene to how one tilts. In the dark the marble is imagined."""

from __future__ import annotations

import math
from collections import deque

from steadyquest.conventions import TICK_S
from steadyquest.game.scene import Item, Scene

MOST = 0.8
"""Nobody tilts further than that on purpose."""
IMAGINED_TILT, IMAGINED_FRICTION = 2.0, 2.6
"""How somebody thinks that a marble rolls."""
BODY_S = 0.45
"""How long the body takes to come where one wishes."""
SLOWEST, FASTEST, STOP_S, CATCH_UP_S = 0.15, 0.4, 1.2, 1.2
"""Paces that one wants a marble to have, in reach units a second; how soon it is to stop, and to have that pace."""
THERE, LEAST_TILT = 0.1, 0.03
"""A tenth of a cell beside a place is there; less of a tilt is not worth a lean."""
AGAIN = 5
"""Every so many looks one sees anew how far the way is clear."""
BLIND = 0.45
LEVEL = 0.1
"""Less than that tilts nothing."""
TAKEN_BACK = {"missed", "done"}
"""Ways in which a gem's rep is over after which a marble that cannot be seen is back where it began."""

_Cell = tuple[int, int]


class Rolling:
    """One person at one garden after the other."""

    def __init__(self) -> None:
        self._step = self._rep = -1
        self._cell, self._off = 1.0, (0.0, 0.0)
        self._walls: set[_Cell] = set()
        self._many = 0
        """Walls at the head of a scene's items: they stay where they are, and need no second look."""
        self._asked: tuple[_Cell, bool, list[Item]] | None = None
        self._cells: list[_Cell] = []
        self._to: tuple[float, float] | None = None
        """The way that was last asked for, and where one goes on it: it changes only from cell to cell."""
        self._looks = 0
        self._at = (0.0, 0.0)
        self._speed = (0.0, 0.0)
        self._lean = (0.0, 0.0)
        self._felt = [0.0, 0.0]
        """Where the body has come with the lean that was wished."""
        self._marble = 0.0
        self._is_seen = self._is_taken_back = False
        """Whether the marble is to be seen, and whether unseen it begins the next rep at the start."""
        self._tick = 0

    def lean(self, scene: Scene) -> tuple[float, float]:
        """How to tilt now."""
        marble = next((item for item in reversed(scene.items) if item.kind == "avatar"), None)
        self._learn(scene, is_seen=marble is not None)
        self._follow(scene, marble)
        gems = [item for item in scene.items[self._many :] if item.kind == "gem"]
        self._is_taken_back = any(item.state in TAKEN_BACK for item in gems)
        to = self._corner([item for item in gems if item.state == ""])
        if to is None:
            self._lean = (0.0, 0.0)
            return self._lean
        ways = (to[0] - self._at[0], to[1] - self._at[1])
        self._lean = self._seeing(*ways) if self._is_seen else self._unseeing(*ways)
        return self._lean

    def _seeing(self, way_x: float, way_y: float) -> tuple[float, float]:
        """As much as brings the marble to the pace that one wants it to have: slower near the end of the way."""
        way = math.hypot(way_x, way_y)
        pace = 0.0 if way <= THERE * self._cell else max(SLOWEST, min(FASTEST, way / STOP_S)) / way
        wanted_x, wanted_y = pace * way_x, pace * way_y
        speed_x, speed_y = self._speed
        x = (IMAGINED_FRICTION * wanted_x + (wanted_x - speed_x) / CATCH_UP_S) / IMAGINED_TILT
        y = (IMAGINED_FRICTION * wanted_y + (wanted_y - speed_y) / CATCH_UP_S) / IMAGINED_TILT
        tilt = math.hypot(x, y)
        # The garden is level for a little lean: that much is added.
        scale = min(MOST, tilt + LEVEL) / tilt if tilt > LEAST_TILT else 0.0
        return x * scale, y * scale

    def _unseeing(self, way_x: float, way_y: float) -> tuple[float, float]:
        """In the dark one leans the same all the way and lets walls do the rest."""
        length = max(math.hypot(way_x, way_y), self._cell / 2)
        return BLIND * way_x / length, BLIND * way_y / length

    def _learn(self, scene: Scene, *, is_seen: bool) -> None:
        """The garden, once a step; where the marble begins, and begins again when it cannot be seen."""
        is_new = scene.step != self._step or scene.tick < self._tick
        if is_new:
            walls = [item for item in scene.items if item.kind == "wall"]
            self._cell = 2 * walls[0].radius
            # Walls say where cells are: half of an even garden's lie between the whole ones.
            self._off = (walls[0].x % self._cell, walls[0].y % self._cell)
            self._walls = {self._cell_at(item.x, item.y) for item in walls}
            self._many = len(walls) if scene.items[: len(walls)] == tuple(walls) else 0
            self._asked = None
        if is_new or (scene.rep != self._rep and self._is_taken_back and not is_seen):
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
        part = min(1.0, seconds / BODY_S)
        for i in (0, 1):
            self._felt[i] += (self._lean[i] - self._felt[i]) * part
        if marble is None:
            self._imagine(seconds)
        elif seconds > 0.0:
            seen = ((marble.x - self._at[0]) / seconds, (marble.y - self._at[1]) / seconds)
            self._at, self._speed = (marble.x, marble.y), seen
        else:
            self._at = (marble.x, marble.y)

    def _imagine(self, seconds: float) -> None:
        """The marble as one thinks it rolls, a little slower than it does: against a wall one leans long enough."""
        place, speed = list(self._at), list(self._speed)
        for i in (0, 1):
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
        """Where to roll next on the way to the nearest gem: as far as one sees, or unseen to where the way turns."""
        asked = (self._cell_at(*self._at), self._is_seen, gems)
        self._looks += 1
        if asked != self._asked:
            self._asked = asked
            self._cells = self._way(asked[0], frozenset(self._cell_at(gem.x, gem.y) for gem in gems))
        elif not self._is_seen or self._looks % AGAIN:
            return self._to
        self._to = self._farthest_seen(self._cells) if self._is_seen else self._straight_ahead(self._cells)
        return self._to

    def _farthest_seen(self, way: list[_Cell]) -> tuple[float, float] | None:
        """The last place on the way that the marble can go to without touching a wall."""
        for cell in reversed(way):
            to = self._middle(cell)
            if self._is_clear(to):
                return to
        return self._middle(way[0]) if way else None

    def _is_clear(self, to: tuple[float, float]) -> bool:
        (x, y), far = self._at, math.dist(self._at, to)
        n = math.ceil(far / (self._cell / 3))
        return not any(self._touches(x + (to[0] - x) * i / n, y + (to[1] - y) * i / n) for i in range(1, n))

    def _straight_ahead(self, way: list[_Cell]) -> tuple[float, float] | None:
        if len(way) < 2:
            return self._middle(way[0]) if way else None
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
