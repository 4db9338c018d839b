"""Who helped while an alert was on, and who would rather not be reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("crisis_helper",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("campaign_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_crisis_helper_campaign_id_campaign"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_crisis_helper_person_id_person"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crisis_helper")),
        sa.UniqueConstraint("campaign_id", "person_id", name=op.f("uq_crisis_helper_campaign_id_person_id")),
        sqlite_autoincrement=True)
    op.create_index("ix_crisis_helper_at", "crisis_helper", ["at"])
    op.create_index("ix_crisis_helper_person_id", "crisis_helper", ["person_id"])
    op.create_table("memory_off",
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_memory_off_person_id_person"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_memory_off")))


def downgrade() -> None:
    for name in ("memory_off", "crisis_helper"):
        op.drop_table(name)
