"""Reach: lean to a target, stay a moment, come back.

A missed target waves and moves on; nothing is lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from steadyquest.conventions import Lean
from steadyquest.game.events import Event, RepMissed, TargetReached
from steadyquest.game.places import emphasised, expanded, in_order, located
from steadyquest.game.scene import Item
from steadyquest.game.spec import Place, Point, ReachSpec
from steadyquest.game.tasks.home import HomeBetween
from steadyquest.game.tasks.stage import NOTHING, STILL_TICKS, Stage, UnseenAnswer, ticks
from steadyquest.game.tasks.way_hints import WayHints

LIVE_WAIT_TICKS = 1000
"""How long a live target is waited for before the game places one itself."""
BEYOND = 1.15
"""How far out a target may lie that is meant to be further than the player ever leaned."""
GOOD_TRIES = 3
"""`until_good` gives up after this many tries for each good rep wanted."""


class Reach(HomeBetween):
    """The rule of one `reach` step."""

    def __init__(self, spec: ReachSpec, stage: Stage, *, until_good: int | None = None) -> None:
        super().__init__(stage, reps=until_good * GOOD_TRIES if until_good else spec.count)
        self._spec, self._until_good, self._good = spec, until_good, 0
        self._places = self._ordered()
        self._placed: Point | None = None
        self._need, self._limit, self._dwelt = 1, 1, 0
        self._is_inside = False
        self._answer: UnseenAnswer | None = None
        self._hints = WayHints(wanted=stage.way_hints)
        self._enter(self._open)

    def place(self, at: Point) -> None:
        """Where a person wants the next live target: at most as far as this step may ask for."""
        if self._spec.order != "live" or not all(map(math.isfinite, at)):
            return
        far = max(1.0, math.hypot(*at) / (BEYOND if self._spec.beyond else 1.0))
        self._placed = (at[0] / far, at[1] / far)

    def scene(self) -> Iterable[Item]:
        """The target with its ring, or the way home."""
        if self._act == self._come_home:
            yield self._home.item()
        elif self._act == self._wait:
            yield Item("hint", "place", 0.0, 0.0, state="next")
        elif self._act != self._open:
            if not self._verdict and not self._is_inside:
                yield from self._hints.items(self._at)
            state = self._verdict or ("inside" if self._is_inside else "")
            yield Item("target", self._stage.thing, *self._at, self._radius, self._dwelt / self._need, state)

    def _ordered(self) -> Iterator[Place]:
        spec, stage = self._spec, self._stage
        places = expanded(spec.where)
        share = stage.emphasis if spec.emphasis is None else spec.emphasis
        if share is None:
            return in_order(places, order=spec.order, rng=stage.rng)
        return emphasised(
            places, share=share, count=self.reps, order=spec.order, affected=stage.affected, rng=stage.rng
        )

    def _open(self, lean: Lean) -> list[Event]:
        if self._spec.order == "live" and self._placed is None:
            self._enter(self._wait)
            return NOTHING
        return self._show()

    def _wait(self, lean: Lean) -> list[Event]:
        if self._placed is None and self._ticks < LIVE_WAIT_TICKS:
            return NOTHING
        return self._show()

    def _show(self) -> list[Event]:
        spec, stage = self._spec, self._stage
        d = stage.difficulty()
        place: Place = self._placed or next(self._places)
        self._placed = None
        self._at = located(place, distance=spec.distance.at(d), affected=stage.affected)
        self._at, self._radius = stage.apart(self._at, stage.radius(spec.radius.at(d), self._at))
        self._need, self._limit = ticks(spec.dwell_s.at(d)), ticks(spec.limit_s.at(d))
        self._dwelt, self._is_inside = 0, False
        started = self._begin(self._at, radius=self._radius, d=d)
        self._enter(self._answer_unseen if stage.blind else self._lean_to)
        return started

    def _lean_to(self, lean: Lean) -> list[Event]:
        self._is_inside = self._holds(lean)
        # A ring drains rather than empties: tremor must not cost the whole dwell.
        self._dwelt = self._dwelt + 1 if self._is_inside else max(0, self._dwelt - 1)
        if self._dwelt >= self._need:
            return self._finish(success=True)
        if self._ticks >= self._limit:
            return self._finish(success=False)
        return NOTHING

    def _answer_unseen(self, lean: Lean) -> list[Event]:
        if self._answer is None:
            self._answer = UnseenAnswer(radius_mm=self._stage.floor_mm, need=STILL_TICKS, start=lean, target=self._at)
        if self._answer.step(lean) or self._ticks >= self._limit:
            self._answer = None
            return self._finish(success=self._holds(lean))
        return NOTHING

    def _finish(self, *, success: bool) -> list[Event]:
        self._good += success
        if success:
            self._hints.found(self._at)
        self._verdict = "reached" if success else "missed"
        share = 1.0 if success else self._dwelt / self._need
        return self._end(TargetReached if success else RepMissed, share)

    def _between(self, lean: Lean) -> list[Event]:
        return super()._between(lean) if self._spec.back else self._open(lean)

    def _is_over(self) -> bool:
        return super()._is_over() or (self._until_good is not None and self._good >= self._until_good)
