"""How well each of the four cells measures: its own rate and its noise, by the board's clock alone.

A frame says which channels have converted anew and how long ago each did. A chip that is faster than the frames
now and then converts twice between two of them, so its rate is taken from the moments of its conversions.
"""

from __future__ import annotations

import math
from collections import deque
from itertools import pairwise
from statistics import median

from steadyquest.conventions import AGE_MOST_US, BoardSample, Forces
from steadyquest.signal.source import NONE_YET

WINDOW_US = 2_000_000
MOST = 4000
"""Conversions kept for a channel; a board whose clock stands still must not fill the memory."""
LEAST = 8
"""Fewer intervals say nothing of noise, nor of which of them are double."""
PRECISE_US = 40_000
"""Intervals longer than two at the slowest fast rate (78 Hz) are those of a slow chip or of lost frames."""
SIGMA_OF_MAD = 1.4826
"""A normal distribution's standard deviation in median absolute deviations."""


class Cells:
    """Feed it every sample; it knows the last two seconds of each channel."""

    __slots__ = ("_conversions", "_epoch")

    def __init__(self) -> None:
        self._epoch: int | None = None
        self._conversions: tuple[deque[tuple[int, int]], ...] = tuple(deque(maxlen=MOST) for _ in range(4))

    def reset(self) -> None:
        """Forget the past: after a hole, or when the board was somewhere else."""
        for conversions in self._conversions:
            conversions.clear()

    def feed(self, sample: BoardSample) -> None:
        """Take over what is new in a sample."""
        if sample.epoch != self._epoch:
            self.reset()
            self._epoch = sample.epoch
        oldest_us = sample.t_us - WINDOW_US
        for channel, conversions in enumerate(self._conversions):
            if sample.fresh >> channel & 1 and not sample.faulty >> channel & 1:
                conversions.append((sample.t_us - min(sample.age_us[channel], AGE_MOST_US), sample.counts[channel]))
            while conversions and conversions[0][0] < oldest_us:
                conversions.popleft()

    def rates_hz(self) -> Forces:
        """Conversions a second of each chip, as its own oscillator makes them."""
        fl, fr, rl, rr = (_rate_hz([t_us for t_us, _ in conversions]) for conversions in self._conversions)
        return fl, fr, rl, rr

    def noise_counts(self) -> Forces:
        """Standard deviation of each channel's noise: robust, and blind to slow movement and drift."""
        fl, fr, rl, rr = (_noise([counts for _, counts in conversions]) for conversions in self._conversions)
        return fl, fr, rl, rr


def _rate_hz(at_us: list[int]) -> float:
    steps = [step for a, b in pairwise(at_us) if (step := b - a) > 0]
    if not steps:
        return 0.0
    # The lower quartile is one whole period whenever a quarter of the frames brought the very next conversion.
    period = sorted(steps)[len(steps) // 4]
    if len(steps) < LEAST or period > PRECISE_US:
        return len(steps) * 1e6 / sum(steps)
    return sum(max(1, round(step / period)) for step in steps) * 1e6 / sum(steps)


def _noise(counts: list[int]) -> float:
    if len(counts) <= LEAST:
        return NONE_YET[0]
    # White noise of one SD gives differences of sqrt(2) SDs (von Neumann 1941).
    return SIGMA_OF_MAD * median(abs(b - a) for a, b in pairwise(counts)) / math.sqrt(2)
