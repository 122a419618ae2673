"""`backup`, `restore` and `doctor`: keeping the records, and what works here."""

from __future__ import annotations

import platform
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import click

from steadyquest import __version__
from steadyquest.cli.output import Out, database_option, json_option
from steadyquest.errors import SteadyQuestError
from steadyquest.words import tr, trn

_LIBRARIES = ("pygame-ce", "numpy", "scipy", "pyserial", "sqlalchemy", "alembic", "resvg-py")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace FILE if it is there.")
@database_option
@json_option
def backup(file: Path, *, overwrite: bool, database: str | None, as_json: bool) -> None:
    """Copy all records into FILE, also while somebody plays."""
    from steadyquest.records.backup import backup as make_backup
    from steadyquest.records.store import open_store

    out = Out(as_json)
    with open_store(database, create=False) as store:
        written = make_backup(store, file, overwrite=overwrite)
        out.say(tr("All records are in {file}.").format(file=written))
        out.result({"file": written, "bytes": written.stat().st_size})


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@database_option
@json_option
def restore(file: Path, *, yes: bool, database: str | None, as_json: bool) -> None:
    """Put the records of FILE in place of the present ones, which are kept beside."""
    from steadyquest.records.backup import restore as put_back

    out = Out(as_json)
    if not yes:
        click.confirm(tr("Replace the present records by those of {file}?").format(file=file), abort=True, err=True)
    kept = put_back(file, database)
    out.say(tr("The records of {file} are back.").format(file=file))
    if kept is not None:
        out.say(tr("What was there before is kept as {file}.").format(file=kept))
    out.result({"restored": file, "kept": kept})


@click.command()
@database_option
@json_option
def doctor(*, database: str | None, as_json: bool) -> int:
    """Tell what works here: display, sound, ports, records, versions. Exit 0 when one can play."""
    out = Out(as_json)
    checks = {
        "versions": _versions,
        "pygame": _pygame,
        "display": _display,
        "sound": _sound,
        "ports": _ports,
        "levels": _levels,
        "database": lambda: _records(database),
    }
    found: dict[str, dict[str, Any]] = {}
    for name, check in checks.items():
        found[name] = _checked(check)
        sign = {True: tr("fine"), False: tr("at fault"), None: tr("not here")}[found[name]["ok"]]
        out.say(f"{name:9} {sign:9} {found[name]['said']}")
    # Without a window or a sound card one still plays headless; without levels or records nobody does.
    can_play = all(found[name]["ok"] for name in ("pygame", "levels", "database"))
    out.say(tr("You can play.") if can_play else tr("You cannot play yet; mend what is at fault."))
    out.result({"can_play": can_play, **found})
    return 0 if can_play else 2


def _checked(check: Any) -> dict[str, Any]:
    try:
        return {"ok": True, **check()}
    except SteadyQuestError as fault:
        return {"ok": False, "said": str(fault)}


def _versions() -> dict[str, Any]:
    known = {name: metadata.version(name) for name in _LIBRARIES}
    versions = {"steadyquest": __version__, "python": platform.python_version(), **known}
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return {"said": ", ".join(f"{k} {v}" for k, v in versions.items()), "versions": versions, "system": system}


def _pygame() -> dict[str, Any]:
    from steadyquest.ui.system import library
    from steadyquest.ui.video import check_pygame

    check_pygame()
    return {"said": library()}


def _display() -> dict[str, Any]:
    from steadyquest.errors import DisplayError
    from steadyquest.ui.video import check_display

    try:
        check_display()
    except DisplayError as fault:
        return {"ok": None, "said": f"{fault} " + tr("The game can be played headless.")}
    return {"said": tr("a window can be opened")}


def _sound() -> dict[str, Any]:
    from steadyquest.ui.system import sound_device

    name = sound_device()
    return {"said": name} if name else {"ok": None, "said": tr("no sound card was found; the game is silent")}


def _ports() -> dict[str, Any]:
    from steadyquest.device.find import candidates

    found = candidates()
    said = ", ".join(f"{c.port} ({c.description})" for c in found)
    hint = "" if found or sys.platform == "win32" else tr("no port that looks like a board; plug it in")
    return {"ok": True if found else None, "said": said or hint, "ports": [c._asdict() for c in found]}


def _levels() -> dict[str, Any]:
    from steadyquest.levels.library import shipped

    n = len(shipped())
    return {"ok": n > 0, "said": tr("{n} levels came with the game").format(n=n), "levels": n}


def _records(database: str | None) -> dict[str, Any]:
    from steadyquest.records.doctor import check
    from steadyquest.records.store import open_store

    with open_store(database) as store:
        found = check(store)
    players = trn("{n} player", "{n} players", found["players"]).format(n=found["players"])
    sessions = trn("{n} session", "{n} sessions", found["sessions"]).format(n=found["sessions"])
    said = tr("{database}: {integrity}, {players}, {sessions}")
    said = said.format(database=found["database"], integrity=found["integrity"], players=players, sessions=sessions)
    return {"ok": found["integrity"] == "ok" and found["writable"], "said": said, **found}
