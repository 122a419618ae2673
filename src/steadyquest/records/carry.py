"""One player's practice as one file, to be carried from clinic to home and back: how it is written.

The file is a small database of ours with that player alone, under a code in place of the name. The clinic gives plan,
reach and difficulty along; home gives sessions back, whole: raw samples, runs and all.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from steadyquest.records.backup import backup
from steadyquest.records.carry_rows import STATES, copy_session, insert, rows_of, without
from steadyquest.records.plans import THERAPIST
from steadyquest.records.store import Store, open_store
from steadyquest.records.tables import metadata, plan_phases, plans, players, preferences, sessions

CARRIED = "carried"
"""The preference of the file that says what it is."""


def carry(
    store: Store,
    player_id: int,
    file: Path,
    *,
    code: str,
    about: Mapping[str, Any],
    played: bool,
    plan_text: Callable[[str], str] = str,
) -> Path:
    """Write one player's practice into a file that replaces an older one; whole or not at all. Raises RecordError.

    `played`: with the sessions, else only plan, reach and difficulty. `about` is kept in it as it is. `plan_text`
    takes out of a plan what is for other therapists only.
    """
    with _small_store() as small:
        with store.database.read() as source, small.database.write() as target:
            _put_player(source, target, player_id, code=code)
            _put_plan(source, target, player_id, plan_text=plan_text)
            if played:
                for row in rows_of(source, sessions, sessions.c.player_id == player_id):
                    copy_session(source, target, row, number=row["id"], player_id=1)
            _put_states(source, target, player_id, played=played)
            target.execute(preferences.insert().values(name=CARRIED, value={"code": code, **about}))
        return backup(small, file, overwrite=True)


@contextmanager
def _small_store() -> Iterator[Store]:
    """A store of its own for a while."""
    with tempfile.TemporaryDirectory(prefix="steadyquest-") as folder, open_store(Path(folder) / "carried.db") as small:
        yield small


def _put_player(source: sa.Connection, target: sa.Connection, player_id: int, *, code: str) -> None:
    """Under the code: no name, no notes, no year of birth leaves the records."""
    row = next(rows_of(source, players, players.c.id == player_id))
    alone = {"id": 1, "name": code, "name_key": code.casefold(), "birth_year": None, "aids": "", "notes": ""}
    target.execute(players.insert().values(**{**row, **alone}))


def _put_plan(source: sa.Connection, target: sa.Connection, player_id: int, *, plan_text: Callable[[str], str]) -> None:
    """The plan that the player has now, and where in it they are; not why a therapist led it there."""
    for plan in rows_of(source, plans, (plans.c.player_id == player_id) & plans.c.ended_at.is_(None)):
        values = {**without(plan, "id"), "player_id": 1, "text": plan_text(plan["text"])}
        made = target.execute(plans.insert().values(**values).returning(plans.c.id)).scalar_one()
        for phase in rows_of(source, plan_phases, plan_phases.c.plan_id == plan["id"]):
            own_words = {"reason": "", "why": None} if phase["rule"] == THERAPIST else {}
            insert(target, plan_phases, [{**phase, "plan_id": made, "session_id": None, **own_words}])


def _put_states(source: sa.Connection, target: sa.Connection, player_id: int, *, played: bool) -> None:
    for name in STATES:
        table = metadata.tables[name]
        rows = rows_of(source, table, table.c.player_id == player_id)
        kept = {"player_id": 1} if played else {"player_id": 1, "session_id": None}
        insert(target, table, ({**row, **kept} for row in rows))
