"""Stars: for finishing, for trying every rep, for an own best. There is no losing one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

KEPT = 0.75


class Outcome(NamedTuple):
    """What a run came to."""

    complete: bool
    every_rep_tried: bool
    success: float | None
    rung: int
    best_d: Mapping[str, float]
    """The hardest d that ever succeeded, per skill, this run included."""


def stars_for(outcome: Outcome, *, best_before: Mapping[str, float], hours_kept: tuple[int, ...]) -> int:
    """0 to 3: one for finishing, two when every rep was tried, three for an own best, a new hour or an hour kept."""
    if not outcome.complete:
        return 0
    if not outcome.every_rep_tried:
        return 1
    # Where nothing was played before there is no best to beat.
    own_best = any(d > best_before[skill] > 0 for skill, d in outcome.best_d.items() if skill in best_before)
    new_hour = outcome.rung > 0 and outcome.rung not in hours_kept
    kept = outcome.success is not None and outcome.success >= KEPT
    return 3 if own_best or new_hour or kept else 2
