"""The levels there are: those that came with the game, the therapist's own, and files named by a person."""

from __future__ import annotations

import difflib
from pathlib import Path

from steadyquest.errors import LevelError, Problem
from steadyquest.levels.own import key_of, level_files, own_folder
from steadyquest.levels.read import OWN, Level, read_level
from steadyquest.levels.schema import WORLDS
from steadyquest.levels.translated import translated
from steadyquest.resources import resource
from steadyquest.words import tr


def shipped() -> list[Level]:
    """Every level that came with the game, in the order of the worlds, then of the file names.

    Raises LevelError with all problems of all files.
    """
    levels: list[Level] = []
    problems: list[Problem] = []
    for key, path in _paths().items():
        try:
            levels.append(translated(read_level(path, name=key)))
        except LevelError as error:
            problems += error.problems
    if problems:
        raise LevelError(problems)
    return levels


def find(name_or_path: str | Path) -> Level:
    """A level by its key ("river/feed_the_ducks", "own/mine"), its name alone, or its file. Raises LevelError."""
    name = str(name_or_path)
    paths = _own_paths() | _paths()
    key = name.replace("\\", "/")
    named = [known for known in paths if known == key or known.partition("/")[2] == key]
    if len(named) == 1:
        return _named(paths[named[0]], key=named[0])
    path = Path(name_or_path)
    if path.suffix.lower() == ".toml" or _exists(path):
        return _named(path, key=_known_key(path, paths=paths))
    raise LevelError([_unknown(name, among=list(paths), near=named)])


def _named(path: Path, *, key: str | None) -> Level:
    """What came with the game speaks the chosen language, what is somebody's own speaks as it was written."""
    level = read_level(path, name=key)
    return level if level.key.startswith(f"{OWN}/") else translated(level)


def _paths() -> dict[str, Path]:
    """The file of each shipped level, by key."""
    try:
        root = resource("levels")
    except FileNotFoundError:
        return {}
    return {f"{world}/{path.stem}": path for world in WORLDS for path in sorted((root / world).glob("*.toml"))}


def _own_paths() -> dict[str, Path]:
    """The file of each own level, by key."""
    return {key_of(path): path for path in level_files(own_folder())[0]}


def _known_key(path: Path, *, paths: dict[str, Path]) -> str | None:
    """The key of a file that came with the game or lies in the folder of own levels, however it was named."""
    return next((key for key, known in paths.items() if known.name == path.name and _same(known, path)), None)


def _same(one: Path, two: Path) -> bool:
    try:
        return one.samefile(two)
    except (OSError, ValueError):
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _unknown(name: str, *, among: list[str], near: list[str]) -> Problem:
    by_name = {key.partition("/")[2]: key for key in among} | {key: key for key in among}
    close = near or [by_name[word] for word in difflib.get_close_matches(name[:80].lower(), by_name, n=3, cutoff=0.5)]
    meant = tr("did you mean {names}?").format(names=", ".join(dict.fromkeys(close)))
    return Problem(
        file=name,
        line=1,
        key="level",
        severity="error",
        found=tr("no such level"),
        allowed=tr("a file that ends in .toml, or a name such as river/feed_the_ducks"),
        hint=meant if close else tr("`steadyquest levels list` names them all"),
    )
