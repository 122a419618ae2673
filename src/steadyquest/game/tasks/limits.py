"""Limits: at a signal lean as far as one can, stay there, and come back. Trials, direction by direction.

How far one came is not told and not judged here: it is computed from the samples.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from steadyquest.conventions import Lean
from steadyquest.game.events import Event, TrialEnded
from steadyquest.game.places import expanded, in_order, located
from steadyquest.game.scene import Item
from steadyquest.game.spec import LimitsSpec, Place
from steadyquest.game.tasks.home import HomeBetween
from steadyquest.game.tasks.stage import NOTHING, Stage, ticks
from steadyquest.words import tr

PRACTISED: tuple[Place, ...] = ("forward", "right", "left")
"""Directions to practise in, again from the first one when more are asked for."""
RADIUS = 0.2
SIGNAL_TICKS = 20
"""How long the signal is told in the scene: a frame of the screen must not miss it."""


class Limits(HomeBetween):
    """The rule of one `limits` step; a rep is one lean out, and begins at the signal."""

    def __init__(self, spec: LimitsSpec, stage: Stage) -> None:
        places = expanded(spec.where)
        super().__init__(stage, reps=spec.practice + len(places))
        self._spec = spec
        practised = islice(in_order(PRACTISED, order="fixed", rng=stage.rng), spec.practice)
        asked = islice(in_order(places, order=spec.order, rng=stage.rng), len(places))
        self._places = (*practised, *asked)
        self._wait_ticks, self._need = 1, ticks(spec.seconds)
        self._between(_NOWHERE)

    def scene(self) -> Iterable[Item]:
        """The middle to stay in; from the signal on the target, its ring filling with the time."""
        if self._act in (self._lean_out, self._after):
            is_over = self._act == self._after
            progress, state = (1.0, "done") if is_over else (self._ticks / self._need, "")
            yield Item("target", self._stage.thing, *self._at, self._radius, progress, state)
        else:
            yield self._home.item()

    def _between(self, lean: Lean) -> list[Event]:
        self.words = tr("Stay in the middle.")
        return super()._between(lean)

    def _open(self, lean: Lean) -> list[Event]:
        """The player is in the middle: from here on chance says when the signal comes."""
        self._wait_ticks = ticks(self._stage.rng.uniform(*self._spec.wait_s))
        self._enter(self._wait)
        return NOTHING

    def _wait(self, lean: Lean) -> list[Event]:
        if self._ticks < self._wait_ticks:
            return NOTHING
        self._at = located(self._places[self.rep], distance=1.0, affected=self._stage.affected)
        self._radius = self._stage.radius(RADIUS, self._at)
        self.words = tr("Lean out to it as far as you can, feet flat, and stay there.")
        self.calls = True
        self._enter(self._lean_out)
        return self._begin(self._at, radius=self._radius, d=0.0)

    def _lean_out(self, lean: Lean) -> list[Event]:
        self.calls = self._ticks < SIGNAL_TICKS
        if self._ticks < self._need:
            return NOTHING
        self.calls, self.words = False, tr("Come back to the middle.")
        return self._end(TrialEnded, 1.0, self.rep < self._spec.practice)


_NOWHERE = Lean(0, 0.0, 0.0, 0.0, 0.0, 0.0, valid=False)
