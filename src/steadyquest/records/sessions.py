"""Sessions: finding them, giving them to another player, and closing those that were cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from steadyquest.conventions import TICK_S, BoardSample
from steadyquest.errors import RecordError
from steadyquest.records import results
from steadyquest.records import runs as kept
from steadyquest.records.database import Database
from steadyquest.records.order import newest_first
from steadyquest.records.plans import forget
from steadyquest.records.rows import CommandRow, EventRow, LevelPast, RepRow, RunRow, SessionRow, row_of
from steadyquest.records.samples import raw_blocks, sample_array, unpacked
from steadyquest.records.staircases import hand_over
from steadyquest.records.tables import events, players, reaches, runs, sessions
from steadyquest.words import tr

if TYPE_CHECKING:
    import numpy as np

NEWEST = newest_first(sessions.c.started_at, sessions.c.id)


class Sessions:
    """The sessions of one database and all that happened in them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, player_id: int | None = None) -> list[SessionRow]:
        """All, or one player's; the newest first."""
        query = sa.select(sessions).order_by(*NEWEST)
        if player_id is not None:
            query = query.where(sessions.c.player_id == player_id)
        with self._database.read() as connection:
            return [row_of(SessionRow, row) for row in connection.execute(query).mappings()]

    def find(self, session: int | str) -> SessionRow:
        """The session of that number, or the "last" one."""
        query = sa.select(sessions).order_by(*NEWEST).limit(1)
        word = str(session).strip().lower()
        if word != "last":
            if not word.isdecimal() or int(word) > kept.ID_MAX:
                raise RecordError(tr("“{what}” is no session; write its number, or last").format(what=session))
            query = query.where(sessions.c.id == int(word))
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        if row is not None:
            return row_of(SessionRow, row)
        if word == "last":
            raise RecordError(tr("there are no sessions in {where} yet; play one").format(where=self._database.place))
        raise RecordError(tr("there is no session {number}; “steadyquest sessions list” shows all").format(number=word))

    def move(self, session_id: int, player_id: int) -> None:
        """Give a session to its right player, with the reaches, results and new skills that came of it."""
        self.find(session_id)
        with self._database.write() as connection:
            if connection.execute(sa.select(players.c.id).where(players.c.id == player_id)).first() is None:
                raise RecordError(
                    tr("there is no player number {number}; “steadyquest players list” shows all").format(
                        number=player_id
                    )
                )
            connection.execute(sessions.update().where(sessions.c.id == session_id).values(player_id=player_id))
            connection.execute(reaches.update().where(reaches.c.session_id == session_id).values(player_id=player_id))
            hand_over(connection, session_id=session_id, player_id=player_id)
            results.hand_over(connection, session_id=session_id, player_id=player_id)
            forget(connection, session_id=session_id, player_id=player_id)

    def annotate(self, session_id: int, **notes: Any) -> None:
        """Add notes such as support="one hand"; a note of None is taken away."""
        with self._database.write() as connection:
            query = sa.select(sessions.c.notes).where(sessions.c.id == session_id)
            old = connection.execute(query).scalar_one_or_none()
            if old is None:
                raise RecordError(tr("there is no session {number} to note this in").format(number=session_id))
            new = {name: value for name, value in {**old, **notes}.items() if value is not None}
            connection.execute(sessions.update().where(sessions.c.id == session_id).values(notes=new))

    def unfinished(self) -> SessionRow | None:
        """The newest session that was never ended: cut off, or being played right now. None when there is none."""
        query = sa.select(sessions).where(sessions.c.ended_at.is_(None)).order_by(*NEWEST).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return row_of(SessionRow, row) if row else None

    def close_unfinished(self, session_id: int) -> None:
        """A session that was cut off ended when something was last written; its open run was lost."""
        open_run = (runs.c.session_id == session_id) & runs.c.ended.is_(None)
        last_tick = sa.select(sa.func.coalesce(sa.func.max(events.c.tick), 0)).where(events.c.run_id == runs.c.id)
        is_open = (sessions.c.id == session_id) & sessions.c.ended_at.is_(None)
        with self._database.write() as connection:
            lasted = sa.func.coalesce(runs.c.seconds, last_tick.scalar_subquery() * TICK_S)
            connection.execute(runs.update().where(open_run).values(ended="lost", seconds=lasted))
            connection.execute(sessions.update().where(is_open).values(ended_at=sessions.c.alive_at))

    def runs(self, session_id: int) -> list[RunRow]:
        """The runs of a session, in order."""
        with self._database.read() as connection:
            return kept.runs_of(connection, session_id)

    def run(self, run_id: int) -> RunRow:
        """One run."""
        with self._database.read() as connection:
            return kept.run_of(connection, run_id)

    def reps(self, run_id: int) -> list[RepRow]:
        """The reps of a run, in order."""
        with self._database.read() as connection:
            return kept.reps_of(connection, run_id)

    def events(self, run_id: int) -> list[EventRow]:
        """What happened in a run, in order."""
        with self._database.read() as connection:
            return kept.events_of(connection, run_id)

    def commands(self, run_id: int) -> list[CommandRow]:
        """What people asked of a run, in order."""
        with self._database.read() as connection:
            return kept.commands_of(connection, run_id)

    def played(self, player_id: int) -> list[LevelPast]:
        """What a player's earlier runs say of each level, by level key."""
        with self._database.read() as connection:
            return kept.played_by(connection, player_id)

    def samples(self, session_id: int, *, start: int = 0, stop: int | None = None) -> Iterator[BoardSample]:
        """The raw samples from index start up to (not with) stop, in order. RecordError where some are damaged."""
        with self._database.read() as connection:
            blocks = raw_blocks(connection, session_id, start=start, stop=stop)
        return (sample for raw in blocks for sample in unpacked(raw))

    def sample_array(
        self, session_id: int, *, start: int = 0, stop: int | None = None
    ) -> np.ndarray[Any, np.dtype[np.void]]:
        """The same as a structured numpy array with the field names of `BoardSample`."""
        with self._database.read() as connection:
            return sample_array(raw_blocks(connection, session_id, start=start, stop=stop))
