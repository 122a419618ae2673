"""What a database can suffer from, in plain lines."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy.exc as sa_exc

from steadyquest.errors import RecordError
from steadyquest.words import tr


def _primary_code(fault: BaseException) -> int:
    """SQLite's primary result code, whatever wrapped it; 0 when there is none."""
    cause = fault.orig if isinstance(fault, sa_exc.DBAPIError) else fault
    return int(getattr(cause, "sqlite_errorcode", 0)) & 0xFF


def plain_line(fault: BaseException, *, where: str | Path) -> str:
    """One line: what happened to the database, where, and what to do."""
    code = _primary_code(fault)
    lines = {
        sqlite3.SQLITE_FULL: tr("the disk is full, so {where} cannot take more; free some space"),
        sqlite3.SQLITE_IOERR: tr("the disk of {where} gives errors or is full; look at the disk and its free space"),
        sqlite3.SQLITE_READONLY: tr("{where} is read-only; make the file and its folder writable"),
        sqlite3.SQLITE_PERM: tr("{where} may not be opened by this user; ask for the right to read and write it"),
        sqlite3.SQLITE_CANTOPEN: tr("{where} cannot be opened; look whether its folder is there and writable"),
        sqlite3.SQLITE_BUSY: tr("{where} is in use by another program; end that one and try again"),
        sqlite3.SQLITE_LOCKED: tr("{where} is in use by another program; end that one and try again"),
        sqlite3.SQLITE_CORRUPT: tr("{where} is damaged; put a backup back with “steadyquest restore FILE”"),
        sqlite3.SQLITE_NOTADB: tr("{where} is not a database; name another file, or restore a backup over it"),
    }
    if code in lines:
        return lines[code].format(where=where)
    cause = fault.orig if isinstance(fault, sa_exc.DBAPIError) else fault
    what = " ".join(str(cause).split()) or type(cause).__name__
    return tr("{where} could not be read or written ({what}); try again, or restore a backup").format(
        where=where, what=what
    )


def is_passing(fault: BaseException) -> bool:
    """Whether the very same rows may be written later: the disk or the file is at fault, not the rows."""
    rows_at_fault = (sa_exc.IntegrityError, sa_exc.ProgrammingError, sa_exc.DataError, sa_exc.InterfaceError)
    return isinstance(fault, sa_exc.DBAPIError) and not isinstance(fault, rows_at_fault)


def is_disk(fault: BaseException | None) -> bool:
    """Whether the disk is full or gives errors."""
    return fault is not None and _primary_code(fault) in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


def needs_new_connection(fault: BaseException) -> bool:
    """Whether the open file itself is suspect: a pulled stick, a disk that turned read-only."""
    return _primary_code(fault) in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}


def record_error(fault: BaseException, *, where: str | Path) -> RecordError:
    """The same, to be raised."""
    return RecordError(plain_line(fault, where=where))
