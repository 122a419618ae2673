"""`levels pack` and `levels add`: own levels to pass on, with their pictures and voices, and those of others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from steadyquest.cli.output import Out, file_option, json_option
from steadyquest.errors import LevelError, Problem, ReportError
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.add import Added
    from steadyquest.levels.pack import Parcel
    from steadyquest.levels.read import Level

OWN = "own"
"""All levels of the own folder, where levels are named."""


@click.command("pack")
@click.argument("levels", nargs=-1, required=True, metavar="LEVEL…")
@file_option(default="Default: LEVEL.zip here, or levels.zip for several.", metavar="FILE.zip")
@click.option("--overwrite", is_flag=True, help="Replace FILE.zip if it is there.")
@json_option
def levels_pack(levels: tuple[str, ...], *, file: Path | None, overwrite: bool, as_json: bool) -> int:
    """Pack levels with their pictures and voices into one file to pass on; "own" packs all own ones."""
    from steadyquest.files import expanded, write_whole
    from steadyquest.levels.pack import ENDING, parcel_of, zipped

    if file is not None and file.suffix.lower() != ENDING:
        raise click.UsageError(tr("--to wants the name of a file that ends in .zip, not {file}").format(file=file))
    out = Out(as_json)
    try:
        parcel = parcel_of([level for name in levels for level in _named(name)])
    except LevelError as fault:
        return _told(out, fault)
    data = zipped(parcel)
    file = expanded(file or _usual_name(parcel))
    if not overwrite and _is_other(file, data):
        raise ReportError(tr("{file} is there already; give --overwrite, or another name with --to").format(file=file))
    written = write_whole(file, data)
    said = tr("{file} holds {names}. Whoever gets it types: steadyquest levels add {name}")
    out.say(said.format(file=written, names=", ".join(parcel.files), name=written.name))
    out.result({"file": written, "levels": list(parcel.levels), "beside": list(parcel.beside)})
    return 0


@click.command("add")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--replace", "replacing", is_flag=True, help="Put the new one in the place of one that has its name.")
@click.option("--name", metavar="NAME", help="What a single level is to be called here.")
@json_option
def levels_add(files: tuple[str, ...], *, replacing: bool, name: str | None, as_json: bool) -> int:
    """Add packs or level files to the own levels on the map. All is checked before anything is written."""
    from steadyquest.files import expanded
    from steadyquest.levels.add import add
    from steadyquest.levels.own import own_folder

    if name is not None and len(files) > 1:
        raise click.UsageError(tr("--name is for a single level"))
    out, folder = Out(as_json), own_folder()
    results = []
    for file in files:
        try:
            added = add(expanded(file), folder=folder, replacing=replacing, name=name)
        except LevelError as fault:
            return _told(out, fault)
        _tell(out, added)
        results += [_row(level, added) for level in added.levels]
    out.result(results)
    return 0


def own_problems() -> Iterator[Problem]:
    """What is wrong, or doubtful, in the folder of own levels: for `levels check own`."""
    from steadyquest.levels.own import own_folder, own_levels

    levels, problems = own_levels(own_folder())
    yield from problems
    for level in levels:
        yield from level.warnings


def own_rows() -> tuple[list[Level], str]:
    """The own levels there are, and one line on those that cannot be read."""
    from steadyquest.levels.own import broken_files, own_folder, own_levels

    levels, problems = own_levels(own_folder())
    broken = len(broken_files(problems))
    said = tr("Own files that cannot be read: {n}. This says why: steadyquest levels check own")
    return levels, said.format(n=broken) if broken else ""


def _named(name: str) -> list[Level]:
    from steadyquest.levels.library import find
    from steadyquest.levels.own import own_folder, own_levels

    if name != OWN:
        return [find(name)]
    levels, problems = own_levels(own_folder())
    if problems:
        raise LevelError(problems)
    if not levels:
        found, hint = tr("no own levels yet"), tr("`steadyquest levels new` writes one")
        raise LevelError(
            [Problem(file=str(own_folder()), line=1, key=OWN, severity="error", found=found, allowed="", hint=hint)]
        )
    return levels


def _usual_name(parcel: Parcel) -> str:
    from steadyquest.levels.pack import ENDING

    only = next(iter(parcel.levels)) if len(parcel.levels) == 1 else "levels"
    return Path(only).with_suffix(ENDING).name


def _is_other(file: Path, data: bytes) -> bool:
    """Whether a file is there that would be lost; the very same pack is not."""
    try:
        return file.exists() and (not file.is_file() or file.read_bytes() != data)
    except OSError:
        return True


def _told(out: Out, fault: LevelError) -> int:
    """The thing itself is at fault: each fault a line, exit 1."""
    for problem in fault.problems:
        click.echo(str(problem), err=True)
    out.result([problem.as_dict() for problem in fault.problems])
    return 1


def _tell(out: Out, added: Added) -> None:
    for level in added.levels:
        if added.same:
            out.say(tr("{key} is there already, just the same.").format(key=level.key))
            continue
        said = tr("“{title}” is now {key}, in {file}.")
        out.say(said.format(title=level.spec.title, key=level.key, file=level.path))
        if level.warnings:
            out.say(tr("  Worth a look: steadyquest levels check {key}").format(key=level.key))
    if added.replaced:
        out.say(tr("Replaced: {names}").format(names=", ".join(added.replaced)))
    if added.left_out:
        out.say(tr("Left out, since no level names it: {names}").format(names=", ".join(added.left_out)))


def _row(level: Level, added: Added) -> dict[str, object]:
    return {"key": level.key, "title": level.spec.title, "file": level.path, "new": not added.same}
