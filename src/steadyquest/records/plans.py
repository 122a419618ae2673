"""Plans as assigned to players, the phases each went through, and how much was played meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from steadyquest.errors import RecordError
from steadyquest.records.database import Database
from steadyquest.records.order import in_time, newest_first
from steadyquest.records.rows import row_of
from steadyquest.records.tables import NOW, plan_phases, plans, players, runs, sessions
from steadyquest.words import tr

THERAPIST = "therapist"
"""The rule of a step that a person took; all others follow from what was played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedPlan:
    """A plan of one player: its file's text as it was then, so that later changes of the file change nothing here."""

    id: int
    player_id: int
    title: str
    text: str
    hash: str
    assigned_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRow:
    """From then on the plan was in that phase; the number after the last one means that all of them are over."""

    id: int
    plan_id: int
    session_id: int | None
    """The session whose end it was, or with which it came to light."""
    phase: int
    rule: str
    reason: str
    """In words: a person's own, or those of older records."""
    made_at: datetime
    why: Any = None
    """As data, for a sentence in any language (`session.reasons`); None where there are only words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What one session came to, for counting."""

    session_id: int
    started_at: datetime
    seconds: float
    """From the session's first sample to the end of its last level."""
    reps: int
    settings: dict[str, Any]
    origin: str


class Plans:
    """The plans of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def assign(self, player_id: int, *, title: str, text: str, digest: str, at: datetime | None = None) -> AssignedPlan:
        """The player's plan from now on; one that they still had ends."""
        with self._database.write() as connection:
            if connection.execute(sa.select(players.c.id).where(players.c.id == player_id)).first() is None:
                said = tr("there is no player number {number}; “steadyquest players list” shows all")
                raise RecordError(said.format(number=player_id))
            _end(connection, player_id, at=at)
            row = {"player_id": player_id, "title": title, "text": text, "hash": digest, "assigned_at": at or NOW}
            made = connection.execute(plans.insert().values(**row).returning(*plans.c)).mappings().one()
            return row_of(AssignedPlan, made)

    def current(self, player_id: int) -> AssignedPlan | None:
        """The plan that the player has now."""
        mine = (plans.c.player_id == player_id) & plans.c.ended_at.is_(None)
        found = self._where(mine)
        return found[-1] if found else None

    def all(self, player_id: int) -> list[AssignedPlan]:
        """Every plan that the player ever had, oldest first."""
        return self._where(plans.c.player_id == player_id)

    def end(self, player_id: int, *, at: datetime | None = None) -> bool:
        """The player has no plan from now on; whether they had one. What was played stays."""
        with self._database.write() as connection:
            return _end(connection, player_id, at=at)

    def phases(self, plan_id: int) -> list[PhaseRow]:
        """The phases that a plan went through, oldest first. Before the first row it is in phase 0."""
        query = sa.select(plan_phases).where(plan_phases.c.plan_id == plan_id)
        query = query.order_by(*in_time(plan_phases.c.made_at, plan_phases.c.id))
        with self._database.read() as connection:
            return [row_of(PhaseRow, row) for row in connection.execute(query).mappings()]

    def enter(
        self,
        plan_id: int,
        *,
        phase: int,
        rule: str,
        reason: str = "",
        why: Mapping[str, Any] | None = None,
        session_id: int | None = None,
        at: datetime | None = None,
    ) -> None:
        """From now on the plan is in that phase. Said twice, it is kept once. `reason`: in words; `why`: as data."""
        row = {"plan_id": plan_id, "phase": phase, "rule": rule, "reason": reason, "session_id": session_id}
        row["why"] = dict(why) if why else None
        newest = sa.select(plan_phases.c.phase).where(plan_phases.c.plan_id == plan_id)
        newest = newest.order_by(*newest_first(plan_phases.c.made_at, plan_phases.c.id)).limit(1)
        with self._database.write() as connection:
            if connection.execute(newest).scalar() != phase:
                connection.execute(plan_phases.insert().values(**row, made_at=at or NOW))

    def practice(self, player_id: int, *, since: datetime, until: datetime | None = None) -> list[Practice]:
        """The sessions of a player in which something was played, oldest first."""
        mine = (sessions.c.player_id == player_id) & (sessions.c.started_at >= since)
        if until is not None:
            mine &= sessions.c.started_at <= until
        seconds = sa.func.max(runs.c.start_s + sa.func.coalesce(runs.c.seconds, 0.0)).label("seconds")
        tried = sa.func.sum(runs.c.tried).label("reps")
        kept = sessions.c.id.label("session_id"), sessions.c.started_at, sessions.c.settings, sessions.c.origin
        query = sa.select(*kept, seconds, tried).join(runs, runs.c.session_id == sessions.c.id).where(mine)
        query = query.group_by(sessions.c.id).order_by(*in_time(sessions.c.started_at, sessions.c.id))
        with self._database.read() as connection:
            return [row_of(Practice, row) for row in connection.execute(query).mappings()]

    def _where(self, wanted: sa.ColumnElement[bool]) -> list[AssignedPlan]:
        query = sa.select(plans).where(wanted).order_by(*in_time(plans.c.assigned_at, plans.c.id))
        with self._database.read() as connection:
            return [row_of(AssignedPlan, row) for row in connection.execute(query).mappings()]


def _end(connection: sa.Connection, player_id: int, *, at: datetime | None) -> bool:
    mine = (plans.c.player_id == player_id) & plans.c.ended_at.is_(None)
    return bool(connection.execute(plans.update().where(mine).values(ended_at=at or NOW)).rowcount)


def forget(connection: sa.Connection, *, session_id: int, player_id: int) -> None:
    """A session went to another player: what followed from it for the plan of the one before did not happen.

    What a therapist decided stays. The dose needs nothing: it is counted from the sessions, wherever they are.
    """
    others = sa.select(plans.c.id).where(plans.c.player_id != player_id)
    of_session = (plan_phases.c.session_id == session_id) & (plan_phases.c.rule != THERAPIST)
    connection.execute(plan_phases.delete().where(of_session, plan_phases.c.plan_id.in_(others)))
