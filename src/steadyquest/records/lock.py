"""One game at a time on a database: a lock of the operating system, which even a killed process gives back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from steadyquest.errors import RecordError
from steadyquest.records.database import Database
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.store import Store

_WINDOWS_LOCK_AT = 1 << 30
"""Windows locks bytes against reading too: lock one far behind the process number."""

_held: set[Path] = set()
"""The databases that this process plays on."""


class PlayLock:
    """Held until closed, or until the process ends in whatever way."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: BinaryIO | None = _locked_file(path) if path else None
        if path:
            _held.add(path)

    def close(self) -> None:
        """Give it back; may be called twice."""
        if self._file is not None:
            self._file.close()
            self._file = None
            if self._path:
                _held.discard(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def play_lock(store: Store) -> PlayLock:
    """Take the database for one game. RecordError naming the process that has it already."""
    store.database.refuse_when_read_only()
    return PlayLock(_identity(store.database.path))


def lock_path(path: Path) -> PlayLock:
    """The same for a file that need not be opened."""
    return PlayLock(_identity(path))


@contextmanager
def free_of_play(database: Database) -> Iterator[None]:
    """Hold the lock for a moment; nothing to do where this very process plays."""
    path = _identity(database.path)
    if path in _held:
        yield
        return
    with PlayLock(path):
        yield


def _identity(path: Path | None) -> Path | None:
    return path.resolve() if path else None


def lock_file(path: Path) -> Path:
    """The side file that carries the lock and the number of the process that holds it."""
    return path.with_name(path.name + ".lock")


def _locked_file(path: Path) -> BinaryIO:
    side = lock_file(path)
    try:
        file = os.fdopen(os.open(side, os.O_RDWR | os.O_CREAT, 0o666), "r+b", buffering=0)
    except OSError as fault:
        raise RecordError(
            tr("{file} cannot be made ({why}); make its folder writable, or name another database").format(
                file=side, why=fault.strerror
            )
        ) from None
    try:
        _lock(file)
    except OSError:
        holder = file.read(32).decode("ascii", errors="replace").strip()
        file.close()
        raise RecordError(
            tr(
                "{database} is already being played on by process {process}; end that game first, or name another "
                "database with --database"
            ).format(database=path, process=holder or "?")
        ) from None
    try:
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode("ascii"))
    except OSError as fault:
        file.close()
        raise RecordError(
            tr("nothing can be written beside {database} ({why}); make room on its disk first").format(
                database=path, why=fault.strerror
            )
        ) from None
    return file


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(_WINDOWS_LOCK_AT)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        finally:
            file.seek(0)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
