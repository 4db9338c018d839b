"""What two people do each week."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("weekly",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("asker_id", identifier(), nullable=False),
        sa.Column("helper_id", identifier(), nullable=False),
        sa.Column("zone_id", identifier(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("next_day", sa.Date(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"],
                                name=op.f("fk_weekly_asker_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["helper_id"], ["person.id"],
                                name=op.f("fk_weekly_helper_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_weekly_zone_id_zone"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly")),
        sa.UniqueConstraint("asker_id", "helper_id", "kind", name=op.f("uq_weekly_asker_id_helper_id_kind")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("weekly") as batch:
        batch.create_index(batch.f("ix_weekly_helper_id"), ["helper_id"], unique=False)
        batch.create_index("ix_weekly_zone_id", ["zone_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("weekly") as batch:
        batch.drop_index("ix_weekly_zone_id")
        batch.drop_index(batch.f("ix_weekly_helper_id"))
    op.drop_table("weekly")
