"""The therapist's own levels: one folder, read file by file, so that a broken one never hides the others."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from steadyquest.errors import LevelError, Problem, ReportError
from steadyquest.files import expanded, write_whole
from steadyquest.levels.read import OWN, Level, read_level
from steadyquest.words import tr

ENVIRONMENT = "STEADYQUEST_LEVELS"
"""Names another folder, for a clinic whose machines share one."""
MOST_LEVELS = 300
"""More are not read: the map opens in an instant, and nobody chooses among more."""
MOST_FILES = 20_000
"""A folder of more entries than this is another kind of folder."""
_Key = tuple[Path, int, int]


def own_folder() -> Path:
    """Where own levels lie; it need not be there yet."""
    named = os.environ.get(ENVIRONMENT, "").strip()
    if named:
        return expanded(named).absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("steadyquest", appauthor=False)) / "levels"


def made_ready(folder: Path) -> Path:
    """The folder, made with a word of what it is when it was not there. Raises ReportError when it cannot be had."""
    try:
        if folder.is_dir():
            return folder
        folder.mkdir(parents=True)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        said = tr("The folder of own levels, {folder}, cannot be made ({reason}); name another one in {variable}.")
        raise ReportError(said.format(folder=folder, reason=reason, variable=ENVIRONMENT)) from error
    write_whole(folder / "README.txt", _about())
    return folder


def own_levels(folder: Path) -> tuple[list[Level], list[Problem]]:
    """The levels of a folder by their names, and all that is wrong with the rest. Nothing is raised."""
    return OwnLevels(folder).read()


@dataclass(slots=True)
class OwnLevels:
    """The folder, looked at again and again: a file that has not changed is not read a second time."""

    folder: Path
    _known: dict[_Key, Level | LevelError] = field(default_factory=dict)

    def read(self) -> tuple[list[Level], list[Problem]]:
        """The levels now, and what is wrong now."""
        files, problems = level_files(self.folder)
        levels: list[Level] = []
        fresh: dict[_Key, Level | LevelError] = {}
        for file, twin in _with_twins(files):
            if twin is not None:
                problems.append(_twice(file, twin))
                continue
            key = _key_of(file)
            found = self._known.get(key) or _read(file)
            if isinstance(found, Level):
                levels.append(found)
            else:
                problems += found.problems
            if not _leans_on_others(found):
                fresh[key] = found
        self._known = fresh
        return levels, problems


def _read(file: Path) -> Level | LevelError:
    try:
        return read_level(file, name=key_of(file))
    except LevelError as error:
        return error.with_traceback(None)


def _leans_on_others(found: Level | LevelError) -> bool:
    """Whether what lies beside the file has a say, which may have changed since; or the file could not be read."""
    if isinstance(found, Level):
        return bool(found.spec.picture or found.spec.voice)
    return any(problem.key in {"picture", "voice", "file"} for problem in found.problems)


def level_files(folder: Path) -> tuple[list[Path], list[Problem]]:
    """The files of a folder that should be levels, by name, and why there are none or not all."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry, _ in zip(entries, range(MOST_FILES), strict=False)]
    except FileNotFoundError:
        return [], []
    except (OSError, ValueError) as error:
        hint = tr("name a folder that can be read in {variable}").format(variable=ENVIRONMENT)
        return [], [_problem(folder, getattr(error, "strerror", None) or str(error), hint=hint)]
    files = sorted(
        (folder / name for name in names if name.lower().endswith(".toml") and not name.startswith(".")),
        key=lambda file: (file.stem.casefold(), file.name),
    )
    if len(files) <= MOST_LEVELS:
        return files, []
    found = tr("{n} level files, of which the first {most} are read").format(n=len(files), most=MOST_LEVELS)
    return files[:MOST_LEVELS], [_problem(folder, found, hint=tr("put the others into another folder"))]


def key_of(file: Path) -> str:
    """The key of an own level's file."""
    return f"{OWN}/{file.stem}"


def is_own(level: Level) -> bool:
    """Whether a level is the therapist's."""
    return level.key.startswith(f"{OWN}/")


def broken_files(problems: Sequence[Problem]) -> list[str]:
    """The files that cannot be read, each once."""
    return list(dict.fromkeys(problem.file for problem in problems if problem.severity == "error"))


def _with_twins(files: Sequence[Path]) -> Iterator[tuple[Path, Path | None]]:
    """Each file, and an earlier one of the same key (`mine.toml`, `mine.TOML`)."""
    first: dict[str, Path] = {}
    for file in files:
        twin = first.setdefault(key_of(file), file)
        yield file, None if twin is file else twin


def _twice(file: Path, twin: Path) -> Problem:
    found, hint = tr("the same name as {file}").format(file=twin.name), tr("give one of them another name")
    return Problem(file=str(file), line=1, key="file", severity="error", found=found, allowed="", hint=hint)


def _key_of(file: Path) -> _Key:
    try:
        about = file.stat()
    except OSError:
        return file, -1, -1
    return file, about.st_mtime_ns, about.st_size


def _problem(folder: Path, found: str, *, hint: str) -> Problem:
    return Problem(file=str(folder), line=1, key="folder", severity="error", found=found, allowed="", hint=hint)


def _about() -> str:
    return tr(
        "Your own levels for SteadyQuest.\n"
        "\n"
        "Every level file here (NAME.toml, with its picture and voice beside it) is on the map, at its right end.\n"
        "\n"
        "    steadyquest levels new             writes a level to begin with\n"
        "    steadyquest levels check own       says what is wrong with the files here, line by line\n"
        "    steadyquest levels add FILE        puts a level or a packed one (.zip) here\n"
        "    steadyquest levels pack NAME --to FILE.zip    packs one of these to pass it on\n"
    )
