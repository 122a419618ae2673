"""How a level is expected to go: the share of reps that will succeed, from what is known of this player. Decision 0015.

The staircase of a skill brings every level of it to 75 % once it has found the player, so that the last success alone
says little. What is left is how sure the staircase is, where it cannot go on, and what this very level came to.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean
from typing import TYPE_CHECKING

from steadyquest.game.stars import KEPT
from steadyquest.game.tasks.kinds import kind_of
from steadyquest.game.world import rung_of_run
from steadyquest.session.skills import skills_of

if TYPE_CHECKING:
    from steadyquest.game.staircase import Staircase
    from steadyquest.levels.read import Level
    from steadyquest.session.person import Person

AT_FIRST = 0.9
"""A staircase begins easy, at d = 0.1: a skill that was never practised goes well."""
FOUND_AFTER = 4
"""Reversals after which a staircase has found its player."""
AT_THE_TOP, AT_THE_BOTTOM = 0.85, 0.6
"""Where the therapist's range ends the staircase can go no further: more, or less, succeeds than it aims at."""
NEAR_END = 0.02


def expected(level: Level, *, person: Person) -> float | None:
    """The share of reps that should succeed; None where nothing is judged, as in levels of only recall and rest."""
    if not any(kind_of(step).judged for step in level.spec.steps):
        return None
    rung = rung_of_run(level.spec, person.progress.rungs)
    guess = by_skills(person.progress.staircase(skill, rung) for skill in skills_of(level.spec))
    past = person.past.get(level.key)
    last = past.last_success if past is not None else None
    known = [share for share in (guess, last) if share is not None]
    return fmean(known) if known else None


def by_skills(staircases: Iterable[Staircase]) -> float | None:
    """What the staircases of a level promise; None where there is none, or each is fixed."""
    shares = [_share(staircase) for staircase in staircases if not staircase.fixed]
    return fmean(shares) if shares else None


def _share(staircase: Staircase) -> float:
    found = min(staircase.reversals, FOUND_AFTER) / FOUND_AFTER
    share = AT_FIRST + found * (KEPT - AT_FIRST)
    if staircase.d >= staircase.hi - NEAR_END:
        return max(share, AT_THE_TOP)
    if staircase.reversals and staircase.d <= staircase.lo + NEAR_END:
        return min(share, AT_THE_BOTTOM)
    return share
