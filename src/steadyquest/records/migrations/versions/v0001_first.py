"""The first version."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NOW = sa.func.current_timestamp()


def column(name: str, kind: Any, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, **{"nullable": False, **options})


def maybe(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind)


def key(name: str = "id", kind: Any = sa.Integer, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True, **options)


def stamp(name: str) -> sa.Column[Any]:
    return column(name, sa.DateTime, server_default=NOW)


def link(parent: str, name: str, *, gone: str = "CASCADE", **options: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{parent}.id", ondelete=gone), **options)


def of_run() -> sa.Column[Any]:
    return link("runs", "run_id", primary_key=True, autoincrement=False)


def number() -> sa.Column[Any]:
    return key("number", autoincrement=False)


def upgrade() -> None:
    people_and_boards()
    sessions()
    progress()
    runs()


def people_and_boards() -> None:
    op.create_table(
        "players",
        key(),
        column("name", sa.Text),
        column("name_key", sa.Text, unique=True),
        column("picture", sa.Text),
        maybe("birth_year", sa.Integer),
        maybe("height_cm", sa.Float),
        maybe("weight_kg", sa.Float),
        maybe("affected", sa.Text),
        column("aids", sa.Text),
        column("notes", sa.Text),
        column("settings", sa.JSON),
        stamp("made_at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "boards",
        key("board_id", sa.Text),
        *(column(name, sa.Text) for name in ("label", "vid_pid", "serial_number", "port")),
        column("approved", sa.Boolean),
        stamp("last_seen"),
    )
    op.create_table("calibrations", key(), column("board_id", sa.Text), column("data", sa.JSON), stamp("made_at"))
    op.create_index("ix_calibrations_board_id", "calibrations", ["board_id"])
    op.create_table("preferences", key("name", sa.Text), maybe("value", sa.JSON))


def sessions() -> None:
    op.create_table(
        "sessions",
        key(),
        link("players", "player_id"),
        stamp("started_at"),
        stamp("alive_at"),
        maybe("ended_at", sa.DateTime),
        column("source", sa.Text),
        column("board_id", sa.Text),
        column("calibration", sa.JSON),
        column("settings", sa.JSON),
        column("software", sa.Text),
        column("samples", sa.Integer),
        column("gaps", sa.Integer),
        column("corrupt", sa.Integer),
        maybe("latency_ms", sa.Float),
        column("notes", sa.JSON),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sessions_player_id", "sessions", ["player_id"])
    op.create_table(
        "sample_blocks",
        link("sessions", "session_id", primary_key=True, autoincrement=False),
        key("start", autoincrement=False),
        column("n", sa.Integer),
        column("crc32", sa.BigInteger),
        column("data", sa.LargeBinary),
    )


def progress() -> None:
    directions = ("right", "forward_right", "forward", "forward_left", "left", "back_left", "back", "back_right")
    op.create_table(
        "reaches",
        key(),
        link("players", "player_id", nullable=False),
        link("sessions", "session_id", gone="SET NULL"),
        *(column(name, sa.Text) for name in ("stance", "surface", "kind")),
        *(column(f"{name}_mm", sa.Float) for name in directions),
        stamp("made_at"),
    )
    op.create_table(
        "staircases",
        key(),
        link("players", "player_id", nullable=False),
        link("sessions", "session_id", gone="SET NULL"),
        column("skill", sa.Text),
        column("rung", sa.Integer),
        column("d", sa.Float),
        column("reversals", sa.Integer),
        column("last_direction", sa.Integer),
        *(column(name, sa.Float) for name in ("best_d", "lo", "hi")),
        stamp("updated_at"),
    )
    op.create_table(
        "rungs",
        key(),
        link("players", "player_id", nullable=False),
        link("sessions", "session_id", gone="SET NULL"),
        column("skill", sa.Text),
        column("rung", sa.Integer),
        column("reason", sa.Text),
        stamp("made_at"),
    )
    for table in ("reaches", "staircases", "rungs"):
        op.create_index(f"ix_{table}_player_id", table, ["player_id"])


def runs() -> None:
    op.create_table(
        "runs",
        key(autoincrement=False),
        link("sessions", "session_id", nullable=False),
        column("number", sa.Integer),
        *(column(name, sa.Text) for name in ("level_key", "title", "world", "level_text", "level_hash")),
        column("seed", sa.BigInteger),
        column("rung", sa.Integer),
        *(maybe(name, sa.Float) for name in ("d_start", "d_end")),
        *(column(name, sa.Text) for name in ("stance", "surface")),
        column("start_sample", sa.Integer),
        column("start_s", sa.Float),
        maybe("seconds", sa.Float),
        maybe("ended", sa.Text),
        maybe("success", sa.Float),
        *(column(name, sa.Integer) for name in ("reps", "tried", "stars")),
        column("setup", sa.JSON),
    )
    op.create_index("ix_runs_session_id", "runs", ["session_id"])
    op.create_table(
        "reps",
        of_run(),
        number(),
        column("step", sa.Integer),
        column("rep", sa.Integer),
        column("task", sa.Text),
        maybe("skill", sa.Text),
        maybe("d", sa.Float),
        maybe("rung", sa.Integer),
        maybe("success", sa.Boolean),
        *(maybe(name, sa.Float) for name in ("share", "seconds")),
        *(maybe(name, sa.Integer) for name in ("tick_start", "tick_end")),
        *(maybe(name, sa.Float) for name in ("x", "y", "radius")),
        maybe("lit", sa.Boolean),
        column("extra", sa.JSON),
    )
    op.create_table(
        "events", of_run(), number(), column("tick", sa.Integer), column("name", sa.Text), column("data", sa.JSON)
    )
    op.create_table(
        "commands", of_run(), number(), column("tick", sa.Integer), column("kind", sa.Text), maybe("value", sa.JSON)
    )
