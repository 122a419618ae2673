"""Roll: tilt a marble through a garden and pick up its gems, in any order.

Walls bounce, and nothing is lost: a gem that takes too long waves and is gone. The marble is the player's picture, so
that in the dark it cannot be seen; there the walls lead it, and one feels for how long one leant.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from steadyquest.conventions import TICK_S, TICKS_PER_S, Lean
from steadyquest.game.events import Event, RepMissed, TargetReached
from steadyquest.game.scene import Item
from steadyquest.game.spec import Point, RollSpec
from steadyquest.game.tasks.garden import Cell, Garden, nearest
from steadyquest.game.tasks.stage import NOTHING, Reps, Stage

# How it feels.
TILT = 2.0
"""Acceleration for a lean of one reach unit, in reach units per second squared."""
LEVEL, STEEPEST = 0.1, 1.0
"""Within the one the garden is level, so that the sway of standing still rolls nothing away; leaning further than the
other does not tilt further."""
BOUNCE = 0.3
"""The part of the speed that comes back from a wall."""
SLOW = 0.2
"""Reach units a second that a way may be gone at, and five seconds more."""
MORE_TICKS = 5 * TICKS_PER_S
GEM_LEAST, GEM_MOST = 0.35, 0.8
"""How near counts as picked up at least and at most, as a share of a cell: never through a wall."""


class Roll(Reps):
    """The rule of one `roll` step; a rep is a gem."""

    after_ticks = 60

    def __init__(self, spec: RollSpec, stage: Stage) -> None:
        self._garden = Garden(spec.map)
        super().__init__(stage, reps=len(self._garden.gems))
        self._spec = spec
        self.avatar_radius = self._garden.marble
        self._gems = list(self._garden.gems)
        self._asked: Cell = self._gems[0]
        self._picked: Cell | None = None
        self._near = 0.0
        """The square of how near counts as picked up."""
        self._places: list[tuple[Cell, float, float]] = []
        """The gems that are left, and where each is."""
        self._friction, self._limit = 1.0, 1
        self._x, self._y = self._garden.middle(self._garden.start)
        self._vx = self._vy = 0.0
        start = Item("home", "start", *self._garden.middle(self._garden.start), self._garden.marble)
        self._seen = self._scenery = (*self._garden.walls, start)
        """All that is to be seen now, and the part of it that stays."""
        self._enter(self._open)

    def avatar(self, lean: Lean) -> Point:
        """The marble."""
        return self._x, self._y

    def scene(self) -> Iterable[Item]:
        """The garden, the gems that are left, the one that is nearest first, and where the marble began."""
        return self._seen

    def step(self, lean: Lean) -> list[Event]:
        """One tick of the marble and of the rep."""
        self._roll(lean)
        return super().step(lean)

    def _open(self, lean: Lean) -> list[Event]:
        spec, stage, garden = self._spec, self._stage, self._garden
        d = stage.difficulty()
        # Who cannot see where the marble was left has it back at the start, which is known.
        if self.rep and (stage.blind or (self._verdict == "missed" and not stage.is_lit(self.rep))):
            self._x, self._y = garden.middle(garden.start)
            self._vx = self._vy = 0.0
        self._friction = spec.friction.at(d)
        self._radius = garden.cell * min(GEM_MOST, max(GEM_LEAST, spec.radius.at(d) / garden.cell))
        self._near = self._radius * self._radius
        ways = garden.ways(garden.cell_at(self._x, self._y))
        self._asked, self._picked = nearest(self._gems, ways=ways), None
        self._places = [(gem, *garden.middle(gem)) for gem in self._gems]
        self._at = garden.middle(self._asked)
        self._limit = MORE_TICKS + round(ways.get(self._asked, 0) * garden.cell / SLOW * TICKS_PER_S)
        started = self._begin(self._at, radius=self._radius, d=d)
        self._seen = (*self._scenery, *self._gem_items())
        self._enter(self._seek)
        return started

    def _seek(self, lean: Lean) -> list[Event]:
        if self._picked is None:
            self._picked = self._found()
        # In the deep night a rep has its whole time: a gem that goes would tell where the marble is.
        if self._ticks >= self._limit or (self._picked is not None and not self._stage.blind):
            return self._finish()
        return NOTHING

    def _finish(self) -> list[Event]:
        success = self._picked is not None
        self._verdict = "reached" if success else "missed"
        self._seen = (*self._scenery, *self._gem_items())
        return self._end(TargetReached if success else RepMissed, 1.0 if success else 0.0)

    def _between(self, lean: Lean) -> list[Event]:
        self._gems.remove(self._picked or self._asked)
        return self._open(lean)

    def _gem_items(self) -> Iterator[Item]:
        """The one that is nearest first. Told anew at the beginning and at the end of a rep only."""
        for gem in sorted(self._gems, key=lambda gem: gem != self._asked):
            over = self._verdict and gem == (self._picked or self._asked)
            state = self._verdict if over else ""
            yield Item("gem", self._stage.thing, *self._garden.middle(gem), self._radius, 0.0, state)

    def _found(self) -> Cell | None:
        at_x, at_y, near = self._x, self._y, self._near
        for gem, x, y in self._places:
            if (x - at_x) * (x - at_x) + (y - at_y) * (y - at_y) <= near:
                return gem
        return None

    def _roll(self, lean: Lean) -> None:
        """One tick of rolling: downhill where the lean goes, held back by friction, bounced by walls."""
        out = math.hypot(lean.x, lean.y)
        tilt = TILT * (min(out, STEEPEST) - LEVEL) / out * TICK_S if out > LEVEL else 0.0
        keep = 1.0 - self._friction * TICK_S
        self._vx, self._vy = self._vx * keep + tilt * lean.x, self._vy * keep + tilt * lean.y
        x, y = self._x + self._vx * TICK_S, self._y + self._vy * TICK_S
        hits = self._garden.hits
        if hits(x, y):
            if hits(x, self._y):
                self._vx, x = -BOUNCE * self._vx, self._x
            if hits(x, y):
                self._vy, y = -BOUNCE * self._vy, self._y
        self._x, self._y = x, y
