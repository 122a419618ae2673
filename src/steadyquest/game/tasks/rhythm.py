"""Rhythm: shift the weight from side to side, there when it beats."""

from __future__ import annotations

import math
from collections.abc import Iterable

from steadyquest.conventions import Lean
from steadyquest.game.scene import Item
from steadyquest.game.spec import Point, RhythmSpec
from steadyquest.game.tasks.on_beat import SHOWN_TICKS, OnBeat
from steadyquest.game.tasks.stage import Stage

_SIDES: dict[str, tuple[Point, Point]] = {"ml": ((-1.0, 0.0), (1.0, 0.0)), "ap": ((0.0, 1.0), (0.0, -1.0))}
"""Which side comes first, which second."""
HALF, FARTHEST = 0.5, 0.9
"""How far out the far side begins at least and at most, as a share of its distance."""


class Rhythm(OnBeat):
    """The rule of one `rhythm` step: the sides take turns."""

    def __init__(self, spec: RhythmSpec, stage: Stage) -> None:
        super().__init__(stage, reps=spec.count, beat_s=spec.beat_s)
        self._spec, self._d, self._out = spec, 0.0, 0.0
        # Who is weaker on one side begins with the other one.
        self._first = 1 if stage.affected == "left" and spec.axis == "ml" else 0
        self._last: Item | None = None
        self._next = Item("beat", stage.thing, 0.0, 0.0, 0.0, 0.0, "next")
        self._side_x = self._side_y = 0.0
        """Towards which side."""
        self._enter(self._open)

    def scene(self) -> Iterable[Item]:
        """The side that is asked for, its ring full at the beat; the other one, with how its beat went."""
        if not self._has_begun:
            return
        state = "inside" if self._is_there else ""
        yield Item("beat", self._stage.thing, *self._at, self._radius, self._filled, state)
        if self._last is not None and self._since_verdict < SHOWN_TICKS:
            yield self._last
        else:
            yield self._next

    def _spot(self, rep: int) -> tuple[Point, float]:
        ux, uy = _SIDES[self._spec.axis][(rep + self._first) % 2]
        distance = self._spec.distance.at(self._d)
        at = (ux * distance, uy * distance)
        return self._stage.apart(at, self._stage.radius(self._spec.radius.at(self._d), at))

    def _place(self, d: float) -> tuple[Point, float]:
        self._d = d
        at, radius = self._spot(self.rep)
        other, its_radius = self._spot(self.rep + 1)
        self._next = Item("beat", self._stage.thing, *other, its_radius, 0.0, "next")
        self._side_x, self._side_y = _SIDES[self._spec.axis][(self.rep + self._first) % 2]
        distance = math.hypot(*at)
        # A wide ring comes near the middle: there the sway of standing still must not reach it.
        least = self._stage.floor_mm / self._stage.reach.mm_at(math.atan2(at[1], at[0]))
        self._out = max(distance - radius, min(FARTHEST * distance, max(HALF * distance, least)))
        return at, radius

    def _there(self, lean: Lean) -> bool:
        """On the far side: as far out as the ring, or further. The other axis is free."""
        return lean.x * self._side_x + lean.y * self._side_y >= self._out

    def _remember(self) -> None:
        self._last = Item("beat", self._stage.thing, *self._at, self._radius, 0.0, self._verdict)
