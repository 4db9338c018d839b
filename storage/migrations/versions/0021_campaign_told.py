"""Where the author of a campaign reads how far it is, and what it said last."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("campaign", sa.Column("told_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
    op.add_column("campaign", sa.Column("told_figures", sa.String(length=120), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("campaign", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_column("told_figures")
        batch.drop_column("told_id")
