"""Stillness: two seconds in which nothing on the plate moved, and what the cells felt then."""

from __future__ import annotations

import math
from collections import deque
from statistics import fmean, pstdev
from typing import NamedTuple

from steadyquest.conventions import Counts
from steadyquest.session.run import HOLE_US
from steadyquest.signal.calibration import Row

WINDOW_US = 2_000_000
JOLT_TIMES = 8.0
"""A sample so many limits away from the mean starts the window anew, so that the ring shows it at once."""
KEPT_US = 500_000
"""Of a window that was not still, this much is kept."""
PATIENCE = 1.75
"""Windows. Putting a weight down takes a moment, and nobody is told off for it."""
LEAST_SAMPLES = 16
"""Fewer in two seconds (8 a second) say nothing of stillness."""


class Still(NamedTuple):
    """Means and standard deviations of each cell's counts, and of the total force in newtons."""

    t_us: int
    """The middle of the window."""
    counts: Row
    sd: Row
    total_sd_n: float
    rows: tuple[tuple[int, int, int, int, int], ...]
    """Time in µs since the first, and the four counts."""


class Stillness:
    """Collects samples until two seconds of them are still."""

    def __init__(self, counts_per_n: float, *, most_n: float, window_us: int = WINDOW_US) -> None:
        self.most_n = most_n
        self.moving = False
        """Whether it has been waited for longer than it should take."""
        self._counts_per_n, self._window_us = counts_per_n, window_us
        self._rows: deque[tuple[int, Counts, float]] = deque()
        self._sum_n = 0.0
        self._since_us: int | None = None

    @property
    def progress(self) -> float:
        """How much of the window is filled, 0 to 1."""
        return 0.0 if not self._rows else min(1.0, (self._rows[-1][0] - self._rows[0][0]) / self._window_us)

    def reset(self) -> None:
        """Start a new window, and wait anew."""
        self._empty()
        self.moving, self._since_us = False, None

    def feed(self, t_us: int, counts: Counts) -> Still | None:
        """Take one sample; the result once the window is full and still."""
        rows, total_n = self._rows, sum(counts) / self._counts_per_n
        if rows and not 0 <= t_us - rows[-1][0] <= HOLE_US:
            self.reset()
        if rows and abs(total_n - self._sum_n / len(rows)) > JOLT_TIMES * self.most_n:
            self._empty()
        if self._since_us is None:
            self._since_us = t_us
        self.moving = t_us - self._since_us > PATIENCE * self._window_us
        rows.append((t_us, counts, total_n))
        self._sum_n += total_n
        if t_us - rows[0][0] < self._window_us or len(rows) < LEAST_SAMPLES:
            return None
        still = self._judged()
        if still is None:
            self._forget(t_us - KEPT_US)
        return still

    def _judged(self) -> Still | None:
        rows = list(self._rows)
        totals = [total for _, _, total in rows]
        total_sd_n = pstdev(totals)
        half = len(rows) // 2
        creep_n = abs(fmean(totals[:half]) - fmean(totals[half:]))
        if total_sd_n > self.most_n or creep_n > self.most_n:
            return None
        columns = list(zip(*(counts for _, counts, _ in rows), strict=True))
        # A weight that slides keeps the total and moves the cells.
        slide = max(abs(fmean(column[:half]) - fmean(column[half:])) for column in columns)
        if slide > self.most_n * self._counts_per_n:
            return None
        begin_us = rows[0][0]
        return Still(
            t_us=(begin_us + rows[-1][0]) // 2,
            counts=_row([fmean(column) for column in columns]),
            sd=_row([pstdev(column) for column in columns]),
            total_sd_n=total_sd_n,
            rows=tuple((t_us - begin_us, *counts) for t_us, counts, _ in rows),
        )

    def _empty(self) -> None:
        self._rows.clear()
        self._sum_n = 0.0

    def _forget(self, before_us: int) -> None:
        while self._rows and self._rows[0][0] < before_us:
            self._sum_n -= self._rows.popleft()[2]


def noise_n(sd: Row, counts_per_n: float) -> float:
    """The total's standard deviation when the cells hiss each on its own."""
    return math.sqrt(sum(value * value for value in sd)) / counts_per_n


def _row(values: list[float]) -> Row:
    fl, fr, rl, rr = values
    return fl, fr, rl, rr
