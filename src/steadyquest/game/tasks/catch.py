"""Catch: things drift in and the player meets them; some are better let pass.

One thing at a time. What is not caught drifts on and is gone, and nothing else is lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from steadyquest.conventions import TICK_S, Lean
from steadyquest.game.events import Event, RepMissed, TargetReached
from steadyquest.game.scene import Item
from steadyquest.game.spec import CatchSpec, Point, Range
from steadyquest.game.tasks.stage import NOTHING, Reps, Stage, ticks

LEAST_OUT, MOST_OUT = Range(0.35, 0.45), Range(0.55, 0.75)
"""How far from the centre a thing comes by: further out, and from side to side a longer way, when it is harder."""
FURTHEST, NEAREST = 1.15, 0.5
"""How far ahead of that place a thing comes into sight: far enough to see it come, never beyond the picture."""
AFTER_CATCH_TICKS = 60
PAST = 0.45
"""How far it drifts on before it is gone."""


class Catch(Reps):
    """The rule of one `catch` step; a rep is a thing that comes by."""

    after_ticks = AFTER_CATCH_TICKS

    def __init__(self, spec: CatchSpec, stage: Stage) -> None:
        super().__init__(stage, reps=spec.count)
        self._spec = spec
        self._way: Point = (0.0, -1.0)
        self._ahead = self._speed = 0.0
        self._gap, self._waited = 1, 0
        self._avoid = self._touched = False
        self._thing: Point = (0.0, 0.0)
        self._enter(self._open)

    def scene(self) -> Iterable[Item]:
        """The thing on its way."""
        if self._act in (self._drift, self._after):
            name = self._stage.avoid if self._avoid else self._stage.thing
            state = self._verdict or ("avoid" if self._avoid else "")
            yield Item("drifter", name, *self._thing, self._radius, 0.0, state)

    def step(self, lean: Lean) -> list[Event]:
        """One tick; the time between two things goes on whatever became of the last one."""
        self._waited += 1
        return super().step(lean)

    def _open(self, lean: Lean) -> list[Event]:
        spec, stage = self._spec, self._stage
        d = stage.difficulty()
        self._speed, self._gap = spec.speed.at(d), ticks(60.0 / spec.per_min.at(d))
        self._avoid, self._touched = stage.rng.random() < spec.avoid_share.at(d), False
        at, self._way = self._drawn(d)
        self._at, self._radius = stage.apart(at, stage.radius(spec.radius.at(d), at))
        # As many a minute as asked for: where time is short a thing comes into sight nearer.
        free = self._speed * (self._gap - self.after_ticks) * TICK_S - PAST
        self._ahead = max(NEAREST, min(FURTHEST, free))
        self._waited = 0
        self._thing = self._where(0)
        started = self._begin(self._at, radius=self._radius, d=d)
        self._enter(self._drift)
        return started

    def _drawn(self, d: float) -> tuple[Point, Point]:
        """Where it comes by, and which way it goes: across the way that the player leans."""
        rng, axis = self._stage.rng, self._spec.axis
        if axis == "both":
            axis = "ml" if rng.random() < 0.5 else "ap"
        out = rng.uniform(LEAST_OUT.at(d), MOST_OUT.at(d)) * (1.0 if rng.random() < 0.5 else -1.0)
        if axis == "ml":
            return (out, 0.0), (0.0, -1.0)
        return (0.0, out), (1.0 if rng.random() < 0.5 else -1.0, 0.0)

    def _where(self, tick: int) -> Point:
        gone = self._speed * tick * TICK_S - self._ahead
        return self._at[0] + self._way[0] * gone, self._at[1] + self._way[1] * gone

    def _drift(self, lean: Lean) -> list[Event]:
        self._thing = self._where(self._ticks)
        self._touched = self._touched or math.dist((lean.x, lean.y), self._thing) <= self._radius
        is_past = self._speed * self._ticks * TICK_S >= self._ahead + PAST
        # In the deep night it drifts on whatever happens: what becomes of it must not tell where one is.
        if (self._touched and not self._stage.blind) or is_past:
            return self._finish()
        return NOTHING

    def _finish(self) -> list[Event]:
        success = self._touched != self._avoid
        # A thing that was let pass is simply gone; one that was touched although it should not waves.
        self._verdict = ("done" if self._avoid else "reached") if success else "missed"
        return self._end(TargetReached if success else RepMissed, 1.0 if success else 0.0)

    def _between(self, lean: Lean) -> list[Event]:
        self._enter(self._wait)
        return NOTHING

    def _wait(self, lean: Lean) -> list[Event]:
        return self._open(lean) if self._waited >= self._gap else NOTHING
