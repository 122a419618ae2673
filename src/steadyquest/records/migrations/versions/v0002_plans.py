"""Plans with their phases, and where an imported session came from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NOW = sa.func.current_timestamp()


def upgrade() -> None:
    # Added, not remade: the table of all sessions of a clinic is left where it is.
    op.add_column("sessions", sa.Column("origin", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("player_id", sa.Integer, sa.ForeignKey("players.id", ondelete="CASCADE"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("title", "text", "hash")),
        sa.Column("assigned_at", sa.DateTime, nullable=False, server_default=NOW),
        sa.Column("ended_at", sa.DateTime),
    )
    op.create_index("ix_plans_player_id", "plans", ["player_id"])
    op.create_table(
        "plan_phases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id", ondelete="CASCADE"), nullable=False),
        sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="SET NULL")),
        sa.Column("phase", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("rule", "reason")),
        sa.Column("made_at", sa.DateTime, nullable=False, server_default=NOW),
    )
    op.create_index("ix_plan_phases_plan_id", "plan_phases", ["plan_id"])
