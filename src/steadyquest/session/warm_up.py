"""Warming up: how far the empty plate's zero has drifted, and whether it still does."""

from __future__ import annotations

from collections import deque

from steadyquest.conventions import GRAVITY_M_S2, Counts

WARM_S = 600.0
BLOCK_US = 5_000_000
LOOK_BACK = 24
"""Blocks of five seconds: two minutes."""
STEADY_KG = 0.05
"""A zero that stayed within this for two minutes is warm: half an hour at that pace would be 0.7 kg at worst, and the
ten minutes of a calibration 0.2."""
PUT_ON_KG = 0.5
"""From one block to the next this is somebody's hand or a thing, no drift."""


class WarmUp:
    """Means of five seconds each, for as long as it lasts."""

    def __init__(self, counts_per_n: float, *, seconds: float = WARM_S) -> None:
        self.seconds = seconds
        self.elapsed_s = 0.0
        self.drift_kg = 0.0
        """Since the first block."""
        self.disturbed = False
        """Something was put on the plate or taken off it a moment ago."""
        self._kg = 1.0 / counts_per_n / GRAVITY_M_S2
        self._blocks: deque[float] = deque(maxlen=LOOK_BACK)
        self._first_kg: float | None = None
        self._sum, self._n = 0.0, 0
        self._block_us: int | None = None
        self._last_us: int | None = None

    @property
    def progress(self) -> float:
        """0 to 1."""
        return min(1.0, self.elapsed_s / self.seconds) if self.seconds else 1.0

    @property
    def over(self) -> bool:
        """The time has passed."""
        return self.elapsed_s >= self.seconds

    @property
    def lately_kg(self) -> float | None:
        """How far the zero wandered in the last two minutes; None before they have passed."""
        return max(self._blocks) - min(self._blocks) if len(self._blocks) == LOOK_BACK else None

    @property
    def steady(self) -> bool:
        """Two minutes without drift that matters: waiting longer brings nothing."""
        lately = self.lately_kg
        return lately is not None and lately < STEADY_KG

    def feed(self, t_us: int, counts: Counts) -> None:
        """Take one sample."""
        if self._last_us is not None:
            self.elapsed_s += max(0, t_us - self._last_us) / 1e6
        self._last_us = t_us
        if self._block_us is None:
            self._block_us = t_us
        self._sum += sum(counts) * self._kg
        self._n += 1
        if t_us - self._block_us >= BLOCK_US:
            self._close(self._sum / self._n)
            self._block_us, self._sum, self._n = t_us, 0.0, 0

    def restart(self) -> None:
        """The board was away: what was before cannot be compared."""
        self._blocks.clear()
        self._first_kg = self._block_us = None
        self._sum, self._n, self.drift_kg = 0.0, 0, 0.0

    def _close(self, mean_kg: float) -> None:
        self.disturbed = bool(self._blocks) and abs(mean_kg - self._blocks[-1]) > PUT_ON_KG
        if self.disturbed:
            self._blocks.clear()
            self._first_kg = None
        if self._first_kg is None:
            self._first_kg = mean_kg
        self._blocks.append(mean_kg)
        self.drift_kg = mean_kg - self._first_kg
