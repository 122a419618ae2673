"""Wiping: what was deleted leaves the file itself, now or, where another program is reading, at the next opening."""

from __future__ import annotations

import glob
import sqlite3
from pathlib import Path

import sqlalchemy as sa
import sqlalchemy.exc as sa_exc

from steadyquest.records.database import BUSY_S, Database
from steadyquest.records.tables import preferences

_OWED = "wiping_owed"
_WAIT_MS = 1000
"""How long a deletion waits for readers before it leaves its traces for later."""


def owe_wiping(connection: sa.Connection) -> None:
    """Remember, together with the deletion, that its traces are still to be wiped."""
    connection.execute(preferences.delete().where(preferences.c.name == _OWED))
    connection.execute(preferences.insert().values(name=_OWED, value=True))


def wipe_what_is_owed(database: Database) -> None:
    """Finish an earlier deletion whose traces could not be wiped then; where it still cannot be, next time."""
    with database.read() as connection:
        owed = connection.execute(sa.select(preferences.c.name).where(preferences.c.name == _OWED)).first()
    if owed:
        wipe(database)


def wipe(database: Database) -> bool:
    """Rewrite the file without its free pages and empty the write-ahead log. False when that has to wait."""
    if database.path is None:
        return True
    try:
        if not _rewrite(database):
            return False
        with database.write_bare() as connection:
            connection.execute(preferences.delete().where(preferences.c.name == _OWED))
    except (sa_exc.OperationalError, sqlite3.OperationalError):
        return False
    return True


def copies_beside(path: Path | None) -> list[Path]:
    """Older copies that an upgrade or a restore left beside the file. Whoever was deleted may still be in them."""
    return sorted(path.parent.glob(f"{glob.escape(path.name)}.before-*")) if path else []


def _rewrite(database: Database) -> bool:
    """VACUUM, outside of any transaction, then empty the write-ahead log into the file."""
    raw = database.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        cursor.execute("VACUUM")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    finally:
        raw.cursor().execute(f"PRAGMA busy_timeout = {int(BUSY_S * 1000)}")
        raw.close()
