"""A load that rested on the plate at every mark: a hand, a knee, a bag, anything that the zeros did not know.

A rigid plate tells its four cells only 1, u, v and uv of a place, so a full map takes such a load in without a trace,
and then moves every person by what it weighs times where it lay. Four gains cannot take it in. So where gains and one
constant load (its force and two moments) explain the marks far better than gains alone, there was a load: cross-talk
between cells has eight ways to go, and only three of them look like one.

A sheet that was not printed at 100 %, or a cell spacing that is not the one told, looks like a load in the middle.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from steadyquest.analysis.calibrate import SIGNS, rms
from steadyquest.analysis.calibration_material import Loads
from steadyquest.analysis.prepare import FloatArray

MOST_SHARE, LEAST_SHARE = 0.02, 0.01
"""Of the weight. Placing to 1 mm with cross-talk of 0.4 % seems to be a load of 0.6 % (one SD of 600 plates)."""
MOST_MOVED_MM = 3.0
"""A smaller load is refused too where it moves a person by more; the same plates seem to be moved by 2.3 (95 %)."""
BETTER_TIMES = 1.5
"""So much better than by gains alone; the same plates: 1.0 to 1.2 times."""
AGREES_MM, AGREES_TOTAL = 3.0, 0.03
"""Once the load is known the marks agree so well (RMS left out; each total): nothing else is the matter."""
PEOPLE_MM = (70.0, 50.0)
"""RMS of where people lean, an even spread over half of the plate, each way."""


class Resting(NamedTuple):
    """The constant load that explains the marks best, and how well marks left out agree with and without it."""

    share: float
    """Of the known weight; negative when it pressed at the zeros and not at the marks."""
    moved_mm: float
    """How far it would move a person who is measured without it, RMS."""
    left_out_mm: float
    """RMS, by gains and the load."""
    worst_total: float
    """By which a mark's total differs from the others', as a share."""
    gains_left_out_mm: float

    @property
    def found(self) -> bool:
        """Whether there was one, and nothing else is the matter."""
        much = abs(self.share) > MOST_SHARE
        far = abs(self.share) > LEAST_SHARE and self.moved_mm > MOST_MOVED_MM
        helps = self.gains_left_out_mm > BETTER_TIMES * self.left_out_mm
        return (much or far) and helps and self.left_out_mm < AGREES_MM and self.worst_total < AGREES_TOTAL


class _Fit(NamedTuple):
    rows: FloatArray
    """(3, 4), of the gains"""
    load: FloatArray
    """(3,): force, and ML and AP moment in half-spacings"""

    def seen(self, loads: Loads) -> tuple[FloatArray, FloatArray]:
        """(n, 2) mm off and (n,) totals, less the load."""
        wrench = loads.shares @ self.rows.T - self.load
        return wrench[:, 1:] / wrench[:, :1] * loads.half_mm - loads.places_mm, wrench[:, 0]


def resting(loads: Loads, *, gains_left_out_mm: float) -> Resting:
    """The load that rested at all marks, as far as they tell."""
    n = len(loads.shares)
    off, totals = np.empty((n, 2)), np.empty(n)
    for i in range(n):
        mine = np.arange(n) == i
        (off[i],), (totals[i],) = _fitted(loads.only(~mine)).seen(loads.only(mine))
    force, *moments = _fitted(loads).load.tolist()
    # Half of the plate is where people lean; a map that took the load in sees x·(1 + force) − moment.
    moved = np.hypot(force * np.array(PEOPLE_MM), moments * loads.half_mm)
    return Resting(
        share=force,
        moved_mm=float(np.hypot(*moved)),
        left_out_mm=rms(off),
        worst_total=float(np.abs(totals - 1).max()),
        gains_left_out_mm=gains_left_out_mm,
    )


def _fitted(loads: Loads) -> _Fit:
    """Four gains and a constant load, from all three rows of all marks together."""
    by_cells = np.concatenate([loads.shares * sign for sign in SIGNS])
    constant = np.repeat(np.eye(3), len(loads.shares), axis=0)
    found = np.linalg.lstsq(np.hstack((by_cells, -constant)), loads.targets.T.ravel(), rcond=None)[0]
    return _Fit(SIGNS * found[:4], found[4:])
