"""The plan in a report: which phase it is, and what was practised, week by week, against what was planned.

Dose, and nothing else: how much is not how well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from steadyquest.errors import LevelError
from steadyquest.levels.plan_read import parse_plan
from steadyquest.levels.plan_spec import PlanSpec
from steadyquest.reports.plan_words import done_in_words, meaning, phase_in_words, planned_in_words
from steadyquest.session.plan_dose import Dose, WeekDose, dose_under
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.plans import AssignedPlan, PhaseRow
    from steadyquest.records.rows import SessionRow
    from steadyquest.records.store import Store

WIDTH, LEFT, TOP, PLOT_H, FOOT = 900.0, 44.0, 14.0, 120.0, 62.0
WIDEST_BAR = 46.0
DOT = 4.2
MOST_WEEKS_NAMED = 16
"""With more weeks, only every other one has its name under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """A plan as it stood at the end of a session."""

    title: str
    spec: PlanSpec
    phase: int
    dose: Dose
    steps: tuple[PhaseRow, ...]


def plan_document(store: Store, session: SessionRow) -> PlanDocument | None:
    """The plan that a session's player had at that time; None without one."""
    assigned = _plan_at(store, session)
    if assigned is None:
        return None
    try:
        spec = parse_plan(assigned.text, file=assigned.title).spec
    except LevelError:
        return None
    # Played faster than real time, a session is as long as its clock says; what followed from it was stamped last.
    until = max(session.started_at, session.ended_at or session.alive_at) + timedelta(seconds=1)
    steps = tuple(step for step in store.plans.phases(assigned.id) if step.made_at <= until)
    return PlanDocument(
        title=assigned.title,
        spec=spec,
        phase=_phase_in(session, steps),
        dose=dose_under(store, assigned, spec, now=until),
        steps=steps,
    )


def plan_section(document: PlanDocument | None) -> dict[str, Any] | None:
    """What the template prints of it."""
    if document is None:
        return None
    spec, dose = document.spec, document.dose
    return {
        "title": document.title,
        "goal": spec.goal,
        "phase": phase_in_words(spec, document.phase),
        "planned": planned_in_words(spec),
        "done": done_in_words(dose),
        "picture": weeks_picture(dose, planned_weeks=spec.weeks) if dose.weeks else None,
        "has_home": any(week.home_days for week in dose.weeks),
        "steps": [step_in_words(step, spec=spec) for step in document.steps],
        "meaning": meaning(),
    }


def step_in_words(step: PhaseRow, *, spec: PlanSpec) -> dict[str, str]:
    """One step of the plan: when, to where, and why."""
    return {
        "when": step.made_at.astimezone().strftime("%Y-%m-%d"),
        "phase": phase_in_words(spec, step.phase),
        "reason": step.reason,
    }


def weeks_picture(dose: Dose, *, planned_weeks: int) -> Markup:
    """Minutes of each week as a bar, the plan's as a line; below it the days, as many rings as were planned."""
    weeks = dose.weeks
    most = max([dose.minutes_per_week, *(week.minutes for week in weeks)]) * 1.08 or 1.0
    scale, room = PLOT_H / most, (WIDTH - LEFT - 8) / len(weeks)
    base = TOP + PLOT_H
    parts = [_grid(most, scale=scale, base=base)]
    for i, week in enumerate(weeks):
        middle = LEFT + (i + 0.5) * room
        parts.append(_bar(week, middle=middle, width=min(WIDEST_BAR, room * 0.62), scale=scale, base=base))
        parts.append(_days(week, planned=dose.days_per_week, middle=middle, room=room, y=base + 16))
        if len(weeks) <= MOST_WEEKS_NAMED or week.number % 2:
            name = f"{week.begins:%d}.{week.begins:%m}." if len(weeks) > MOST_WEEKS_NAMED else _week_name(week)
            parts.append(_text(middle, base + 40, name))
    planned = [i for i, week in enumerate(weeks) if week.number <= planned_weeks]
    if planned:
        y = base - dose.minutes_per_week * scale
        stop = LEFT + (planned[-1] + 1) * room
        parts.append(f'<path class="planned" d="M{LEFT + planned[0] * room:.1f} {y:.1f}H{stop:.1f}"/>')
    return Markup(  # noqa: S704 - every word in it was escaped where it was put in
        f'<svg class="dose" viewBox="0 0 {WIDTH:g} {TOP + PLOT_H + FOOT - 12:g}" role="img" '
        f'aria-label="{escape(in_words(weeks))}">{"".join(parts)}</svg>'
    )


def in_words(weeks: Sequence[WeekDose]) -> str:
    """The picture, for whoever does not see it."""
    said = tr("week {n}: {minutes:.0f} minutes on {days} days")
    return "; ".join(
        said.format(n=week.number, minutes=week.minutes, days=week.days) for week in weeks if not week.is_ahead
    )


def _week_name(week: WeekDose) -> str:
    return tr("week {n}").format(n=week.number)


def _grid(most: float, *, scale: float, base: float) -> str:
    step = next((s for s in (5, 10, 20, 30, 60, 120, 240, 480) if most / s <= 5), 960)
    lines = []
    for minutes in range(0, int(most) + 1, step):
        y = base - minutes * scale
        lines.append(f'<path class="grid" d="M{LEFT:g} {y:.1f}H{WIDTH - 8:g}"/>')
        lines.append(_text(LEFT - 6, y + 4, str(minutes), anchor="end"))
    return "".join(lines)


def _bar(week: WeekDose, *, middle: float, width: float, scale: float, base: float) -> str:
    if week.is_ahead or not week.minutes:
        return ""
    x, clinic, home = middle - width / 2, (week.minutes - week.home_minutes) * scale, week.home_minutes * scale
    rects = [(base - clinic, clinic, "clinic"), (base - clinic - home, home, "at-home")]
    return "".join(
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
        for y, height, kind in rects
        if height > 0.05
    ) + _text(middle, base - clinic - home - 4, f"{week.minutes:.0f}", kind="value")


def _days(week: WeekDose, *, planned: int, middle: float, room: float, y: float) -> str:
    n = max(planned, week.days)
    gap = min(2 * DOT + 3, (room - 4) / n)
    radius = min(DOT, gap / 2 - 0.6)
    start = middle - (n - 1) * gap / 2
    kinds = ["day" if i < week.days else "day-ahead" if week.is_ahead else "day-planned" for i in range(n)]
    return "".join(
        f'<circle class="{kind}" cx="{start + i * gap:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
        for i, kind in enumerate(kinds)
    )


def _text(x: float, y: float, words: str, *, anchor: str = "middle", kind: str = "tick") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _plan_at(store: Store, session: SessionRow) -> AssignedPlan | None:
    if session.player_id is None:
        return None
    at = session.started_at
    had = [
        plan
        for plan in store.plans.all(session.player_id)
        if plan.assigned_at <= at and (plan.ended_at is None or plan.ended_at >= at)
    ]
    return had[-1] if had else None


def _phase_in(session: SessionRow, steps: Sequence[PhaseRow]) -> int:
    """The phase that was played: as the session says, else as the steps before it say."""
    kept = (session.settings or {}).get("plan")
    if isinstance(kept, dict) and isinstance(kept.get("phase"), int):
        return int(kept["phase"])
    before = [step.phase for step in steps if step.made_at <= session.started_at]
    return before[-1] if before else 0
