"""The tables, as they are at the newest version. Migrations lead every older database to exactly this."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from steadyquest.conventions import DIRECTIONS

APPLICATION_ID = 0x53515374
"""Marks an SQLite file as ours ("SQst" in its header)."""

NOW = sa.func.current_timestamp()
"""The database's own clock, in UTC; nothing here reads the machine's."""

metadata = sa.MetaData()


class Utc(sa.types.TypeDecorator[datetime]):
    """A moment: aware datetimes (or ISO 8601 text) in, aware UTC out, stored without a zone."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """From UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _made_at() -> sa.Column[Any]:
    return sa.Column("made_at", Utc, nullable=False, server_default=NOW)


def _why() -> sa.Column[Any]:
    """A reason as data (`session.reasons`). Without it the words beside it are all there is, in whatever language."""
    return sa.Column("why", sa.JSON(none_as_null=True))


def _of(parent: str, name: str, *, key: bool = False, empty: bool = False) -> sa.Column[Any]:
    """A link to a parent row; what hangs on the parent goes with it."""
    link = sa.ForeignKey(f"{parent}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, link, primary_key=key, nullable=empty, autoincrement=False)


# Numbers of deleted players and sessions are never given out again: an old report must not point to a new person.
players = sa.Table(
    "players",
    metadata,
    _id(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False, unique=True),
    sa.Column("picture", sa.Text, nullable=False),
    sa.Column("birth_year", sa.Integer),
    sa.Column("height_cm", sa.Float),
    sa.Column("weight_kg", sa.Float),
    sa.Column("affected", sa.Text),
    sa.Column("aids", sa.Text, nullable=False),
    sa.Column("notes", sa.Text, nullable=False),
    sa.Column("settings", sa.JSON, nullable=False),
    _made_at(),
    sqlite_autoincrement=True,
)

boards = sa.Table(
    "boards",
    metadata,
    sa.Column("board_id", sa.Text, primary_key=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("vid_pid", sa.Text, nullable=False),
    sa.Column("serial_number", sa.Text, nullable=False),
    sa.Column("port", sa.Text, nullable=False),
    sa.Column("approved", sa.Boolean, nullable=False),
    sa.Column("last_seen", Utc, nullable=False, server_default=NOW),
)

calibrations = sa.Table(
    "calibrations",
    metadata,
    _id(),
    sa.Column("board_id", sa.Text, nullable=False, index=True),
    sa.Column("data", sa.JSON, nullable=False),
    _made_at(),
)

preferences = sa.Table(
    "preferences",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.JSON),
)

sessions = sa.Table(
    "sessions",
    metadata,
    _id(),
    sa.Column("player_id", sa.Integer, sa.ForeignKey("players.id", ondelete="CASCADE"), index=True),
    sa.Column("started_at", Utc, nullable=False, server_default=NOW),
    sa.Column("alive_at", Utc, nullable=False, server_default=NOW),
    sa.Column("ended_at", Utc),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("board_id", sa.Text, nullable=False),
    sa.Column("calibration", sa.JSON, nullable=False),
    sa.Column("settings", sa.JSON, nullable=False),
    sa.Column("software", sa.Text, nullable=False),
    sa.Column("samples", sa.Integer, nullable=False),
    sa.Column("gaps", sa.Integer, nullable=False),
    sa.Column("corrupt", sa.Integer, nullable=False),
    sa.Column("latency_ms", sa.Float),
    sa.Column("notes", sa.JSON, nullable=False),
    # Who it was where it was played, when that was elsewhere: the same session is never taken in twice.
    sa.Column("origin", sa.Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)

sample_blocks = sa.Table(
    "sample_blocks",
    metadata,
    _of("sessions", "session_id", key=True),
    sa.Column("start", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("crc32", sa.BigInteger, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

reaches = sa.Table(
    "reaches",
    metadata,
    _id(),
    sa.Column("player_id", sa.Integer, sa.ForeignKey("players.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="SET NULL")),
    sa.Column("stance", sa.Text, nullable=False),
    sa.Column("surface", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    *(sa.Column(f"{name}_mm", sa.Float, nullable=False) for name in DIRECTIONS),
    _made_at(),
)

# One row for a player, skill, rung and session: the newest is the state, the others are its history, and a session
# that is given to its right player takes its own rows along.
staircases = sa.Table(
    "staircases",
    metadata,
    _id(),
    sa.Column("player_id", sa.Integer, sa.ForeignKey("players.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="SET NULL")),
    sa.Column("skill", sa.Text, nullable=False),
    sa.Column("rung", sa.Integer, nullable=False),
    sa.Column("d", sa.Float, nullable=False),
    sa.Column("reversals", sa.Integer, nullable=False),
    sa.Column("last_direction", sa.Integer, nullable=False),
    sa.Column("best_d", sa.Float, nullable=False),
    sa.Column("lo", sa.Float, nullable=False),
    sa.Column("hi", sa.Float, nullable=False),
    sa.Column("updated_at", Utc, nullable=False, server_default=NOW),
)

rungs = sa.Table(
    "rungs",
    metadata,
    _id(),
    sa.Column("player_id", sa.Integer, sa.ForeignKey("players.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="SET NULL")),
    sa.Column("skill", sa.Text, nullable=False),
    sa.Column("rung", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    _made_at(),
    _why(),
)

plans = sa.Table(
    "plans",
    metadata,
    _id(),
    sa.Column("player_id", sa.Integer, sa.ForeignKey("players.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("assigned_at", Utc, nullable=False, server_default=NOW),
    sa.Column("ended_at", Utc),
)

# The newest row of a plan says where it is; the others are how it came there.
plan_phases = sa.Table(
    "plan_phases",
    metadata,
    _id(),
    sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="SET NULL")),
    sa.Column("phase", sa.Integer, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("made_at", Utc, nullable=False, server_default=NOW),
    _why(),
)

# Numbers of deleted results are never given out again: a second "delete 7" must not hit another one.
clinical_results = sa.Table(
    "clinical_results",
    metadata,
    _id(),
    sa.Column("player_id", sa.Integer, sa.ForeignKey("players.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="SET NULL")),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    _made_at(),
    # A day and no moment: nobody says at what o'clock on Friday somebody walked, and a day is in no time zone.
    sa.Column("measured_on", sa.Date),
    sqlite_autoincrement=True,
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("level_key", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("world", sa.Text, nullable=False),
    sa.Column("level_text", sa.Text, nullable=False),
    sa.Column("level_hash", sa.Text, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("rung", sa.Integer, nullable=False),
    sa.Column("d_start", sa.Float),
    sa.Column("d_end", sa.Float),
    sa.Column("stance", sa.Text, nullable=False),
    sa.Column("surface", sa.Text, nullable=False),
    sa.Column("start_sample", sa.Integer, nullable=False),
    sa.Column("start_s", sa.Float, nullable=False),
    sa.Column("seconds", sa.Float),
    sa.Column("ended", sa.Text),
    sa.Column("success", sa.Float),
    sa.Column("reps", sa.Integer, nullable=False),
    sa.Column("tried", sa.Integer, nullable=False),
    sa.Column("stars", sa.Integer, nullable=False),
    sa.Column("setup", sa.JSON, nullable=False),
)

reps = sa.Table(
    "reps",
    metadata,
    _of("runs", "run_id", key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("rep", sa.Integer, nullable=False),
    sa.Column("task", sa.Text, nullable=False),
    sa.Column("skill", sa.Text),
    sa.Column("d", sa.Float),
    sa.Column("rung", sa.Integer),
    sa.Column("success", sa.Boolean),
    sa.Column("share", sa.Float),
    sa.Column("seconds", sa.Float),
    sa.Column("tick_start", sa.Integer),
    sa.Column("tick_end", sa.Integer),
    sa.Column("x", sa.Float),
    sa.Column("y", sa.Float),
    sa.Column("radius", sa.Float),
    sa.Column("lit", sa.Boolean),
    sa.Column("extra", sa.JSON, nullable=False),
)

events = sa.Table(
    "events",
    metadata,
    _of("runs", "run_id", key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("tick", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("data", sa.JSON, nullable=False),
)

commands = sa.Table(
    "commands",
    metadata,
    _of("runs", "run_id", key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("tick", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("value", sa.JSON),
)
