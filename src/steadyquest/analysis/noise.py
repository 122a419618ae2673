"""What the plate itself adds to a velocity, measured on the spot with nobody on it or with a dead weight.

A noisy plate makes a still body wander. How much is found by the very way that sway is measured: the plate's own
samples, less their mean, under a constant load, to centre of pressure, to a prepared recording, to mean velocity.

Noise and sway do not know of each other, so that their steps add in squares: measured² = sway² + noise², exactly for
the mean square of a step, and for its mean where both are about equally scattered. A noise of one fifth of what is
measured makes the figure 2 % too high, one half 15 %: nearly half of the smallest change that a single trial can tell
(35 %, `change`). So a fifth is flagged, and more than a half is refused.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from steadyquest.analysis.cop import aligned_counts, cop_from_counts, seconds_since_first
from steadyquest.analysis.prepare import FILTER_HZ, MAX_GAP_S, FloatArray, prepare
from steadyquest.analysis.sway import Pair, mean_velocity_mm_s, rms_mm
from steadyquest.conventions import GRAVITY_M_S2, STATUS_SATURATED, STATUS_SETTLING
from steadyquest.errors import SignalError
from steadyquest.signal.tare import STILL_N
from steadyquest.words import tr

FLAG_SHARE, REFUSE_SHARE = 0.2, 0.5
LEAST_S, MOST_S = 2.0, 10.0
EMPTY_KG = 1.0
"""A zero drifts by some hundred grams, and nobody who plays weighs that little."""
STEP_S = 0.5
"""At either end of an empty stretch somebody steps off or on."""


class PlateNoise(NamedTuple):
    """What a body that stands perfectly still would seem to sway."""

    mean_velocity_mm_s: float
    rms: Pair
    """In mm."""
    load_n: float
    seconds: float
    """How long the plate was listened to."""


def plate_noise(
    samples: NDArray[Any],
    matrix: ArrayLike,
    tare: ArrayLike,
    *,
    load_n: float,
    at_mm: Sequence[float] = (0.0, 0.0),
    filter_hz: float | None = FILTER_HZ,
) -> PlateNoise:
    """The mean velocity and RMS that the plate's noise alone gives under a load that never moves.

    Parameters
    ----------
    samples : structured array with the fields of `BoardSample`: the empty plate, or a dead weight on it
    matrix : (3, 4) N, N·mm and N·mm per count
    tare : (4,) counts of the empty plate; only the samples' own mean matters, so that it may be old
    load_n : the force of the body that is to be measured
    at_mm : where it stands, ML then AP
    filter_hz : as for the measurement

    Raises
    ------
    SignalError
        A load that is not above zero, samples that are none of a board, or whatever `prepare` refuses.

    Notes
    -----
    Newtons of noise move a light body further: the velocity goes as 1 / load.

    Examples
    --------
    >>> fields = [("t_us", "i8"), ("epoch", "i4"), ("counts", "i4", 4), ("age_us", "i4", 4), ("faulty", "u1")]
    >>> rows = np.zeros(300, fields)
    >>> rows["t_us"] = np.arange(300) * 10_000
    >>> rows["counts"][1::2, 1] = 1
    >>> matrix = [[1, 1, 1, 1], [-200, 200, -200, 200], [140, 140, -140, -140]]
    >>> noise = plate_noise(rows, matrix, [0, 0, 0, 0], load_n=1000.0, filter_hz=0)
    >>> [round(v, 2) for v in noise.rms], round(noise.mean_velocity_mm_s)
    ([0.1, 0.07], 24)
    """
    if not (math.isfinite(load_n) and load_n > 0):
        raise SignalError(tr("the noise of a plate is that under a load; the load must be above zero"))
    counts = aligned_counts(samples)
    if not len(counts):
        raise SignalError(tr("the plate's own noise is not known: there are no samples of it at rest"))
    under = np.linalg.lstsq(np.asarray(matrix, dtype=np.float64), _wrench(load_n, at_mm), rcond=None)[0]
    zero = np.asarray(tare, dtype=np.float64)
    force, cop = cop_from_counts(counts - counts.mean(axis=0) + zero + under, matrix, zero, min_load_n=0.0)
    if not np.isfinite(cop).all():
        raise SignalError(tr("the plate's noise is larger than the load itself; look at its cells"))
    ready = prepare(seconds_since_first(samples["t_us"], samples["epoch"]), cop, filter_hz=filter_hz)
    velocity = mean_velocity_mm_s(ready.cop_mm, rate_hz=ready.rate_hz)
    return PlateNoise(velocity, rms_mm(ready.cop_mm), float(force.mean()), ready.duration_s)


def noise_share(noise_mm_s: float, measured_mm_s: float) -> float:
    """Which part of a measured mean velocity is the plate's: noise over measured.

    >>> noise_share(2.0, 8.0)
    0.25
    """
    if not (measured_mm_s > 0 and noise_mm_s >= 0):
        raise SignalError(tr("a share of noise needs a measured velocity above zero"))
    return noise_mm_s / measured_mm_s


def too_high_percent(noise_mm_s: float, measured_mm_s: float) -> float:
    """By how much noise makes a mean velocity too high, in percent: 100·(1/√(1 − share²) − 1); infinite from 1 on.

    >>> round(too_high_percent(2.0, 10.0), 1), round(too_high_percent(5.0, 10.0), 1)
    (2.1, 15.5)
    """
    share = noise_share(noise_mm_s, measured_mm_s)
    return 100 * (1 / math.sqrt(1 - share**2) - 1) if share < 1 else math.inf


def find_empty(samples: NDArray[Any], matrix: ArrayLike, tare: ArrayLike, *, before: int | None = None) -> slice | None:
    """The newest stretch in which the plate lay empty and still, two to ten seconds long; None if there is none.

    Parameters
    ----------
    samples : structured array with the fields of `BoardSample`
    matrix, tare : the calibration
    before : only samples in front of this one

    Notes
    -----
    Empty is less than 1 kg either way, still is a standard deviation of the force of 3 N at most (as for a zero). Half
    a second at either end is left away, in which somebody steps off or on.
    """
    part = samples[: len(samples) if before is None else max(0, before)]
    if not len(part):
        return None
    gains = np.asarray(matrix, dtype=np.float64)[0]
    force = (part["counts"] - np.asarray(tare, dtype=np.float64)) @ gains
    times = seconds_since_first(part["t_us"], part["epoch"])
    empty = (np.abs(force) < EMPTY_KG * GRAVITY_M_S2) & _sound(part)
    # A gap ends a stretch as a person does.
    broken = np.concatenate(([False], np.diff(times) > MAX_GAP_S))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], empty.astype(np.int8), [0]))) | np.append(broken, False))
    for first, last in zip(edges[-2::-1], edges[:0:-1], strict=True):
        if empty[first] and (found := _still(times, force, int(first), int(last))):
            return found
    return None


def _still(times: FloatArray, force: FloatArray, first: int, last: int) -> slice | None:
    """The end of one empty stretch, without its edges, when it is long and still enough."""
    stop = int(np.searchsorted(times, times[last - 1] - STEP_S, side="right"))
    start = int(np.searchsorted(times, max(times[first] + STEP_S, times[max(stop - 1, 0)] - MOST_S)))
    if stop - start < 2 or times[stop - 1] - times[start] < LEAST_S:
        return None
    return slice(start, stop) if float(force[start:stop].std()) <= STILL_N else None


def _sound(samples: NDArray[Any]) -> NDArray[np.bool_]:
    names = samples.dtype.names or ()
    good = np.ones(len(samples), dtype=np.bool_)
    if "faulty" in names:
        good &= samples["faulty"] == 0
    if "status" in names:
        good &= samples["status"] & (STATUS_SATURATED | STATUS_SETTLING) == 0
    return good


def _wrench(load_n: float, at_mm: Sequence[float]) -> FloatArray:
    return np.array([load_n, load_n * at_mm[0], load_n * at_mm[1]])
