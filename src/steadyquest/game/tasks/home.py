"""The way home: back to the centre between two reps, or between learning a place and finding it."""

from __future__ import annotations

import math

from steadyquest.conventions import Lean
from steadyquest.game.events import Event
from steadyquest.game.scene import Item
from steadyquest.game.tasks.stage import NOTHING, Reps, Stage

HOME_RADIUS = 0.3
STAY_TICKS = 30
LIMIT_TICKS = 400
DARK_TICKS = 250
"""Of the way home between two reps."""


class WayHome:
    """Over when the player has stayed at the centre for a moment, and after a while anyway.

    In the dark it ends by time alone: its end must not tell where one is.
    """

    __slots__ = ("_dark_limit", "_limit", "_need", "_stayed")

    def __init__(self, *, stay: int, limit: int, dark_limit: int) -> None:
        self._need, self._limit, self._dark_limit = stay, limit, dark_limit
        self._stayed = 0

    def begin(self) -> None:
        """Set out."""
        self._stayed = 0

    def step(self, lean: Lean, *, ticks: int, seen: bool) -> bool:
        """One tick, the so many-th on the way; whether it is over. `seen`: whether the lantern is lit."""
        at_home = math.hypot(lean.x, lean.y) <= HOME_RADIUS
        self._stayed = min(self._need, self._stayed + 1) if at_home else 0
        return ticks >= self._limit or self._stayed >= self._need if seen else ticks >= self._dark_limit

    def item(self) -> Item:
        """The place to come back to."""
        return Item("home", "home", 0.0, 0.0, HOME_RADIUS, self._stayed / self._need)


class HomeBetween(Reps):
    """The frame of tasks whose player comes home before the next rep."""

    def __init__(self, stage: Stage, *, reps: int) -> None:
        super().__init__(stage, reps=reps)
        self._home = WayHome(stay=STAY_TICKS, limit=LIMIT_TICKS, dark_limit=DARK_TICKS)

    def _between(self, lean: Lean) -> list[Event]:
        self._home.begin()
        self._enter(self._come_home)
        return NOTHING

    def _come_home(self, lean: Lean) -> list[Event]:
        is_home = self._home.step(lean, ticks=self._ticks, seen=self._stage.is_lit(self.rep))
        return self._open(lean) if is_home else NOTHING
