"""The zero of the empty plate: the mean of two still seconds of sound samples."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

from steadyquest.conventions import GRAVITY_M_S2, STATUS_SETTLING, BoardSample
from steadyquest.signal.calibration import Calibration, Row

MOVED_KG = 0.3
"""How far a zero may be from where it was, of the whole plate or of any one corner. More is told: 300 g on one corner
put a 30 kg child 2.4 mm off in the middle of the plate, and 4.9 mm on the corner across."""
WINDOW_US = 2_000_000
STILL_N = 3.0
"""Largest standard deviation of the total force for an empty plate that nobody touches (about 0.3 kg)."""
SOMEBODY_KG = 5.0
"""So much more than when the plate was empty is no drift, and may be a person: the smallest players weigh ten. And so
much less, with more on no corner, means that somebody was on it at its zero: nothing weighs less than empty."""
THING_N = 0.5
"""An empty plate and a chair lie stiller than this: the amplifiers' own noise is a tenth of it. A hand's tremor is
more, and nobody stands so still."""


def usable(sample: BoardSample) -> bool:
    """Whether a zero may be taken of it: no channel faulty or at its end of range, no amplifier just switched on."""
    return sample.sound and not sample.status & STATUS_SETTLING


def mean_and_spread(samples: Sequence[BoardSample], calibration: Calibration) -> tuple[Row, float]:
    """Mean counts of each channel, and the standard deviation of the total force in newtons."""
    n = len(samples)
    fl, fr, rl, rr = (sum(sample.counts[i] for sample in samples) / n for i in range(4))
    gains = calibration.matrix[0]
    totals = [sum(g * c for g, c in zip(gains, sample.counts, strict=True)) for sample in samples]
    centre = sum(totals) / n
    return (fl, fr, rl, rr), math.sqrt(sum((total - centre) ** 2 for total in totals) / n)


class Tare:
    """Collects samples until the plate has lain still for two seconds.

    `zero` is then the mean counts of each channel. A plate with somebody on it is seldom this still; where its counts
    were seen a moment ago while it was `empty`, somebody on it is told from a thing, and is waited for. Samples that
    are not `usable` are left out; a quarter of a second without any other begins anew.
    """

    def __init__(self, calibration: Calibration, *, window_us: int = WINDOW_US, empty: Row | None = None) -> None:
        self._calibration, self._empty, self._loaded = calibration, empty, False
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
        if not usable(sample):
            return self.zero is not None
        samples = self._samples
        loaded = self._is_loaded(sample.counts)
        if loaded != self._loaded:
            # Who has just stepped off is no part of it.
            self._loaded = loaded
            samples.clear()
        if samples and (sample.epoch != samples[-1].epoch or sample.t_us - samples[-1].t_us > 250_000):
            samples.clear()
        samples.append(sample)
        while sample.t_us - samples[0].t_us > self._window_us:
            samples.popleft()
        if self.progress >= 1.0:
            self._judge()
        return self.zero is not None

    def _judge(self) -> None:
        zero, spread_n = mean_and_spread(self._samples, self._calibration)
        if spread_n <= (THING_N if self._loaded else STILL_N):
            self.zero = zero
        elif self._loaded:
            self._samples.clear()

    def _is_loaded(self, counts: Sequence[float]) -> bool:
        """Whether so much more is on the plate than when it was seen empty that it may be a person."""
        if self._empty is None:
            return False
        gains = self._calibration.matrix[0]
        more_n = sum(g * (now - then) for g, now, then in zip(gains, counts, self._empty, strict=True))
        return more_n > SOMEBODY_KG * GRAVITY_M_S2
