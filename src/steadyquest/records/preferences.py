"""What this installation remembers for itself, such as how its window draws best."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from steadyquest.records.database import Database
from steadyquest.records.tables import preferences


class Preferences:
    """Named values of plain data."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, name: str, default: Any = None) -> Any:
        """The value, or the default when there is none."""
        query = sa.select(preferences.c.value).where(preferences.c.name == name)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return row[0] if row else default

    def save(self, name: str, value: Any) -> None:
        """Keep a value."""
        with self._database.write() as connection:
            change = preferences.update().where(preferences.c.name == name).values(value=value)
            if connection.execute(change).rowcount == 0:
                connection.execute(preferences.insert().values(name=name, value=value))
