"""Boards seen before, and their calibrations."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from steadyquest.records.database import Database
from steadyquest.records.rows import KnownBoard, row_of
from steadyquest.records.tables import NOW, boards, calibrations


class Boards:
    """The boards that this database remembers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(self, board_id: str, **known: Any) -> KnownBoard:
        """It is here now. Of label, vid_pid, serial_number, port and approved, what is not given stays."""
        fresh = {"label": "", "vid_pid": "", "serial_number": "", "port": "", "approved": False}
        if unknown := known.keys() - fresh.keys():
            raise TypeError(f"a board has no {', '.join(sorted(unknown))}")
        with self._database.write() as connection:
            seen = boards.update().where(boards.c.board_id == board_id).values(**known, last_seen=NOW)
            if connection.execute(seen).rowcount == 0:
                connection.execute(boards.insert().values(board_id=board_id, **{**fresh, **known}))
            row = connection.execute(sa.select(boards).where(boards.c.board_id == board_id)).mappings().one()
            return row_of(KnownBoard, row)

    def all(self) -> list[KnownBoard]:
        """All, the last seen first."""
        query = sa.select(boards).order_by(boards.c.last_seen.desc(), boards.c.board_id)
        with self._database.read() as connection:
            return [row_of(KnownBoard, row) for row in connection.execute(query).mappings()]

    def known(self, board_id: str) -> KnownBoard | None:
        """The board of that id, or None."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(boards).where(boards.c.board_id == board_id)).mappings().first()
        return row_of(KnownBoard, row) if row else None

    def forget(self, board_id: str) -> None:
        """It is asked about again when next seen. Its calibrations stay."""
        with self._database.write() as connection:
            connection.execute(boards.delete().where(boards.c.board_id == board_id))


class Calibrations:
    """Every calibration that was made, as plain data; the newest counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, board_id: str, data: dict[str, Any]) -> None:
        """Keep one."""
        with self._database.write() as connection:
            connection.execute(calibrations.insert().values(board_id=board_id, data=data))

    def latest(self, board_id: str) -> dict[str, Any] | None:
        """The newest one of the board, or None."""
        mine = sa.select(calibrations.c.data).where(calibrations.c.board_id == board_id)
        with self._database.read() as connection:
            return connection.execute(mine.order_by(calibrations.c.id.desc()).limit(1)).scalar()

    def all(self, board_id: str) -> list[tuple[int, dict[str, Any]]]:
        """Every one of the board with its number, the newest first."""
        query = sa.select(calibrations.c.id, calibrations.c.data).where(calibrations.c.board_id == board_id)
        with self._database.read() as connection:
            return [(row.id, row.data) for row in connection.execute(query.order_by(calibrations.c.id.desc()))]

    def boards(self) -> list[str]:
        """The ids of all boards that have one."""
        query = sa.select(calibrations.c.board_id).distinct().order_by(calibrations.c.board_id)
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())
