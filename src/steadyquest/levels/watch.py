"""A level's file while somebody writes it: what was saved since it was read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from steadyquest.errors import LevelError, legible
from steadyquest.levels.read import Level, read_level
from steadyquest.words import trn

ALLOWED_MAX = 60
_Trace = tuple[int, int, int] | None


class Watch:
    """Looks at the file of one level, and at its picture. A level without a file never changes."""

    def __init__(self, level: Level) -> None:
        self.problem = ""
        """One line while what was saved cannot be read; the level goes on as it was."""
        self._level, self._seen = level, _traces(level)

    def look(self) -> Level | None:
        """The level as it was saved since the last look; None when nothing new, or nothing sound, was."""
        traces = _traces(self._level)
        if self._level.path is None or traces == self._seen or traces[0] is None:
            # Editors take a file away for a moment while they save it.
            return None
        same_picture, self._seen = traces[1:] == self._seen[1:], traces
        try:
            level = read_level(self._level.path, name=self._level.key)
        except LevelError as fault:
            self.problem = _line(fault)
            return None
        self.problem = ""
        is_new = level.hash != self._level.hash or not same_picture
        self._level, self._seen = level, _traces(level)
        return level if is_new else None


def _traces(level: Level) -> tuple[_Trace, ...]:
    """When the level's files were last written, and how large they are."""
    if level.path is None:
        return (None,)
    beside = [level.path.with_name(name) for name in (level.spec.picture, level.spec.voice) if name]
    return tuple(_trace(path) for path in (level.path, *beside))


def _trace(path: Path) -> _Trace:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _line(fault: LevelError) -> str:
    first, *more = fault.problems
    # Who writes it knows in which folder; on the screen there is room for what is wrong instead.
    line = str(replace(first, file=Path(first.file).name, allowed="", hint=""))
    # What was probably meant helps most; a long list of what there is would push it off the card.
    allowed = f"{first.allowed[:ALLOWED_MAX]} …" if len(first.allowed) > ALLOWED_MAX else first.allowed
    line = "; ".join([line, *(legible(part) for part in (first.hint, allowed) if part)])
    return f"{line} {trn('(and {n} more)', '(and {n} more)', len(more)).format(n=len(more))}" if more else line
