"""`results`: clinical results that are entered by hand, kept with the player."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from steadyquest.cli.output import Finite, Out, database_option, json_option
from steadyquest.records.clinical import CLINICAL, checked_day, checked_note, title, told, walk_m_s
from steadyquest.session.plan_rules import day_of
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.rows import ClinicalResult
    from steadyquest.records.store import Store


def _number(kind: str) -> click.ParamType[Any]:
    limits = CLINICAL[kind]
    if limits.whole:
        return click.IntRange(int(limits.least), int(limits.most))
    return Finite(limits.least, limits.most)


@click.group()
def results() -> None:
    """Clinical results entered by hand: add, list, delete."""


@results.command("add")
@click.argument("name")
@click.option("--tug", type=_number("tug"), metavar="S", help="Timed Up and Go, in seconds.")
@click.option("--pbs", type=_number("pbs"), metavar="N", help="Paediatric Balance Scale, 0 to 56.")
@click.option("--walk", type=_number("walk"), metavar="S", help="10-metre walk, in seconds.")
@click.option(
    "--goal", type=_number("goal"), metavar="N", help="How near the own goal is, in the player's words: 0-10."
)
@click.option("--note", default="", metavar="TEXT", help="A note, kept with each of them.")
@click.option("--session", metavar="SESSION", help="The session that they belong to (a number, or last), and its day.")
@click.option("--on", "day", metavar="DATE", help="The day on which they were measured, as 2026-02-27; else today.")
@database_option
@json_option
def results_add(
    name: str,
    *,
    note: str,
    session: str | None,
    day: str | None,
    database: str | None,
    as_json: bool,
    **values: float | None,
) -> None:
    """Keep clinical results of NAME; several at once are welcome."""
    out = Out(as_json)
    given = {kind: value for kind in CLINICAL if (value := values[kind]) is not None}
    if not given:
        raise click.UsageError(tr("Give at least one result: --tug, --pbs, --walk or --goal."))
    if session and day is not None:
        raise click.UsageError(tr("Give --session or --on, not both: a session has its own day."))
    note = checked_note(note)
    with _opened(database) as store:
        player = store.players.find(name)
        of: dict[str, Any] = {}
        if session:
            found = store.sessions.find(session)
            of = {"session_id": found.id, "at": found.started_at}
        elif day is not None:
            of = {"on": checked_day(day, today=day_of(datetime.now(UTC)), birth_year=player.birth_year)}
        kept = store.results.add_all(player.id, values=given, note=note, **of)
    for result in kept:
        out.say(f"{result.id:4}  {_in_words(result)}" + (f", {result.day}" if result.measured_on else ""))
    out.result([_as_dict(result) for result in kept])


@results.command("list")
@click.argument("name")
@database_option
@json_option
def results_list(name: str, *, database: str | None, as_json: bool) -> None:
    """List the clinical results of NAME, the oldest first, by the day on which they were measured."""
    columns = {
        "id": tr("number"),
        "day": tr("day"),
        "test": tr("test"),
        "said": tr("result"),
        "session_id": tr("session"),
        "note": tr("note"),
    }
    with _opened(database) as store:
        rows = [_as_dict(result) for result in store.results.all(store.players.find(name).id)]
    Out(as_json).table(rows, columns, empty=tr("There are no clinical results yet."))


@results.command("delete")
@click.argument("number", type=click.IntRange(1), metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@database_option
@json_option
def results_delete(number: int, *, yes: bool, database: str | None, as_json: bool) -> None:
    """Delete one result by its number, after asking."""
    out = Out(as_json)
    with _opened(database) as store:
        result = store.results.find(number)
        shown = {"result": _in_words(result), "name": store.players.find(result.player_id).name}
        if not yes:
            shown["day"] = result.day.isoformat()
            click.confirm(tr("Delete {result} of {name}, {day}?").format(**shown), abort=True, err=True)
        store.results.delete(number)
    out.say(tr("{result} of {name} is gone.").format(**shown))
    out.result({"deleted": number})


def _in_words(result: ClinicalResult) -> str:
    return f"{title(result.kind)}: {told(result.kind, result.value)}"


def _as_dict(result: ClinicalResult) -> dict[str, Any]:
    speed = {"speed_m_s": walk_m_s(result.value)} if result.kind == "walk" else {}
    shown = {"test": title(result.kind), "unit": CLINICAL[result.kind].unit, "said": told(result.kind, result.value)}
    measured_on = result.measured_on.isoformat() if result.measured_on else None
    days = {"measured_on": measured_on, "day": result.day.isoformat()}
    return {**asdict(result), **days, **shown, **speed}


def _opened(database: str | None) -> Store:
    """Records of the user are made when there are none; a named file is not, for it may be a slip of the pen."""
    from steadyquest.records.store import open_store

    return open_store(database, create=database is None)
