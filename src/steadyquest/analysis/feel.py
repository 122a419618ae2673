"""The feel probe's measures: signed errors of places found unseen, and what of a change is more than chance.

Constant and variable error are those of motor learning:

* Schutz RW, Roy EA (1973). Absolute error: the devil in disguise. Journal of Motor Behavior 5(3), 141–153.
* Schmidt RA, Lee TD (2011). Motor Control and Learning, 5th ed. Human Kinetics, chapter 2.

The repeatability band is the smallest detectable change from a player's own probes:

* Weir JP (2005). Quantifying test-retest reliability using the intraclass correlation coefficient and the SEM.
  Journal of Strength and Conditioning Research 19(1), 231–240.

To compare with, but not a norm for it: 61 healthy adults who were to put 25, 50 and 75 % of their weight on one leg
were off by 7.3, 3.3 and 7.7 % of it (Perceptual and Motor Skills 1989, 69(3 Pt 1), 875–880,
doi:10.1177/00315125890693-130). There the share was named, not learned, so its figures measure something else.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from steadyquest.analysis import change as bands
from steadyquest.errors import SignalError
from steadyquest.words import tr

FloatArray = NDArray[np.float64]

BASELINE = bands.BASELINE


class SideError(NamedTuple):
    """The error of the places on one side, in mm."""

    n: int
    constant_mm: float
    """Mean along the way to the place: + too far, − too short."""
    across_mm: float
    """Mean across it: + to its left, seen by the player."""
    variable_mm: float
    """Standard deviation along the way (N − 1); NaN for a single place."""


@dataclass(frozen=True, slots=True)
class FeelErrors:
    """One probe."""

    sides: Mapping[str, SideError]
    """Sides without an answer are not in it."""
    n: int
    constant_mm: float
    """Mean signed error along the way, of all places."""
    variable_mm: float
    """How much the answers of one side differ: their pooled standard deviation; NaN when no side has two."""
    absolute_mm: float
    """Mean of the errors along the way without their signs."""
    distance_mm: float
    """Mean distance between answer and place."""


class Repeatability(NamedTuple):
    """How far a player's values lie from one another when nothing has changed, as far as their own probes tell."""

    sem_mm: float
    """Standard error of measurement: the pooled within-player standard deviation."""
    df: int
    mdc95_mm: float
    """The smallest difference of two probes that is more than chance, 95 times of 100."""


class Change(NamedTuple):
    """The newest value against the baseline."""

    baseline_mm: float
    newest_mm: float
    mdc95_mm: float

    @property
    def difference_mm(self) -> float:
        """Newest less baseline."""
        return self.newest_mm - self.baseline_mm

    @property
    def is_change(self) -> bool:
        """Whether it lies outside the band. Inside it nothing is called a change."""
        return abs(self.difference_mm) > self.mdc95_mm

    @property
    def is_nearer(self) -> bool:
        """Whether the newest value is nearer to the place than the baseline was."""
        return abs(self.newest_mm) < abs(self.baseline_mm)


def feel_errors(sides: Sequence[str], along_mm: ArrayLike, across_mm: ArrayLike) -> FeelErrors:
    """Constant and variable error of places that were found unseen, per side and of all.

    Parameters
    ----------
    sides : sequence of str, length N
        Which side each place was on.
    along_mm, across_mm : array_like, shape (N,)
        Signed errors in mm: along the way from the centre to the place (+ too far), and across it (+ to its left).

    Returns
    -------
    FeelErrors
        In mm. With x_i the errors along the way of a side's n answers: constant error CE = Σ x_i / n, variable error
        VE = √(Σ (x_i − CE)² / (n − 1)). Over k sides and N answers the pooled variable error is
        √(Σ_sides Σ (x_i − CE_side)² / (N − k)), so that a bias that differs between sides does not count as scatter.

    Raises
    ------
    SignalError
        When there is no answer at all, lengths differ, or a value is not a number.

    Notes
    -----
    The error of an answer is that of the board (1–2 mm when calibrated) and of standing still; eight answers are few.

    Examples
    --------
    >>> found = feel_errors(["left", "left", "right", "right"], [4.0, 8.0, -2.0, -2.0], [0.0, 2.0, 0.0, 0.0])
    >>> found.sides["left"].constant_mm, found.sides["right"].constant_mm, found.constant_mm
    (6.0, -2.0, 2.0)
    >>> found.sides["left"].across_mm, found.variable_mm, found.absolute_mm
    (1.0, 2.0, 4.0)
    """
    along, across = np.asarray(along_mm, dtype=np.float64), np.asarray(across_mm, dtype=np.float64)
    if not len(sides) or along.shape != (len(sides),) or across.shape != along.shape:
        raise SignalError(tr("errors of recalled places need at least one answer, and a side for each"))
    if not (np.isfinite(along).all() and np.isfinite(across).all()):
        raise SignalError(tr("an error of a recalled place is not a number; the record is damaged"))
    where = np.asarray(sides)
    by_side = {side: _side(along[where == side], across[where == side]) for side in dict.fromkeys(sides)}
    left_over = len(along) - len(by_side)
    squares = sum(float(((along[where == side] - by_side[side].constant_mm) ** 2).sum()) for side in by_side)
    return FeelErrors(
        sides=by_side,
        n=len(along),
        constant_mm=float(along.mean()),
        variable_mm=math.sqrt(squares / left_over) if left_over else math.nan,
        absolute_mm=float(np.abs(along).mean()),
        distance_mm=float(np.hypot(along, across).mean()),
    )


def repeatability(values_mm: ArrayLike) -> Repeatability | None:
    """The band inside which nothing is called a change, from a player's own probes.

    Parameters
    ----------
    values_mm : array_like, shape (k, m)
        One row for each of k probes, one column for each of m sides; NaN where a side has no value.

    Returns
    -------
    Repeatability or None
        `analysis.change.repeatability` in millimetres, where its formula stands. None with fewer than three probes.

    Examples
    --------
    >>> found = repeatability([[1.0, 5.0], [2.0, 6.0], [3.0, 7.0]])
    >>> found.sem_mm, found.df, round(found.mdc95_mm, 3)
    (1.0, 4, 3.926)
    """
    found = bands.repeatability(values_mm)
    return None if found is None else Repeatability(found.sem, found.df, found.mdc95)


def change(values_mm: ArrayLike) -> tuple[Change | None, ...]:
    """The newest probe against the baseline, side by side.

    Parameters
    ----------
    values_mm : array_like, shape (k, m)
        As in `repeatability`, oldest first.

    Returns
    -------
    tuple of Change or None, length m
        The baseline is the mean of the first three probes; the band comes from all probes before the newest, so that a
        change does not widen the band that it is held against. None for every side before the fourth probe, and for a
        side that the newest probe has no value of.

    Examples
    --------
    >>> (found,) = change([[9.0], [10.0], [11.0], [2.0]])
    >>> found.baseline_mm, found.difference_mm, round(found.mdc95_mm, 2), found.is_change
    (10.0, -8.0, 6.08, True)
    """
    values = np.atleast_2d(np.asarray(values_mm, dtype=np.float64))
    before = repeatability(values[:-1])
    if before is None:
        return (None,) * int(values.shape[1])
    columns: list[FloatArray] = list(values.T)
    return tuple(_change(column, before.mdc95_mm) for column in columns)


def _change(column: FloatArray, mdc95_mm: float) -> Change | None:
    first = column[:BASELINE]
    if math.isnan(column[-1]) or np.isnan(first).all():
        return None
    return Change(float(np.nanmean(first)), float(column[-1]), mdc95_mm)


def _side(along: FloatArray, across: FloatArray) -> SideError:
    spread = float(along.std(ddof=1)) if len(along) > 1 else math.nan
    return SideError(len(along), float(along.mean()), float(across.mean()), spread)
