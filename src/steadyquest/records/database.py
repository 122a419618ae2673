"""One opened database: its connections, its transactions, and its faults as plain lines."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlalchemy.exc as sa_exc

from steadyquest.errors import RecordError
from steadyquest.records.faults import needs_new_connection, record_error
from steadyquest.records.place import Place
from steadyquest.words import tr

BUSY_S = 5.0
"""How long a write waits for another one to end."""
_PRAGMAS = ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON")


class Database:
    """Connections and transactions. Write transactions started inside one on the same thread join it."""

    def __init__(self, place: Place, *, read_only: bool = False) -> None:
        self.place = place
        self.read_only = read_only
        self._here = threading.local()
        self.engine = _file_engine(place.path, read_only=read_only) if place.path else _server_engine(place)

    @property
    def path(self) -> Path | None:
        """The file, or None for a database server."""
        return self.place.path

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the records."""
        joined = self._joined()
        if joined is not None:
            yield joined
            return
        with self.plainly(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that is kept as a whole or not at all; faults are plain lines."""
        joined = self._joined()
        if joined is not None:
            yield joined
            return
        self.refuse_when_read_only()
        with self.plainly(), self.write_bare() as connection:
            yield connection

    @contextmanager
    def write_bare(self) -> Iterator[sa.Connection]:
        """The same with the faults as they come, for the one who tries again."""
        with self.engine.connect() as connection:
            connection.execution_options(steadyquest_begin="BEGIN IMMEDIATE")
            try:
                with connection.begin():
                    self._here.connection = connection
                    yield connection
            except sa_exc.DBAPIError as fault:
                if needs_new_connection(fault):
                    connection.invalidate()
                raise
            finally:
                self._here.connection = None

    @contextmanager
    def plainly(self) -> Iterator[None]:
        """Turn the database's own faults into one plain line."""
        try:
            yield
        except (sa_exc.DBAPIError, sqlite3.Error) as fault:
            raise record_error(fault, where=str(self.place)) from fault

    def refuse_when_read_only(self) -> None:
        """Say so before trying."""
        if self.read_only:
            raise RecordError(
                tr(
                    "{where} is read-only; make the file and its folder writable, or name another with --database"
                ).format(where=self.place)
            )

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def _joined(self) -> sa.Connection | None:
        return getattr(self._here, "connection", None)


def sqlite_connection(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection that never makes a file, without transactions of its own making."""
    mode = "ro" if read_only else "rw"
    if read_only and not _has_wal(path):
        # A file that nobody writes can be read even where SQLite may not put its side files.
        mode += "&immutable=1"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False)


def _has_wal(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _file_engine(path: Path, *, read_only: bool) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite_connection(path, read_only=read_only)
        try:
            for pragma in _PRAGMAS if not read_only else _PRAGMAS[:1]:
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = sa.create_engine("sqlite+pysqlite://", creator=connect, poolclass=sa.QueuePool, json_serializer=as_json)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    """Start the transaction ourselves: a write one takes its lock at once, so that it never fails half-way."""
    connection.exec_driver_sql(connection.get_execution_options().get("steadyquest_begin", "BEGIN"))


def _server_engine(place: Place) -> sa.Engine:
    assert place.url is not None  # noqa: S101 - a place is a file or an address
    try:
        return sa.create_engine(place.url, json_serializer=as_json, pool_pre_ping=True)
    except (ImportError, sa_exc.SQLAlchemyError) as fault:
        what = " ".join(str(fault).split())
        raise RecordError(
            tr("no driver for {url} ({what}); install it, or keep the records in a file").format(url=place, what=what)
        ) from None


def as_json(value: Any) -> str:
    """Compact JSON of plain data, of mappings of any kind, and of numpy's numbers."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be recorded")
