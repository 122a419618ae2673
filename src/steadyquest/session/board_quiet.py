"""How each cell behaves while nobody touches the plate, in figures; the judging is done elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from steadyquest.conventions import COUNT_ENDS, BoardSample
from steadyquest.session import board_limits as limits
from steadyquest.signal.cells import SIGMA_OF_MAD


class Quiet(NamedTuple):
    """What one cell did while nobody touched the plate."""

    zero: float
    """Middle of its counts."""
    rate_hz: float
    noise_kg: float
    """Standard deviation from one value to the next; slow movement does not count."""
    wander_kg: float
    """Standard deviation within a second."""
    span_kg: float
    """Between its low and its high twentieth."""
    spikes: float
    """Share of values far from the middle."""
    drift_kg_min: float
    drift_error_kg_min: float
    faulty: float
    """Share of frames in which it was flagged."""
    saturated: float
    stuck_s: float
    """Longest time with one and the same count."""


class Line(NamedTuple):
    """What the way from the board to the computer did."""

    frames: int
    lost: int
    corrupt: int
    restarts: int


def line_of(samples: Sequence[BoardSample], *, corrupt: int, restarts: int) -> Line:
    """All frames together. A broken frame is missing too; it is counted once, as broken."""
    steps = [(b.seq - a.seq) & 0xFFFF for a, b in pairwise(samples)]
    missing = sum(step - 1 for step in steps if 1 < step < 0x8000)
    return Line(len(samples), max(0, missing - corrupt), corrupt, restarts)


def quiet_of(samples: Sequence[BoardSample], cell: int, kg_per_count: float, *, rate_hz: float) -> Quiet:
    """One cell's figures. `rate_hz`: of its own conversions."""
    kg, bit, n = abs(kg_per_count), 1 << cell, max(1, len(samples))
    # A coarse cell, such as a Wii board's, is new only where it changed: all samples count, and their own rate.
    coarse = kg > limits.STUCK_FINE_KG
    fresh = [s for s in samples if (coarse or s.fresh & bit) and not s.faulty & bit]
    values = [s.counts[cell] for s in fresh] or [0]
    drift, error = _drift(fresh, cell)
    middle = median(values)
    return Quiet(
        zero=middle,
        rate_hz=_frame_rate(samples) if coarse else rate_hz,
        noise_kg=kg * _step_noise(values),
        wander_kg=kg * median(_spread(second) for second in _seconds(fresh, cell)) if fresh else 0.0,
        span_kg=kg * _span(values),
        spikes=sum(abs(value - middle) * kg > limits.SPIKE_KG for value in values) / len(values),
        drift_kg_min=kg_per_count * drift,
        drift_error_kg_min=kg * error,
        faulty=sum(bool(s.faulty & bit) for s in samples) / n,
        saturated=sum(s.counts[cell] in COUNT_ENDS for s in samples) / n,
        stuck_s=0.0 if coarse else _longest_same_s(fresh, cell),
    )


def _frame_rate(samples: Sequence[BoardSample]) -> float:
    steps = [b.t_us - a.t_us for a, b in pairwise(samples) if b.t_us > a.t_us]
    return 1e6 / median(steps) if steps else 0.0


def _step_noise(values: Sequence[float]) -> float:
    """Robust standard deviation of white noise, by second differences: leaning, drift and steps hardly count.

    >>> round(_step_noise([float(i * i) for i in range(9)]), 2)
    1.21
    """
    bends = [abs(a - 2 * b + c) for a, b, c in zip(values, values[1:], values[2:], strict=False)]
    return SIGMA_OF_MAD * median(bends) / 6**0.5 if bends else 0.0


def _span(values: Sequence[float]) -> float:
    """From the 5th to the 95th percentile, which single spikes do not move.

    >>> _span([float(i) for i in range(101)])
    90.0
    """
    ordered, last = sorted(values), len(values) - 1
    return ordered[round(0.95 * last)] - ordered[round(0.05 * last)]


def _spread(values: Sequence[float]) -> float:
    middle = median(values)
    return SIGMA_OF_MAD * median(abs(value - middle) for value in values)


def _seconds(fresh: Sequence[BoardSample], cell: int) -> Iterator[list[int]]:
    """A cell's counts, second by second."""
    begin = 0
    for end, sample in enumerate(fresh):
        if sample.t_us - fresh[begin].t_us >= 1_000_000:
            yield [s.counts[cell] for s in fresh[begin:end]]
            begin = end
    if not begin:
        yield [s.counts[cell] for s in fresh]


def _drift(fresh: Sequence[BoardSample], cell: int) -> tuple[float, float]:
    """Counts a minute and its standard error, from the middles of the first and the last third."""
    third = len(fresh) // 3
    if third < 2:
        return 0.0, float("inf")
    head, tail = fresh[:third], fresh[-third:]
    minutes = (median(s.t_us for s in tail) - median(s.t_us for s in head)) / 60e6
    values = [s.counts[cell] for s in tail], [s.counts[cell] for s in head]
    rise = median(values[0]) - median(values[1])
    # A median's standard error is 1.25 times a mean's; two of them.
    error = 1.25 * 2**0.5 * max(_spread(values[0]), _spread(values[1])) / third**0.5
    return rise / minutes, error / minutes


def _longest_same_s(fresh: Sequence[BoardSample], cell: int) -> float:
    longest = begin = 0
    for at in range(1, len(fresh)):
        if fresh[at].counts[cell] != fresh[begin].counts[cell]:
            begin = at
        longest = max(longest, fresh[at].t_us - fresh[begin].t_us)
    return longest / 1e6
