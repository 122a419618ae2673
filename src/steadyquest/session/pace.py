"""Pace: lets a source that could give everything at once come in real time. The sample's own clock is kept."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from steadyquest.conventions import BoardSample
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.source import Health, Source

CATCH_UP_S = 0.5
"""Behind by more than this, the world waited for us and not the other way round: the pace starts anew."""


class Paced:
    """A source whose samples are handed on when the clock has come to their stamps."""

    def __init__(self, source: Source, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._source, self._clock = source, clock
        self._ready: deque[BoardSample] = deque()
        self._start: tuple[float, int] | None = None

    @property
    def board_id(self) -> str:
        """The inner source's."""
        return self._source.board_id

    @property
    def calibration(self) -> Calibration:
        """The inner source's."""
        return self._source.calibration

    @property
    def health(self) -> Health:
        """The inner source's."""
        return self._source.health

    @property
    def inner(self) -> Source:
        """The source that is paced."""
        return self._source

    @property
    def ended(self) -> bool:
        """Over, and all of it handed on."""
        return self._source.ended and not self._ready

    def read(self) -> list[BoardSample]:
        """The samples that are due by now."""
        due: list[BoardSample] = []
        while self._fill() and self._is_due(self._ready[0]):
            due.append(self._ready.popleft())
        return due

    def close(self) -> None:
        """Close the inner source."""
        self._source.close()

    def _fill(self) -> bool:
        if not self._ready and not self._source.ended:
            self._ready += self._source.read()
        return bool(self._ready)

    def _is_due(self, sample: BoardSample) -> bool:
        now = self._clock()
        if self._start is None or now - self._start[0] - (sample.t_us - self._start[1]) * 1e-6 > CATCH_UP_S:
            self._start = (now, sample.t_us)
        return (sample.t_us - self._start[1]) * 1e-6 <= now - self._start[0]
