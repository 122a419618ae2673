"""A Butterworth low-pass that delays nothing: run forward, and backward over what came out.

The filter is written as the sum of its poles. Each is an oscillation that dies away and that every sample pushes on, so
that the state of the filter is one complex number a pole, and what is left of a state after n samples is a power. All
states of a recording come from doubling: what the last 1, 2, 4, 8 … samples have left. Unlike the coefficients of
second-order sections, poles keep their digits where the cutoff is a small part of the rate.

* Butterworth S (1930). On the theory of filter amplifiers. Experimental Wireless 7:536: the poles.
* Oppenheim AV, Schafer RW (2010). Discrete-time signal processing, 3rd ed.: bilinear transform, partial fractions.
* Kogge PM, Stone HS (1973). A parallel algorithm for the efficient solution of a general class of recurrence equations.
  IEEE Transactions on Computers 22:786: the doubling.
* Kormylo JJ, Jain VK (1974). Two-pass recursive digital filter with zero phase shift. IEEE Transactions on Acoustics,
  Speech, and Signal Processing 22:384.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyquest.errors import SignalError
from steadyquest.words import tr

FloatArray = NDArray[np.float64]
ComplexArray = NDArray[np.complex128]

ORDER = 4
"""Of one pass. Both together attenuate like order eight: 6 dB at the cutoff."""
FORGOTTEN = 1e-18
"""What is left of a state when nothing is left: less than the last digit of a float."""


class Filter(NamedTuple):
    """A filter as partial fractions: H(z) = feedthrough + Σ residues / (z − poles)."""

    poles: ComplexArray
    """(order,), all within the unit circle: those above the real axis, the real one of an odd order, the conjugates."""
    residues: ComplexArray
    """(order,)"""
    feedthrough: float
    """How much of a sample comes out in the same moment."""


def low_passed(values: FloatArray, *, cutoff_hz: float, rate_hz: float, order: int = ORDER) -> FloatArray:
    """Values through the low-pass, forward and backward: no delay, and a half of the amplitude left at the cutoff.

    Both ends are prolonged by `edge_samples` that turn the recording about its end point, and each pass begins as if
    its first value had stood for ever, so that the ends neither ring nor sag.

    Parameters
    ----------
    values : (n, k), k signals of any unit on a uniform grid
    cutoff_hz : above 0, below half of the rate
    rate_hz : samples a second
    order : of one pass

    Returns
    -------
    (n, k), in the same unit

    Raises
    ------
    SignalError
        A cutoff that the rate cannot carry, or no more samples than `edge_samples`.

    Examples
    --------
    What stands still stays as it is, and of a wave at the cutoff a half is left, where it was.

    >>> steady, wave = np.ones(400), np.cos(2 * np.pi * 10 * np.arange(400) / 100)
    >>> found = low_passed(np.column_stack((steady, wave)), cutoff_hz=10.0, rate_hz=100.0)
    >>> np.round(found[200], 9).tolist(), float(wave[200])
    ([1.0, 0.5], 1.0)
    """
    if cutoff_hz >= rate_hz / 2:
        raise SignalError(
            tr(
                "a filter of {cutoff:g} Hz needs more than {least:g} samples a second, and there are {rate:g}; "
                "choose a lower one, or 0"
            ).format(cutoff=cutoff_hz, least=2 * cutoff_hz, rate=round(rate_hz, 1))
        )
    edge = edge_samples(order)
    if len(values) <= edge:
        raise SignalError(
            tr("{n} samples are too few for the filter; at least {least} are needed, or a filter of 0").format(
                n=len(values), least=edge + 1
            )
        )
    low_pass = butterworth(order, cutoff_hz=cutoff_hz, rate_hz=rate_hz)
    forward = _one_pass(_prolonged(values.T, edge), low_pass)
    both = _one_pass(forward[:, ::-1], low_pass)[:, ::-1]
    # Each signal in one piece: what is measured next goes along one axis at a time.
    return np.ascontiguousarray(both[:, edge:-edge]).T


def edge_samples(order: int) -> int:
    """How many samples are put before and after: three times as many as the filter has coefficients.

    >>> edge_samples(4)
    15
    """
    return 3 * (order + 1)


def butterworth(order: int, *, cutoff_hz: float, rate_hz: float) -> Filter:
    """The Butterworth low-pass by the bilinear transform, its cutoff pre-warped so that it lies where it is asked for.

    The analogue poles s lie evenly on the left half of the unit circle. With w = tan(π·cutoff/rate) each becomes
    z = (1 + w·s) / (1 − w·s), and its residue c = 1 / Π(s − others) becomes 2·w·c / (1 − w·s)².

    Parameters
    ----------
    order : from 1 on
    cutoff_hz : where the power is halved, |H|² = ½; above 0, below half of the rate
    rate_hz : samples a second

    Examples
    --------
    >>> low_pass = butterworth(4, cutoff_hz=10.0, rate_hz=100.0)
    >>> z = np.exp(2j * np.pi * np.array([0.0, 10.0, 50.0]) / 100)
    >>> through = low_pass.feedthrough + (low_pass.residues / (z[:, None] - low_pass.poles)).sum(axis=1)
    >>> np.round(np.abs(through) ** 2, 12).tolist()
    [1.0, 0.5, 0.0]
    """
    warped = math.tan(math.pi * cutoff_hz / rate_hz)
    analogue = np.exp(1j * np.pi * (2 * np.arange(order) + order + 1) / (2 * order))
    apart = analogue[:, None] - analogue + np.eye(order)
    below = 1 - warped * analogue
    return Filter(
        poles=(1 + warped * analogue) / below,
        residues=2 * warped / (below**2 * apart.prod(axis=1)),
        feedthrough=float((warped / below).prod().real),
    )


def _prolonged(rows: FloatArray, edge: int) -> FloatArray:
    """Each row turned by half a circle about its two end points."""
    before = 2 * rows[:, :1] - rows[:, edge:0:-1]
    after = 2 * rows[:, -1:] - rows[:, -2 : -edge - 2 : -1]
    return np.concatenate((before, rows, after), axis=1)


def _one_pass(rows: FloatArray, low_pass: Filter) -> FloatArray:
    """Rows (k, n) through the filter, as if each had stood at its first value for ever."""
    poles, residues = _upper(low_pass)
    left = np.einsum("p,pkn->kn", residues, _states(rows, poles)).real
    return np.asarray(low_pass.feedthrough * rows + left, dtype=np.float64)


def _upper(low_pass: Filter) -> tuple[ComplexArray, ComplexArray]:
    """The poles that are no conjugates of others, with the residues of both: only the real part of a sum is wanted."""
    order = len(low_pass.poles)
    own = (order + 1) // 2
    pairs = np.where(np.arange(own) < order // 2, 2.0, 1.0)
    return low_pass.poles[:own], pairs * low_pass.residues[:own]


def _states(rows: FloatArray, poles: ComplexArray) -> ComplexArray:
    """(poles, k, n): the state before each sample, Σ poleʲ · sample[n − 1 − j], the first one that of rest."""
    states = np.empty((len(poles), *rows.shape), dtype=np.complex128)
    states[..., :1] = rows[:, :1] / (1 - poles[:, None, None])
    states[..., 1:] = rows[:, :-1]
    fading, reach = poles[:, None, None], 1
    while reach < rows.shape[1] and np.abs(fading).max() > FORGOTTEN:
        # Each state holds so many samples, and the one so many samples before it as many again.
        states[..., reach:] += fading * states[..., :-reach]
        fading, reach = fading * fading, 2 * reach
    return states
