"""Looks that failed are counted without reading the others."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

FAILED = sa.text("faults > 0")


def upgrade() -> None:
    op.create_index("ix_agenda_failing", "agenda", ["what"], unique=False, sqlite_where=FAILED, postgresql_where=FAILED)


def downgrade() -> None:
    op.drop_index("ix_agenda_failing", table_name="agenda")
