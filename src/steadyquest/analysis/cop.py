"""Whole recordings of raw counts to newtons and centre of pressure. Knows nothing of where they are stored.

The same arithmetic as `signal`, on arrays. Live play works one sample at a time and cannot wait; here the four
channels, each converted at its own moment, are brought to one common time by looking both ways.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from steadyquest.analysis.prepare import FloatArray
from steadyquest.conventions import AGE_MOST_US, GRAVITY_M_S2, VALID_KG
from steadyquest.errors import CalibrationError, SignalError
from steadyquest.words import tr

MIN_LOAD_N = VALID_KG * GRAVITY_M_S2
EPOCH_GAP_S = 1.0
"""How long a board that restarted its clock is taken to have been away; any value over 100 ms keeps the parts apart."""


def cop_from_counts(
    counts: ArrayLike, matrix: ArrayLike, tare: ArrayLike, *, min_load_n: ArrayLike = MIN_LOAD_N
) -> tuple[FloatArray, FloatArray]:
    """Vertical force in newtons and centre of pressure in mm of every sample.

    [F, F·x, F·y] = matrix · (counts − tare).

    Parameters
    ----------
    counts : (n, 4) raw counts FL, FR, RL, RR
    matrix : (3, 4) N, N·mm and N·mm per count
    tare : (4,) counts of the empty plate
    min_load_n : below this force a row of the centre of pressure is NaN; one for all, or (n,)

    Returns
    -------
    force_n : (n,)
    cop_mm : (n, 2), ML then AP

    Examples
    --------
    Ten newtons on the right front corner of a plate of 400 by 280 mm, at a count a newton.

    >>> matrix = [[1, 1, 1, 1], [-200, 200, -200, 200], [140, 140, -140, -140]]
    >>> force, cop = cop_from_counts([[0, 10, 0, 0]], matrix, [0, 0, 0, 0], min_load_n=5)
    >>> force.tolist(), cop.tolist()
    ([10.0], [[200.0, 140.0]])
    """
    raw, c, zero = (np.asarray(a, dtype=np.float64) for a in (counts, matrix, tare))
    if raw.ndim != 2 or raw.shape[1] != 4 or c.shape != (3, 4) or zero.shape != (4,):
        raise CalibrationError(
            tr("counts, matrix and tare must be n × 4, 3 × 4 and 4 numbers, not {counts}, {matrix} and {tare}").format(
                counts=raw.shape, matrix=c.shape, tare=zero.shape
            )
        )
    # Not `@`: for a whole session that wakes the threads of BLAS, which takes far longer than the product.
    wrench = np.einsum("nc,wc->nw", raw - zero, c)
    force = wrench[:, 0]
    cop = np.full((len(raw), 2), np.nan)
    loaded = force >= np.asarray(min_load_n)
    cop[loaded] = wrench[loaded, 1:] / force[loaded, None]
    return force, cop


def seconds_since_first(t_us: ArrayLike, epoch: ArrayLike) -> FloatArray:
    """Seconds of every sample since the first one; a board that restarted its clock is a gap of `EPOCH_GAP_S`.

    >>> seconds_since_first([500, 10_500, 0, 10_000], [0, 0, 1, 1]).tolist()
    [0.0, 0.01, 1.01, 1.02]
    """
    times, epochs = np.asarray(t_us, dtype=np.int64), np.asarray(epoch)
    if not len(times):
        return np.zeros(0)
    steps = np.diff(times)
    steps[np.diff(epochs) != 0] = round(EPOCH_GAP_S * 1e6)
    return np.concatenate(([0], np.cumsum(steps))) / 1e6


def common_time(t_us: ArrayLike, counts: ArrayLike, age_us: ArrayLike) -> FloatArray:
    """The counts of the four channels at one common time, by straight lines between their own conversions.

    Channels of the same age, which sources without converters send, are left as they are.

    Parameters
    ----------
    t_us : (n,) microseconds of the board's clock, one epoch
    counts : (n, 4) raw counts
    age_us : (n, 4) how old each conversion was

    Returns
    -------
    (n, 4) counts, all as at `t_us` less the mean age
    """
    times, raw, age = (np.asarray(a, dtype=np.float64) for a in (t_us, counts, age_us))
    if not len(raw) or (age == age[:, :1]).all():
        return raw
    known = age < AGE_MOST_US
    at = times - float(age[known].mean()) if known.any() else times
    aligned = raw.copy()
    for channel in range(raw.shape[1]):
        converted = (times - age[:, channel])[known[:, channel]]
        if len(converted) < 2:
            continue
        # The same conversion may be sent twice; it counts once.
        new = np.concatenate(([True], converted[1:] > np.maximum.accumulate(converted)[:-1]))
        aligned[:, channel] = np.interp(at, converted[new], raw[known[:, channel], channel][new])
    return aligned


def aligned_counts(samples: NDArray[Any]) -> FloatArray:
    """The counts of recorded samples, each epoch's four channels at one common time: (n, 4)."""
    wanted = {"t_us", "epoch", "counts", "age_us", "faulty"}
    if not wanted <= set(samples.dtype.names or ()):
        raise SignalError(tr("these are not samples of a board; read them from the session's records"))
    aligned = np.empty((len(samples), 4))
    for epoch in np.unique(samples["epoch"]):
        rows = samples["epoch"] == epoch
        part = samples[rows]
        aligned[rows] = common_time(part["t_us"], part["counts"], part["age_us"])
    return aligned


def recorded_cop(
    samples: NDArray[Any], matrix: ArrayLike, tare: ArrayLike, *, least_kg: ArrayLike = VALID_KG
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Seconds since the first sample, force in newtons, and centre of pressure in mm of recorded samples.

    `samples` is a structured array with the fields of `BoardSample`. Rows are NaN where nobody was on the plate
    or a channel was faulty. `least_kg`: the load from which somebody is on it, for all samples or for each.
    """
    aligned = aligned_counts(samples)
    least_n = np.asarray(least_kg, dtype=np.float64) * GRAVITY_M_S2
    force, cop = cop_from_counts(aligned, matrix, tare, min_load_n=least_n)
    cop[samples["faulty"] != 0] = np.nan
    return seconds_since_first(samples["t_us"], samples["epoch"]), force, cop
