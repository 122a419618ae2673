"""One player's practice from a carried file: how it is looked at, since it is foreign, and taken in."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlalchemy.exc as sa_exc

from steadyquest.errors import RecordError
from steadyquest.files import expanded
from steadyquest.records.backup import checked_copy
from steadyquest.records.carry import CARRIED
from steadyquest.records.carry_rows import STATES, WHEN, Row, copy_session, insert, rows_of, without
from steadyquest.records.database import sqlite_connection
from steadyquest.records.place import has_header, look_at
from steadyquest.records.schema import refuse_unknown, version_of_file
from steadyquest.records.store import Store, open_store
from steadyquest.records.tables import NOW, metadata, plan_phases, plans, reaches, rungs, sessions, staircases
from steadyquest.words import tr

MAX_BYTES = 2_000_000_000
"""A year of daily practice is a tenth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What was taken in from a file."""

    player_id: int
    sessions: tuple[int, ...]
    """The new sessions, by their numbers here."""
    known: int
    """How many of the file's were here before."""
    others: tuple[int, ...] = ()
    """To whom else of the players here some of those belong."""


@contextmanager
def opened(file: Path) -> Iterator[tuple[Store, dict[str, Any]]]:
    """A carried file, checked and copied aside, and what it says about itself. Raises RecordError for anything else."""
    file = expanded(file).absolute()
    with tempfile.TemporaryDirectory(prefix="steadyquest-") as folder:
        copy = Path(folder) / "carried.db"
        _refuse_other(file)
        with _plainly(file):
            checked_copy(file, copy)
        with _plainly(file), _small_store(copy, file=file) as small:
            about = small.preferences.load(CARRIED, None)
            if not isinstance(about, dict) or not isinstance(about.get("code"), str) or len(small.players.all()) != 1:
                said = tr("{file} was not carried from a clinic or from home; name another file")
                raise RecordError(said.format(file=file))
            yield small, about


def take_sessions(small: Store, store: Store, player_id: int, *, code: str, file: Path) -> Arrived:
    """Take the sessions of a carried file over, those that are not here yet, in one transaction. RecordError.

    One that was cut off there is closed here: nobody is to be asked to carry it on.
    """
    number: dict[int, int] = {}
    owners: list[int | None] = []
    with _plainly(file), small.database.read() as source, store.database.write() as target:
        for row in rows_of(source, sessions, sa.true()):
            origin = row["origin"] or f"{code}/{row['started_at'].isoformat()}/{row['id']}"
            owner = _owner_here(target, row, player_id=player_id, origin=origin)
            if owner is not None:
                owners += owner
                continue
            made = copy_session(source, target, {**row, "origin": origin}, number=None, player_id=player_id)
            store.sessions.close_unfinished(made)
            number[row["id"]] = made
        for table in (reaches, staircases, rungs):
            rows = rows_of(source, table, table.c.session_id.in_(number))
            of_player = ({**row, "player_id": player_id, "session_id": number[row["session_id"]]} for row in rows)
            insert(target, table, of_player)
    others = tuple(sorted({owner for owner in owners if owner is not None and owner != player_id}))
    return Arrived(player_id=player_id, sessions=tuple(number.values()), known=len(owners), others=others)


def _owner_here(target: sa.Connection, row: Row, *, player_id: int, origin: str) -> tuple[int | None] | None:
    """Whose it is here where it was taken in before, or was played in these very records; None where it is new."""
    taken = target.execute(sa.select(sessions.c.player_id).where(sessions.c.origin == origin)).first()
    if taken is not None:
        return (taken.player_id,)
    alike = (sessions.c.player_id == player_id) & (sessions.c.samples == row["samples"])
    moments = target.execute(sa.select(sessions.c.started_at).where(alike, sessions.c.origin == "")).scalars()
    # Compared as moments: the database writes its own with other letters than those it is given.
    return (player_id,) if row["started_at"] in moments.all() else None


def take_plan(small: Store, store: Store, player_id: int, *, file: Path) -> None:
    """Take plan, reach and difficulty of a carried file over, where they are newer than what is here. RecordError."""
    with _plainly(file), small.database.read() as source, store.database.write() as target:
        for plan in rows_of(source, plans, sa.true()):
            phases = list(rows_of(source, plan_phases, plan_phases.c.plan_id == plan["id"]))
            _take_plan(target, plan, phases, player_id=player_id)
        for name, same in STATES.items():
            table = metadata.tables[name]
            newer = (r for r in rows_of(source, table, sa.true()) if _is_newer(target, table, r, player_id, same))
            insert(target, table, [{**row, "player_id": player_id, "session_id": None} for row in newer])


def _take_plan(target: sa.Connection, plan: Row, phases: list[dict[str, Any]], *, player_id: int) -> None:
    """The plan that is there already is only led on; another one ends the one before, which stays for the dose."""
    mine = plans.c.player_id == player_id
    same = (plans.c.assigned_at == plan["assigned_at"]) & (plans.c.text == plan["text"])
    target.execute(plans.update().where(mine, ~same, plans.c.ended_at.is_(None)).values(ended_at=NOW))
    number = target.execute(sa.select(plans.c.id).where(mine, same)).scalar()
    if number is None:
        values = {**without(plan, "id"), "player_id": player_id}
        number = target.execute(plans.insert().values(**values).returning(plans.c.id)).scalar_one()
    known = sa.select(plan_phases.c.phase, plan_phases.c.made_at).where(plan_phases.c.plan_id == number)
    there = {tuple(row) for row in target.execute(known)}
    new = (p for p in phases if (p["phase"], p["made_at"]) not in there)
    insert(target, plan_phases, [{**phase, "plan_id": number, "session_id": None} for phase in new])


def _is_newer(target: sa.Connection, table: sa.Table, row: Row, player_id: int, same: tuple[str, ...]) -> bool:
    alike = [table.c[name] == row[name] for name in same]
    when = table.c[WHEN[table.name]]
    newest = sa.select(sa.func.max(when)).where(table.c.player_id == player_id, *alike)
    found = target.execute(newest).scalar()
    return found is None or row[when.name] > found


def _refuse_other(file: Path) -> None:
    """A file that is none of ours, too large, newer than this software, or with more in it than tables."""
    if file.is_dir():
        raise RecordError(tr("{file} is a folder; name the file in it, from-home-… or for-home-…").format(file=file))
    if not file.is_file():
        raise RecordError(tr("there is no file {file}; look at its name").format(file=file))
    try:
        is_ours = has_header(file)
    except OSError as fault:
        said = tr("{file} cannot be read ({why}); ask for the right to read it")
        raise RecordError(said.format(file=file, why=fault.strerror)) from None
    if not is_ours:
        said = tr("{file} was not carried from a clinic or from home; those are called from-home-… and for-home-…")
        raise RecordError(said.format(file=file))
    look_at(file, create=False)
    if file.stat().st_size > MAX_BYTES:
        raise RecordError(tr("{file} is too large to be carried practice; name another file").format(file=file))
    with _plainly(file):
        refuse_unknown(version_of_file(file), where=str(file))
        with closing(sqlite_connection(file, read_only=True)) as connection:
            found = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
    tables = {*metadata.tables, "alembic_version", "sqlite_sequence"}
    if any(kind not in ("table", "index") or (kind == "table" and name not in tables) for kind, name in found):
        raise RecordError(tr("{file} holds more than practice; it is not taken in").format(file=file))


@contextmanager
def _small_store(copy: Path, *, file: Path) -> Iterator[Store]:
    """The copy, opened; what is wrong with it is said of the file that was named."""
    try:
        small = open_store(copy, create=False)
    except RecordError as fault:
        said = tr("{file} is damaged; nothing was taken in. Ask for it once more.")
        raise RecordError(said.format(file=file)) from fault
    with small:
        yield small


@contextmanager
def _plainly(file: Path) -> Iterator[None]:
    """What a damaged or forged file can do to the reader, in one line."""
    try:
        yield
    except (
        sa_exc.SQLAlchemyError,
        sqlite3.Error,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
    ) as fault:
        what = " ".join(str(fault).split())[:120] or type(fault).__name__
        said = tr("{file} is damaged or forged ({what}); nothing was taken in. Ask for it once more.")
        raise RecordError(said.format(file=file, what=what)) from fault
