"""What people from elsewhere read of a place: unknown for those typed before, so nothing is shown of them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEPT = {"sqlite_autoincrement": True}


def upgrade() -> None:
    with op.batch_alter_table("zone") as batch:
        batch.add_column(sa.Column("shown", sa.String(length=120), nullable=False, server_default=""))
    with op.batch_alter_table("zone", table_kwargs=KEPT) as batch:
        batch.alter_column("shown", server_default=None, existing_type=sa.String(length=120), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("zone", table_kwargs=KEPT) as batch:
        batch.drop_column("shown")
