"""How far each player is: difficulty per skill and rung, and the rung per skill, with their history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from steadyquest.records.database import Database
from steadyquest.records.order import in_time, newest_first
from steadyquest.records.tables import NOW, rungs, sessions, staircases

STATE = ("d", "reversals", "last_direction", "best_d", "lo", "hi", "updated_at")


class Staircases:
    """The staircases and rungs of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, player_id: int, *, skill: str, rung: int) -> dict[str, Any] | None:
        """d, reversals, last_direction, best_d, lo, hi and updated_at as last saved, or None."""
        mine = _mine(player_id, skill=skill, rung=rung)
        newest = newest_first(staircases.c.updated_at, staircases.c.id)
        with self._database.read() as connection:
            row = connection.execute(sa.select(staircases).where(mine).order_by(*newest).limit(1)).mappings().first()
        return {name: row[name] for name in STATE} if row else None

    def save(
        self,
        player_id: int,
        *,
        skill: str,
        rung: int,
        d: float,
        reversals: int = 0,
        last_direction: int = 0,
        best_d: float = 0.0,
        lo: float = 0.0,
        hi: float = 1.0,
        updated_at: datetime | str | None = None,
        session_id: int | None = None,
    ) -> None:
        """Keep the state; within one session the newest replaces the one before."""
        state = {
            "d": d,
            "reversals": reversals,
            "last_direction": last_direction,
            "best_d": best_d,
            "lo": lo,
            "hi": hi,
            "updated_at": updated_at or NOW,
        }
        same = _mine(player_id, skill=skill, rung=rung) & staircases.c.session_id.is_not_distinct_from(session_id)
        key = {"player_id": player_id, "skill": skill, "rung": rung, "session_id": session_id}
        with self._database.write() as connection:
            if connection.execute(staircases.update().where(same).values(**state)).rowcount == 0:
                connection.execute(staircases.insert().values(**key, **state))

    def rungs(self, player_id: int) -> dict[str, int]:
        """The rung of each skill that has one."""
        return {row["skill"]: row["rung"] for row in self.rung_history(player_id)}

    def save_rung(
        self,
        player_id: int,
        skill: str,
        rung: int,
        reason: str = "",
        *,
        why: Mapping[str, Any] | None = None,
        session_id: int | None = None,
    ) -> None:
        """From now on the player plays the skill on this rung. `reason`: in words; `why`: as data."""
        values = {"player_id": player_id, "skill": skill, "rung": rung, "reason": reason, "session_id": session_id}
        with self._database.write() as connection:
            connection.execute(rungs.insert().values(**values, why=dict(why) if why else None))

    def rung_history(self, player_id: int) -> list[dict[str, Any]]:
        """All moves on the sight ladder, oldest first: skill, rung, reason, why, made_at, session_id and started_at."""
        columns = (
            rungs.c.skill,
            rungs.c.rung,
            rungs.c.reason,
            rungs.c.why,
            rungs.c.made_at,
            rungs.c.session_id,
            sessions.c.started_at,
        )
        whole = rungs.outerjoin(sessions, rungs.c.session_id == sessions.c.id)
        query = sa.select(*columns).select_from(whole).where(rungs.c.player_id == player_id)
        query = query.order_by(*in_time(rungs.c.made_at, rungs.c.id))
        with self._database.read() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]


def hand_over(connection: sa.Connection, *, session_id: int, player_id: int) -> None:
    """A session gets another player: what it says of skills they have no own record of goes with it.

    The rest is dropped: another body's difficulty must not replace one's own.
    """
    for table, same in ((staircases, ("skill", "rung")), (rungs, ("skill",))):
        own = table.alias()
        matches = [own.c[name] == table.c[name] for name in same]
        has_own = sa.exists().where(own.c.player_id == player_id, own.c.id != table.c.id, *matches)
        of_session = table.c.session_id == session_id
        connection.execute(table.delete().where(of_session, has_own, table.c.player_id != player_id))
        connection.execute(table.update().where(of_session).values(player_id=player_id))


def _mine(player_id: int, *, skill: str, rung: int) -> sa.ColumnElement[bool]:
    return sa.and_(staircases.c.player_id == player_id, staircases.c.skill == skill, staircases.c.rung == rung)
