"""Reference ranges of adults, and who may be compared with them.

From the public table of 163 adults: 87 of 18 to 59 years (half of them under 26, seven over 40) and 76 of 60 to 85
years. They stood for 60 s with their feet as they liked; the median of three trials of each person, then percentiles
over persons. They are no selection of the healthy: 106 named some illness, 16 a disability. For
children, for people with cerebral palsy, and for other stances no ranges were found that are measured like this: there
are none here, and none are made up.

* Santos DA, Duarte M (2016). A public data set of human balance evaluations. PeerJ 4:e2648 (CC BY 4.0).

A range says where nine of ten of these adults were. It is no border between well and ill.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from steadyquest.words import tr

AgeGroup = Literal["young", "old"]
SOURCE = "Santos & Duarte 2016"
ADULT_YEARS, OLD_YEARS, OLDEST_YEARS = 18.0, 60.0, 85.0
FULL_S = 60.0
"""How long their trials were."""
LEAST_S = 20.0
"""A velocity of less scatters too much to be held against theirs."""
NEARLY = 0.02
VELOCITY, AREA, ROMBERG = "mean_velocity_mm_s", "ellipse_area_95_mm2", "romberg_firm"


class Range(NamedTuple):
    """5th, 50th and 95th percentile over persons, and how many these were."""

    p5: float
    p50: float
    p95: float
    n: int


class Reference(NamedTuple):
    """The range for one measure of one trial, or why there is none."""

    range: Range | None
    group: AgeGroup | None
    why_not: str = ""
    source: str = SOURCE


VELOCITIES_MM_S: dict[tuple[AgeGroup, str, str], Range] = {
    ("young", "open", "firm"): Range(5.19, 7.97, 15.10, 87),
    ("young", "closed", "firm"): Range(5.77, 8.19, 17.51, 87),
    ("young", "open", "foam"): Range(16.59, 22.20, 34.23, 87),
    ("young", "closed", "foam"): Range(19.91, 29.32, 54.69, 86),
    ("old", "open", "firm"): Range(6.87, 10.05, 20.74, 76),
    ("old", "closed", "firm"): Range(6.22, 10.91, 22.16, 76),
    ("old", "open", "foam"): Range(26.09, 34.89, 48.41, 73),
    ("old", "closed", "foam"): Range(30.36, 42.02, 62.63, 72),
}
"""The table has cm/s by path over N/fs; by (N − 1)/fs it is 0.02 % more, which these digits do not show."""
AREAS_MM2: dict[tuple[AgeGroup, str, str], Range] = {
    ("young", "open", "firm"): Range(67.5, 194.6, 593.2, 87),
    ("young", "closed", "firm"): Range(75.0, 213.5, 681.3, 87),
    ("young", "open", "foam"): Range(574.0, 1175.5, 2768.6, 87),
    ("young", "closed", "foam"): Range(694.6, 1325.6, 2855.4, 86),
    ("old", "open", "firm"): Range(85.1, 217.2, 552.4, 76),
    ("old", "closed", "firm"): Range(79.3, 223.4, 523.2, 76),
    ("old", "open", "foam"): Range(1180.2, 1833.0, 3069.2, 73),
    ("old", "closed", "foam"): Range(1427.4, 2327.4, 4960.6, 72),
}
ROMBERGS: dict[AgeGroup, Range] = {"young": Range(0.883, 1.101, 1.362, 87), "old": Range(0.831, 1.033, 1.541, 76)}
"""Mean velocity with eyes closed over open, on firm ground."""


def age_group(age_years: float | None) -> AgeGroup | None:
    """Which of the two groups somebody belongs to; None for children, the unknown, and those over 85.

    >>> [age_group(years) for years in (None, 9, 17.9, 18, 59.9, 60, 85, 91)]
    [None, None, None, 'young', 'young', 'old', 'old', None]
    """
    if age_years is None or not ADULT_YEARS <= age_years < OLDEST_YEARS + 1:
        return None
    return "old" if age_years >= OLD_YEARS else "young"


def reference_range(
    key: str,
    *,
    age_years: float | None,
    eyes: str,
    surface: str,
    stance: str,
    duration_s: float,
    support: str = "none",
) -> Reference:
    """The range of adults for a measure, or the reason why there is none to show.

    Parameters
    ----------
    key : mean_velocity_mm_s, ellipse_area_95_mm2 or romberg_firm; any other has no range
    age_years : None when it is not known
    eyes, surface : open or closed, firm or foam; a Romberg ratio is of both eyes, and of firm ground alone
    stance : only "comfortable" has a range
    duration_s : an area grows with time, so that only 60 s will do; a velocity does not, and 20 s are enough
    support : none, or what the player held on to

    Examples
    --------
    >>> standing = dict(eyes="open", surface="firm", stance="comfortable", duration_s=60)
    >>> reference_range("mean_velocity_mm_s", age_years=34, **standing).range
    Range(p5=5.19, p50=7.97, p95=15.1, n=87)
    >>> reference_range("mean_velocity_mm_s", age_years=9, **standing).why_not
    'there are no reference ranges for children'
    """
    group = age_group(age_years)
    why_not = _not_this_person(age_years) or _not_this_standing(stance, support) or _not_this_long(key, duration_s)
    if why_not:
        return Reference(None, group, why_not)
    found = _found(key, group, eyes, surface) if group else None
    return Reference(found, group, "" if found else tr("there is no reference range for this measure"))


def _found(key: str, group: AgeGroup, eyes: str, surface: str) -> Range | None:
    if key == ROMBERG:
        return ROMBERGS[group]
    table = {VELOCITY: VELOCITIES_MM_S, AREA: AREAS_MM2}.get(key, {})
    return table.get((group, eyes, surface))


def _not_this_person(age_years: float | None) -> str:
    if age_years is None or math.isnan(age_years):
        return tr("the age is not known")
    if age_years < ADULT_YEARS:
        return tr("there are no reference ranges for children")
    if age_group(age_years) is None:
        return tr("nobody over {most:.0f} years was measured for the reference ranges").format(most=OLDEST_YEARS)
    return ""


def _not_this_standing(stance: str, support: str) -> str:
    if stance != "comfortable":
        return tr("the reference ranges are of standing with the feet as one likes")
    if support not in ("", "none"):
        return tr("the reference ranges are of standing without support")
    return ""


def _not_this_long(key: str, duration_s: float) -> str:
    if key == AREA and not abs(duration_s - FULL_S) <= NEARLY * FULL_S:
        return tr("an area grows with time, and the reference ranges are of 60 s")
    if not duration_s >= LEAST_S * (1 - NEARLY):
        return tr("less than 20 s is too short for the reference ranges")
    return ""
