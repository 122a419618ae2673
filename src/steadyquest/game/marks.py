"""Marks on the reps of a run: which one runs, at which difficulty, and how to take back a move when it is tagged."""

from __future__ import annotations

from copy import copy
from typing import NamedTuple

from steadyquest.game.events import RepStarted
from steadyquest.game.staircase import Staircase


class TakenBack(NamedTuple):
    """A move of a staircase that is to be undone."""

    skill: str
    staircase: Staircase
    before: Staircase


class RepMarks:
    """Remembers the running rep and what the last judged one did."""

    __slots__ = ("_began", "_last", "_tagged", "d")

    def __init__(self) -> None:
        self.d = 0.0
        """The difficulty that the running rep began with."""
        self._began = 0
        self._tagged = False
        self._last: TakenBack | None = None

    @property
    def tagged(self) -> bool:
        """Whether the running rep does not count."""
        return self._tagged

    def begin(self, started: RepStarted) -> None:
        """A rep has begun."""
        self.d, self._began, self._tagged = started.d, started.tick, False

    def judged(self, skill: str, staircase: Staircase) -> None:
        """The running rep is over and moves this staircase now."""
        self._last = TakenBack(skill, staircase, copy(staircase))
        # What is tagged from here on, until the next rep begins, is this one.
        self._began = 1 << 62

    def tag(self, asked_at: int) -> TakenBack | None:
        """Somebody tagged the rep that ran, or had just ended, at this tick; what is to be undone, if anything."""
        if asked_at >= self._began:
            self._tagged = True
            return None
        last, self._last = self._last, None
        return last
