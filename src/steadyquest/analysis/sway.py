"""Measures of quiet standing: flat functions of a prepared centre of pressure.

Every function takes `cop_mm`, an (n, 2) array in mm, ML then AP, on a uniform grid and about its own mean (what
`analysis.prepare` gives), and returns plain floats. Names and definitions are those of the papers:

* Prieto TE, Myklebust JB, Hoffmann RG, Lovett EG, Myklebust BM (1996). Measures of postural steadiness.
  IEEE Transactions on Biomedical Engineering 43(9), 956–966.
* Schubert P, Kirchner M (2014). Ellipse area calculations and their applicability in posturography.
  Gait & Posture 39(1), 518–522.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyquest.errors import SignalError
from steadyquest.words import tr

FloatArray = NDArray[np.float64]


class Pair(NamedTuple):
    """The same measure along both axes."""

    ml: float
    ap: float


class Ellipse(NamedTuple):
    """The 95 % prediction ellipse, for drawing."""

    area_mm2: float
    semi_major_mm: float
    semi_minor_mm: float
    angle_rad: float
    """Of the major axis, counter-clockwise from ML (right), in (−π/2, π/2]."""


def sway_path_mm(cop_mm: FloatArray) -> float:
    """Length of the way the centre of pressure went, in mm: L = Σ‖p[i+1] − p[i]‖ (Prieto 1996).

    >>> sway_path_mm(np.array([[0.0, 0.0], [3.0, 4.0], [3.0, 0.0]]))
    9.0
    """
    steps = np.diff(cop_mm, axis=0)
    return float(np.hypot(steps[:, 0], steps[:, 1]).sum())


def mean_velocity_mm_s(cop_mm: FloatArray, *, rate_hz: float) -> float:
    """Sway path over the time it took, in mm/s: L / ((N − 1)/fs) (Prieto 1996). The primary outcome.

    Some tables divide by N/fs instead; theirs is smaller by (N − 1)/N.

    >>> mean_velocity_mm_s(np.array([[0.0, 0.0], [3.0, 4.0], [3.0, 0.0]]), rate_hz=100.0)
    450.0
    """
    return sway_path_mm(cop_mm) / _seconds(cop_mm, rate_hz)


def mean_velocity_axes_mm_s(cop_mm: FloatArray, *, rate_hz: float) -> Pair:
    """Mean velocity along each axis alone, in mm/s: Σ|x[i+1] − x[i]| / ((N − 1)/fs) (Prieto 1996).

    >>> mean_velocity_axes_mm_s(np.array([[0.0, 0.0], [3.0, 4.0], [3.0, 0.0]]), rate_hz=100.0)
    Pair(ml=150.0, ap=400.0)
    """
    return Pair(*(np.abs(np.diff(cop_mm, axis=0)).sum(axis=0) / _seconds(cop_mm, rate_hz)).tolist())


def prediction_ellipse(cop_mm: FloatArray) -> Ellipse:
    """The ellipse that holds a further point of the same sway with probability 0.95 (Schubert & Kirchner 2014).

    Semi-axes √(λ · F(0.95; 2, N−2) · 2(N−1)(N+1)/(N(N−2))), λ the eigenvalues of the covariance (N−1).

    >>> square = np.array([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
    >>> round(prediction_ellipse(square).area_mm2, 6)
    298.451302
    """
    n = len(cop_mm)
    if n < 3:
        raise SignalError(tr("an ellipse needs at least three samples, not {n}").format(n=n))
    # Singular values of the data, not eigenvalues of its square: a straight line then has area 0, not √ε.
    _, sigma, axes = np.linalg.svd(cop_mm - cop_mm.mean(axis=0), full_matrices=False)
    k = math.sqrt(f_quantile_95(n - 2) * 2 * (n + 1) / (n * (n - 2)))
    major, minor = (k * float(s) for s in sigma)
    angle = math.atan2(float(axes[0, 1]), float(axes[0, 0]))
    if angle <= -math.pi / 2:
        angle += math.pi
    elif angle > math.pi / 2:
        angle -= math.pi
    return Ellipse(math.pi * major * minor, major, minor, angle)


def ellipse_area_95_mm2(cop_mm: FloatArray) -> float:
    """Area of the 95 % prediction ellipse, in mm² (Schubert & Kirchner 2014); 0 for a straight line."""
    return prediction_ellipse(cop_mm).area_mm2


def f_quantile_95(dof: int) -> float:
    """The 95 % point of the F distribution with 2 and `dof` degrees of freedom, in closed form.

    With two degrees above, P(F ≤ x) = 1 − (1 + 2x/ν)^(−ν/2), which can be turned round.

    >>> round(f_quantile_95(10), 4)
    4.1028
    """
    return dof / 2 * math.expm1(-2 / dof * math.log(0.05))


def rms_mm(cop_mm: FloatArray) -> Pair:
    """Root mean square along each axis, in mm: √mean(x²) (Prieto 1996).

    >>> rms_mm(np.array([[3.0, 0.0], [-3.0, 0.0]]))
    Pair(ml=3.0, ap=0.0)
    """
    return Pair(*np.sqrt(np.mean(cop_mm**2, axis=0)).tolist())


def range_mm(cop_mm: FloatArray) -> Pair:
    """Largest less smallest along each axis, in mm (Prieto 1996).

    >>> range_mm(np.array([[3.0, 1.0], [-3.0, 2.0]]))
    Pair(ml=6.0, ap=1.0)
    """
    return Pair(*np.ptp(cop_mm, axis=0).tolist())


def mean_distance_mm(cop_mm: FloatArray) -> float:
    """Mean distance from the middle, in mm: mean ‖p‖ (Prieto 1996).

    >>> mean_distance_mm(np.array([[3.0, 4.0], [-3.0, -4.0]]))
    5.0
    """
    return float(np.hypot(cop_mm[:, 0], cop_mm[:, 1]).mean())


def sway_area_rate_mm2_s(cop_mm: FloatArray, *, rate_hz: float) -> float:
    """Area swept about the middle in a second, in mm²/s: Σ|x[i]·y[i+1] − x[i+1]·y[i]| / (2(N − 1)/fs) (Prieto 1996).

    >>> sway_area_rate_mm2_s(np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]]), rate_hz=2.0)
    1.0
    """
    x, y = cop_mm.T
    return float(np.abs(x[:-1] * y[1:] - x[1:] * y[:-1]).sum()) / (2 * _seconds(cop_mm, rate_hz))


def rotational_frequency_hz(cop_mm: FloatArray, *, rate_hz: float) -> float:
    """Turns a second of a circle with this mean distance and velocity, in Hz: v / (2π·mean r) (Prieto 1996).

    Raises SignalError when nothing moves, for then it is not defined.

    >>> turn = 2 * np.pi * np.arange(1001) / 1000
    >>> round(rotational_frequency_hz(np.column_stack((np.cos(turn), np.sin(turn))), rate_hz=500.0), 4)
    0.5
    """
    distance = mean_distance_mm(cop_mm)
    if distance == 0:
        raise SignalError(tr("the centre of pressure never moves, so that it turns at no frequency"))
    return mean_velocity_mm_s(cop_mm, rate_hz=rate_hz) / (2 * math.pi * distance)


def _seconds(cop_mm: FloatArray, rate_hz: float) -> float:
    if len(cop_mm) < 2:
        raise SignalError(tr("a velocity needs at least two samples, not {n}").format(n=len(cop_mm)))
    return (len(cop_mm) - 1) / rate_hz
