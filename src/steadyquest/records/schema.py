"""Versions of the database: making a new one, knowing an old one, leading it to today's."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from steadyquest.errors import RecordError
from steadyquest.records.database import Database, sqlite_connection
from steadyquest.records.tables import APPLICATION_ID, metadata
from steadyquest.words import tr

VERSIONS = ("0001", "0002", "0003", "0004")
"""All versions, oldest first; each has its file in migrations/versions."""
MIGRATIONS = Path(__file__).with_name("migrations")


def make_ready(database: Database) -> None:
    """Bring the opened database to today's version: make it, leave it as it is, upgrade it, or refuse it."""
    with database.read() as connection:
        version = _version(connection)
    if version is None:
        _create(database)
    else:
        refuse_unknown(version, where=str(database.place))
        if version != VERSIONS[-1]:
            _upgrade(database, version)


def version_of_file(path: Path) -> str:
    """The version of a SteadyQuest file, from its own connection. RecordError when it is none."""
    with closing(sqlite_connection(path, read_only=True)) as connection:
        try:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
            if mark != APPLICATION_ID:
                raise RecordError(tr("{where} is not a SteadyQuest database; name another file").format(where=path))
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:
            row = None
    if row is None:
        raise RecordError(tr("{where} is not a SteadyQuest database; name another file").format(where=path))
    return str(row[0])


def refuse_unknown(version: str, *, where: str) -> None:
    """A newer database is never touched by older software."""
    if version in VERSIONS:
        return
    if version > VERSIONS[-1]:
        raise RecordError(
            tr(
                "{where} was made by a newer SteadyQuest (records version {version}, this one knows {known}); "
                "install the newer one again"
            ).format(where=where, version=version, known=VERSIONS[-1])
        )
    raise RecordError(
        tr("{where} has the unknown records version {version}; restore a backup").format(where=where, version=version)
    )


def _version(connection: sa.Connection) -> str | None:
    """The version, or None for a database without anything in it."""
    if connection.dialect.name == "sqlite":
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    else:
        tables = sa.inspect(connection).get_table_names()
    if not tables:
        return None
    mark = _application_id(connection)
    version = None
    if "alembic_version" in tables and mark in {None, APPLICATION_ID}:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version is None:
        where = connection.engine.url if mark is None else _file_name(connection)
        raise RecordError(tr("{where} is a database of something else; name another file").format(where=where))
    return str(version)


def _application_id(connection: sa.Connection) -> int | None:
    if connection.dialect.name != "sqlite":
        return None
    return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())


def _file_name(connection: sa.Connection) -> str:
    return str(connection.exec_driver_sql("PRAGMA database_list").one()[2])


def _create(database: Database) -> None:
    """All tables in one transaction: a database is either empty or whole. Who comes second finds it made."""
    database.refuse_when_read_only()
    with database.write() as connection:
        if _version(connection) is not None:
            return
        metadata.create_all(connection, checkfirst=False)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        connection.execute(sa.text("INSERT INTO alembic_version VALUES (:version)"), {"version": VERSIONS[-1]})
        mark_as_ours(connection)


def mark_as_ours(connection: sa.Connection) -> None:
    """Write our number into the file's header."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _upgrade(database: Database, version: str) -> None:
    """Run the migrations, on a copy's safety: what was is kept beside the file, named after its version."""
    if database.read_only:
        raise RecordError(
            tr("{where} has an older records version and is read-only; make it writable once to upgrade it").format(
                where=database.place
            )
        )
    if database.path:
        _copy_aside(database.path, version)
    with database.plainly(), database.engine.connect() as connection:
        _keys(connection, on=False)
        try:
            connection.execution_options(steadyquest_begin="BEGIN IMMEDIATE")
            with connection.begin():
                migrate(connection)
                _refuse_orphans(connection, where=str(database.place))
        finally:
            _keys(connection, on=True)


def _refuse_orphans(connection: sa.Connection, *, where: str) -> None:
    """A migration that tears rows from what they belong to is undone."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RecordError(
            tr("{where} could not be upgraded without loss, so it was left as it was; please report this").format(
                where=where
            )
        )


def _keys(connection: sa.Connection, *, on: bool) -> None:
    """Foreign keys rest while tables are remade, or remaking a parent would delete its children."""
    if connection.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        assert raw is not None  # noqa: S101 - a connection just checked out is open
        raw.cursor().execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def migrate(connection: sa.Connection, *, folder: Path | None = None) -> None:
    """Lead the database on this connection to the newest version of the folder's migrations."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder or MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    mark_as_ours(connection)


def _copy_aside(path: Path, version: str) -> None:
    kept = path.with_name(f"{path.name}.before-upgrade-from-{version}")
    with closing(sqlite_connection(path)) as source, closing(sqlite3.connect(kept)) as target:
        source.backup(target)
