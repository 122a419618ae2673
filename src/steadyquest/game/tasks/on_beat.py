"""Reps on a beat: the clock that `rhythm` and `march` share.

A rep is one beat. It succeeds when what is asked for is so at the beat, or within a quarter of a beat of it. The beat
does not wait; where one is early, one may stay for it.
"""

from __future__ import annotations

from steadyquest.conventions import Lean
from steadyquest.game.events import Event, RepMissed, TargetReached
from steadyquest.game.spec import Point, Range
from steadyquest.game.tasks.stage import NOTHING, Reps, Stage, ticks

COUNT_IN = 2
"""Beats until the first one that counts, so that one can hear the time."""
SOUNDS_TICKS = 8
"""How long a beat is told in the scene: a frame of the screen must not miss it."""
SHOWN_TICKS = 60
"""How long the last beat's verdict is to be seen."""


class OnBeat(Reps):
    """The frame of a task on a beat. A task says where and whether."""

    after_ticks = 1

    def __init__(self, stage: Stage, *, reps: int, beat_s: Range) -> None:
        super().__init__(stage, reps=reps)
        self._beat_s = beat_s
        self._period, self._to_beat = 1, 0
        """Ticks from beat to beat, and until this rep's; below zero after it."""
        self._was_there = self._is_there = False
        self._since_beat = self._since_verdict = SHOWN_TICKS
        self._heard_from = 0.0
        self._quarter, self._shown_ticks = 0, SHOWN_TICKS
        self._has_begun = False
        """Whether there is a beat to wait for: not before the first."""

    def step(self, lean: Lean) -> list[Event]:
        """One tick of the beat and of the rep."""
        self._to_beat -= 1
        self._since_beat += 1
        self._since_verdict += 1
        # The count-in is heard too.
        if self._has_begun and self._to_beat >= 0 and self._to_beat % self._period == 0:
            self._since_beat, self._heard_from = 0, self._side()
        self.beat = self._heard_from if self._since_beat < SOUNDS_TICKS else None
        self._ticks += 1
        events = self._act(lean)
        self.revealing = self._since_verdict < self._shown_ticks
        return events

    @property
    def _filled(self) -> float:
        """How much of the time to the beat has gone."""
        return min(1.0, max(0.0, 1.0 - self._to_beat / self._period))

    def _place(self, d: float) -> tuple[Point, float]:
        """Where the rep's place is, and its radius."""
        raise NotImplementedError

    def _there(self, lean: Lean) -> bool:
        """Whether what the beat asks for is so now."""
        raise NotImplementedError

    def _side(self) -> float:
        """From which side the beat sounds."""
        return self._at[0]

    def _open(self, lean: Lean) -> list[Event]:
        d = self._stage.difficulty()
        self._period = ticks(self._beat_s.at(d))
        self._quarter, self._shown_ticks = self._period // 4, min(SHOWN_TICKS, self._period // 2)
        self._has_begun = True
        # From the last beat on, also when its verdict came a little after it.
        self._to_beat += self._period * COUNT_IN if self.rep == 0 else self._period
        self._was_there = self._is_there = False
        self._at, self._radius = self._place(d)
        started = self._begin(self._at, radius=self._radius, d=d)
        self._enter(self._wait)
        return started

    def _wait(self, lean: Lean) -> list[Event]:
        quarter = self._quarter
        self._is_there = self._there(lean)
        if self._to_beat <= quarter:
            self._was_there = self._was_there or self._is_there
        over = self._to_beat <= -quarter
        # In the deep night every beat has its whole time: a verdict that comes early would tell.
        if over or (self._to_beat <= 0 and self._was_there and not self._stage.blind):
            return self._finish()
        return NOTHING

    def _finish(self) -> list[Event]:
        success = self._was_there
        self._verdict, self._since_verdict = "reached" if success else "missed", 0
        self._remember()
        return self._end(TargetReached if success else RepMissed, 1.0 if success else 0.0)

    def _remember(self) -> None:
        """Keep what is still to be shown of this beat while the next one comes."""
