"""Copies of the records: made while somebody plays, and put back without losing what was there."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from steadyquest.errors import RecordError
from steadyquest.files import expanded
from steadyquest.records.database import sqlite_connection
from steadyquest.records.faults import record_error
from steadyquest.records.lock import lock_path
from steadyquest.records.place import has_header, look_at, make_folder, place_of
from steadyquest.records.schema import refuse_unknown, version_of_file
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.store import Store

_SIDES = ("-wal", "-shm")


def backup(store: Store, file: str | Path, *, overwrite: bool = False) -> Path:
    """Copy all records into one file. Whoever plays notices nothing; the file is there whole or not at all."""
    source, target = _file_of(store), expanded(file).absolute()
    _refuse_target(target, source=source, overwrite=overwrite)
    part = target.with_name(target.name + ".part")
    try:
        checked_copy(source, part)
        part.replace(target)
        _sync_folder(target.parent)
    except (OSError, sqlite3.Error) as fault:
        raise _unwritten(target, fault) from fault
    finally:
        _remove(part)
    return target


def restore(file: str | Path, database: str | Path | None = None) -> Path | None:
    """Put a backup in the place of the records, which are kept beside under the name that is given back.

    None when there was nothing to keep. Nobody may be playing.
    """
    source, target = expanded(file).absolute(), place_of(database).path
    if target is None:
        raise RecordError(tr("a database server has its own ways to restore; ask who runs it"))
    _refuse_source(source, target=target)
    look_at_folder(target, default=database is None)
    with lock_path(target):
        part = target.with_name(target.name + ".restoring")
        try:
            checked_copy(source, part)
            kept = _keep(target) if target.exists() else None
            part.replace(target)
            _sync_folder(target.parent)
        except (OSError, sqlite3.Error) as fault:
            raise _unwritten(target, fault) from fault
        finally:
            _remove(part)
    return kept


def look_at_folder(target: Path, *, default: bool) -> None:
    """Refuse a place that can hold no database; a damaged file there is just what a restore is for."""
    if target.is_dir() or not target.exists():
        look_at(target, create=True)
    make_folder(target, default=default)


def _file_of(store: Store) -> Path:
    if store.path is None:
        raise RecordError(tr("a database server has its own ways to make backups; ask who runs it"))
    return store.path


def _refuse_target(target: Path, *, source: Path, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise RecordError(tr("there is no folder {folder}; make it first").format(folder=target.parent))
    if target.is_dir():
        raise RecordError(tr("{file} is a folder; name a file in it").format(file=target))
    if target.exists() and target.samefile(source):
        raise RecordError(tr("{file} is the database itself; name another file for the backup").format(file=target))
    if target.exists() and not overwrite:
        raise RecordError(tr("{file} is already there; name another file, or remove it first").format(file=target))


def _refuse_source(source: Path, *, target: Path) -> None:
    if not source.is_file():
        raise RecordError(tr("there is no backup {file}; look at its name").format(file=source))
    if target.exists() and source.samefile(target):
        raise RecordError(tr("{file} is the database itself; name a backup of it").format(file=source))
    try:
        look_at(source, create=False)
    except RecordError as fault:
        said = tr("{file} is no backup of SteadyQuest; nothing was changed. Name another file.")
        raise RecordError(said.format(file=source)) from fault
    try:
        refuse_unknown(version_of_file(source), where=str(source))
    except sqlite3.Error as fault:
        raise record_error(fault, where=source) from fault


def checked_copy(source: Path, part: Path) -> None:
    """A whole, checked, synced copy in one file. One pass, so that a writer cannot make it begin again."""
    _remove(part)
    with closing(_source_connection(source)) as live, closing(sqlite3.connect(part, isolation_level=None)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise RecordError(
                tr("{file} is damaged inside ({what}); use another copy").format(
                    file=source, what=found.splitlines()[0]
                )
            )
    part.chmod(0o600)
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _source_connection(source: Path) -> sqlite3.Connection:
    writable = os.access(source, os.W_OK) and os.access(source.parent, os.W_OK)
    return sqlite_connection(source, read_only=not writable)


def _keep(target: Path) -> Path:
    """Give the old database a second name, with whatever its log still holds."""
    if has_header(target):
        # What is no database any more is left as it lies: SQLite would throw the log of such a file away.
        _settle(target)
    kept = _free_name(target)
    for side in _SIDES:
        # A log must never meet a database that is not its own.
        with contextlib.suppress(FileNotFoundError):
            target.with_name(target.name + side).replace(kept.with_name(kept.name + side))
    try:
        os.link(target, kept)
    except OSError:
        shutil.copy2(target, kept)
    return kept


def _settle(target: Path) -> None:
    """Bring the log into the file, as far as that goes."""
    with contextlib.suppress(sqlite3.Error), closing(sqlite_connection(target)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        old.execute("PRAGMA journal_mode = DELETE")


def _free_name(target: Path) -> Path:
    with closing(sqlite3.connect(":memory:")) as clock:
        now = clock.execute("SELECT strftime('%Y%m%d-%H%M%S', 'now')").fetchone()[0]
    names = (f"{target.name}.before-restore-{now}{f'-{n}' if n else ''}" for n in range(1000))
    return next(free for name in names if not (free := target.with_name(name)).exists())


def _remove(part: Path) -> None:
    for name in (part.name, *(part.name + side for side in (*_SIDES, "-journal"))):
        part.with_name(name).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Names reach the disk with their folder; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritten(target: Path, fault: OSError | sqlite3.Error) -> RecordError:
    if isinstance(fault, sqlite3.Error):
        return record_error(fault, where=target)
    return RecordError(
        tr("{file} could not be written ({why}); name another place, or free some space").format(
            file=target, why=fault.strerror or type(fault).__name__
        )
    )
