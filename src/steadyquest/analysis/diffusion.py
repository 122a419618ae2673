"""Stabilogram diffusion: how far sway has wandered after a time, for the research panel only.

* Collins JJ, De Luca CJ (1993). Open-loop and closed-loop control of posture: a random-walk analysis of
  center-of-pressure trajectories. Experimental Brain Research 95(2), 308–318.

They drew two lines by eye. Ours are named: two straight lines over 0 to 10 s, parted where they leave the least
squares, the break between 0.3 and 2.5 s. The result depends on that choice, and on the low-pass before it; it is not
a measure to judge anybody by.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyquest.errors import SignalError
from steadyquest.words import tr

FloatArray = NDArray[np.float64]

LONGEST_S = 10.0
BREAK_S = (0.3, 2.5)
LEAST_S = 30.0
"""Three times the longest lag: with less its mean is of too few."""


class Diffusion(NamedTuple):
    """Both regions of one curve."""

    short_mm2_s: float
    """Diffusion coefficient of the short-term region: half of the slope."""
    long_mm2_s: float
    critical_s: float
    """Where the two lines meet."""
    critical_mm2: float


def mean_square_mm2(cop_mm: FloatArray, *, rate_hz: float, longest_s: float = LONGEST_S) -> FloatArray:
    """Mean square displacement ⟨‖p(t + Δ) − p(t)‖²⟩ for Δ = 0, 1/fs, … up to `longest_s`, in mm²; exact, by FFT.

    Parameters
    ----------
    cop_mm : (n, 2) both axes together, or (n, 1) one of them, in mm

    Examples
    --------
    A walk of one mm each sample is k² mm² further after k of them.

    >>> mean_square_mm2(np.arange(100.0).reshape(-1, 1), rate_hz=10.0, longest_s=0.5).round(9).tolist()
    [0.0, 1.0, 4.0, 9.0, 16.0, 25.0]
    """
    n = len(cop_mm)
    lags = round(longest_s * rate_hz) + 1
    if lags >= n:
        raise SignalError(tr("displacements over {longest:g} s need a longer recording").format(longest=longest_s))
    centred = cop_mm - cop_mm.mean(axis=0)
    transformed = np.fft.rfft(centred, n=1 << (2 * n - 1).bit_length(), axis=0)
    products = np.fft.irfft(np.abs(transformed) ** 2, axis=0)[:lags].sum(axis=1)
    squares = np.concatenate(([0.0], np.cumsum((centred**2).sum(axis=1))))
    k = np.arange(lags)
    found = (squares[n - k] + squares[n] - squares[k] - 2 * products) / (n - k)
    return np.asarray(np.maximum(found, 0.0), dtype=np.float64)


def stabilogram_diffusion(cop_mm: FloatArray, *, rate_hz: float) -> Diffusion:
    """Short- and long-term diffusion coefficients and the critical point, by the two lines that leave least squares.

    Parameters
    ----------
    cop_mm : (n, 2) both axes together, or (n, 1) one of them, in mm
    rate_hz : samples a second

    Returns
    -------
    Diffusion
        Coefficients are half the slopes of the lines: ⟨Δr²⟩ = 2·D·Δt.

    Raises
    ------
    SignalError
        Less than 30 s, a centre of pressure that never moves, or two lines that do not part.

    Examples
    --------
    >>> steps = np.random.default_rng(3).normal(size=(6000, 2))
    >>> sway = np.zeros_like(steps)
    >>> for i in range(1, 6000):
    ...     sway[i] = 0.98 * sway[i - 1] + steps[i]
    >>> found = stabilogram_diffusion(sway, rate_hz=100.0)
    >>> found.short_mm2_s > 10 * abs(found.long_mm2_s), 0.3 < found.critical_s < 2.5
    (True, True)
    """
    if len(cop_mm) < round(LEAST_S * rate_hz):
        raise SignalError(tr("stabilogram diffusion needs at least {least:.0f} s").format(least=LEAST_S))
    curve = mean_square_mm2(cop_mm, rate_hz=rate_hz)
    if not curve.any():
        raise SignalError(tr("the centre of pressure never moves; there is nothing to measure"))
    seconds = np.arange(len(curve)) / rate_hz
    breaks = np.arange(round(BREAK_S[0] * rate_hz), round(BREAK_S[1] * rate_hz) + 1)
    before, after = _lines(seconds, curve, breaks), _lines(seconds[::-1], curve[::-1], len(curve) - breaks)
    best = int(np.argmin(before.left_over + after.left_over))
    short, long = float(before.slopes[best]), float(after.slopes[best])
    if abs(short - long) <= 1e-9 * max(abs(short), abs(long)):
        raise SignalError(tr("the two regions of stabilogram diffusion cannot be told apart"))
    meet = float((after.offsets[best] - before.offsets[best]) / (short - long))
    return Diffusion(short / 2, long / 2, meet, float(before.offsets[best]) + short * meet)


class _Lines(NamedTuple):
    slopes: FloatArray
    offsets: FloatArray
    left_over: FloatArray


def _lines(x: FloatArray, y: FloatArray, counts: NDArray[np.int_]) -> _Lines:
    """The least-squares line through the first so many points, for every count at once."""
    n = counts.astype(np.float64)
    sx, sy, sxx, sxy, syy = (np.cumsum(v)[counts - 1] for v in (x, y, x * x, x * y, y * y))
    vxx, vxy, vyy = sxx - sx * sx / n, sxy - sx * sy / n, syy - sy * sy / n
    slopes = vxy / vxx
    return _Lines(slopes, (sy - slopes * sx) / n, vyy - slopes * vxy)
