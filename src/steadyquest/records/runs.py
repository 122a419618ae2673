"""Runs and what is kept of each: reps, events, commands."""

from __future__ import annotations

from typing import Any, TypeVar

import sqlalchemy as sa

from steadyquest.errors import RecordError
from steadyquest.records.order import in_time
from steadyquest.records.rows import CommandRow, EventRow, LevelPast, RepRow, RunRow, row_of
from steadyquest.records.tables import commands, events, reps, runs, sessions
from steadyquest.words import tr

RUNS_PER_SESSION = 10_000
"""A run's id is its session's id times this, plus its number: known before anything is written."""
ID_MAX = 2**31
"""Session numbers beyond this were mistyped."""

Row = TypeVar("Row")


def runs_of(connection: sa.Connection, session_id: int) -> list[RunRow]:
    """The runs of a session, in order."""
    query = sa.select(runs).where(runs.c.session_id == session_id).order_by(runs.c.number)
    return [row_of(RunRow, row) for row in connection.execute(query).mappings()]


def run_of(connection: sa.Connection, run_id: int) -> RunRow:
    """One run."""
    row = connection.execute(sa.select(runs).where(runs.c.id == run_id)).mappings().first()
    if row is None:
        raise RecordError(tr("there is no run {number} in these records").format(number=run_id))
    return row_of(RunRow, row)


def reps_of(connection: sa.Connection, run_id: int) -> list[RepRow]:
    """The reps of a run, in order."""
    return _of_run(connection, reps, RepRow, run_id)


def events_of(connection: sa.Connection, run_id: int) -> list[EventRow]:
    """What happened in a run, in order."""
    return _of_run(connection, events, EventRow, run_id)


def commands_of(connection: sa.Connection, run_id: int) -> list[CommandRow]:
    """What people asked of a run, in order."""
    return _of_run(connection, commands, CommandRow, run_id)


def _of_run(connection: sa.Connection, table: sa.Table, kind: type[Row], run_id: int) -> list[Row]:
    query = sa.select(table).where(table.c.run_id == run_id).order_by(table.c.number)
    return [row_of(kind, row) for row in connection.execute(query).mappings()]


def played_by(connection: sa.Connection, player_id: int) -> list[LevelPast]:
    """What a player's ended runs say of each level, by level key."""
    columns = runs.c.level_key, runs.c.ended, runs.c.success, runs.c.stars, runs.c.rung
    mine = (sessions.c.player_id == player_id) & runs.c.ended.is_not(None)
    query = sa.select(*columns).join(sessions).where(mine)
    query = query.order_by(*in_time(sessions.c.started_at, runs.c.id))
    by_level: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        by_level.setdefault(row.level_key, []).append(row)
    return [_past(key, rows) for key, rows in sorted(by_level.items())]


def _past(level_key: str, rows: list[Any]) -> LevelPast:
    return LevelPast(
        level_key=level_key,
        plays=len(rows),
        last_success=next((row.success for row in reversed(rows) if row.success is not None), None),
        stars=max(row.stars for row in rows),
        rungs=tuple(sorted({row.rung for row in rows if row.ended == "finished"})),
    )
