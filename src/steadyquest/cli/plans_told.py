"""What commands say of a plan: what is played by today, what followed from it, and how much was practised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from steadyquest.cli.output import Out
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.session.plan_dose import Dose
    from steadyquest.session.sitting import Session

BAR = 24
"""Letters of a whole week's planned minutes."""


def tell_of_plan(out: Out, session: Session, *, asked: bool) -> None:
    """Which plan and phase. UsageError when the player's own was asked for and there is none."""
    from steadyquest.reports.plan_words import phase_in_words, week_in_words

    state = session.person.plan
    if state is None:
        if asked:
            raise click.UsageError(tr("there is no plan: name a player who has one, or give it with plans assign"))
        return
    where = ", ".join(part for part in (phase_in_words(state.spec, state.phase), week_in_words(state)) if part)
    tried = "" if state.assigned else " " + tr("(only tried: it is assigned to nobody)")
    out.say(tr("Plan: {title}. {where}.").format(title=state.plan.title, where=where) + tried)


def tell_of_step(out: Out, session: Session) -> None:
    """Where the plan goes next."""
    from steadyquest.reports.plan_words import phase_in_words

    state, step = session.person.plan, session.plan_step
    if state is not None and step is not None:
        where = phase_in_words(state.spec, step.phase)
        out.say(tr("The plan goes on: {where}, because: {reason}.").format(where=where, reason=step.reason))


def tell_of_dose(out: Out, dose: Dose) -> None:
    """What was practised against the plan, in words and week by week."""
    from steadyquest.reports.plan_words import done_in_words

    for line in done_in_words(dose):
        out.say(line)
    for week in dose.done:
        bar = "█" * min(BAR * 2, round(BAR * week.minutes / dose.minutes_per_week))
        words = trn("{minutes:.0f} min, {n} day, {reps} reps", "{minutes:.0f} min, {n} days, {reps} reps", week.days)
        said = words.format(minutes=week.minutes, n=week.days, reps=week.reps)
        out.say(f"  {tr('week {n}').format(n=week.number):8} {bar:{BAR}}  {said}")
