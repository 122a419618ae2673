"""How far each player leaned, by stance and surface. Every measurement is kept; the newest counts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import sqlalchemy as sa

from steadyquest.conventions import DIRECTIONS
from steadyquest.errors import RecordError
from steadyquest.records.database import Database
from steadyquest.records.order import newest_first
from steadyquest.records.rows import SavedReach
from steadyquest.records.tables import reaches
from steadyquest.words import tr

KINDS = ("quick", "full", "hand")
_MM = tuple(f"{name}_mm" for name in DIRECTIONS)


class Reaches:
    """The reaches of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self,
        player_id: int,
        *,
        stance: str,
        surface: str,
        kind: str,
        mm: Sequence[float],
        session_id: int | None = None,
    ) -> None:
        """Keep one measurement; `mm` in the order of `conventions.DIRECTIONS`."""
        if len(mm) != len(DIRECTIONS) or not all(math.isfinite(v) and v > 0 for v in mm):
            raise RecordError(tr("a reach needs eight lengths in mm, all above 0; measure it again"))
        values = {"player_id": player_id, "session_id": session_id, "stance": stance, "surface": surface, "kind": kind}
        with self._database.write() as connection:
            connection.execute(reaches.insert().values(**values, **dict(zip(_MM, map(float, mm), strict=True))))

    def latest(self, player_id: int, *, stance: str, surface: str) -> SavedReach | None:
        """The newest one in this stance on this surface, or None."""
        mine = (reaches.c.player_id == player_id) & (reaches.c.stance == stance) & (reaches.c.surface == surface)
        found = self._where(mine, limit=1)
        return found[0] if found else None

    def all(self, player_id: int) -> list[SavedReach]:
        """All of a player's, newest first."""
        return self._where(reaches.c.player_id == player_id)

    def _where(self, wanted: sa.ColumnElement[bool], *, limit: int | None = None) -> list[SavedReach]:
        query = sa.select(reaches).where(wanted).order_by(*newest_first(reaches.c.made_at, reaches.c.id)).limit(limit)
        names = ("id", "player_id", "session_id", "stance", "surface", "kind", "made_at")
        with self._database.read() as connection:
            rows = connection.execute(query).mappings().all()
        return [SavedReach(**{n: row[n] for n in names}, mm=tuple(row[name] for name in _MM)) for row in rows]
