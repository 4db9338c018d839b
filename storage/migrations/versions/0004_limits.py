"""How often somebody acts is counted, and bounded."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spent",
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "what", name=op.f("pk_spent")))
    op.create_index(op.f("ix_spent_until"), "spent", ["until"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_spent_until"), table_name="spent")
    op.drop_table("spent")
