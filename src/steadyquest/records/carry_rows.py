"""Rows from one database to another: a session with all that hangs on it, and where in a plan a player is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from steadyquest.records.runs import RUNS_PER_SESSION
from steadyquest.records.samples import Block, raw_of
from steadyquest.records.tables import commands, events, reps, runs, sample_blocks, sessions

Row = Mapping[str, Any]
STATES = {"reaches": ("stance", "surface"), "staircases": ("skill", "rung"), "rungs": ("skill",)}
"""Tables of how far a player is, and what makes two rows of them speak of the same."""
WHEN = {"reaches": "made_at", "staircases": "updated_at", "rungs": "made_at"}


def copy_session(source: sa.Connection, target: sa.Connection, row: Row, *, number: int | None, player_id: int) -> int:
    """A session with all that hangs on it; its number in the target."""
    values = {**without(row, "id"), "player_id": player_id}
    if number is not None:
        values["id"] = number
    made = int(target.execute(sessions.insert().values(**values).returning(sessions.c.id)).scalar_one())
    for block in rows_of(source, sample_blocks, sample_blocks.c.session_id == row["id"]):
        # What is damaged is refused here, while there is still somebody who can send it once more.
        raw_of(Block(block["start"], block["n"], block["crc32"], block["data"]), session_id=row["id"])
        target.execute(sample_blocks.insert().values(**{**block, "session_id": made}))
    for run in rows_of(source, runs, runs.c.session_id == row["id"]):
        if not 0 < run["number"] < RUNS_PER_SESSION:
            raise ValueError(f"run {run['number']}")
        run_id = made * RUNS_PER_SESSION + run["number"]
        target.execute(runs.insert().values(**{**run, "id": run_id, "session_id": made}))
        for table in (reps, events, commands):
            of_run = rows_of(source, table, table.c.run_id == run["id"])
            insert(target, table, ({**one, "run_id": run_id} for one in of_run), key=True)
    return made


def rows_of(source: sa.Connection, table: sa.Table, wanted: Any) -> Iterator[dict[str, Any]]:
    """Rows in the order in which they were written."""
    order = tuple(table.primary_key.columns)
    return (dict(row) for row in source.execute(sa.select(table).where(wanted).order_by(*order)).mappings())


def insert(target: sa.Connection, table: sa.Table, rows: Iterable[Row], *, key: bool = False) -> None:
    """Rows under new numbers, or with the key that they have."""
    found = [dict(row) if key else without(row, "id") for row in rows]
    if found:
        target.execute(table.insert(), found)


def without(row: Row, name: str) -> dict[str, Any]:
    """A row but for one column."""
    return {key: value for key, value in row.items() if key != name}
