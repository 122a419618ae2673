"""Rest: a pause in the middle of a level. One may step down."""

from __future__ import annotations

from collections.abc import Iterable

from steadyquest.conventions import Lean
from steadyquest.game.events import Event
from steadyquest.game.scene import Item
from steadyquest.game.spec import RestSpec
from steadyquest.game.tasks.stage import NOTHING, Acting, Stage, ticks


class Rest(Acting):
    """The rule of one `rest` step: time passes."""

    rep = reps = 0

    def __init__(self, spec: RestSpec, stage: Stage) -> None:
        self._need, self._ticks = ticks(spec.seconds), 0
        self.done = False

    def step(self, lean: Lean) -> list[Event]:
        """One tick."""
        self._ticks += 1
        self.done = self._ticks >= self._need
        return NOTHING

    def scene(self) -> Iterable[Item]:
        """A sign of rest, filling up."""
        yield Item("hint", "rest", 0.0, 0.0, 0.0, self._ticks / self._need)

    def skip(self) -> list[Event]:
        """Go on at once."""
        self.done = True
        return []
