"""A plan rehearsed: a simulated person comes as it asks, day after day, by a clock of its own. Synthetic throughout.

Nobody learns in it: it shows how a plan runs, what it asks, and what its report will look like.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from steadyquest.conventions import ON_BOTH_FEET
from steadyquest.errors import SignalError
from steadyquest.game.staircase import WEEK_DAYS
from steadyquest.levels.plan_levels import stances_in
from steadyquest.levels.plan_spec import THERAPIST, Plan, PlanSpec
from steadyquest.session.assessments.alone import conduct
from steadyquest.session.assessments.conduct import Assessing
from steadyquest.session.assessments.protocol import LIMITS, QUIET, assessment, suits
from steadyquest.session.feel_probe import probe_for
from steadyquest.session.headless import HeadlessPlay
from steadyquest.session.options import Options
from steadyquest.session.plan_rules import Step, day_of
from steadyquest.session.plan_state import PlanState, present
from steadyquest.session.reasons import PLANNED_WEEKS_OVER, Reason
from steadyquest.session.sitting import Session
from steadyquest.signal.mat import parse_feet
from steadyquest.signal.reach import LEAST_MM
from steadyquest.simulate.people import Person, as_individual
from steadyquest.simulate.person import GLANCE, SimulatedPerson
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.records.rows import Player
    from steadyquest.records.store import Store
    from steadyquest.records.writer import Recorder
    from steadyquest.session.result import SessionSummary

HOUR, HOME_HOURS = 10, 7
"""Of the day, at which everybody comes; and so much later one plays at home."""
WHOLE_S = 60.0
"""Of quiet standing: as long as the recordings that its references are from."""
FEET = "C4 C4"
"""Where they stand on the mat, side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedSession:
    """One day of a rehearsal."""

    week: int
    moment: datetime
    home: bool
    state: PlanState
    """The plan as the session began."""
    summary: SessionSummary
    step: Step | None
    """What followed from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Played:
    """What is to be played on one day."""

    state: PlanState
    moment: datetime
    week: int
    home: bool
    seed: int
    assessed: bool


class _Clock:
    """The rehearsal's own: it stands still while somebody plays, and is set forward at the end."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


def days_of(spec: PlanSpec) -> list[tuple[int, bool]]:
    """The days on which somebody plays who does as planned, counted from the first, and which are at home.

    The days at the clinic lie evenly over each week, those at home evenly over the rest of it.

    >>> from steadyquest.levels.plan_spec import PhaseSpec
    >>> days_of(PlanSpec(goal="", phases=(PhaseSpec(weeks=1, levels=(), home=("",)),), home_days_per_week=2))
    [(0, False), (1, True), (2, False), (4, False), (5, True)]
    """
    clinic = _spread(spec.days_per_week, range(WEEK_DAYS))
    rest = [day for day in range(WEEK_DAYS) if day not in clinic]
    n = spec.home_days_per_week or 0 if spec.has_home else 0
    home = _spread(min(n, len(rest)), rest) + clinic[: max(0, n - len(rest))]
    week = sorted([*((day, False) for day in clinic), *((day, True) for day in home)])
    return [(WEEK_DAYS * number + day, at_home) for number in range(spec.weeks) for day, at_home in week]


def _spread(n: int, days: Sequence[int]) -> list[int]:
    return [days[len(days) * i // n] for i in range(n)]


def begin(store: Store, plan: Plan, *, who: Person, name: str, levels: Sequence[Level], now: datetime) -> Player:
    """The player, measured, and with the plan assigned so long ago that it ends today."""
    player = store.players.add(
        name, affected=who.affected, height_cm=round(100 * who.height_m), weight_kg=who.weight_kg,
        birth_year=now.year - who.years - 1, notes=tr("simulated: {what}").format(what=who.what),
    )  # fmt: skip
    mm = [max(LEAST_MM, one) for one in SimulatedPerson(who, seed=0).limit.mm]
    for stance, surface in sorted({(s, level.spec.surface) for level in levels for s in stances_in(plan.spec, level)}):
        store.reaches.save(player.id, stance=stance, surface=surface, kind="full", mm=mm)
    first = (
        (now - timedelta(days=WEEK_DAYS * plan.spec.weeks - 1))
        .astimezone()
        .replace(hour=HOUR, minute=0, second=0, microsecond=0)
    )
    store.plans.assign(player.id, title=plan.title, text=plan.text, digest=plan.hash, at=first)
    return player


def rehearse(
    store: Store,
    recorder: Recorder,
    player: Player,
    *,
    who: Person,
    levels: Sequence[Level],
    seed: int = 1,
    missed: float = 0.0,
    assessed: bool = False,
) -> Iterator[RehearsedSession]:
    """Play every session of the player's plan. `missed` is the share of days on which they stay away.

    `assessed`: each week's first day at the clinic begins with quiet standing, limits of stability and the feel probe.
    """
    assigned = store.plans.current(player.id)
    state = present(store, player.id, now=assigned.assigned_at) if assigned else None
    if assigned is None or state is None:
        return
    rng, seen = random.Random(seed), set[int]()
    who = replace(who, sway=as_individual(who.sway, rng=rng))
    for number, (day, home) in enumerate(days_of(state.spec)):
        if number and rng.random() < missed:
            continue
        moment = (assigned.assigned_at + timedelta(days=day, hours=HOME_HOURS * home)).astimezone()
        _go_on_by_hand(store, player, now=moment)
        state = present(store, player.id, now=moment)
        if state is None or (home and not state.phase_spec.home):
            continue
        week = day // WEEK_DAYS + 1
        played = _Played(
            state=state,
            moment=moment,
            week=week,
            home=home,
            seed=seed + 1000 * number,
            assessed=assessed and not home and week not in seen,
        )
        seen |= set() if home else {week}
        yield _session(store, recorder, player, who=who, levels=levels, played=played)


def _session(
    store: Store,
    recorder: Recorder,
    player: Player,
    *,
    who: Person,
    levels: Sequence[Level],
    played: _Played,
) -> RehearsedSession:
    clock = _Clock(played.moment)
    source = SimulatedPerson(who, seed=played.seed, spread=0.0, at_once=GLANCE)
    stance = next(iter(played.state.spec.stance), None)
    feet = parse_feet(FEET) if (stance or ON_BOTH_FEET[0]) in ON_BOTH_FEET else None
    session = Session(
        source,
        player=store.players.find(player.id),
        options=Options(now=clock, seed=played.seed, feet=feet, home=played.home),
        levels=levels,
        store=store,
        recorder=recorder,
        label=source.board_id,
    )

    def look(scene: Any) -> None:
        source.reach = session.reach
        source.observe(scene)

    first = _assess(session, store, watch=look) if played.assessed else ()
    HeadlessPlay(session, first=first, watch=look, fast=True).play()
    clock.moment = played.moment + timedelta(seconds=session.seconds)
    summary = session.end()
    return RehearsedSession(
        week=played.week,
        moment=played.moment,
        home=played.home,
        state=played.state,
        summary=summary,
        step=session.plan_step,
    )


def _assess(session: Session, store: Store, *, watch: Any) -> tuple[Level, ...]:
    """What a week begins with; the feel probe is left to be played next."""
    for kind in (QUIET, LIMITS):
        if suits(kind, session.person.stance):
            assessing = Assessing(
                assessment(kind, seconds=WHOLE_S if kind == QUIET else None), session=session, store=store
            )
            conduct(assessing, session=session, ready=_nothing, told=_nothing, watch=watch, fast=True)
    try:
        return (probe_for(store, session),)
    except SignalError:
        return ()


def _nothing(_: object) -> None:
    """Nobody has to be asked or told."""


def _go_on_by_hand(store: Store, player: Player, *, now: datetime) -> None:
    """The rehearsal's therapist goes on where the planned weeks are over and the rule has not led on."""
    state = present(store, player.id, now=now)
    if state is None or state.assigned is None or state.due is not None or state.is_over or state.began is None:
        return
    if (day_of(now) - day_of(state.began)).days >= WEEK_DAYS * state.phase_spec.weeks:
        why = Reason(PLANNED_WEEKS_OVER).as_dict()
        store.plans.enter(state.assigned.id, phase=state.phase + 1, rule=THERAPIST, why=why, at=now)
