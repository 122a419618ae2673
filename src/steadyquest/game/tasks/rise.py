"""Rise: stand up and sit down at a tempo, told by the load on the plate alone.

The feet are on the plate, the chair is behind it. The guide goes up and down once; whoever goes with it comes back to
sitting about when it does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from steadyquest.conventions import Lean
from steadyquest.game.events import Event, RepMissed, TargetReached
from steadyquest.game.scene import Item
from steadyquest.game.spec import Point, RiseSpec
from steadyquest.game.tasks.stage import NOTHING, Reps, Stage, ticks

SEATED_SHARE = 0.2
"""Of the standing weight: about what the feet of a sitting person press."""
RISEN_TIMES = 2.5
"""Standing presses at least so many times what was weighed while sitting."""
SEATED, STANDING = 0.35, 0.8
"""Below the one a person sits, above the other stands, from 0 (only the feet press) to 1 (all of the weight)."""
LOWEST, HIGHEST = -0.6, 0.6
RADIUS = 0.2
WAY = tuple(Item("path", "dot", 0.0, LOWEST + (HIGHEST - LOWEST) * i / 16, 0.02) for i in range(17))
"""The dots that the guide travels."""
WITHIN = 1 / 3
"""Of the tempo: how much earlier or later the cycle may be over."""
COME_TICKS = 1000
COME_BLIND_TICKS = 400
READY_TICKS = 60


class Rise(Reps):
    """The rule of one `rise` step; a rep is one cycle."""

    def __init__(self, spec: RiseSpec, stage: Stage) -> None:
        super().__init__(stage, reps=spec.count)
        self._spec = spec
        if stage.stance == "feet_on_plate":
            self._seated_kg, self._full_kg = stage.weight_kg, stage.weight_kg * RISEN_TIMES
        else:
            self._seated_kg, self._full_kg = stage.weight_kg * SEATED_SHARE, stage.weight_kg
        self._tempo, self._sat = 1, 0
        self._has_sat = self._has_stood = False
        self._over_at = 0
        """When the player sat again; 0 while not."""
        self._enter(self._open)

    def avatar(self, lean: Lean) -> Point:
        """As high as the player has risen."""
        return 0.0, LOWEST + (HIGHEST - LOWEST) * self._risen(lean)

    def scene(self) -> Iterable[Item]:
        """The guide on its way up and down; before it sets out, the place to sit."""
        if self._act == self._open:
            return
        yield from WAY
        if self._act == self._come:
            yield Item("guide", self._stage.thing, 0.0, LOWEST, RADIUS, self._sat / READY_TICKS, "")
            return
        y = self._height() if self._act == self._cycle else LOWEST
        state = self._verdict
        yield Item("guide", self._stage.thing, 0.0, y, RADIUS, min(1.0, self._ticks / self._tempo), state)

    def _risen(self, lean: Lean) -> float:
        """0 while only the feet press, 1 when all of the weight does."""
        span = max(1e-9, self._full_kg - self._seated_kg)
        return min(1.0, max(0.0, (lean.load_kg - self._seated_kg) / span))

    def _height(self) -> float:
        part = min(1.0, self._ticks / self._tempo)
        return LOWEST + (HIGHEST - LOWEST) * (1 - math.cos(math.tau * part)) / 2

    def _open(self, lean: Lean) -> list[Event]:
        d = self._stage.difficulty()
        self._tempo = ticks(self._spec.tempo_s.at(d))
        self._has_sat = self._has_stood = False
        self._over_at = self._sat = 0
        self._at, self._radius = (0.0, HIGHEST), RADIUS
        started = self._begin(self._at, radius=self._radius, d=d)
        self._enter(self._come)
        return started

    def _come(self, lean: Lean) -> list[Event]:
        """Wait until the player sits; in the dark, and for whoever does not, by time."""
        self._sat = min(READY_TICKS, self._sat + 1) if self._risen(lean) < SEATED else 0
        seen = self._stage.is_lit(self.rep)
        if (seen and self._sat >= READY_TICKS) or self._ticks >= (COME_TICKS if seen else COME_BLIND_TICKS):
            self._enter(self._cycle)
        return NOTHING

    def _cycle(self, lean: Lean) -> list[Event]:
        risen = self._risen(lean)
        self._has_sat = self._has_sat or risen < SEATED
        self._has_stood = self._has_stood or (self._has_sat and risen > STANDING)
        if self._has_stood and not self._over_at and risen < SEATED:
            self._over_at = self._ticks
        late = self._ticks >= self._tempo * (1 + WITHIN)
        # In the deep night a rep has its whole time: an end that comes early would tell.
        if late or (self._over_at and not self._stage.blind and self._ticks >= self._tempo):
            return self._finish()
        return NOTHING

    def _finish(self) -> list[Event]:
        off = abs(self._over_at - self._tempo) / self._tempo if self._over_at else 1.0
        success = off <= WITHIN
        self._verdict = "reached" if success else "missed"
        return self._end(TargetReached if success else RepMissed, max(0.0, 1.0 - off))
