"""Reading a pack that came from anybody: nothing in it is believed before it was looked at, and nothing is written."""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from steadyquest.errors import LevelError, Problem
from steadyquest.levels.check import MAX_FILE_BYTES
from steadyquest.levels.pack import MOST_NAME, Parcel, bad_name, problem
from steadyquest.levels.read import MAX_BYTES as MAX_LEVEL_BYTES
from steadyquest.words import tr

MOST_ENTRIES = 200
MOST_ZIP_BYTES = 60_000_000
MOST_BYTES = 60_000_000
"""Of all that is in it, unpacked: sixty levels with a picture each are a tenth of it."""
MOST_RATIO, RATIO_FROM = 200, 1_000_000
"""Nothing of a megabyte or more is honestly packed two hundred times smaller."""
BESIDE = (".png", ".wav", ".ogg", ".mp3", ".flac")
_LEFT_BY_SYSTEMS = re.compile(r"(__MACOSX/.*|(.*/)?(\.[^/]*|Thumbs\.db|desktop\.ini))", re.IGNORECASE)
"""What a computer adds by itself when a person packs a folder."""
_BROKEN = (zipfile.BadZipFile, struct.error, EOFError, ValueError, OverflowError, LookupError, NotImplementedError)
_LISTED = b"PK\x01\x02"
"""Begins each entry of a zip's list, however long the list says that it is."""
_HOW = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpacked(file: Path) -> Parcel:
    """What is in a pack, checked as far as files go. Raises LevelError with every problem."""
    try:
        return _unpacked(file)
    except OSError as error:
        found = error.strerror or str(error)
        raise LevelError([problem(str(file), found, hint=tr("look at its name and whether you may read it"))]) from None
    except _BROKEN:
        hint = tr("ask for it once more; `steadyquest levels pack` makes one")
        raise LevelError([problem(str(file), tr("not a whole zip file"), hint=hint)]) from None


def _unpacked(file: Path) -> Parcel:
    if not file.is_file():
        found = tr("not a file") if file.exists() else tr("no such file")
        raise LevelError([problem(str(file), found, hint=tr("name a level file or a pack"))])
    if file.stat().st_size > MOST_ZIP_BYTES:
        raise LevelError([problem(str(file), tr("larger than {n} MB").format(n=MOST_ZIP_BYTES // 1_000_000))])
    data = file.read_bytes()
    if (n := data.count(_LISTED)) > 2 * MOST_ENTRIES:
        # Looked at before the list is read: a million entries would be many seconds.
        raise LevelError([_too_many(str(file), n)])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = packed.infolist()
        problems = list(_faults(entries, file=str(file)))
        if problems:
            raise LevelError(problems)
        wanted = [entry for entry in entries if not entry.is_dir() and not _LEFT_BY_SYSTEMS.fullmatch(entry.filename)]
        return _parcel(packed, wanted, file=str(file))


def _parcel(packed: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], *, file: str) -> Parcel:
    """The bytes by plain names. Whoever packs a folder has it before each name: one folder is as good as none."""
    parcel, problems = Parcel(), list[Problem]()
    folder = _common_folder(entries)
    for entry in entries:
        name = unicodedata.normalize("NFC", entry.filename.removeprefix(folder))
        why, ending = bad_name(name), Path(name).suffix.lower()
        if why:
            problems.append(problem(f"{file}: {entry.filename[:MOST_NAME]!r}", why, hint=_FLAT()))
        elif ending == ".toml":
            parcel.levels[name] = _read(packed, entry, most=MAX_LEVEL_BYTES, file=file)
        elif ending in BESIDE:
            parcel.beside[name] = _read(packed, entry, most=MAX_FILE_BYTES, file=file)
        else:
            parcel.left_out.append(name)
    if not parcel.levels and not problems:
        problems.append(problem(file, tr("no level in it"), hint=tr("`steadyquest levels pack` makes one")))
    if problems:
        raise LevelError(problems)
    return parcel


def _FLAT() -> str:  # noqa: N802 - a sentence, looked up when it is said
    return tr("level, picture and voice lie side by side in a pack")


def _common_folder(entries: Sequence[zipfile.ZipInfo]) -> str:
    folders = {entry.filename.partition("/")[0] if "/" in entry.filename else "" for entry in entries}
    only = next(iter(folders)) if len(folders) == 1 else ""
    return f"{only}/" if only else ""


def _read(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, *, most: int, file: str) -> bytes:
    """At most so many bytes, whatever the zip says of itself."""
    where = f"{file}: {entry.filename}"
    try:
        with packed.open(entry) as stream:
            data = stream.read(most + 1)
    except (RuntimeError, NotImplementedError, zlib.error) as fault:
        raise LevelError([problem(where, str(fault), hint=tr("pack it again"))]) from None
    if len(data) > most:
        raise LevelError([problem(where, tr("larger than {n} kB").format(n=most // 1000), hint=tr("make it smaller"))])
    return data


def _faults(entries: Sequence[zipfile.ZipInfo], *, file: str) -> Iterator[Problem]:
    """What makes a pack one that is not opened at all."""
    if len(entries) > MOST_ENTRIES:
        yield _too_many(file, len(entries))
        return
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        yield problem(file, tr("more than {n} MB when unpacked").format(n=MOST_BYTES // 1_000_000))
    seen: set[str] = set()
    for entry in entries:
        where = f"{file}: {entry.filename[:MOST_NAME]!r}"
        name = unicodedata.normalize("NFC", entry.filename).casefold()
        if name in seen:
            yield problem(where, tr("twice in it"), hint=tr("pack it again"))
        seen.add(name)
        if why := _outside(entry) or _unlike_a_file(entry):
            yield problem(where, why, hint=tr("do not trust this file; ask who sent it"))


def _too_many(file: str, n: int) -> Problem:
    return problem(file, tr("{n} files in it").format(n=n), allowed=str(MOST_ENTRIES))


def _outside(entry: zipfile.ZipInfo) -> str:
    """Why a name may lead out of the folder, or an empty string. `orig_filename` is what stands in the file."""
    for name in (entry.filename, entry.orig_filename):
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[a-zA-Z]:", name) or "\\" in name or "\0" in name:
            return tr("a name that leads out of the folder")
    return ""


def _unlike_a_file(entry: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return tr("a link, or nothing that a level needs")
    if entry.flag_bits & 0x1:
        return tr("locked with a password")
    if entry.compress_type not in _HOW:
        return tr("packed in a way that is not read here")
    if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        return tr("packed far too small for what it says it holds")
    return ""
