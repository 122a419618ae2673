"""Match: load one leg to a share of the weight and keep it there for a while.

The share is estimated from where the feet stand. Between two posts it is right; forward and back are free.
"""

from __future__ import annotations

from collections.abc import Iterable

from steadyquest.conventions import TICKS_PER_S, Lean
from steadyquest.game.events import Event, RepMissed, TargetReached
from steadyquest.game.scene import Item
from steadyquest.game.spec import MatchSpec
from steadyquest.game.tasks.home import HomeBetween
from steadyquest.game.tasks.legs import Legs, named
from steadyquest.game.tasks.stage import NOTHING, Stage, ticks

MORE_TICKS = 8 * TICKS_PER_S
TIMES = 2
"""A rep is missed after so many times what is to be held, and eight seconds more."""


class Match(HomeBetween):
    """The rule of one `match` step."""

    def __init__(self, spec: MatchSpec, stage: Stage) -> None:
        super().__init__(stage, reps=spec.count)
        self._spec = spec
        self._leg, self._legs = named(spec.leg, affected=stage.affected), Legs(stage)
        self._share = self._tolerance = 0.0
        self._need, self._held, self._is_inside = 1, 0, False
        self._enter(self._open)

    def scene(self) -> Iterable[Item]:
        """The two posts, filling while the share is right; or the way home."""
        if self._act == self._come_home:
            yield self._home.item()
        elif self._act != self._open:
            state = self._verdict or ("inside" if self._is_inside else "")
            progress = min(1.0, self._held / self._need)
            yield Item("gate", "ml", self._legs.x_at(self._leg, self._share), 0.0, self._radius, progress, state)

    def _open(self, lean: Lean) -> list[Event]:
        spec, stage, legs = self._spec, self._stage, self._legs
        d = stage.difficulty()
        legs.stand(lean)
        self._share = spec.share.at(d)
        # No body keeps to less than the floor that holds for every target.
        least = stage.floor_mm / max(1e-9, legs.width(1.0))
        self._tolerance = max(spec.tolerance.at(d), least)
        self._at = (legs.x_at(self._leg, self._share), 0.0)
        inner, outer = (legs.x_at(self._leg, self._share + by) for by in (-self._tolerance, self._tolerance))
        self._radius = abs(outer - inner) / 2
        self._need, self._held, self._is_inside = ticks(spec.seconds.at(d)), 0, False
        started = self._begin(self._at, radius=self._radius, d=d)
        self._enter(self._load)
        return started

    def _load(self, lean: Lean) -> list[Event]:
        # The centre may be set anew while one loads: the share stays, its place in the picture moves.
        self._legs.stand(lean)
        self._is_inside = abs(self._legs.share(self._leg, lean) - self._share) <= self._tolerance
        # It drains rather than empties, as every ring does; what is full stays so.
        if self._held < self._need:
            self._held = self._held + 1 if self._is_inside else max(0, self._held - 1)
        over = self._ticks >= TIMES * self._need + MORE_TICKS
        # In the deep night a rep has its whole time: an end that comes early would tell.
        if over or (self._held >= self._need and not self._stage.blind):
            return self._finish(success=self._held >= self._need)
        return NOTHING

    def _finish(self, *, success: bool) -> list[Event]:
        self._verdict = "reached" if success else "missed"
        return self._end(TargetReached if success else RepMissed, min(1.0, self._held / self._need))
