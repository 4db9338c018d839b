"""A report may be about a mission or a story that a group sees."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None
KEPT = {"sqlite_autoincrement": True}


def upgrade() -> None:
    with op.batch_alter_table("report", table_kwargs=KEPT) as batch:
        batch.add_column(sa.Column("thing", sa.String(24), nullable=False, server_default=""))
    with op.batch_alter_table("report", table_kwargs=KEPT) as batch:
        batch.alter_column("thing", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("report", table_kwargs=KEPT) as batch:
        batch.drop_column("thing")
