"""Stand: keep still while it is measured. First a time to settle, then the trial, and nothing to be won.

Its rep is the measured part, to the tick. The lantern is never shown: a picture of the own sway would change it.
"""

from __future__ import annotations

from collections.abc import Iterable

from steadyquest.conventions import TICKS_PER_S, Lean
from steadyquest.game.events import Event, TrialEnded
from steadyquest.game.scene import Item
from steadyquest.game.spec import StandSpec
from steadyquest.game.tasks.stage import NOTHING, Reps, Stage, ticks
from steadyquest.words import tr

GAZE_RADIUS = 0.3
"""Of the ring about the point."""


class Stand(Reps):
    """The rule of one `stand` step."""

    def __init__(self, spec: StandSpec, stage: Stage) -> None:
        super().__init__(stage, reps=1)
        self._settle_ticks, self._need = round(spec.settle_s * TICKS_PER_S), ticks(spec.seconds)
        self.dark = True
        self._enter(self._settle)

    def scene(self) -> Iterable[Item]:
        """A point to look at, its ring filling with the measured time."""
        progress = min(1.0, self._ticks / self._need) if self._running else float(self._act == self._after)
        state = "done" if self._act == self._after else ""
        yield Item("gaze", self._stage.eyes, 0.0, 0.0, GAZE_RADIUS, progress, state)

    def _settle(self, lean: Lean) -> list[Event]:
        if self._ticks <= self._settle_ticks:
            return NOTHING
        started = self._begin(self._at, radius=0.0, d=0.0)
        self._enter(self._stand)
        if not self._stage.says:
            self.words = _words(self._stage.eyes)
        return started

    def _stand(self, lean: Lean) -> list[Event]:
        if self._ticks < self._need:
            return NOTHING
        self.words = ""
        return self._end(TrialEnded, 1.0, False)


def _words(eyes: str) -> str:
    if eyes == "closed":
        return tr("Close your eyes and stand still.")
    return tr("Stand still and look at the dot.")
