"""The store: an opened database with its verbs, by what they are about."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy.exc as sa_exc

from steadyquest.errors import RecordError
from steadyquest.records.boards import Boards, Calibrations
from steadyquest.records.database import Database, sqlite_connection
from steadyquest.records.faults import is_disk, record_error
from steadyquest.records.place import Place, is_empty, look_at, make_folder, place_of, writable
from steadyquest.records.plans import Plans
from steadyquest.records.players import Players
from steadyquest.records.practice import Practice
from steadyquest.records.preferences import Preferences
from steadyquest.records.reaches import Reaches
from steadyquest.records.results import Results
from steadyquest.records.schema import make_ready
from steadyquest.records.sessions import Sessions
from steadyquest.records.staircases import Staircases
from steadyquest.records.traces import wipe_what_is_owed
from steadyquest.words import tr


class Store:
    """All records of one database. Every answer is plain data; every fault is one plain line (RecordError)."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.players = Players(database)
        self.boards = Boards(database)
        self.calibrations = Calibrations(database)
        self.reaches = Reaches(database)
        self.staircases = Staircases(database)
        self.plans = Plans(database)
        self.sessions = Sessions(database)
        self.preferences = Preferences(database)
        self.practice = Practice(database)
        self.results = Results(database)

    @property
    def path(self) -> Path | None:
        """The database's file; None for a database server."""
        return self.database.path

    @property
    def read_only(self) -> bool:
        """Whether these records can only be looked at."""
        return self.database.read_only

    def close(self) -> None:
        """Let go of the database; may be called twice."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def open_store(database: str | Path | None = None, *, create: bool = True) -> Store:
    """Open the records: a file's path, an address such as sqlite:///PATH, or None for this user's own.

    A new file is made when `create`; an older version is upgraded, a newer one refused. What cannot be written is
    opened for reading. Raises RecordError.
    """
    place = place_of(database)
    if place.path is not None:
        look_at(place.path, create=create)
        if is_empty(place.path):
            make_folder(place.path, default=database is None)
            if not place.path.exists():
                return _first_opened(place, place.path)
    return _opened(place)


def _first_opened(place: Place, path: Path) -> Store:
    """A new file, which goes again when the disk is too full to put anything into it."""
    _make_file(path)
    try:
        return _opened(place)
    except RecordError as fault:
        if is_disk(fault.__cause__):
            _take_back(path)
        raise


def _take_back(path: Path) -> None:
    """Only what has no table in it is taken away."""
    try:
        with closing(sqlite_connection(path, read_only=True)) as connection:
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
                return
    except sqlite3.Error:
        return
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        with suppress(OSError):
            path.with_name(name).unlink(missing_ok=True)


def _opened(place: Place) -> Store:
    opened = Database(place, read_only=_prepared_read_only(place.path) if place.path else False)
    try:
        make_ready(opened)
        if place.path is not None and not opened.read_only:
            wipe_what_is_owed(opened)
    except (sa_exc.SQLAlchemyError, sqlite3.Error) as fault:
        opened.close()
        raise record_error(fault, where=str(place)) from fault
    except BaseException:
        opened.close()
        raise
    return Store(opened)


def _make_file(path: Path) -> None:
    """An empty file to connect to; connections themselves never make one."""
    try:
        path.touch(mode=0o600)
    except OSError as fault:
        raise RecordError(
            tr("{path} cannot be made ({why}); name another place with --database").format(
                path=path, why=fault.strerror
            )
        ) from None


def _prepared_read_only(path: Path) -> bool:
    """Whether the file can only be read. If it can be written, put it into write-ahead mode, which lasts."""
    if not writable(path):
        return True
    connection = sqlite_connection(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
            return True
        raise record_error(fault, where=path) from fault
    except sqlite3.DatabaseError as fault:
        raise record_error(fault, where=path) from fault
    finally:
        connection.close()
    return False
