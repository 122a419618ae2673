"""Whether the feet moved while somebody was to stand still, told from the centre of pressure and the load.

Two things together: a quick way of the centre of pressure and a swing of the load; or on firm ground a quick way that
leaves the weight further to one side. The limits lie above all that two adults did with both feet on the ground (24
trials of 60 s, Santos & Duarte 2016; `tests/analysis/test_validity.py`): within 0.3 s at most 37 mm on firm ground and
70 on foam, the load within half a second by 1.5 and 17 %. A careful small shift of a foot on foam is not found.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from steadyquest.analysis.prepare import FloatArray

WAY_S, SWING_S, MEAN_S = 0.3, 0.5, 3.0


class Stepping(NamedTuple):
    """From where on the feet are taken to have moved."""

    way_mm: float
    """Of the centre of pressure within 0.3 s."""
    swing: float
    """Of the load within the half second about it, largest less smallest, as a share of the load."""
    lasting_mm: float
    """Or how much further to one side the mean of the three seconds after is than that of those before."""


STEPPING = {"firm": Stepping(30.0, 0.05, 20.0), "foam": Stepping(80.0, 0.22, math.inf)}


def feet_moved_at_s(
    times: FloatArray, cop_mm: FloatArray, force_n: FloatArray, *, surface: str = "firm"
) -> float | None:
    """When the feet seem to have moved first; None when nothing speaks for it, or with less than six seconds.

    Parameters
    ----------
    times : (n,) seconds, increasing
    cop_mm : (n, 2) millimetres, ML then AP
    force_n : (n,) newtons
    surface : firm or foam

    Examples
    --------
    >>> t = np.arange(1000) / 100
    >>> lifted = 70 * np.exp(-(((t - 5) / 0.3) ** 2))
    >>> load = 700 * (1 + 0.08 * np.exp(-(((t - 4.7) / 0.1) ** 2)))
    >>> feet_moved_at_s(t, np.column_stack((lifted, 0 * t)), load)
    4.59
    """
    rate = (len(times) - 1) / max(float(np.ptp(times)), 1e-9) if len(times) else 0.0
    way, swing, side = (max(2, round(seconds * rate)) for seconds in (WAY_S, SWING_S, MEAN_S))
    if len(cop_mm) < 2 * side:
        return None
    limits, usual_n = STEPPING.get(surface, STEPPING["firm"]), float(np.median(force_n))
    went = np.hypot(*(cop_mm[way:] - cop_mm[:-way]).T)
    for i in np.flatnonzero(went > limits.way_mm).tolist():
        middle = i + way // 2
        around = force_n[max(0, middle - swing // 2) : middle + swing // 2 + 1]
        swung = float(np.ptp(around)) > limits.swing * usual_n
        if swung or _further_aside_mm(cop_mm[:, 0], i, i + way, side=side) > limits.lasting_mm:
            return float(times[middle])
    return None


def _further_aside_mm(ml_mm: FloatArray, first: int, last: int, *, side: int) -> float:
    """How far the mean of the samples after lies from that of those before; 0 where there are not enough."""
    before, after = ml_mm[max(0, first - side) : first], ml_mm[last : last + side]
    if not len(before) == side == len(after):
        return 0.0
    return abs(float(after.mean() - before.mean()))
