"""A suspension outlives an erasure."""

import sqlalchemy as sa
from alembic import op

from storage.types import UTCDateTime

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAMED = sa.text("by_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "suspended",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=True),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], op.f("fk_suspended_by_id_person"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], op.f("fk_suspended_report_id_report"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_suspended")))
    op.create_index("ix_suspended_by_id", "suspended", ["by_id"], sqlite_where=NAMED, postgresql_where=NAMED)
    op.create_index("ix_suspended_report_id", "suspended", ["report_id"])
    op.create_index(op.f("ix_suspended_until"), "suspended", ["until"])


def downgrade() -> None:
    op.drop_table("suspended")
