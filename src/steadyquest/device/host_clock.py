"""The board's clock on the host's: an estimate that only ever believes the earliest arrivals.

A frame can come late, never early, so that arrivals lie on or above a line: the delay that is always there plus
the drift between the two clocks (a ceramic resonator is off by up to half a per cent). The line is the edge of
their lower convex hull below the middle of the last half minute.
"""

from __future__ import annotations

import itertools
from collections import deque
from typing import NamedTuple

BLOCK_US = 500_000
"""Of each half second only the earliest arrival is kept."""
BLOCKS = 60
SLOPE_MOST = 0.01
"""Twice what a resonator may drift; more is the host catching up, not a clock."""
SLOPE_SPAN_US = 2_000_000
"""Drift is not guessed from less."""


class _Arrival(NamedTuple):
    board_us: int
    offset_us: float
    """Arrival on the host less the board's own stamp."""


class HostClock:
    """Feed it each arrival; it maps the board's time to the host's. Both in microseconds, any origin."""

    def __init__(self) -> None:
        self._blocks: deque[_Arrival] = deque(maxlen=BLOCKS)
        self._block = -1
        self._slope = 0.0
        self._knows_slope = False
        self._anchor: _Arrival | None = None

    def observe(self, board_us: int, arrival_us: float) -> None:
        """A sample with this stamp arrived now."""
        arrival = _Arrival(board_us, arrival_us - board_us)
        block = board_us // BLOCK_US
        if block != self._block:
            self._block = block
            self._blocks.append(arrival)
            self._fit()
        elif arrival.offset_us < self._blocks[-1].offset_us:
            self._blocks[-1] = arrival
        if self._anchor is None or arrival.offset_us < self.offset_us(board_us):
            self._anchor = arrival

    def offset_us(self, board_us: int) -> float:
        """What to add to the board's time to get the host's. Zero before the first arrival."""
        if self._anchor is None:
            return 0.0
        return self._anchor.offset_us + self._slope * (board_us - self._anchor.board_us)

    @property
    def drift_ppm(self) -> float | None:
        """By how many millionths the board's clock is slower (+) than the host's; None until it is known."""
        return self._slope * 1e6 if self._knows_slope else None

    def _fit(self) -> None:
        # The block that has just begun has one arrival only, which need not be an early one.
        full = list(self._blocks)[:-1]
        if not full or full[-1].board_us - full[0].board_us < SLOPE_SPAN_US:
            return
        begin, end = _edge_below(_lower_hull(full), (full[0].board_us + full[-1].board_us) / 2)
        slope = (end.offset_us - begin.offset_us) / (end.board_us - begin.board_us)
        self._knows_slope = True
        self._slope = min(max(slope, -SLOPE_MOST), SLOPE_MOST)
        # The line may nowhere run above an arrival.
        self._anchor = min(full, key=lambda a: a.offset_us - self._slope * a.board_us)


def _lower_hull(arrivals: list[_Arrival]) -> list[_Arrival]:
    hull: list[_Arrival] = []
    for arrival in arrivals:
        while len(hull) > 1 and _turns_up_less(hull[-2], hull[-1], arrival):
            hull.pop()
        hull.append(arrival)
    return hull


def _turns_up_less(a: _Arrival, b: _Arrival, c: _Arrival) -> bool:
    """Whether b lies on or above the line from a to c."""
    ab = (b.offset_us - a.offset_us) * (c.board_us - a.board_us)
    return ab >= (c.offset_us - a.offset_us) * (b.board_us - a.board_us)


def _edge_below(hull: list[_Arrival], board_us: float) -> tuple[_Arrival, _Arrival]:
    for begin, end in itertools.pairwise(hull):
        if end.board_us >= board_us:
            return begin, end
    return hull[-2], hull[-1]
