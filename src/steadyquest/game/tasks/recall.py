"""Recall: learn a place, come back, find it again unseen.

Neither won nor missed: the signed error is the result. The second half is dark at every rung.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from steadyquest.conventions import Lean
from steadyquest.game.events import Event, PlaceRecalled
from steadyquest.game.places import expanded, in_order, located, side_of
from steadyquest.game.scene import Item
from steadyquest.game.spec import RecallSpec
from steadyquest.game.tasks.home import WayHome
from steadyquest.game.tasks.stage import NOTHING, Reps, Stage, UnseenAnswer, ticks

STUDY_RADIUS = 0.2
STUDY_LIMIT_TICKS = 1200
"""Who cannot get there studies by looking."""
HOME_STAY_TICKS = 50
HOME_LIMIT_TICKS = 500
HOME_DARK_TICKS = 300


class Recall(Reps):
    """The rule of one `recall` step."""

    def __init__(self, spec: RecallSpec, stage: Stage) -> None:
        super().__init__(stage, reps=spec.count)
        self._spec = spec
        self._places = in_order(expanded(spec.where), order="shuffled", rng=stage.rng)
        self._study, self._studied = 1, 0
        self._home = WayHome(stay=HOME_STAY_TICKS, limit=HOME_LIMIT_TICKS, dark_limit=HOME_DARK_TICKS)
        self._unseen: UnseenAnswer | None = None
        self._enter(self._open)

    def scene(self) -> Iterable[Item]:
        """The place while it is learned, the way home, and in the dark only the question."""
        if self._act == self._learn:
            yield Item("target", self._stage.thing, *self._at, self._radius, self._studied / self._study)
        elif self._act == self._come_home:
            yield self._home.item()
        elif self._act in (self._find, self._after):
            yield Item("hint", "find", 0.0, 0.0, state="done" if self._act == self._after else "")

    def _open(self, lean: Lean) -> list[Event]:
        spec, d = self._spec, self._stage.difficulty()
        self._at = located(next(self._places), distance=spec.distance.at(d), affected=self._stage.affected)
        self._radius = self._stage.radius(STUDY_RADIUS, self._at)
        self._study, self._studied = ticks(spec.study_s.at(d)), 0
        self.dark = False
        started = self._begin(self._at, radius=self._radius, d=d)
        self._enter(self._learn)
        return started

    def _learn(self, lean: Lean) -> list[Event]:
        self._studied += self._holds(lean)
        if self._studied >= self._study or self._ticks >= STUDY_LIMIT_TICKS:
            self._home.begin()
            self._enter(self._come_home)
        return NOTHING

    def _come_home(self, lean: Lean) -> list[Event]:
        if self._home.step(lean, ticks=self._ticks, seen=self._stage.is_lit(self.rep)):
            self.dark = True
            self._unseen = UnseenAnswer(
                radius_mm=self._stage.floor_mm, need=ticks(self._spec.still_s), start=lean, target=self._at
            )
            self._enter(self._find)
        return NOTHING

    def _find(self, lean: Lean) -> list[Event]:
        is_answer = self._unseen is not None and self._unseen.step(lean)
        if is_answer or self._ticks >= ticks(self._spec.limit_s):
            return self._answer(lean, answered=is_answer)
        return NOTHING

    def _answer(self, lean: Lean, *, answered: bool) -> list[Event]:
        along, across = _split((lean.x - self._at[0], lean.y - self._at[1]), self._at)
        there, here = self._stage.reach.to_mm(*self._at), self._stage.reach.to_mm(lean.x, lean.y)
        along_mm, across_mm = _split((here[0] - there[0], here[1] - there[1]), there)
        share = max(0.0, 1.0 - math.hypot(along, across))
        errors = [round(v, 6) for v in (along, across, along_mm, across_mm)]
        return self._end(PlaceRecalled, share, side_of(self._at), *errors, answered)


def _split(error: tuple[float, float], towards: tuple[float, float]) -> tuple[float, float]:
    """An error along the way to the place (+ too far) and across it (+ to the left of the way)."""
    length = math.hypot(*towards) or 1.0
    ux, uy = towards[0] / length, towards[1] / length
    return error[0] * ux + error[1] * uy, error[1] * ux - error[0] * uy
