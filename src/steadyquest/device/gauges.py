"""The gauges of a link: what a board's samples and their arrivals say of rate, noise, clock and trouble."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from steadyquest.conventions import BoardSample
from steadyquest.device.host_clock import HostClock
from steadyquest.signal.cells import Cells
from steadyquest.signal.source import NONE_YET, Health
from steadyquest.wire.messages import STATUS

RATE_WINDOW_US = 2_000_000
RECENT_MOST = 4000
"""Stamps kept for the rate; a board whose clock stands still must not fill the memory."""
CELLS_EVERY = 40
"""Samples between two looks at the cells' own rates and noise: twice a second."""
_TIMEOUT, _SATURATED, _DROPPED = STATUS["timeout"], STATUS["saturated"], STATUS["dropped"]


class Gauges:
    """Feed it each batch of samples with its arrival; it keeps `health` and the board's clock."""

    def __init__(self, health: Health) -> None:
        self._health = health
        self.clock = HostClock()
        self._cells = Cells()
        self._epoch = 0
        self._recent_us: deque[int] = deque()
        self._since_cells = 0

    def heard(self, samples: Sequence[BoardSample], arrival_us: float) -> None:
        """Set the clocks by what has come, when it came."""
        for sample in samples:
            if sample.epoch != self._epoch:
                self._epoch, self.clock = sample.epoch, HostClock()
                self._recent_us.clear()
            self.clock.observe(sample.t_us, arrival_us)
            self._recent_us.append(sample.t_us)
            self._cells.feed(sample)
            if sample.status:
                self._count(sample.status)
        if samples:
            self._measure_rate()
            self._look_at_cells(len(samples))

    def silent(self) -> None:
        """Nothing comes any more: no rate is true."""
        self._health.rate_hz, self._health.rates_hz = 0.0, NONE_YET

    def _count(self, status: int) -> None:
        health = self._health
        health.timeouts += bool(status & _TIMEOUT)
        health.saturated += bool(status & _SATURATED)
        health.dropped += bool(status & _DROPPED)

    def _measure_rate(self) -> None:
        recent = self._recent_us
        while recent[-1] - recent[0] > RATE_WINDOW_US or len(recent) > RECENT_MOST:
            recent.popleft()
        if recent[-1] > recent[0]:
            self._health.rate_hz = (len(recent) - 1) * 1e6 / (recent[-1] - recent[0])

    def _look_at_cells(self, new: int) -> None:
        self._since_cells += new
        if self._since_cells >= CELLS_EVERY:
            self._since_cells = 0
            self._health.rates_hz, self._health.noise_counts = self._cells.rates_hz(), self._cells.noise_counts()
            self._health.drift_ppm = self.clock.drift_ppm
