"""One player's practice as one file, to be carried from clinic to home and back.

The file is a small database of ours with that player alone, under a code in place of the name. The clinic gives plan,
reach and difficulty along; home gives sessions back, whole: raw samples, runs and all.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlalchemy.exc as sa_exc

from steadyquest.errors import RecordError
from steadyquest.files import expanded
from steadyquest.records.backup import backup, checked_copy
from steadyquest.records.database import sqlite_connection
from steadyquest.records.place import look_at
from steadyquest.records.runs import RUNS_PER_SESSION
from steadyquest.records.samples import Block, raw_of
from steadyquest.records.schema import refuse_unknown, version_of_file
from steadyquest.records.store import Store, open_store
from steadyquest.records.tables import (
    commands,
    events,
    metadata,
    plan_phases,
    plans,
    players,
    preferences,
    reaches,
    reps,
    rungs,
    runs,
    sample_blocks,
    sessions,
    staircases,
)
from steadyquest.words import tr

MAX_BYTES = 2_000_000_000
"""A year of daily practice is a tenth of it."""
CARRIED = "carried"
"""The preference of the file that says what it is."""
_STATES = {"reaches": ("stance", "surface"), "staircases": ("skill", "rung"), "rungs": ("skill",)}
"""Tables of how far a player is, and what makes two rows of them speak of the same."""
_WHEN = {"reaches": "made_at", "staircases": "updated_at", "rungs": "made_at"}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What was taken in from a file."""

    player_id: int
    sessions: tuple[int, ...]
    """The new sessions, by their numbers here."""
    known: int
    """How many of the file's were here before."""


def carry(store: Store, player_id: int, file: Path, *, code: str, about: Mapping[str, Any], played: bool) -> Path:
    """Write one player's practice into a file that replaces an older one; whole or not at all.

    `played`: with the sessions, else only plan, reach and difficulty. `about` is kept in it as it is. RecordError.
    """
    with _small_store() as small:
        with store.database.read() as source, small.database.write() as target:
            _put_player(source, target, player_id, code=code)
            _put_plan(source, target, player_id)
            if played:
                for row in _rows(source, sessions, sessions.c.player_id == player_id):
                    _copy_session(source, target, row, number=row["id"], player_id=1)
            _put_states(source, target, player_id, played=played)
            target.execute(preferences.insert().values(name=CARRIED, value={"code": code, **about}))
        return backup(small, file, overwrite=True)


@contextmanager
def _small_store() -> Iterator[Store]:
    """A store of its own for a while."""
    with tempfile.TemporaryDirectory(prefix="steadyquest-") as folder, open_store(Path(folder) / "carried.db") as small:
        yield small


@contextmanager
def opened(file: Path) -> Iterator[tuple[Store, dict[str, Any]]]:
    """A carried file, checked and copied aside, and what it says about itself. Raises RecordError for anything else."""
    file = expanded(file).absolute()
    with tempfile.TemporaryDirectory(prefix="steadyquest-") as folder:
        copy = Path(folder) / "carried.db"
        _refuse_other(file)
        checked_copy(file, copy)
        with _plainly(file), open_store(copy, create=False) as small:
            about = small.preferences.load(CARRIED, None)
            if not isinstance(about, dict) or not isinstance(about.get("code"), str) or len(small.players.all()) != 1:
                said = tr("{file} was not carried from a clinic or from home; name another file")
                raise RecordError(said.format(file=file))
            yield small, about


def take_sessions(small: Store, store: Store, player_id: int, *, code: str, file: Path) -> Arrived:
    """Take the sessions of a carried file over, those that are not here yet, in one transaction. RecordError."""
    new: list[int] = []
    known = 0
    with _plainly(file), small.database.read() as source, store.database.write() as target:
        number: dict[int, int] = {}
        for row in _rows(source, sessions, sa.true()):
            origin = row["origin"] or f"{code}/{row['started_at'].isoformat()}/{row['id']}"
            if target.execute(sa.select(sessions.c.id).where(sessions.c.origin == origin)).first() is not None:
                known += 1
                continue
            made = _copy_session(source, target, {**row, "origin": origin}, number=None, player_id=player_id)
            number[row["id"]] = made
            new.append(made)
        for table in (reaches, staircases, rungs):
            rows = _rows(source, table, table.c.session_id.in_(number))
            _insert(
                target,
                table,
                ({**row, "player_id": player_id, "session_id": number[row["session_id"]]} for row in rows),
            )
    return Arrived(player_id=player_id, sessions=tuple(new), known=known)


def take_plan(small: Store, store: Store, player_id: int, *, file: Path) -> None:
    """Take plan, reach and difficulty of a carried file over, where they are newer than what is here. RecordError."""
    with _plainly(file), small.database.read() as source, store.database.write() as target:
        target.execute(plans.delete().where(plans.c.player_id == player_id))
        _put_plan(source, target, 1, to=player_id)
        for name, same in _STATES.items():
            table = metadata.tables[name]
            newer = (row for row in _rows(source, table, sa.true()) if _is_newer(target, table, row, player_id, same))
            _insert(target, table, [{**row, "player_id": player_id, "session_id": None} for row in newer])


def _is_newer(target: sa.Connection, table: sa.Table, row: Row, player_id: int, same: tuple[str, ...]) -> bool:
    alike = [table.c[name] == row[name] for name in same]
    when = table.c[_WHEN[table.name]]
    newest = sa.select(sa.func.max(when)).where(table.c.player_id == player_id, *alike)
    found = target.execute(newest).scalar()
    return found is None or row[when.name] > found


# What goes into the file


def _put_player(source: sa.Connection, target: sa.Connection, player_id: int, *, code: str) -> None:
    """Under the code: no name, no notes, no year of birth leaves the records."""
    row = next(_rows(source, players, players.c.id == player_id))
    alone = {"id": 1, "name": code, "name_key": code.casefold(), "birth_year": None, "aids": "", "notes": ""}
    target.execute(players.insert().values(**{**row, **alone}))


def _put_plan(source: sa.Connection, target: sa.Connection, player_id: int, *, to: int = 1) -> None:
    """The plan that the player has now, and where in it they are."""
    for plan in _rows(source, plans, (plans.c.player_id == player_id) & plans.c.ended_at.is_(None)):
        values = {**_without(plan, "id"), "player_id": to}
        made = target.execute(plans.insert().values(**values).returning(plans.c.id)).scalar_one()
        rows = _rows(source, plan_phases, plan_phases.c.plan_id == plan["id"])
        _insert(target, plan_phases, ({**row, "plan_id": made, "session_id": None} for row in rows))


def _put_states(source: sa.Connection, target: sa.Connection, player_id: int, *, played: bool) -> None:
    for name in _STATES:
        table = metadata.tables[name]
        rows = _rows(source, table, table.c.player_id == player_id)
        kept = {"player_id": 1} if played else {"player_id": 1, "session_id": None}
        _insert(target, table, ({**row, **kept} for row in rows))


def _copy_session(source: sa.Connection, target: sa.Connection, row: Row, *, number: int | None, player_id: int) -> int:
    """A session with all that hangs on it; its number in the target."""
    values = {**_without(row, "id"), "player_id": player_id}
    if number is not None:
        values["id"] = number
    made = int(target.execute(sessions.insert().values(**values).returning(sessions.c.id)).scalar_one())
    for block in _rows(source, sample_blocks, sample_blocks.c.session_id == row["id"]):
        # What is damaged is refused here, while there is still somebody who can send it once more.
        raw_of(Block(block["start"], block["n"], block["crc32"], block["data"]), session_id=row["id"])
        target.execute(sample_blocks.insert().values(**{**block, "session_id": made}))
    for run in _rows(source, runs, runs.c.session_id == row["id"]):
        if not 0 < run["number"] < RUNS_PER_SESSION:
            raise ValueError(f"run {run['number']}")
        run_id = made * RUNS_PER_SESSION + run["number"]
        target.execute(runs.insert().values(**{**run, "id": run_id, "session_id": made}))
        for table in (reps, events, commands):
            of_run = _rows(source, table, table.c.run_id == run["id"])
            _insert(target, table, ({**one, "run_id": run_id} for one in of_run), key=True)
    return made


def _rows(source: sa.Connection, table: sa.Table, wanted: Any) -> Iterator[dict[str, Any]]:
    """Rows in the order in which they were written."""
    order = tuple(table.primary_key.columns)
    return (dict(row) for row in source.execute(sa.select(table).where(wanted).order_by(*order)).mappings())


def _insert(target: sa.Connection, table: sa.Table, rows: Any, *, key: bool = False) -> None:
    """Rows under new numbers, or with the key that they have."""
    found = [dict(row) if key else _without(row, "id") for row in rows]
    if found:
        target.execute(table.insert(), found)


def _without(row: Row, name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


# What comes from elsewhere


def _refuse_other(file: Path) -> None:
    """A file that is none of ours, too large, newer than this software, or with more in it than tables."""
    if not file.is_file():
        raise RecordError(tr("there is no file {file}; look at its name").format(file=file))
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
