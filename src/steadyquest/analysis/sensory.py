"""The sensory test: quiet standing with eyes open and closed, on firm ground and on foam, mean velocity each.

It is "mCTSIB-style CoP velocity": modelled on the modified Clinical Test of Sensory Interaction in Balance (Shumway-
Cook & Horak 1986; Cohen, Blatchly & Gombash 1993), with the velocity of the centre of pressure instead of a sway
angle, so that its figures are not those of any product.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from steadyquest.errors import SignalError
from steadyquest.words import tr

CONDITIONS = (("open", "firm"), ("closed", "firm"), ("open", "foam"), ("closed", "foam"))
"""Eyes and surface, from the easiest on."""
Condition = tuple[str, str]


class Sensory(NamedTuple):
    """All trials together. Velocities in mm/s; what has no trial is missing or None."""

    means: dict[Condition, float]
    """Mean of each condition's trials, in the order of `CONDITIONS`."""
    trials: dict[Condition, int]
    composite: float | None
    """Mean of all trials; None unless each condition has one, and as many as the others."""
    romberg_firm: float | None
    romberg_foam: float | None
    why_not: str = ""
    """Why there is no composite."""


def sensory(velocities_mm_s: Mapping[Condition, Sequence[float]]) -> Sensory:
    """Mean velocity per condition, their composite, and the Romberg ratios.

    Parameters
    ----------
    velocities_mm_s : for each (eyes, surface) the mean velocities of its trials in mm/s

    Raises
    ------
    SignalError
        A condition that is none of the four, or a velocity that is not above zero.

    Examples
    --------
    >>> found = sensory({("open", "firm"): [8, 10], ("closed", "firm"): [11, 13],
    ...                  ("open", "foam"): [20, 22], ("closed", "foam"): [30, 34]})
    >>> found.composite, round(found.romberg_firm, 3), round(found.romberg_foam, 3)
    (18.5, 1.333, 1.524)
    """
    for condition, values in velocities_mm_s.items():
        if condition not in CONDITIONS:
            raise SignalError(tr("{condition} is no condition of the sensory test").format(condition=condition))
        if not all(math.isfinite(value) and value > 0 for value in values):
            raise SignalError(tr("a mean velocity must be above zero; the record is damaged"))
    known = {condition: list(velocities_mm_s.get(condition, ())) for condition in CONDITIONS}
    trials = {condition: len(values) for condition, values in known.items() if values}
    means = {condition: sum(values) / len(values) for condition, values in known.items() if values}
    # A composite of unequal shares would move with what is missing, not with the player.
    even = len(means) == len(CONDITIONS) and len(set(trials.values())) == 1
    return Sensory(
        means=means,
        trials=trials,
        composite=sum(means.values()) / len(means) if even else None,
        romberg_firm=_ratio(means, "firm"),
        romberg_foam=_ratio(means, "foam"),
        why_not="" if even else tr("a composite needs all four conditions with the same number of trials"),
    )


def romberg_ratio(closed_mm_s: float, open_mm_s: float) -> float:
    """Mean velocity with eyes closed over that with eyes open, of equal stance, surface and duration.

    Raises SignalError when one of them is not above zero.

    >>> romberg_ratio(11.0, 10.0)
    1.1
    """
    if not (math.isfinite(closed_mm_s) and closed_mm_s > 0 and math.isfinite(open_mm_s) and open_mm_s > 0):
        raise SignalError(tr("a Romberg ratio needs two velocities above zero"))
    return closed_mm_s / open_mm_s


def _ratio(means: Mapping[Condition, float], surface: str) -> float | None:
    closed, opened = means.get(("closed", surface)), means.get(("open", surface))
    return None if closed is None or opened is None else romberg_ratio(closed, opened)
