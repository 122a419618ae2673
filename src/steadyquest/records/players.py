"""Players: who they are, as little of it as possible, and letting all of it go."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlalchemy.exc as sa_exc

from steadyquest.errors import RecordError
from steadyquest.records.database import Database
from steadyquest.records.lock import free_of_play
from steadyquest.records.merge import Place, merged
from steadyquest.records.near import name_key, near
from steadyquest.records.rows import Player, row_of
from steadyquest.records.tables import players
from steadyquest.records.traces import copies_beside, owe_wiping, wipe
from steadyquest.words import tr

NAME_MAX = 40

_ALLOWED: dict[str, tuple[Callable[[Any], bool], str]] = {
    "birth_year": (lambda v: isinstance(v, int) and 1900 <= v <= 2100, "1900–2100"),
    "height_cm": (lambda v: math.isfinite(v) and 40 <= v <= 250, "40–250 cm"),
    "weight_kg": (lambda v: math.isfinite(v) and 2 <= v <= 300, "2–300 kg"),
    "affected": (lambda v: v in {"left", "right"}, "left, right"),
}
"""What may stand in a field that may also be empty, and how to say so."""
_TEXTS = frozenset({"picture", "aids", "notes"})

DEFAULT_PICTURE = "fox"


class Players:
    """The players of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, *, picture: str = "", **details: Any) -> Player:
        """A new player. `details` are fields of `Player`; all may be left out."""
        name = _checked_name(name)
        values = {"picture": picture or DEFAULT_PICTURE, "aids": "", "notes": "", "settings": {}, **details}
        _check(values)
        try:
            with self._database.write() as connection:
                self._refuse_taken(connection, name)
                row = connection.execute(
                    players.insert().values(name=name, name_key=name_key(name), **values).returning(*players.c)
                )
                return row_of(Player, row.mappings().one())
        except RecordError as fault:
            if isinstance(fault.__cause__, sa_exc.IntegrityError):
                raise _taken(name) from None
            raise

    def all(self) -> list[Player]:
        """Everybody, by name."""
        with self._database.read() as connection:
            rows = connection.execute(sa.select(players).order_by(players.c.name_key)).mappings()
            return [row_of(Player, row) for row in rows]

    def named(self, name: str) -> Player | None:
        """The player of that name, ignoring case, or None."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(players).where(players.c.name_key == name_key(name))).mappings().first()
        return row_of(Player, row) if row else None

    def find(self, name_or_id: str | int) -> Player:
        """The player of that name (ignoring case) or number. RecordError with the names that are near."""
        if isinstance(name_or_id, str):
            player = self.named(name_or_id)
            if player is None and name_or_id.strip().isdecimal():
                player = self._numbered(int(name_or_id))
        else:
            player = self._numbered(name_or_id)
        if player is None:
            raise self._unknown(name_or_id)
        return player

    def rename(self, player_id: int, name: str) -> Player:
        """Give the player another name, that nobody else has."""
        name = _checked_name(name)
        with self._database.write() as connection:
            self._refuse_taken(connection, name, but=player_id)
            return self._changed(connection, player_id, {"name": name, "name_key": name_key(name)})

    def update(self, player_id: int, **details: Any) -> Player:
        """Set some of picture, birth_year, height_cm, weight_kg, affected, aids, notes."""
        _check(details)
        with self._database.write() as connection:
            return self._changed(connection, player_id, details)

    def settings(self, player_id: int) -> dict[str, Any]:
        """The player's own settings."""
        return dict(self.find(player_id).settings)

    def change_settings(self, player_id: int, changes: Mapping[Place, Any]) -> dict[str, Any]:
        """Change single settings, each by its path; None takes one away. Gives all of them, as they are now.

        What others change meanwhile, such as the command line beside an open window, is kept: it is read anew here.
        """
        with self._database.write() as connection:
            kept = self._changed(connection, player_id, {}).settings
            return dict(self._changed(connection, player_id, {"settings": merged(kept, changes)}).settings)

    def delete(self, player_id: int) -> list[Path]:
        """Delete everything of theirs, and wipe what was deleted from the disk. Never while somebody else plays.

        Gives the older copies of the database that lie beside it and may still hold the player.
        """
        player = self.find(player_id)
        self._database.refuse_when_read_only()
        with free_of_play(self._database):
            with self._database.write() as connection:
                connection.execute(players.delete().where(players.c.id == player.id))
                owe_wiping(connection)
            if not wipe(self._database):
                raise RecordError(
                    tr(
                        "{name} was deleted, but traces stay in {where} for now: another program reads it, or the disk "
                        "is full; they are wiped when the records are next opened"
                    ).format(name=player.name, where=self._database.place)
                )
        return copies_beside(self._database.path)

    def _changed(self, connection: sa.Connection, player_id: int, values: dict[str, Any]) -> Player:
        if values:
            change = players.update().where(players.c.id == player_id).values(values)
            if connection.execute(change).rowcount == 0:
                raise self._unknown(player_id)
        row = connection.execute(sa.select(players).where(players.c.id == player_id)).mappings().first()
        if row is None:
            raise self._unknown(player_id)
        return row_of(Player, row)

    def _numbered(self, player_id: int) -> Player | None:
        with self._database.read() as connection:
            row = connection.execute(sa.select(players).where(players.c.id == player_id)).mappings().first()
        return row_of(Player, row) if row else None

    def _unknown(self, name_or_id: str | int) -> RecordError:
        known = [player.name for player in self.all()]
        what = tr("there is no player called “{name}”").format(name=name_or_id)
        if isinstance(name_or_id, int):
            what = tr("there is no player number {number}").format(number=name_or_id)
        if not known:
            return RecordError(tr("{what}; there are no players yet").format(what=what))
        alike = near(str(name_or_id), known)
        if alike:
            return RecordError(tr("{what}; did you mean {names}?").format(what=what, names=", ".join(alike)))
        return RecordError(tr("{what}; “steadyquest players list” shows all").format(what=what))

    @staticmethod
    def _refuse_taken(connection: sa.Connection, name: str, *, but: int | None = None) -> None:
        held = connection.execute(sa.select(players.c.id).where(players.c.name_key == name_key(name))).scalar()
        if held is not None and held != but:
            raise _taken(name)


def _taken(name: str) -> RecordError:
    return RecordError(tr("there is already a player called “{name}”; choose another name").format(name=name))


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise RecordError(tr("a player needs a name; give 1 to {most} characters").format(most=NAME_MAX))
    if len(name) > NAME_MAX:
        raise RecordError(
            tr("the name has {n} characters; {most} are allowed, so shorten it").format(n=len(name), most=NAME_MAX)
        )
    if not name.isprintable():
        raise RecordError(tr("the name has characters that cannot be shown; use letters, digits and signs"))
    return name


def _check(details: dict[str, Any]) -> None:
    for field, value in details.items():
        if field in _TEXTS or field == "settings":
            continue
        if field not in _ALLOWED:
            raise TypeError(f"a player has no {field}")
        fits, allowed = _ALLOWED[field]
        if value is not None and not fits(value):
            raise RecordError(
                tr("{field} cannot be {value}; allowed: {allowed}, or nothing").format(
                    field=field, value=value, allowed=allowed
                )
            )
