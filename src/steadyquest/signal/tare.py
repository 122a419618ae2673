"""The zero of the empty plate: the mean of two still seconds."""

from __future__ import annotations

import math
from collections import deque

from steadyquest.conventions import BoardSample
from steadyquest.signal.calibration import Calibration, Row

WINDOW_US = 2_000_000
STILL_N = 3.0
"""Largest standard deviation of the total force for an empty plate that nobody touches (about 0.3 kg)."""


class Tare:
    """Collects samples until the plate has lain still for two seconds.

    `zero` is then the mean counts of each channel. A plate with somebody on it is seldom this still.
    """

    def __init__(self, calibration: Calibration, *, window_us: int = WINDOW_US) -> None:
        self._calibration = calibration
        self._window_us = window_us
        self._samples: deque[BoardSample] = deque()
        self.zero: Row | None = None

    @property
    def progress(self) -> float:
        """How much of the window is filled, 0 to 1."""
        if len(self._samples) < 2:
            return 0.0
        return min(1.0, (self._samples[-1].t_us - self._samples[0].t_us) / (0.98 * self._window_us))

    def feed(self, sample: BoardSample) -> bool:
        """Take one sample; whether the zero is known now."""
        samples = self._samples
        if samples and (sample.epoch != samples[-1].epoch or sample.t_us - samples[-1].t_us > 250_000):
            samples.clear()
        samples.append(sample)
        while sample.t_us - samples[0].t_us > self._window_us:
            samples.popleft()
        if self.progress >= 1.0:
            self._judge()
        return self.zero is not None

    def _judge(self) -> None:
        n = len(self._samples)
        mean = [sum(s.counts[i] for s in self._samples) / n for i in range(4)]
        gains = self._calibration.matrix[0]
        totals = [sum(g * c for g, c in zip(gains, s.counts, strict=True)) for s in self._samples]
        centre = sum(totals) / n
        if math.sqrt(sum((t - centre) ** 2 for t in totals) / n) <= STILL_N:
            self.zero = (mean[0], mean[1], mean[2], mean[3])
