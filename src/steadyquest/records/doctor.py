"""How the records are: version, size, soundness, as plain data."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from steadyquest.records.schema import VERSIONS
from steadyquest.records.tables import players, sessions

if TYPE_CHECKING:
    from steadyquest.records.store import Store


def check(store: Store) -> dict[str, Any]:
    """What the `doctor` command says of the records. `integrity` is "ok" or what is wrong."""
    with store.database.read() as connection:
        counts = {table.name: _count(connection, table) for table in (players, sessions)}
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    cut_off = store.sessions.unfinished()
    return {
        "database": str(store.database.place),
        "version": version,
        "known_version": VERSIONS[-1],
        "sqlite": sqlite3.sqlite_version,
        "integrity": _integrity(store),
        "writable": not store.read_only,
        "size_bytes": _size(store),
        "free_bytes": shutil.disk_usage(store.path.parent).free if store.path else None,
        **counts,
        "unfinished_session": cut_off.id if cut_off else None,
    }


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def _integrity(store: Store) -> str:
    if store.path is None:
        return "ok"
    with store.database.read() as connection:
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(5)")]
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        found.append(f"{len(orphans)} rows without what they belong to")
    return "; ".join(line for line in found if line != "ok") or "ok"


def _size(store: Store) -> int | None:
    if store.path is None:
        return None
    files = (store.path, store.path.with_name(store.path.name + "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
