"""Follow: stay on a guide that moves along a path, lap after lap.

The guide waits at the start until the player has come, and a few seconds at most.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise

from steadyquest.conventions import Lean
from steadyquest.game.events import Event, RepMissed, TargetReached
from steadyquest.game.scene import Item
from steadyquest.game.spec import FollowSpec, Point
from steadyquest.game.tasks.stage import AFTER_TICKS, NOTHING, Reps, Stage, ticks

ENOUGH = 0.75
COME_TICKS = 500
COME_BLIND_TICKS = 300
DOTS = 32

Path = Callable[[float], Point]
"""From the part of a lap, 0 to 1, to a point."""

_TURN = 2 * math.pi


def _line_ml(size: float) -> Path:
    return lambda lap: (size * math.sin(_TURN * lap), 0.0)


def _line_ap(size: float) -> Path:
    return lambda lap: (0.0, size * math.sin(_TURN * lap))


def _circle(size: float) -> Path:
    return lambda lap: (size * math.sin(_TURN * lap), size * math.cos(_TURN * lap))


def _eight(size: float) -> Path:
    return lambda lap: (size * math.sin(_TURN * lap), size / 2 * math.sin(2 * _TURN * lap))


SHAPES: dict[str, Callable[[float], Path]] = {
    "line_ml": _line_ml,
    "line_ap": _line_ap,
    "circle": _circle,
    "eight": _eight,
}


def through(points: Sequence[Point]) -> Path:
    """A closed way through points at an even pace.

    >>> through([(0, 0), (1, 0), (1, 1), (0, 1)])(0.375)
    (1.0, 0.5)
    """
    corners = [*points, points[0]]
    ends = [0.0, *accumulate(math.dist(a, b) for a, b in pairwise(corners))]

    def at(lap: float) -> Point:
        way = (lap % 1.0) * ends[-1]
        leg = max(i for i, end in enumerate(ends[:-1]) if end <= way)
        (ax, ay), (bx, by) = corners[leg], corners[leg + 1]
        part = (way - ends[leg]) / ((ends[leg + 1] - ends[leg]) or 1.0)
        return ax + (bx - ax) * part, ay + (by - ay) * part

    return at


class Follow(Reps):
    """The rule of one `follow` step; a rep is a lap. The guide does not stop between laps."""

    after_ticks = 1

    def __init__(self, spec: FollowSpec, stage: Stage) -> None:
        super().__init__(stage, reps=1)
        self._spec = spec
        self._left = ticks(spec.seconds)
        self._path: Path = _circle(0.0)
        self._dots: tuple[Item, ...] = ()
        self._period = 1
        self._inside_ticks, self._is_inside = 0, False
        self._radii: tuple[float, ...] = ()
        """From dot to dot."""
        self._last_verdict = ""
        self.reps = max(1, round(spec.seconds / spec.period_s.at(stage.difficulty())))
        self._enter(self._open)

    def scene(self) -> Iterable[Item]:
        """The way as dots, and the guide on it."""
        yield from self._dots
        progress = 0.0 if self._act == self._come else min(1.0, self._ticks / self._period)
        state = self._last_verdict if self.revealing else "inside" if self._is_inside else ""
        yield Item("guide", self._stage.thing, *self._at, self._radius, progress, state)

    def _open(self, lean: Lean) -> list[Event]:
        spec, d = self._spec, self._stage.difficulty()
        self._path = through(spec.points) if spec.path == "points" else SHAPES[spec.path](spec.size.at(d))
        self._dots = tuple(Item("path", "dot", *self._path(i / DOTS), 0.02) for i in range(DOTS))
        self._period, self._inside_ticks = ticks(spec.period_s.at(d)), 0
        self._at = self._path(0.0)
        # As near as this body can keep everywhere on its way: further out where the reach is short.
        wanted = spec.radius.at(d)
        self._radii = tuple(self._stage.radius(wanted, (dot.x, dot.y)) for dot in self._dots)
        self._radius = self._radii[0]
        started = self._begin(self._at, radius=self._radius, d=d)
        self._enter(self._come if self.rep == 0 else self._lap)
        return started

    def _come(self, lean: Lean) -> list[Event]:
        self._is_inside = self._holds(lean)
        # In the dark it goes by time alone: a guide that moves off must not tell that one is with it.
        seen = self._stage.is_lit(self.rep)
        if (seen and self._is_inside) or self._ticks >= (COME_TICKS if seen else COME_BLIND_TICKS):
            self._enter(self._lap)
        return NOTHING

    def _lap(self, lean: Lean) -> list[Event]:
        self.revealing = self.rep > 0 and self._ticks < AFTER_TICKS
        part = self._ticks / self._period
        self._at, self._radius = self._path(part), self._radii[int(DOTS * part) % DOTS]
        self._is_inside = self._holds(lean)
        self._inside_ticks += self._is_inside
        if self._ticks < self._period:
            return NOTHING
        self._left -= self._period
        share = self._inside_ticks / self._period
        self._last_verdict = "reached" if share >= ENOUGH else "missed"
        return self._end(TargetReached if share >= ENOUGH else RepMissed, share)

    def _is_over(self) -> bool:
        # Laps may change their length with difficulty: what is asked for is the time, in whole laps.
        return self._left < self._period / 2
