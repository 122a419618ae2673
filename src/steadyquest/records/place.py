"""Where the database is: the default place, a path or a URL, and what can be said of it before opening it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
import sqlalchemy.exc as sa_exc

from steadyquest.errors import RecordError
from steadyquest.files import expanded
from steadyquest.records.network import network_share
from steadyquest.words import tr

_SQLITE_HEADER = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Place:
    """A file of ours (`path`), or another server's address (`url`), never both."""

    path: Path | None
    url: sa.URL | None = None

    def __str__(self) -> str:
        return str(self.path) if self.path else self.url.render_as_string() if self.url else ""


def default_path() -> Path:
    """Where the records are kept when nobody says otherwise."""
    import platformdirs

    return Path(platformdirs.user_data_dir("steadyquest", appauthor=False)) / "steadyquest.db"


def place_of(database: str | Path | None) -> Place:
    """The place that a path, a URL or nothing at all means."""
    if database is None:
        return Place(default_path())
    if isinstance(database, str) and re.match(r"[^/\\:]{2,}://", database):
        return _place_of_url(database)
    if not str(database).strip() or str(database) == ":memory:":
        raise RecordError(tr("records need a file to be kept in; give --database the name of one"))
    return Place(expanded(database).absolute())


def _place_of_url(text: str) -> Place:
    try:
        url = sa.make_url(text)
        backend = url.get_backend_name()
    except (sa_exc.ArgumentError, ValueError):
        raise RecordError(
            tr("{url} is not a database address; write a file's path, or sqlite:///PATH").format(url=text)
        ) from None
    if backend != "sqlite":
        return Place(None, url)
    if url.database in {None, "", ":memory:"} or str(url.database).startswith("file:"):
        raise RecordError(tr("{url} names no file to keep records in; write sqlite:///PATH").format(url=text))
    return Place(expanded(str(url.database)).absolute())


def is_empty(path: Path) -> bool:
    """Whether there is nothing yet: no file, or one of no bytes."""
    return not path.exists() or path.stat().st_size == 0


def writable(path: Path) -> bool:
    """Whether both the file (when there) and its folder can be written; SQLite needs its side files."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def look_at(path: Path, *, create: bool) -> None:
    """Refuse what can never be opened, with the reason."""
    try:
        share = network_share(path.resolve())
        is_odd = path.exists() and not path.is_file() and not path.is_dir()
    except (OSError, RuntimeError) as fault:
        why = getattr(fault, "strerror", None) or tr("a loop of links")
        short = str(path) if len(str(path)) < 200 else f"{str(path)[:200]}…"
        raise RecordError(tr("{path} leads nowhere ({why}); name another file").format(path=short, why=why)) from None
    if is_odd:
        raise RecordError(tr("{path} is no plain file; name another one").format(path=path))
    if share:
        raise RecordError(
            tr(
                "{path} is on a network share ({kind}), where records can be damaged; keep them on a disk of this "
                "machine and use “steadyquest backup” to copy them"
            ).format(path=path, kind=share)
        )
    if path.is_dir():
        raise RecordError(tr("{path} is a folder; name a file in it").format(path=path))
    if path.exists():
        _look_inside(path)
    elif not create:
        raise RecordError(tr("there is no database at {path} yet; play once, or name another file").format(path=path))


def make_folder(path: Path, *, default: bool) -> None:
    """Only the default folder is made; a mistyped path must not become a new folder."""
    try:
        if default:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise RecordError(
            tr("the folder {folder} could not be made ({why}); name another place with --database").format(
                folder=path.parent, why=fault.strerror
            )
        ) from None
    if not path.parent.is_dir():
        raise RecordError(tr("there is no folder {folder}; make it, or name another place").format(folder=path.parent))
    if not writable(path):
        raise RecordError(
            tr("nothing can be written in {folder}; make it writable, or name another place").format(folder=path.parent)
        )


def has_header(path: Path) -> bool:
    """Whether the file begins as SQLite's do."""
    with path.open("rb") as file:
        return file.read(len(_SQLITE_HEADER)) == _SQLITE_HEADER


def _look_inside(path: Path) -> None:
    try:
        known = is_empty(path) or has_header(path)
    except OSError as fault:
        raise RecordError(
            tr("{path} cannot be read ({why}); ask for the right to read it").format(path=path, why=fault.strerror)
        ) from None
    if not known:
        raise RecordError(
            tr("{path} is not a SteadyQuest database; name another file, or restore a backup over it").format(path=path)
        )
