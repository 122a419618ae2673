"""The third part of the self-test: one weight on all corners in turn shows whether the cells weigh alike."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from statistics import fmean, median
from typing import Literal

from steadyquest.conventions import BoardSample
from steadyquest.session import board_limits as limits
from steadyquest.session.board_listen import CELLS
from steadyquest.session.board_press import AROUND, SMOOTHED, Loads, middle_of
from steadyquest.session.symptoms import Finding
from steadyquest.signal.calibration import Row
from steadyquest.words import tr

Wanted = Literal["put", "steady", "move"]


class Weighing:
    """Asks for the weight on one corner after the other. It may be carried there or walk there by itself."""

    def __init__(self, kg_per_count: Row, zero: Row) -> None:
        self._kg, self._zero = kg_per_count, zero
        self._queue = list(AROUND)
        self._window: deque[tuple[int, Loads]] = deque()
        self._recent: deque[Loads] = deque(maxlen=SMOOTHED)
        self._since_us: int | None = None
        self._moved = True
        self.weighed: list[Loads] = []
        self.wanted: Wanted = "put"

    @property
    def asked(self) -> int | None:
        """The corner to put the weight on; none when all were weighed or it was given up."""
        return self._queue[0] if self._queue else None

    @property
    def answered(self) -> int:
        """How many corners have been weighed."""
        return len(self.weighed)

    @property
    def progress(self) -> float:
        """How much of the steady time is over, 0 to 1."""
        if self.wanted != "steady" or len(self._window) < 2:
            return 0.0
        return min(1.0, (self._window[-1][0] - self._window[0][0]) / (0.98 * limits.WEIGH_S * 1e6))

    def feed(self, sample: BoardSample) -> bool:
        """Take one sample; whether it is over."""
        if self.asked is None:
            return True
        window, t_us = self._window, sample.t_us
        if window and t_us < window[-1][0]:
            window.clear()
            self._since_us = None
        self._since_us = t_us if self._since_us is None else self._since_us
        self._recent.append(self._loads(sample))
        window.append((t_us, self._recent[-1]))
        while t_us - window[0][0] > limits.WEIGH_S * 1e6:
            window.popleft()
        if t_us - self._since_us > 2 * limits.PATIENCE_S * 1e6:
            self.skip()
        else:
            self._look()
        return self.asked is None

    def skip(self) -> None:
        """Without all four corners nothing can be said: give it up."""
        self._queue.clear()

    def _loads(self, sample: BoardSample) -> Loads:
        fl, fr, rl, rr = ((sample.counts[c] - self._zero[c]) * self._kg[c] for c in CELLS)
        return fl, fr, rl, rr

    def _look(self) -> None:
        now = middle_of(self._recent)
        if not self._moved:
            self._moved = abs(sum(now)) < limits.WEIGHT_KG / 2 or _apart(now, self.weighed[-1]) > limits.MOVED_SHARE
            self.wanted = "move"
            self._window.clear()
            return
        if abs(sum(now)) < limits.WEIGHT_KG:
            self.wanted = "put"
            self._window.clear()
            return
        self.wanted = "steady"
        if self.progress >= 1.0:
            self._judge()

    def _judge(self) -> None:
        held = [loads for _, loads in self._window]
        half = len(held) // 2
        first, second = sum(middle_of(held[:half])), sum(middle_of(held[half:]))
        if abs(first - second) > limits.STEADY_SHARE * abs(first):
            # Not steady yet: forget the older half and go on. Swaying about does not matter, only the sum counts.
            for _ in range(half):
                self._window.popleft()
            return
        self.weighed.append(middle_of(held))
        self._queue.pop(0)
        self._window.clear()
        self._moved, self._since_us = False, None


def findings_of(weighed: Sequence[Loads]) -> tuple[list[Finding], bool]:
    """Which cell weighs otherwise, and whether anything could be said at all.

    The same weight has to come out wherever it stands: four weighings give four factors, without knowing the weight
    or the exact places.
    """
    import numpy as np

    if len(weighed) < len(CELLS):
        return [], False
    loads = np.array(weighed)
    loads /= abs(loads.sum(axis=1)).mean()
    if np.linalg.cond(loads) > limits.TELL_APART:
        return [], False
    factors = np.linalg.solve(loads, np.ones(len(CELLS)))
    if (factors <= 0).any():
        return [], False
    weighs = [float(1 / factor) for factor in factors]
    usual = median(weighs)
    odd = max(CELLS, key=lambda cell: abs(weighs[cell] - usual))
    if max(weighs) / min(weighs) - 1 <= limits.GAIN_SPREAD:
        return [], True
    others = fmean(weighs[cell] for cell in CELLS if cell != odd)
    words = tr("{share:+.0f} % against the others").format(share=100 * (weighs[odd] / others - 1))
    return [Finding("gain_mismatch", (odd,), words)], True


def _apart(one: Loads, other: Loads) -> float:
    """How much of the load is on other cells now, 0 to 1."""
    a, b = sum(map(abs, one)) or 1.0, sum(map(abs, other)) or 1.0
    return sum(abs(x / a - y / b) for x, y in zip(one, other, strict=True)) / 2
