"""The day on which a result was measured, and reasons as data, so that they can be told in any language."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added, not remade: what was entered before was measured on the day of its entry, and reasons stay as written.
    op.add_column("clinical_results", sa.Column("measured_on", sa.Date))
    op.add_column("rungs", sa.Column("why", sa.JSON))
    op.add_column("plan_phases", sa.Column("why", sa.JSON))
