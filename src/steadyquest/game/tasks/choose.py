"""Choose: a question, a few pictures, and a lean to the one that answers it.

A wrong picture waves, the right one is shown, and the next question follows. Every question begins at home: whoever
still leans somewhere from before has not answered.
"""

from __future__ import annotations

from collections.abc import Iterable

from steadyquest.conventions import Lean
from steadyquest.game.events import Event, RepMissed, TargetReached
from steadyquest.game.scene import Item
from steadyquest.game.spec import ChooseSpec
from steadyquest.game.tasks.answers import Answers
from steadyquest.game.tasks.home import HomeBetween
from steadyquest.game.tasks.stage import NOTHING, Stage, ticks

LIMIT_TICKS = 1500
"""Time to hear the question, to think, and to lean."""


class Choose(HomeBetween):
    """The rule of one `choose` step. The pictures change places from rep to rep."""

    def __init__(self, spec: ChooseSpec, stage: Stage) -> None:
        super().__init__(stage, reps=spec.count)
        self._spec = spec
        self.words, self.meant = spec.ask or "", spec.answer or ""
        self._answers = self._placed(need=1)
        self._states: dict[str, str] = {}
        self._home.begin()
        self._enter(self._come_home)

    def scene(self) -> Iterable[Item]:
        """The pictures with their rings, or the way home."""
        if self._act == self._come_home:
            yield self._home.item()
        else:
            yield from self._answers.items("target", states=self._states)

    def _placed(self, *, need: int) -> Answers:
        names = tuple(self._stage.rng.sample(self._spec.pictures, len(self._spec.pictures)))
        return Answers(names, stage=self._stage, need=need, blind=self._stage.blind)

    def _open(self, lean: Lean) -> list[Event]:
        d = self._stage.difficulty()
        self._answers, self._states = self._placed(need=ticks(self._spec.dwell_s.at(d))), {}
        right = self._answers.names.index(self.meant)
        started = self._begin(self._answers.at[right], radius=self._answers.radii[right], d=d)
        self._enter(self._lean_to)
        return started

    def _lean_to(self, lean: Lean) -> list[Event]:
        chosen = self._answers.step(lean)
        if chosen is None and self._ticks < LIMIT_TICKS:
            return NOTHING
        if chosen is None:
            chosen = self._answers.held(lean)
        success = chosen == self.meant
        # The right one stays to be seen; whatever else was chosen waves.
        self._states = dict.fromkeys(self._answers.names, "done")
        if chosen and not success:
            self._states[chosen] = "missed"
        self._states[self.meant] = "reached" if success else ""
        return self._end(TargetReached if success else RepMissed, 1.0 if success else 0.0)
