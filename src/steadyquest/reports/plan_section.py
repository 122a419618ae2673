"""The plan in a report: which phase it is, and what was practised, week by week, against what was planned.

Dose, and nothing else: how much is not how well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from steadyquest.errors import LevelError
from steadyquest.levels.plan_read import parse_plan
from steadyquest.levels.plan_spec import PlanSpec
from steadyquest.reports import charts_weeks
from steadyquest.reports.blocks import Block, Cell, Column, Figure, Key, Quote, Section, Table, Text
from steadyquest.reports.charts import BLUE, ORANGE
from steadyquest.reports.plan_words import done_in_words, meaning, phase_in_words, planned_in_words
from steadyquest.session.plan_dose import Dose, dose_under
from steadyquest.session.reasons import told
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.plans import AssignedPlan, PhaseRow
    from steadyquest.records.rows import SessionRow
    from steadyquest.records.store import Store


SHORT_MM = 16.0
"""The bars' height in a summary."""


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


def plan_section(document: PlanDocument | None, *, short: bool = False) -> list[Block]:
    """The goal, the dose against the plan, and the steps with their reasons. `short`: without the steps."""
    if document is None:
        return []
    spec, dose = document.spec, document.dose
    planned = tr("Planned: {dose}.").format(dose=planned_in_words(spec))
    said = " ".join([f"{phase_in_words(spec, document.phase)}.", planned, *done_in_words(dose)])
    blocks = (
        Quote(spec.goal),
        Text(said, lead=f"{document.title}."),
        *dose_figure(dose, planned_weeks=spec.weeks, plot_mm=SHORT_MM if short else charts_weeks.PLOT_MM),
        *([] if short else [*_steps(document), Text(meaning(), hint=True)]),
    )
    return [Section(title=tr("Practised, against the plan"), key="plan", blocks=blocks)]


def steps_section(document: PlanDocument | None) -> list[Block]:
    """How the plan went on, for the details of a document whose summary is short."""
    if document is None or not document.steps:
        return []
    blocks = (*_steps(document), Text(meaning(), hint=True))
    return [Section(title=tr("How the plan went on"), key="steps", blocks=blocks)]


def dose_figure(dose: Dose, *, planned_weeks: int, plot_mm: float = charts_weeks.PLOT_MM) -> list[Block]:
    """Minutes and days of each week against what was planned."""
    if not dose.weeks:
        return []
    drawing = charts_weeks.weeks(dose, planned_weeks=planned_weeks, plot_mm=plot_mm)
    return [Figure(drawing=drawing, legend=dose_legend(dose), measure="dose_minutes")]


def dose_legend(dose: Dose) -> tuple[Key, ...]:
    """What the bars and rings are."""
    has_home = any(week.home_days for week in dose.weeks)
    return (
        Key(tr("at the clinic") if has_home else tr("practised"), BLUE),
        *([Key(tr("at home"), ORANGE)] if has_home else []),
        Key(tr("dashed: planned")),
        Key(tr("dots: days with practice; rings: planned ones without")),
    )


def _steps(document: PlanDocument) -> list[Block]:
    if not document.steps:
        return []
    columns = (Column(tr("Since")), Column(tr("Phase")), Column(tr("Because")))
    rows = tuple(
        (
            Cell(text=step.made_at.astimezone().strftime("%Y-%m-%d")),
            Cell(text=phase_in_words(document.spec, step.phase)),
            Cell(text=told(step.reason, step.why)),
        )
        for step in document.steps
    )
    return [Table(columns=columns, rows=rows, dense=True)]


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
