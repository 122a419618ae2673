"""What of a difference is more than chance: the smallest detectable change, published at first, then the player's own.

Owns the band inside which nothing is called a change. Outside it something differs, and no more is said: whether that
is good or bad, and what it came from, no figure here knows.

* Weir JP (2005). Quantifying test-retest reliability using the intraclass correlation coefficient and the SEM.
  Journal of Strength and Conditioning Research 19(1), 231–240.
* Santos DA, Duarte M (2016). A public data set of human balance evaluations. PeerJ 4:e2648: the published bands are
  reckoned from its three trials of each person and condition, all of one visit. From one day to another people differ
  more, so that these bands rather are too narrow.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from steadyquest.analysis.norms import AREA, FULL_S, NEARLY, VELOCITY, AgeGroup
from steadyquest.errors import SignalError
from steadyquest.words import tr

BASELINE = 3
"""Sessions that a change is told from; with fewer the player's own band is not known."""
CONFIDENCE = 0.95


class Published(NamedTuple):
    """MDC95 of one trial of 60 s: 1.96·√2·SEM, as the percentage of the group's mean and as it is."""

    percent: float
    absolute: float


PUBLISHED: dict[tuple[str, AgeGroup, str, str], Published] = {
    (VELOCITY, "young", "open", "firm"): Published(35.1, 3.09),
    (VELOCITY, "young", "closed", "firm"): Published(35.8, 3.46),
    (VELOCITY, "young", "open", "foam"): Published(25.2, 6.01),
    (VELOCITY, "young", "closed", "foam"): Published(32.3, 10.18),
    (VELOCITY, "old", "open", "firm"): Published(59.4, 6.90),
    (VELOCITY, "old", "closed", "firm"): Published(55.8, 6.92),
    (VELOCITY, "old", "open", "foam"): Published(28.8, 10.46),
    (VELOCITY, "old", "closed", "foam"): Published(28.1, 12.29),
    (AREA, "young", "open", "firm"): Published(198.2, 536.8),
    (AREA, "young", "closed", "firm"): Published(175.0, 521.9),
    (AREA, "young", "open", "foam"): Published(69.7, 900.3),
    (AREA, "young", "closed", "foam"): Published(49.3, 743.3),
    (AREA, "old", "open", "firm"): Published(118.0, 357.8),
    (AREA, "old", "closed", "firm"): Published(120.1, 321.7),
    (AREA, "old", "open", "foam"): Published(64.4, 1324.3),
    (AREA, "old", "closed", "foam"): Published(66.4, 1782.3),
}


class Repeatability(NamedTuple):
    """How far a player's values lie from one another when nothing has changed, as far as their own values tell."""

    sem: float
    """Standard error of measurement: the pooled within-player standard deviation."""
    df: int
    mdc95: float
    """The smallest difference of two values that is more than chance, 95 times of 100."""


class ChangeBand(NamedTuple):
    """The newest value of one condition against what it is held against."""

    source: Literal["published", "own", "none"]
    newest: float
    baseline: float
    """The first value (published band) or the mean of the first three (own band)."""
    mdc95: float | None
    sessions: int
    why_not: str = ""
    """Why there is no band."""

    @property
    def difference(self) -> float:
        """Newest less baseline."""
        return self.newest - self.baseline

    @property
    def low(self) -> float | None:
        """The lower edge; a velocity or an area is never below zero."""
        return None if self.mdc95 is None else max(0.0, self.baseline - self.mdc95)

    @property
    def high(self) -> float | None:
        """The upper edge."""
        return None if self.mdc95 is None else self.baseline + self.mdc95

    @property
    def is_outside(self) -> bool | None:
        """Whether the newest differs by more than chance; None without a band or with a single session."""
        if self.mdc95 is None or self.sessions < 2:
            return None
        return abs(self.difference) > self.mdc95


def change_band(
    values: Sequence[float],
    *,
    key: str,
    group: AgeGroup | None,
    eyes: str = "open",
    surface: str = "firm",
    stance: str = "comfortable",
    duration_s: float = FULL_S,
) -> ChangeBand:
    """The band around a player's baseline inside which nothing is called a change.

    Up to three sessions it is the published one, only for adults who stand as one likes for 60 s: the first value ±
    its percentage, and at least the absolute figure. From the fourth session on it is the player's own, from all
    values before the newest (`repeatability`), about the mean of the first three.

    Parameters
    ----------
    values : one for each session, oldest first, all of one condition: equal stance, support, shoes, eyes, surface,
        duration
    key : a measure; published bands are there for mean_velocity_mm_s and ellipse_area_95_mm2
    group : `norms.age_group`; None for children and the unknown, who have no published band
    eyes, surface, stance, duration_s : the condition

    Raises
    ------
    SignalError
        No value at all, or one that is not a number.

    Examples
    --------
    >>> band = change_band([10.0, 13.0], key="mean_velocity_mm_s", group="young")
    >>> band.source, round(band.mdc95, 2), band.is_outside
    ('published', 3.51, False)
    >>> own = change_band([9.0, 10.0, 11.0, 2.0], key="mean_velocity_mm_s", group=None)
    >>> own.source, own.baseline, round(own.mdc95, 2), own.is_outside
    ('own', 10.0, 6.08, True)
    >>> change_band([10.0, 11.0], key="mean_velocity_mm_s", group=None).source
    'none'
    """
    if not len(values) or not all(math.isfinite(value) for value in values):
        raise SignalError(tr("a change needs values that are numbers, at least one"))
    n, newest = len(values), float(values[-1])
    own = repeatability(np.reshape(values[:-1], (-1, 1))) if n > BASELINE else None
    if own is not None:
        return ChangeBand("own", newest, float(np.mean(values[:BASELINE])), own.mdc95, n)
    first = float(values[0])
    published = PUBLISHED.get((key, group, eyes, surface)) if group else None
    why_not = _no_band(group, stance=stance, duration_s=duration_s, known=published is not None)
    if why_not or published is None:
        return ChangeBand("none", newest, first, None, n, why_not)
    return ChangeBand("published", newest, first, max(published.percent / 100 * first, published.absolute), n)


def repeatability(values: ArrayLike) -> Repeatability | None:
    """The smallest detectable change from a player's own values.

    Parameters
    ----------
    values : array_like, shape (k, m)
        One row for each of k sessions, one column for each of m sides or measures of one kind; NaN where there is none.

    Returns
    -------
    Repeatability or None
        SEM = √(Σ_j Σ_i (v_ij − v̄_j)² / df) with df = Σ_j (n_j − 1): the standard deviation within the player, pooled
        over the columns. MDC95 = t(0.975; df)·√2·SEM. Weir (2005) writes 1.96 for t, which is right when SEM is known
        from many; from few values t is larger, and so is the band. None with fewer than three sessions.

    Notes
    -----
    A true change during these sessions makes the band wider, never narrower.

    Examples
    --------
    >>> found = repeatability([[1.0, 5.0], [2.0, 6.0], [3.0, 7.0]])
    >>> found.sem, found.df, round(found.mdc95, 3)
    (1.0, 4, 3.926)
    """
    from scipy.special import stdtrit

    table = np.atleast_2d(np.asarray(values, dtype=np.float64))
    if len(table) < BASELINE:
        return None
    counts = (~np.isnan(table)).sum(axis=0)
    # A column with a single value says nothing of how values differ.
    columns = table[:, counts > 1]
    df = int((counts[counts > 1] - 1).sum())
    if not df:
        return None
    squares = float(np.nansum((columns - np.nanmean(columns, axis=0)) ** 2))
    sem = math.sqrt(squares / df)
    t = float(stdtrit(df, 0.5 + CONFIDENCE / 2))
    return Repeatability(sem, df, t * math.sqrt(2.0) * sem)


def _no_band(group: AgeGroup | None, *, stance: str, duration_s: float, known: bool) -> str:
    if group is None:
        return tr("for children and unknown ages no band is published; after three sessions it is the player's own")
    if stance != "comfortable" or not abs(duration_s - FULL_S) <= NEARLY * FULL_S or not known:
        return tr("no band is published for this condition; after three sessions it is the player's own")
    return ""
