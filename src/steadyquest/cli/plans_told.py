"""What `play` says of the plan: what is played by today, and what followed from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from steadyquest.cli.output import Out
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.session.sitting import Session


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
