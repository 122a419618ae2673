"""Words about plans: where one is, what it asks, what was done, and what leads on."""

from __future__ import annotations

from datetime import timedelta

from steadyquest.game.staircase import WEEK_DAYS
from steadyquest.game.stars import KEPT
from steadyquest.levels.plan_spec import TWO_GOOD_SESSIONS, WEEKS, PhaseSpec, PlanSpec
from steadyquest.session.plan_dose import Dose
from steadyquest.session.plan_rules import LEAST_REPS, SHARE_OF_RANGE, Going, day_of
from steadyquest.session.plan_state import PlanState
from steadyquest.session.rung_advice import HARD_D
from steadyquest.words import tr, trn


def meaning() -> str:
    """What the dose is, and what it is not."""
    return tr(
        "This counts what was practised: minutes from a session's first sample to the end of its last level, and the "
        "days on which there was one. It does not say how well anybody stands or moves, or whether that has changed."
    )


def phase_in_words(spec: PlanSpec, phase: int) -> str:
    """Where the plan is."""
    n = len(spec.phases)
    if phase >= n:
        return trn("The plan's one phase is over", "All {n} phases of the plan are over", n).format(n=n)
    title = spec.phases[phase].title
    words = tr("Phase {number} of {n}: {title}") if title else tr("Phase {number} of {n}")
    return words.format(number=phase + 1, n=n, title=title)


def planned_in_words(spec: PlanSpec) -> str:
    """The dose that the plan asks for."""
    days = trn("{minutes:g} minutes on {n} day a week", "{minutes:g} minutes on {n} days a week", spec.days_per_week)
    words = days.format(minutes=spec.minutes, n=spec.days_per_week)
    if spec.has_home and spec.home_days_per_week:
        more = trn(
            "and at home {minutes:g} minutes on {n} day", "and at home {minutes:g} minutes on {n} days",
            spec.home_days_per_week,
        )  # fmt: skip
        words = f"{words}, {more.format(minutes=spec.home_minutes, n=spec.home_days_per_week)}"
    weeks = trn("for {n} week", "for {n} weeks", spec.weeks).format(n=spec.weeks)
    return f"{words}, {weeks}"


def done_in_words(dose: Dose) -> list[str]:
    """What was done: in all, and in the weeks that are over against the plan."""
    if not dose.weeks:
        return [tr("Nothing was played under this plan yet.")]
    words = trn("So far: {n} day, {minutes:.0f} minutes, {reps} reps.",
                "So far: {n} days, {minutes:.0f} minutes, {reps} reps.", dose.days)  # fmt: skip
    said = [words.format(n=dose.days, minutes=dose.minutes, reps=dose.reps)]
    home_days, home_minutes = (
        sum(week.home_days for week in dose.done),
        sum(week.home_minutes for week in dose.done),
    )
    if home_days:
        words = trn("Of these at home: {n} day, {minutes:.0f} minutes.",
                    "Of these at home: {n} days, {minutes:.0f} minutes.", home_days)  # fmt: skip
        said.append(words.format(n=home_days, minutes=home_minutes))
    whole = dose.whole
    if whole:
        words = trn(
            "In the {n} week that is over: {days} of {planned_days} planned days, "
            "{minutes:.0f} of {planned:.0f} minutes.",
            "In the {n} weeks that are over: {days} of {planned_days} planned days, "
            "{minutes:.0f} of {planned:.0f} minutes.",
            len(whole),
        )
        said.append(
            words.format(
                n=len(whole),
                days=sum(week.days for week in whole),
                planned_days=dose.days_per_week * len(whole),
                minutes=sum(week.minutes for week in whole),
                planned=dose.minutes_per_week * len(whole),
            )
        )
    return said


def week_in_words(state: PlanState) -> str:
    """Which week of its phase it is."""
    if state.is_over or state.assigned is None:
        return ""
    if state.began is None:
        return tr("not begun yet")
    return tr("week {week} of {weeks}").format(week=state.week, weeks=state.phase_spec.weeks)


def next_in_words(state: PlanState, *, name: str) -> list[str]:
    """What leads on from here."""
    if state.is_over:
        return [tr("The last phase's levels go on until you end the plan or assign another one.")]
    phase, said = state.phase_spec, []
    if phase.advance == WEEKS:
        words = trn(
            "It goes on {n} week after the phase's first session",
            "It goes on {n} weeks after the phase's first session",
            phase.weeks,
        )
        said.append(words.format(n=phase.weeks) + _on(state) + ".")
    elif phase.advance == TWO_GOOD_SESSIONS:
        words = tr(
            "It goes on after two good sessions in a row: {reps} reps or more in this phase's levels, {share} % of "
            "them well, at a mean difficulty of {d:g} or, where a skill's range ends lower, {part} % of its upper end."
        )
        said.append(words.format(reps=LEAST_REPS, share=round(100 * KEPT), d=HARD_D, part=round(100 * SHARE_OF_RANGE)))
        said += [going_in_words(going) for going in state.goings[-2:]]
    if phase.advance != WEEKS and state.began is not None and state.week > phase.weeks:
        said.append(tr("The weeks planned for this phase are over; it goes on until then."))
    if phase.advance != WEEKS:
        said.append(
            tr("Your word leads on at any time: {command}").format(command=f'steadyquest plans advance "{name}"')
        )
    return said


def advance_in_words(phase: PhaseSpec) -> str:
    """What leads from a phase to the next, for a table."""
    if phase.advance == WEEKS:
        return trn("after {n} week", "after {n} weeks", phase.weeks).format(n=phase.weeks)
    if phase.advance == TWO_GOOD_SESSIONS:
        return tr("after two good sessions in a row, or on your word")
    return tr("on your word")


def going_in_words(going: Going) -> str:
    """How one session went, by the rule."""
    words = tr("Session {id}: {reps} reps, {share} % well, mean difficulty {d} (needed: {enough}): {verdict}")
    return words.format(
        id=going.session_id,
        reps=going.reps,
        share=int(100 * going.share),
        d=f"{going.mean_d:.2f}",
        enough=f"{going.enough_d:.2f}",
        verdict=tr("this counts") if going.good else tr("does not count yet"),
    )


def _on(state: PlanState) -> str:
    if state.began is None:
        return ""
    day = day_of(state.began) + timedelta(days=WEEK_DAYS * state.phase_spec.weeks)
    return tr(", on {day}").format(day=day.isoformat())
