"""A level with its picture and voice, or several, as one file to pass on: the same bytes for the same levels.

A packed file is a plain zip, uncompressed (pictures and sounds are so already), without dates or rights of whoever
made it. `unpack.py` reads one safely, `add.py` puts what is in it into the folder of own levels.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from steadyquest.errors import LevelError, Problem
from steadyquest.levels.check import MAX_FILE_BYTES
from steadyquest.levels.read import Level
from steadyquest.words import tr

ENDING = ".zip"
MOST_LEVELS = 60
MOST_NAME = 100
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]')
_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip knows: none is as good as any."""
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


@dataclass(slots=True)
class Parcel:
    """Levels with the files beside them, by plain file names."""

    levels: dict[str, bytes] = field(default_factory=dict)
    """The text of each level by the name of its file, `feed_the_ducks.toml`."""
    beside: dict[str, bytes] = field(default_factory=dict)
    """Pictures and voices."""
    left_out: list[str] = field(default_factory=list)
    """Files that came along and that no level names."""

    @property
    def files(self) -> dict[str, bytes]:
        """All of it."""
        return {**self.levels, **self.beside}


def parcel_of(levels: Sequence[Level]) -> Parcel:
    """Levels that lie in files, with what they name. Raises LevelError with all that cannot go together."""
    if len(levels) > MOST_LEVELS:
        found = tr("{n} levels").format(n=len(levels))
        hint = tr("make several packs")
        raise LevelError([problem("", found, allowed=tr("up to {n}").format(n=MOST_LEVELS), hint=hint)])
    parcel, problems = Parcel(), list[Problem]()
    for level in {level.hash + level.key: level for level in levels}.values():
        name = f"{level.key.rpartition('/')[2]}.toml"
        problems += _put(parcel.levels, name, level.text.encode(), of=level)
        for beside in named_by(level):
            try:
                problems += _put(parcel.beside, beside, _bytes_of(level, beside), of=level)
            except OSError as error:
                found = f"{beside}: {error.strerror or error}"
                problems.append(problem(level.key, found, hint=tr("make it readable")))
    if problems:
        raise LevelError(problems)
    return parcel


def zipped(parcel: Parcel) -> bytes:
    """The parcel as a zip: the same bytes for the same files, on every machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, data in sorted(parcel.files.items()):
            entry = zipfile.ZipInfo(name, date_time=_DAY)
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
            packed.writestr(entry, data)
    return out.getvalue()


def bad_name(name: str) -> str:
    """Why a plain file name is not taken, or an empty string.

    >>> bad_name("feed_the_ducks.toml"), bool(bad_name("nul.toml")), bool(bad_name("a:b.png"))
    ('', True, True)
    """
    if not name or len(name) > MOST_NAME or _ODD.search(name) or name.endswith((".", " ")) or name.startswith(" "):
        return tr("not a plain file name")
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co"} for sign in name):
        return tr("a name with signs that nobody can see")
    if name.startswith("."):
        return tr("a name that begins with a dot, and so is hidden")
    return tr("a name that belongs to a device") if _DEVICE.fullmatch(name.replace(" ", "")) else ""


def named_by(level: Level) -> list[str]:
    """The files beside a level that it names."""
    return [name for name in (level.spec.picture, level.spec.voice) if name]


def problem(file: str, found: str, *, allowed: str = "", hint: str = "", key: str = "pack") -> Problem:
    """One thing that is wrong with a pack as a whole, or with one file in it."""
    return Problem(file=file, line=1, key=key, severity="error", found=found, allowed=allowed, hint=hint)


def _put(into: dict[str, bytes], name: str, data: bytes, *, of: Level) -> Iterable[Problem]:
    """Nothing else of that name may be there: names that differ by capitals alone are one name on many machines."""
    if why := bad_name(name):
        return (problem(name, why, hint=tr("give it a plain name")),)
    twin = next((known for known in into if known.casefold() == name.casefold()), name)
    if into.setdefault(twin, data) == data and twin == name:
        return ()
    found = tr("two different files are called {name}").format(name=name)
    return (problem(of.key, found, hint=tr("rename one of them, in the level as well")),)


def _bytes_of(level: Level, name: str) -> bytes:
    folder = level.path.parent if level.path is not None else Path()
    with (folder / name).open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)
