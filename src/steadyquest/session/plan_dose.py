"""How much was practised, week by week, against what the plan asks. Dose, and nothing about how it went.

A week is seven days; the first one begins with the first session under the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from steadyquest.game.staircase import WEEK_DAYS
from steadyquest.levels.plan_spec import PlanSpec
from steadyquest.session.plan_rules import day_of

if TYPE_CHECKING:
    from steadyquest.records.plans import AssignedPlan, Practice
    from steadyquest.records.store import Store

MOST_WEEKS = 60
"""Of a plan that is followed on and on, the newest ones are told."""
HOME = "home"
"""The session's setting that says it was played at home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDose:
    """What was done in one week."""

    number: int
    begins: date
    days: int = 0
    """Days with practice, wherever it was."""
    home_days: int = 0
    minutes: float = 0.0
    """All of them; each session from its first sample to the end of its last level."""
    home_minutes: float = 0.0
    reps: int = 0
    is_whole: bool = True
    """Whether the week was over at the moment of which this tells."""
    is_ahead: bool = False
    """Whether it had not begun."""

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {**asdict(self), "begins": self.begins.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """Planned and done."""

    weeks: tuple[WeekDose, ...]
    days_per_week: int
    minutes_per_week: float

    @property
    def done(self) -> tuple[WeekDose, ...]:
        """The weeks that have begun."""
        return tuple(week for week in self.weeks if not week.is_ahead)

    @property
    def whole(self) -> tuple[WeekDose, ...]:
        """The weeks that are over: only these are held against the plan."""
        return tuple(week for week in self.done if week.is_whole)

    @property
    def days(self) -> int:
        """Days with practice so far."""
        return sum(week.days for week in self.done)

    @property
    def minutes(self) -> float:
        """Minutes of practice so far."""
        return sum(week.minutes for week in self.done)

    @property
    def reps(self) -> int:
        """Reps tried so far. A plan asks for days and minutes, not for reps."""
        return sum(week.reps for week in self.done)

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "planned": {"days_per_week": self.days_per_week, "minutes_per_week": self.minutes_per_week},
            "done": {"days": self.days, "minutes": round(self.minutes, 1), "reps": self.reps},
            "weeks": [week.as_dict() for week in self.weeks],
        }


def dose_under(store: Store, assigned: AssignedPlan, spec: PlanSpec, *, now: datetime) -> Dose:
    """The dose under an assigned plan as of a moment, and of the weeks that it still plans."""
    until = min(now, assigned.ended_at) if assigned.ended_at is not None else now
    return dose_of(spec, store.plans.practice(assigned.player_id, since=assigned.assigned_at, until=until), now=until)


def dose_of(spec: PlanSpec, practice: Sequence[Practice], *, now: datetime) -> Dose:
    """The same of sessions, oldest first."""
    if not practice:
        return Dose(weeks=(), days_per_week=spec.days, minutes_per_week=spec.minutes_per_week)
    first, today = day_of(practice[0].started_at), day_of(now)
    last = max(spec.weeks, (today - first).days // WEEK_DAYS + 1)
    by_week: dict[int, list[Practice]] = {}
    for session in practice:
        by_week.setdefault((day_of(session.started_at) - first).days // WEEK_DAYS + 1, []).append(session)
    numbers = range(max(1, last - MOST_WEEKS + 1), last + 1)
    weeks = (_week(n, first + timedelta(days=WEEK_DAYS * (n - 1)), by_week.get(n, []), today=today) for n in numbers)
    return Dose(weeks=tuple(weeks), days_per_week=spec.days, minutes_per_week=spec.minutes_per_week)


def is_home(session: Practice) -> bool:
    """Whether a session was played at home: it says so, or it came from elsewhere."""
    return bool(session.settings.get(HOME) or session.origin)


def _week(number: int, begins: date, sessions: Sequence[Practice], *, today: date) -> WeekDose:
    home = [session for session in sessions if is_home(session)]
    return WeekDose(
        number=number,
        begins=begins,
        days=len({day_of(session.started_at) for session in sessions}),
        home_days=len({day_of(session.started_at) for session in home}),
        minutes=sum(session.seconds for session in sessions) / 60,
        home_minutes=sum(session.seconds for session in home) / 60,
        reps=sum(session.reps for session in sessions),
        is_whole=today >= begins + timedelta(days=WEEK_DAYS),
        is_ahead=today < begins,
    )
