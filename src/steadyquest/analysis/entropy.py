"""Sample entropy: how much news each next sample of sway brings.

* Richman JS, Moorman JR (2000). Physiological time-series analysis using approximate entropy and sample entropy.
  American Journal of Physiology – Heart and Circulatory Physiology 278(6), H2039–H2049.

It depends on its parameters and on the rate, so that these are fixed: m = 2, r = 0.2 standard deviations, 25 Hz. Values
found with others, or in another way, are not to be compared with it.
"""

from __future__ import annotations

import math
from itertools import accumulate
from operator import or_

import numpy as np
from numpy.typing import NDArray

from steadyquest.analysis.sway import Pair
from steadyquest.errors import SignalError
from steadyquest.words import tr

FloatArray = NDArray[np.float64]

M, R_SHARE, RATE_HZ = 2, 0.2, 25.0
HIGHEST_HZ = RATE_HZ / 2
"""What a recording must have been low-passed below, or else it would be folded."""
LEAST = 200
"""Samples; Richman and Moorman (2000) found the estimate good from some 10^m to 20^m on."""


def sample_entropy_axes(cop_mm: FloatArray, *, rate_hz: float) -> Pair:
    """Sample entropy of both axes after decimation to 25 Hz: m = 2, r = 0.2 standard deviations; no unit.

    Parameters
    ----------
    cop_mm : (n, 2) millimetres, low-passed below 12.5 Hz (what `analysis.prepare` gives)
    rate_hz : samples a second

    Raises
    ------
    SignalError
        Fewer than 200 samples at 25 Hz (8 s), less than 25 samples a second, an axis that never moves, or one in which
        nothing comes again.

    Examples
    --------
    >>> turn = 2 * np.pi * np.arange(2000) / 100
    >>> wave = np.column_stack((np.sin(turn), np.sin(turn)))
    >>> round(sample_entropy_axes(wave, rate_hz=100.0).ml, 2) < 0.5
    True
    """
    ml, ap = decimated(cop_mm, rate_hz=rate_hz).T
    return Pair(sample_entropy(ml), sample_entropy(ap))


def decimated(cop_mm: FloatArray, *, rate_hz: float) -> FloatArray:
    """The same at 25 Hz: every fourth sample of 100 Hz; between samples a straight line where the rates do not divide.

    >>> decimated(np.arange(10.0).reshape(5, 2), rate_hz=50.0).tolist()
    [[0.0, 1.0], [4.0, 5.0], [8.0, 9.0]]
    """
    if rate_hz < RATE_HZ:
        raise SignalError(tr("sample entropy needs at least 25 samples a second, not {rate:g}").format(rate=rate_hz))
    step = rate_hz / RATE_HZ
    if abs(step - round(step)) < 1e-9:
        return cop_mm[:: round(step)]
    places = np.arange(int((len(cop_mm) - 1) / step) + 1) * step
    samples = np.arange(len(cop_mm))
    return np.column_stack([np.interp(places, samples, axis) for axis in cop_mm.T])


def sample_entropy(values: FloatArray, *, m: int = M, r_share: float = R_SHARE) -> float:
    """−ln(A / B): of the pairs of places whose next m values are alike, the share whose next m + 1 are (no unit).

    Alike is not further apart than r = `r_share` standard deviations (N) in every value. Pairs are of two different
    places among the first N − m, for both lengths, as Richman and Moorman (2000) count them.

    Parameters
    ----------
    values : (n,) any unit, equal steps of time
    m, r_share : length and tolerance

    Raises
    ------
    SignalError
        Fewer than 200 values, values that never change, or no pair alike (it then has no value).

    Notes
    -----
    Exact, not sampled. The places alike to each one are kept as the bits of one whole number, so that "and a step later
    too" is one shift and one AND for all places at once.

    Examples
    --------
    Independent even numbers are alike with probability 2r − r² (r as a share of their range), whatever came before.

    >>> found = sample_entropy(np.random.default_rng(1).uniform(size=3000))
    >>> r = 0.2 / 12**0.5
    >>> abs(found + math.log(2 * r - r * r)) < 0.05
    True
    """
    n = len(values)
    if n < LEAST:
        raise SignalError(tr("sample entropy needs at least {least} values, not {n}").format(least=LEAST, n=n))
    spread = float(values.std())
    if spread <= 1e-12 * max(1.0, float(np.abs(values).max())):
        raise SignalError(tr("one axis never moves, so that it has no entropy"))
    alike = _alike(values, r_share * spread)
    firsts = (1 << (n - m)) - 1
    shorter = longer = 0
    for i in range(n - m):
        both = alike[i] & firsts
        for k in range(1, m):
            both &= alike[i + k] >> k
        shorter += both.bit_count()
        longer += (both & (alike[i + m] >> m)).bit_count()
    # Each place is alike to itself: that is no pair.
    shorter, longer = shorter - (n - m), longer - (n - m)
    if longer <= 0:
        raise SignalError(tr("nothing in the recording comes again, so that it has no sample entropy"))
    return math.log(shorter / longer)


def _alike(values: FloatArray, r: float) -> list[int]:
    """For each place the places with values not further away than r, as the bits of a whole number."""
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    low = np.searchsorted(ranked, values - r, side="left").tolist()
    high = np.searchsorted(ranked, values + r, side="right").tolist()
    # The k lowest values, for every k; those between two ranks are then one XOR.
    lowest = list(accumulate((1 << place for place in order.tolist()), or_, initial=0))
    return [lowest[above] ^ lowest[below] for below, above in zip(low, high, strict=True)]
