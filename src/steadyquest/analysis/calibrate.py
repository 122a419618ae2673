"""The fit: from a known weight on known places to the matrix that turns counts into force and moments.

Everything is in shares: counts divided by what a nominal cell counts under the whole weight, and moments in
half-spacings. The three rows are then of one size and get one weight, and the weight's own error scales all of them
alike: it never moves the centre of pressure.

Candidates are the four gains, and the full map pulled towards them (a ridge) more or less. Each is judged by leaving
one mark out, fitting the others and looking where the mark seems to lie then; the best one is taken. A pull of 0.3 is
what marks placed to 1 mm and cross-talk of 0.4 % would ask for: (1 mm / 200 mm)² / (4 · 0.004²) ≈ 0.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from steadyquest.analysis.calibration_material import Loads
from steadyquest.analysis.prepare import FloatArray
from steadyquest.errors import CalibrationError
from steadyquest.signal.calibration import Row
from steadyquest.words import tr

LEAST_FOR_GAINS, LEAST_FOR_MAP = 4, 5
PULLS = (3.0, 1.0, 0.3, 0.1, 0.03, 0.0)
"""From nearly the gains to no pull at all."""
FORCE_SHARE = 1e-3
"""The total is known far better than the place, so its row is pulled that much less."""
BETTER = 1e-6
"""In mm: fits that differ by less are equal, and the simpler one is taken."""
TINY = 1e-9
"""A singular direction that small holds nothing but rounding."""
LEAST_SPREAD = 0.02
"""Smallest of the four singular values over the largest: below this the marks lie on a line, and a map is a guess."""
SIGNS = np.array([[1.0, 1, 1, 1], [-1, 1, -1, 1], [1, 1, -1, -1]])
"""Force, ML and AP of the cells FL, FR, RL, RR, in half-spacings."""
Matrix = tuple[Row, Row, Row]


class Fit(NamedTuple):
    """A fitted matrix in shares and half-spacings."""

    kind: str
    """gains or map"""
    rows: FloatArray
    """(3, 4)"""
    pull: float | None = None
    """The ridge weight of a map."""

    def places_mm(self, loads: Loads) -> FloatArray:
        """(n, 2): where the weight seems to lie."""
        wrench = loads.shares @ self.rows.T
        places: FloatArray = wrench[:, 1:] / wrench[:, :1] * loads.half_mm
        return places

    def totals(self, loads: Loads) -> FloatArray:
        """(n,): how heavy the weight seems, 1 is right."""
        totals: FloatArray = loads.shares @ self.rows[0]
        return totals

    def gains(self) -> FloatArray:
        """(4,): how much more force each cell stands for than a nominal one."""
        gains: FloatArray = (self.rows * SIGNS).mean(axis=0)
        return gains

    def matrix(self, *, counts_per_n: float, half_mm: FloatArray) -> Matrix:
        """In N, N·mm and N·mm per count. The weight has cancelled out."""
        scaled = self.rows / counts_per_n * np.array([[1.0], [half_mm[0]], [half_mm[1]]])
        force, ml, ap = (_row(row) for row in scaled)
        return force, ml, ap


class Choice(NamedTuple):
    """The fit that was taken, and how well it and the other kind did on marks they had not seen."""

    fit: Fit
    left_out_mm: FloatArray
    """(n, 2): where each mark seems to lie by the others, less where it is printed."""
    gains_left_out_mm: FloatArray
    gains_rms_mm: float
    map_rms_mm: float | None
    """None where there are too few marks for a map."""

    @property
    def rms_mm(self) -> float:
        """Cross-validated, of the fit that was taken."""
        return rms(self.left_out_mm)


def nominal_fit() -> Fit:
    """No fit at all: what nominal cells at the corners would give."""
    return Fit("nominal", SIGNS.copy())


def fit_gains(loads: Loads) -> Fit:
    """Four gains from all three rows of all marks together.

    >>> import numpy as np
    >>> from steadyquest.signal.mat import MARKS
    >>> places = np.array(MARKS)
    >>> u, v = places[:, :1] / 200, places[:, 1:] / 140
    >>> felt = (1 + u * [-1, 1, -1, 1]) * (1 + v * [1, 1, -1, -1]) / 4 * [1.1, 1, 1, 0.9]
    >>> fit_gains(Loads(tuple(range(1, 10)), felt, places, np.array([200.0, 140.0]))).gains().round(4).tolist()
    [0.9091, 1.0, 1.0, 1.1111]
    """
    design = np.concatenate([loads.shares * sign for sign in SIGNS])
    gains = np.linalg.lstsq(design, loads.targets.T.ravel(), rcond=None)[0]
    return Fit("gains", SIGNS * gains)


def fit_map(loads: Loads, *, pull: float) -> Fit:
    """Twelve numbers, each pulled towards what the four gains say."""
    return fit_maps(loads, (pull,))[0]


def fit_maps(loads: Loads, pulls: Sequence[float]) -> list[Fit]:
    """Maps of several pulls at once: they share the gains, and one singular value decomposition.

    Ridge: of what the gains leave over, each singular direction s takes s / (s² + pull).
    """
    base = fit_gains(loads).rows
    left, s, right = np.linalg.svd(loads.shares, full_matrices=False)
    seen = left.T @ (loads.targets - loads.shares @ base.T)
    known = s > TINY * s[0]
    fits = []
    for pull in pulls:
        weights = np.outer(s, np.ones(3)) / np.add.outer(s**2, pull * np.array([FORCE_SHARE, 1.0, 1.0]))
        fits.append(Fit("map", base + (right[known].T @ (weights[known] * seen[known])).T, pull))
    return fits


def fit_as(loads: Loads, like: Fit) -> Fit:
    """A fit of the same kind and pull to other marks."""
    return fit_gains(loads) if like.pull is None else fit_map(loads, pull=like.pull)


def left_out(loads: Loads, like: Fit) -> tuple[FloatArray, FloatArray]:
    """(n, 2) mm off and (n,) total of each mark, by a fit of this kind to all the others."""
    off, totals = np.empty((len(loads.shares), 2)), np.empty(len(loads.shares))
    for i in range(len(loads.shares)):
        mine = np.arange(len(loads.shares)) == i
        fit, one = fit_as(loads.only(~mine), like), loads.only(mine)
        off[i], totals[i] = (fit.places_mm(one) - one.places_mm)[0], fit.totals(one)[0]
    return off, totals


def choose(loads: Loads) -> Choice:
    """The kind of fit that does best on marks it has not seen. Raises CalibrationError below four marks."""
    n = len(loads.shares)
    if n < LEAST_FOR_GAINS:
        message = tr("{n} marks are too few; a calibration needs at least {least}")
        raise CalibrationError(message.format(n=n, least=LEAST_FOR_GAINS))
    gains = fit_gains(loads)
    best = (gains, left_out(loads, gains)[0])
    choice = Choice(*best, best[1], rms(best[1]), None)
    if n < LEAST_FOR_MAP or _on_a_line(loads):
        return choice
    off = _maps_left_out(loads)
    for fit, seen in zip(fit_maps(loads, PULLS), off, strict=True):
        if rms(seen) < rms(best[1]) - BETTER:
            best = (fit, seen)
    return choice._replace(fit=best[0], left_out_mm=best[1], map_rms_mm=min(rms(seen) for seen in off))


def _maps_left_out(loads: Loads) -> FloatArray:
    """(pulls, n, 2): how far each mark is off by maps of the others."""
    off = np.empty((len(PULLS), len(loads.shares), 2))
    for i in range(len(loads.shares)):
        mine = np.arange(len(loads.shares)) == i
        one = loads.only(mine)
        for k, fit in enumerate(fit_maps(loads.only(~mine), PULLS)):
            off[k, i] = (fit.places_mm(one) - one.places_mm)[0]
    return off


def spread_mm(loads: Loads, fit: Fit, places_mm: FloatArray) -> float:
    """How far the fit may be off at these places, RMS: the jackknife's standard error (each mark left out in turn).

    It knows what the marks disagree about, not what they share: a sheet that lies off is off for all.
    """
    n = len(loads.shares)
    here = loads._replace(numbers=(), shares=_felt(fit, places_mm, loads.half_mm), places_mm=places_mm)
    seen = np.array([fit_as(loads.only(np.arange(n) != i), fit).places_mm(here) for i in range(n)])
    variance = (n - 1) / n * ((seen - seen.mean(axis=0)) ** 2).sum(axis=0)
    return float(np.sqrt(variance.sum(axis=1).mean()))


def rms(off_mm: FloatArray) -> float:
    """Root mean square of lengths."""
    return float(np.sqrt((np.atleast_2d(off_mm) ** 2).sum(axis=1).mean()))


def _felt(fit: Fit, places_mm: FloatArray, half_mm: FloatArray) -> FloatArray:
    """(n, 4) shares that the cells of this fit would feel for a weight at these places: the split of a rigid plate."""
    u, v = (places_mm / half_mm).T[:, :, None]
    shares: FloatArray = (1 + u * SIGNS[1]) * (1 + v * SIGNS[2]) / 4 / fit.gains()
    return shares


def _on_a_line(loads: Loads) -> bool:
    values = np.linalg.svd(loads.shares, compute_uv=False)
    return bool(len(values) < 4 or values[-1] < LEAST_SPREAD * values[0])


def _row(values: FloatArray) -> Row:
    fl, fr, rl, rr = (float(v) for v in values)
    return fl, fr, rl, rr
