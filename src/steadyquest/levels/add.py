"""Putting levels into the folder of own ones: everything is checked first, then all of it is there, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from steadyquest.errors import LevelError, Problem, ReportError
from steadyquest.levels.own import key_of, level_files, made_ready
from steadyquest.levels.pack import ENDING, Parcel, bad_name, named_by, parcel_of, problem
from steadyquest.levels.read import Level, read_level
from steadyquest.levels.unpack import unpacked
from steadyquest.words import tr


@dataclass(frozen=True, slots=True)
class Added:
    """What is in the folder now that was not, or not so."""

    levels: tuple[Level, ...]
    replaced: tuple[str, ...]
    """Names of files of which there was another one."""
    left_out: tuple[str, ...]
    """Names of files that came along and that no level names."""
    same: bool = False
    """All of it was there already."""


def add(file: Path, *, folder: Path, replacing: bool = False, name: str | None = None) -> Added:
    """Add a pack or a level file, with what lies beside it, to a folder of levels.

    `name`: what the only level in it is to be called here. Raises LevelError with every problem, before anything is
    written; ReportError when it cannot be written, and then all is as it was.
    """
    parcel = _named(_parcel_of(file), name, file=file)
    made_ready(folder)
    try:
        with tempfile.TemporaryDirectory(prefix=".adding-", dir=folder) as place:
            return _add(parcel, Path(place), folder=folder, replacing=replacing, file=file)
    except OSError as error:
        said = tr("Nothing was added: {folder} cannot be written ({reason}).")
        raise ReportError(said.format(folder=folder, reason=error.strerror or error)) from error


def _add(parcel: Parcel, place: Path, *, folder: Path, replacing: bool, file: Path) -> Added:
    new = place / "new"
    new.mkdir()
    for name, data in parcel.files.items():
        (new / name).write_bytes(data)
    levels = _checked(parcel, new, file=file)
    wanted = {beside for level in levels for beside in named_by(level)}
    left_out = [*parcel.left_out, *(name for name in parcel.beside if name not in wanted)]
    names = [*sorted(wanted), *parcel.levels]
    other = _other(folder, {name: parcel.files[name] for name in names})
    if folders := [present for present in other.values() if (folder / present).is_dir()]:
        hint = tr("move it away")
        raise LevelError(
            [problem(str(folder / name), tr("a folder of this name is there"), hint=hint) for name in folders]
        )
    if other and not replacing:
        raise LevelError([*_there_already(other, parcel, folder=folder)])
    if shared := [*_needed_elsewhere(other, wanted, folder=folder, levels=parcel.levels)]:
        raise LevelError(shared)
    present = {path.name for path in folder.iterdir()}
    same = not other and all(name in present for name in names)
    _move(names, other, new=new, old=place / "old", folder=folder)
    added = tuple(read_level(folder / name, name=key_of(Path(name))) for name in parcel.levels)
    return Added(added, tuple(sorted(other.values())), tuple(left_out), same)


def _parcel_of(file: Path) -> Parcel:
    if file.suffix.lower() == ENDING:
        return unpacked(file)
    return parcel_of([read_level(file)])


def _named(parcel: Parcel, name: str | None, *, file: Path) -> Parcel:
    if name is None:
        return parcel
    wanted = f"{name.removesuffix('.toml')}.toml"
    if len(parcel.levels) != 1:
        found = tr("{n} levels").format(n=len(parcel.levels))
        raise LevelError([problem(str(file), found, hint=tr("a name is for a single level"))])
    if why := bad_name(wanted):
        raise LevelError([problem(wanted, why, hint=tr("give it a plain name"))])
    (text,) = parcel.levels.values()
    return replace(parcel, levels={wanted: text})


def _checked(parcel: Parcel, folder: Path, *, file: Path) -> list[Level]:
    """The levels as they would be read from the folder. Problems are told by the name in the pack."""
    levels: list[Level] = []
    problems: list[Problem] = []
    for name in parcel.levels:
        try:
            levels.append(read_level(folder / name))
        except LevelError as error:
            where = f"{file}: {name}" if file.suffix.lower() == ENDING else str(file)
            problems += (replace(found, file=where) for found in error.problems)
    if problems:
        raise LevelError(problems)
    return levels


def _other(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """What is there under a name already and differs: the new name, and the one it has in the folder."""
    there = {path.name.casefold(): path for path in folder.iterdir()}
    return {
        name: there[name.casefold()].name
        for name, data in files.items()
        if name.casefold() in there and not _holds(there[name.casefold()], data)
    }


def _holds(path: Path, data: bytes) -> bool:
    if path.is_symlink() or not path.is_file() or path.stat().st_size != len(data):
        return False
    return path.read_bytes() == data


def _there_already(other: Mapping[str, str], parcel: Parcel, *, folder: Path) -> Iterator[Problem]:
    for name, present in other.items():
        replace_it = tr("--replace puts the new one in its place")
        free = tr("--name {name} adds it beside").format(name=_free(Path(name).stem, folder=folder))
        alone = name in parcel.levels and len(parcel.levels) == 1
        hint = f"{replace_it}; {free}" if alone else replace_it
        yield problem(str(folder / present), tr("there is another one of this name already"), hint=hint)


def _free(stem: str, *, folder: Path) -> str:
    taken = {path.stem.casefold() for path in folder.iterdir()}
    return next(name for i in range(2, len(taken) + 3) if (name := f"{stem}_{i}").casefold() not in taken)


def _needed_elsewhere(
    other: Mapping[str, str], beside: Collection[str], *, folder: Path, levels: Collection[str]
) -> Iterator[Problem]:
    """A picture or voice that another level here uses is never replaced by somebody else's."""
    replaced = {other[name] for name in beside if name in other}
    staying = {name.casefold() for name in levels}
    for path in level_files(folder)[0] if replaced else ():
        if path.name.casefold() in staying:
            continue
        try:
            used = replaced & set(named_by(read_level(path)))
        except LevelError:
            continue
        for name in sorted(used):
            found = tr("{level} needs the {name} that is there").format(level=key_of(path), name=name)
            yield problem(str(folder / name), found, hint=tr("rename the new one, in its level as well"))


def _move(names: list[str], other: Mapping[str, str], *, new: Path, old: Path, folder: Path) -> None:
    """All new files into the folder, levels last; on any fault everything goes back to where it was."""
    old.mkdir()
    moved: list[tuple[Path, Path]] = []

    def move(source: Path, target: Path) -> None:
        source.rename(target)
        moved.append((source, target))

    try:
        for name, present in other.items():
            move(folder / present, old / name)
        for name in names:
            if not (folder / name).exists():
                move(new / name, folder / name)
    except OSError:
        for source, target in reversed(moved):
            shutil.move(target, source)
        raise
