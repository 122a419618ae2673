"""When a plan goes on to its next phase. Decision 0017.

Every rule is computed from what is in the records, so that it can be computed again; its reason is kept as data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from steadyquest.game.staircase import WEEK_DAYS
from steadyquest.game.stars import KEPT
from steadyquest.game.tasks.kinds import staircase_of
from steadyquest.levels.plan_spec import TWO_GOOD_SESSIONS, WEEKS, PhaseSpec, PlanSpec
from steadyquest.session import reasons
from steadyquest.session.reasons import Reason
from steadyquest.session.rung_advice import HARD_D

if TYPE_CHECKING:
    from steadyquest.records.practice import PractisedRep

SHARE_OF_RANGE = 0.8
"""Where the therapist's range ends lower, this share of its upper end will do."""
LEAST_REPS = 8
"""A session of fewer judged reps says nothing."""


class Step(NamedTuple):
    """A phase that begins: its number, the rule that led to it, and why."""

    phase: int
    rule: str
    why: Reason
    session_id: int | None = None
    """The session from which it follows; None: the one that begins."""

    @property
    def reason(self) -> str:
        """Why, in words of the language that is spoken now."""
        return str(self.why)


class Going(NamedTuple):
    """How one session went in the levels of a phase."""

    session_id: int
    reps: int
    share: float
    mean_d: float
    enough_d: float
    """What the mean difficulty has to be."""

    @property
    def good(self) -> bool:
        """Enough reps, enough of them well, and hard enough."""
        return self.reps >= LEAST_REPS and self.share >= KEPT and self.mean_d >= self.enough_d - 1e-9


def day_of(moment: datetime) -> date:
    """The calendar day here."""
    return moment.astimezone().date()


def week_of(began: datetime, now: datetime) -> int:
    """Which week of seven days it is, the first one being 1."""
    return max(0, (day_of(now) - day_of(began)).days) // WEEK_DAYS + 1


def due_by_weeks(phase: PhaseSpec, number: int, *, began: datetime | None, now: datetime) -> Step | None:
    """The step when the phase's weeks have passed since its first session."""
    if phase.advance != WEEKS or began is None or week_of(began, now) <= phase.weeks:
        return None
    return Step(number + 1, WEEKS, Reason(reasons.WEEKS_OVER, {"n": phase.weeks}))


def due_by_sessions(phase: PhaseSpec, number: int, *, goings: Sequence[Going]) -> Step | None:
    """The step after two good sessions in a row; sessions without a rep in the phase's levels are not counted."""
    last = goings[-2:]
    if phase.advance != TWO_GOOD_SESSIONS or len(last) < 2 or not all(going.good for going in last):
        return None
    found = {"shares": [going.share for going in last], "d": [going.mean_d for going in last]}
    return Step(number + 1, TWO_GOOD_SESSIONS, Reason(reasons.GOOD_SESSIONS, found), last[1].session_id)


def goings_of(reps: Iterable[PractisedRep], *, phase: PhaseSpec, spec: PlanSpec) -> list[Going]:
    """How each session went in the levels of a phase, in the order of the reps. Tagged reps do not count."""
    names = set(phase.levels)
    by_session: dict[int, list[PractisedRep]] = {}
    for rep in reps:
        if rep.counted and (rep.level_key in names or rep.level_key.partition("/")[0] in names):
            by_session.setdefault(rep.session_id, []).append(rep)
    return [_going(session_id, counted, spec=spec) for session_id, counted in by_session.items()]


def _going(session_id: int, reps: Sequence[PractisedRep], *, spec: PlanSpec) -> Going:
    n = len(reps)
    return Going(
        session_id,
        n,
        sum(rep.success for rep in reps) / n,
        sum(rep.d for rep in reps) / n,
        sum(_enough_d(rep.skill, spec=spec) for rep in reps) / n,
    )


def _enough_d(skill: str, *, spec: PlanSpec) -> float:
    span = spec.envelope.get(staircase_of(skill))
    return HARD_D if span is None else min(HARD_D, SHARE_OF_RANGE * span.hi)
