"""Hold: keep still in a zone for a while.

The clock starts when the player has come to the zone, and after a few seconds anyway; in the dark by time alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from steadyquest.conventions import Lean
from steadyquest.game.events import Event, RepMissed, TargetReached
from steadyquest.game.places import located
from steadyquest.game.scene import Item
from steadyquest.game.spec import HoldSpec
from steadyquest.game.tasks.stage import NOTHING, Reps, Stage, ticks

ENOUGH = 0.75
COME_TICKS = 400
COME_BLIND_TICKS = 250


class Hold(Reps):
    """The rule of one `hold` step."""

    def __init__(self, spec: HoldSpec, stage: Stage) -> None:
        super().__init__(stage, reps=len(spec.at))
        self._spec = spec
        self._need = 1
        self._inside_ticks, self._is_inside = 0, False
        self._enter(self._open)

    def scene(self) -> Iterable[Item]:
        """The zone, its ring filling with the time that has gone."""
        progress = 0.0 if self._act == self._come else min(1.0, self._ticks / self._need)
        state = self._verdict or ("inside" if self._is_inside else "")
        yield Item("zone", self._stage.thing, *self._at, self._radius, 1.0 if self._verdict else progress, state)

    def _open(self, lean: Lean) -> list[Event]:
        d = self._stage.difficulty()
        self._at = located(self._spec.at[self.rep], distance=1.0, affected=self._stage.affected)
        self._radius = self._stage.radius(self._spec.radius.at(d), self._at)
        self._need, self._inside_ticks = ticks(self._spec.seconds.at(d)), 0
        started = self._begin(self._at, radius=self._radius, d=d)
        self._enter(self._come)
        return started

    def _come(self, lean: Lean) -> list[Event]:
        self._is_inside = self._holds(lean)
        seen = self._stage.is_lit(self.rep)
        if (seen and self._is_inside) or self._ticks >= (COME_TICKS if seen else COME_BLIND_TICKS):
            self._enter(self._stay)
        return NOTHING

    def _stay(self, lean: Lean) -> list[Event]:
        self._is_inside = self._holds(lean)
        self._inside_ticks += self._is_inside
        if self._ticks < self._need:
            return NOTHING
        share = self._inside_ticks / self._need
        self._verdict = "reached" if share >= ENOUGH else "missed"
        return self._end(TargetReached if share >= ENOUGH else RepMissed, share)
