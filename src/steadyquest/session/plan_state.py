"""Where a player's plan is: its phase and week, as of a moment, computed from the records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from steadyquest.errors import LevelError
from steadyquest.levels.plan_levels import keys_of
from steadyquest.levels.plan_read import parse_plan
from steadyquest.levels.plan_spec import TWO_GOOD_SESSIONS, PhaseSpec, Plan, PlanSpec
from steadyquest.session.plan_dose import is_home
from steadyquest.session.plan_rules import Going, Step, due_by_sessions, due_by_weeks, goings_of, week_of

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.records.plans import AssignedPlan, Practice
    from steadyquest.records.store import Store
    from steadyquest.session.options import Options


LOOK_BACK = 20
"""Sessions at the clinic that are looked at for two good ones in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """A plan as it is now. `assigned` is None for one that is only tried."""

    plan: Plan
    now: datetime
    assigned: AssignedPlan | None = None
    phase: int = 0
    """Counted from 0; the number after the last one means that all phases are over."""
    began: datetime | None = None
    """The first session of the phase."""
    due: Step | None = None
    """The step into this phase, while it is not kept yet."""
    goings: tuple[Going, ...] = ()
    """How the sessions of the phase went so far."""

    @property
    def spec(self) -> PlanSpec:
        """What the plan asks."""
        return self.plan.spec

    @property
    def is_over(self) -> bool:
        """Whether all phases are over; the last one's levels are still played."""
        return self.phase >= len(self.spec.phases)

    @property
    def phase_spec(self) -> PhaseSpec:
        """The phase that is played."""
        return self.spec.phases[min(self.phase, len(self.spec.phases) - 1)]

    @property
    def week(self) -> int:
        """Which week of the phase it is."""
        return week_of(self.began or self.now, self.now)

    def wanted(self, levels: Sequence[Level]) -> tuple[str, ...]:
        """The keys of the levels that are to be offered."""
        return keys_of(self.phase_spec.levels, levels, spec=self.spec)

    def wanted_at_home(self, levels: Sequence[Level]) -> tuple[str, ...]:
        """The keys of the levels for home; none of them ever asks for the therapist's word."""
        return keys_of(self.phase_spec.home, levels, spec=self.spec, home=True)

    def as_settings(self) -> dict[str, Any]:
        """For the record of a session."""
        return {
            "id": self.assigned.id if self.assigned else None,
            "title": self.plan.title,
            "hash": self.plan.hash,
            "phase": self.phase,
            "phases": len(self.spec.phases),
            "week": self.week,
        }


def plan_of(player_id: int | None, *, options: Options, store: Store | None) -> PlanState | None:
    """The plan that a session is played with: one to try, the player's own, or none."""
    if options.no_plan:
        return None
    now = options.now()
    if options.plan is not None:
        return PlanState(plan=options.plan, now=now)
    if store is None or player_id is None:
        return None
    try:
        return present(store, player_id, now=now)
    except LevelError:
        # It could be read when it was assigned; play goes on without it, and `plans show` says what is wrong.
        return None


def present(store: Store, player_id: int, *, now: datetime) -> PlanState | None:
    """The assigned plan at a moment, with the step that is due by then. Raises LevelError when it cannot be read."""
    assigned = store.plans.current(player_id)
    if assigned is None:
        return None
    plan = parse_plan(assigned.text, file=f"{assigned.title}.toml")
    # The records keep whole seconds: a session that begins in this one must not lie before it.
    state = PlanState(plan=plan, now=now.replace(microsecond=0), assigned=assigned)
    rows = store.plans.phases(assigned.id)
    newest = rows[-1] if rows else None
    since = newest.made_at if newest else assigned.assigned_at
    # The session from which the step followed was played in the phase before.
    before = newest.session_id if newest and newest.rule == TWO_GOOD_SESSIONS else None
    practice = [p for p in store.plans.practice(player_id, since=since) if p.session_id != before]
    return _with_due(_in_phase(state, newest.phase if newest else 0, practice=practice, store=store))


def keep_due(state: PlanState, *, session_id: int, verb: Callable[..., object]) -> None:
    """A session begins in a new phase: the step goes to the records."""
    if state.due is not None and state.assigned is not None:
        step = state.due
        of = {"session_id": step.session_id or session_id, "at": state.now}
        verb(state.assigned.id, phase=step.phase, rule=step.rule, why=step.why.as_dict(), **of)


def settle(store: Store, player_id: int, *, session_id: int, now: datetime) -> Step | None:
    """After a session: the step that follows from it, kept. None when the phase goes on."""
    state = present(store, player_id, now=now)
    if state is None or state.due is None:
        return None
    keep_due(state, session_id=session_id, verb=store.plans.enter)
    return state.due


def _in_phase(state: PlanState, phase: int, *, practice: Sequence[Practice], store: Store) -> PlanState:
    # What was played at home counts as practice, but nobody who could judge it saw how it was done.
    order = {p.session_id: i for i, p in enumerate(practice) if not is_home(p)}
    found = replace(state, phase=phase, began=practice[0].started_at if practice else None)
    player_id = state.assigned.player_id if state.assigned else 0
    reps = store.practice.reps(player_id, among=list(order)[-LOOK_BACK:])
    goings = goings_of(reps, phase=found.phase_spec, spec=state.spec)
    return replace(found, goings=tuple(sorted(goings, key=lambda going: order[going.session_id])))


def _with_due(state: PlanState) -> PlanState:
    """In the phase that begins now, when one is due."""
    if state.is_over:
        return state
    phase, number = state.phase_spec, state.phase
    step = due_by_weeks(phase, number, began=state.began, now=state.now)
    step = step or due_by_sessions(phase, number, goings=state.goings)
    return state if step is None else replace(state, phase=step.phase, due=step, began=None, goings=())
