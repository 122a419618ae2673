"""Clinical results entered by hand: kept for each player, beside what the board measured, never mixed with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from steadyquest.errors import RecordError
from steadyquest.records.clinical import checked, checked_note
from steadyquest.records.database import Database
from steadyquest.records.rows import ClinicalResult, row_of
from steadyquest.records.tables import NOW, clinical_results, players, sessions
from steadyquest.words import tr


class Results:
    """The clinical results of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        player_id: int,
        *,
        kind: str,
        value: float,
        note: str = "",
        session_id: int | None = None,
        at: datetime | None = None,
        on: date | None = None,
    ) -> ClinicalResult:
        """Keep one result; `kind` and its limits are in `clinical.CLINICAL`. The rest is as for `add_all`."""
        return self.add_all(player_id, values={kind: value}, note=note, session_id=session_id, at=at, on=on)[0]

    def add_all(
        self,
        player_id: int,
        *,
        values: Mapping[str, float],
        note: str = "",
        session_id: int | None = None,
        at: datetime | None = None,
        on: date | None = None,
    ) -> list[ClinicalResult]:
        """Keep several results, by kind: all of them or none.

        `at`: the moment of their session, else now; `on`: the day on which they were measured, where it is another.
        """
        shared = {
            "player_id": player_id,
            "session_id": session_id,
            "note": checked_note(note),
            "made_at": at or NOW,
            "measured_on": on,
        }
        rows = [{**shared, "kind": kind, "value": checked(kind, value)} for kind, value in values.items()]
        with self._database.write() as connection:
            _refuse_strangers(connection, player_id, session_id=session_id)
            return [_inserted(connection, row) for row in rows]

    def all(self, player_id: int) -> list[ClinicalResult]:
        """A player's results, oldest first: by the day on which they were measured, not by that of their entry."""
        return self._where(clinical_results.c.player_id == player_id)

    def find(self, result_id: int) -> ClinicalResult:
        """The result of that number. RecordError when there is none."""
        found = self._where(clinical_results.c.id == result_id)
        if not found:
            said = tr("there is no result number {number}; “steadyquest results list NAME” shows them")
            raise RecordError(said.format(number=result_id))
        return found[0]

    def delete(self, result_id: int) -> ClinicalResult:
        """Take one result away; gives what it was."""
        gone = self.find(result_id)
        with self._database.write() as connection:
            connection.execute(clinical_results.delete().where(clinical_results.c.id == result_id))
        return gone

    def _where(self, wanted: sa.ColumnElement[bool]) -> list[ClinicalResult]:
        query = sa.select(clinical_results).where(wanted)
        with self._database.read() as connection:
            found = [row_of(ClinicalResult, row) for row in connection.execute(query).mappings()]
        # Sorted here: which day a moment is on is a matter of the time zone, which the database does not know.
        return sorted(found, key=lambda one: (one.day, one.made_at, one.id))


def hand_over(connection: sa.Connection, *, session_id: int, player_id: int) -> None:
    """A session went to another player, and with it what was entered for it."""
    of_session = clinical_results.c.session_id == session_id
    connection.execute(clinical_results.update().where(of_session).values(player_id=player_id))


def _inserted(connection: sa.Connection, row: Mapping[str, Any]) -> ClinicalResult:
    made = connection.execute(clinical_results.insert().values(**row).returning(*clinical_results.c))
    return row_of(ClinicalResult, made.mappings().one())


def _refuse_strangers(connection: sa.Connection, player_id: int, *, session_id: int | None) -> None:
    if connection.execute(sa.select(players.c.id).where(players.c.id == player_id)).first() is None:
        said = tr("there is no player number {number}; “steadyquest players list” shows all")
        raise RecordError(said.format(number=player_id))
    if session_id is None:
        return
    found = connection.execute(sa.select(sessions.c.player_id).where(sessions.c.id == session_id)).first()
    if found is None or found.player_id != player_id:
        said = tr("session {id} is not one of this player; “steadyquest sessions list --player NAME” shows theirs")
        raise RecordError(said.format(id=session_id))
