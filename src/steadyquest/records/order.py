"""Which row is the newer one: by its moment, never by its number alone, since sessions from home come in later."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from steadyquest.records.tables import sessions

_MOMENT = "%Y-%m-%d %H:%M:%f"


def in_time(when: sa.Column[Any], number: sa.Column[Any]) -> tuple[sa.ColumnElement[Any], ...]:
    """What rows are ordered by, oldest first; rows of one moment in the order in which they were written."""
    return _moment(when), number


def newest_first(when: sa.Column[Any], number: sa.Column[Any]) -> tuple[sa.ColumnElement[Any], ...]:
    """The same, the other way round."""
    return tuple(part.desc() for part in in_time(when, number))


def up_to(session_id: int) -> sa.ColumnElement[bool]:
    """The sessions that did not begin after this one."""
    last = sessions.alias()
    of_last = sa.select(_moment(last.c.started_at)).where(last.c.id == session_id).scalar_subquery()
    return sa.tuple_(*in_time(sessions.c.started_at, sessions.c.id)) <= sa.tuple_(of_last, sa.literal(session_id))


def _moment(when: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """In one shape: the database's own clock writes whole seconds, everything else also parts of them."""
    return sa.func.strftime(_MOMENT, when)
