"""What `play` and `assess` make of their options: levels, plan, feet, and the records, locked for this game."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from steadyquest.errors import SignalError
from steadyquest.session.options import Options
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.plan_spec import Plan
    from steadyquest.levels.read import Level
    from steadyquest.records.store import Store
    from steadyquest.signal.mat import Feet

REMEMBERED = "game"
ASSIGNED = "assigned"
"""The word for the player's own plan, where another's file may stand."""


def on_mat(_: click.Context, param: click.Parameter, value: str | None) -> Feet | None:
    """A pair of places on the foot mat; what cannot be is a mistake in the command line."""
    from steadyquest.signal.mat import parse_feet

    try:
        return None if value is None else parse_feet(value)
    except SignalError as fault:
        said = tr("{fault}; as one word, in quotes: {example}")
        raise click.BadParameter(said.format(fault=fault, example='--feet "C4 D4"'), param=param) from fault


def named_levels(names: tuple[str, ...], stance: str | None) -> tuple[Level, ...]:
    """The levels of these names or files. LevelError with all that is wrong; UsageError for the wrong stance."""
    from steadyquest.levels.library import find
    from steadyquest.session.choose import suits

    named = tuple(find(name) for name in names)
    for level in named:
        if not suits(level, stance):
            allowed = ", ".join(level.spec.stance)
            said = tr("{level} is not for --stance {stance}; it allows {allowed}")
            raise click.UsageError(said.format(level=level.key, stance=stance, allowed=allowed))
    return named


def options_of(
    *, minutes: float | None, probe: str | None = None, plan_name: str | None = None, **wanted: Any
) -> Options:
    """What was chosen on the command line. LevelError with all that is wrong with the plan."""
    wanted = {**wanted, "probe": probe or "", "plan": _plan_to_try(plan_name)}
    return Options(**wanted) if minutes is None else Options(minutes=minutes, minutes_given=True, **wanted)


def _plan_to_try(name: str | None) -> Plan | None:
    if name is None or name == ASSIGNED:
        return None
    from steadyquest.levels.plan_read import read_plan

    return read_plan(Path(name))


def open_records(database: str | None, stack: ExitStack) -> tuple[Store, Any]:
    """The records, locked for this game, with a thread that writes."""
    from steadyquest.records.lock import play_lock
    from steadyquest.records.store import open_store
    from steadyquest.records.writer import Recorder

    store = stack.enter_context(open_store(database))
    stack.enter_context(play_lock(store))
    return store, stack.enter_context(Recorder(store))
