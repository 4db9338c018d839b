"""What goes to many stands as a whole, and its rows are found by their message and state."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TO_MANY = sa.text("lane IN (1, 3)")


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "run",
        sa.Column("message_id", identifier(), nullable=False),
        sa.Column("course", sa.String(length=40), nullable=False),
        sa.Column("vt", identifier(), nullable=False),
        sa.Column("again", sa.String(length=60), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_run_message_id_message"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_run")))
    op.create_index("ix_delivery_run", "delivery", ["message_id", "state", "id"], unique=False, sqlite_where=TO_MANY,
                    postgresql_where=TO_MANY)


def downgrade() -> None:
    op.drop_index("ix_delivery_run", table_name="delivery")
    op.drop_table("run")
