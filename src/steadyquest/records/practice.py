"""What a player has practised over all sessions: judged reps, moves of the difficulty, and single levels' runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from steadyquest.game.staircase import REASONS
from steadyquest.records.database import Database
from steadyquest.records.order import in_time, newest_first, up_to
from steadyquest.records.rows import RepRow, RunRow, SessionRow, row_of
from steadyquest.records.tables import commands, events, reps, runs, sessions, staircases


class PractisedRep(NamedTuple):
    """A judged rep, and whether it counted: one that the therapist tagged, or at a fixed difficulty, does not."""

    session_id: int
    started_at: datetime
    run_id: int
    stance: str
    surface: str
    task: str
    skill: str
    rung: int
    d: float
    success: bool
    x: float
    y: float
    counted: bool
    level_key: str = ""

    @property
    def when(self) -> tuple[datetime, int]:
        """The place of its session among all sessions: numbers alone say nothing, since home's come in later."""
        return self.started_at, self.session_id


class PractisedMove(NamedTuple):
    """A change of the difficulty while somebody played."""

    session_id: int
    skill: str
    rung: int
    before: float
    after: float
    reason: str


@dataclass(frozen=True, slots=True)
class StaircaseRow:
    """Where a session has left the difficulty of a skill at a rung, and the therapist's range then."""

    session_id: int | None
    skill: str
    rung: int
    d: float
    lo: float
    hi: float
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PlayedRun:
    """A run with its session and its reps."""

    session: SessionRow
    run: RunRow
    reps: tuple[RepRow, ...]
    noted_at: tuple[int, ...] = ()
    """The ticks that the therapist tagged."""


class Practice:
    """Questions over all sessions of a player. Nothing here writes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reps(
        self,
        player_id: int,
        *,
        newest: int | None = None,
        until: int | None = None,
        among: Collection[int] | None = None,
    ) -> list[PractisedRep]:
        """The judged reps, oldest first; of the `newest` sessions alone, none later than `until`, where given.

        `among`: of these sessions alone.
        """
        mine = _mine(player_id, newest=newest, until=until)
        if among is not None:
            mine &= sessions.c.id.in_(among)
        columns = (
            reps.c.run_id,
            runs.c.session_id,
            runs.c.level_key,
            sessions.c.started_at,
            runs.c.stance,
            runs.c.surface,
            reps.c.task,
            reps.c.skill,
            reps.c.rung,
            reps.c.d,
            reps.c.success,
            reps.c.x,
            reps.c.y,
            reps.c.tick_end,
        )
        query = (
            sa.select(*columns)
            .select_from(reps.join(runs).join(sessions))
            .where(mine, reps.c.success.is_not(None), reps.c.skill.is_not(None))
            .order_by(*in_time(sessions.c.started_at, reps.c.run_id), reps.c.number)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).mappings().all()
            counted = _counted(rows, _moved(connection, mine))
        return [
            PractisedRep(
                **{name: row[name] for name in PractisedRep._fields if name != "counted"},
                counted=(row["run_id"], row["tick_end"]) in counted,
            )
            for row in rows
        ]

    def moves(self, player_id: int, *, newest: int | None = None, until: int | None = None) -> list[PractisedMove]:
        """Every change of the difficulty in play, as `reps`. The rung is that of the run."""
        with self._database.read() as connection:
            rows = _moved(connection, _mine(player_id, newest=newest, until=until))
        return [
            PractisedMove(
                row["session_id"],
                row["data"]["skill"],
                row["rung"],
                float(row["data"]["before"]),
                float(row["data"]["after"]),
                row["data"]["reason"],
            )
            for row in rows
        ]

    def staircases(self, player_id: int) -> list[StaircaseRow]:
        """How each session has left the staircases that it moved, oldest first."""
        query = sa.select(staircases).where(staircases.c.player_id == player_id)
        query = query.order_by(*in_time(staircases.c.updated_at, staircases.c.id))
        with self._database.read() as connection:
            return [row_of(StaircaseRow, row) for row in connection.execute(query).mappings()]

    def runs_of_level(self, player_id: int, level_key: str) -> list[PlayedRun]:
        """All runs of one level by a player that are over, with their reps, oldest first."""
        mine = (sessions.c.player_id == player_id) & (runs.c.level_key == level_key) & runs.c.ended.is_not(None)
        query = sa.select(runs).select_from(runs.join(sessions)).where(mine)
        query = query.order_by(*in_time(sessions.c.started_at, runs.c.id))
        with self._database.read() as connection:
            found = [row_of(RunRow, row) for row in connection.execute(query).mappings()]
            numbers = [run.id for run in found]
            of = reps.c.run_id.in_(numbers)
            rep_rows = [
                row_of(RepRow, row)
                for row in connection.execute(sa.select(reps).where(of).order_by(reps.c.number)).mappings()
            ]
            tags = sa.select(commands).where(commands.c.run_id.in_(numbers), commands.c.kind == "note")
            noted = [(row["run_id"], _asked_at(row)) for row in connection.execute(tags).mappings()]
            mentioned = sessions.c.id.in_([run.session_id for run in found])
            by_id = {
                row["id"]: row_of(SessionRow, row)
                for row in connection.execute(sa.select(sessions).where(mentioned)).mappings()
            }
        return [
            PlayedRun(
                by_id[run.session_id],
                run,
                tuple(rep for rep in rep_rows if rep.run_id == run.id),
                tuple(tick for number, tick in noted if number == run.id),
            )
            for run in found
        ]


def _mine(player_id: int, *, newest: int | None, until: int | None) -> sa.ColumnElement[bool]:
    mine = sessions.c.player_id == player_id
    if until is not None:
        mine &= up_to(until)
    if newest is None:
        return mine
    latest = sa.select(sessions.c.id).where(mine).order_by(*newest_first(sessions.c.started_at, sessions.c.id))
    return sessions.c.id.in_(latest.limit(newest))


def _moved(connection: sa.Connection, mine: sa.ColumnElement[bool]) -> Sequence[sa.RowMapping]:
    columns = events.c.run_id, events.c.tick, events.c.data, runs.c.session_id, runs.c.rung
    query = (
        sa.select(*columns)
        .select_from(events.join(runs).join(sessions))
        .where(mine, events.c.name == "DifficultyMoved")
        .order_by(*in_time(sessions.c.started_at, events.c.run_id), events.c.number)
    )
    return connection.execute(query).mappings().all()


def _asked_at(row: sa.RowMapping) -> int:
    """When the therapist asked for the note; it took effect a little later."""
    value = row["value"]
    return int(value[1]) if isinstance(value, list) and len(value) > 1 else int(row["tick"])


def _counted(rows: Sequence[Any], moves: Sequence[Any]) -> set[tuple[int, int]]:
    """Run and last tick of the reps that moved the difficulty and were not taken back by a tag."""
    ends = {(row["run_id"], row["tick_end"]) for row in rows}
    counted: list[tuple[int, int]] = []
    for move in moves:
        key = move["run_id"], move["tick"]
        if move["data"]["reason"] == REASONS["tagged"]:
            # What is tagged is the newest rep that moved anything in this run.
            if counted and counted[-1][0] == key[0]:
                counted.pop()
        elif key in ends:
            counted.append(key)
    return set(counted)
