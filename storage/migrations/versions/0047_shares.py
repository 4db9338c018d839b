"""What neighbours share of their food, and who takes a part."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("share",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("group_id", identifier(), nullable=False),
        sa.Column("author_id", identifier(), nullable=False),
        sa.Column("what", sa.String(length=50), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("ends_at", AT, nullable=False),
        sa.Column("eat_by", sa.Date(), nullable=False),
        sa.Column("allergens", sa.String(length=120), nullable=False),
        sa.Column("cold", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("delivery_id", identifier(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.CheckConstraint("taken <= parts", name=op.f("ck_share_taken")),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_share_given")),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_share_group_id_neighbour_group"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_share_author_id_person"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("share") as batch:
        batch.create_index("ix_share_ends_at", ["ends_at"], unique=False)
        batch.create_index("ix_share_group", ["group_id", "state"], unique=False)
        batch.create_index("ix_share_author_id", ["author_id"], unique=False)
    op.create_table("share_claim",
        sa.Column("share_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_share_claim_share_id_share"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_share_claim_person_id_person"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("share_id", "person_id", name=op.f("pk_share_claim")))
    with op.batch_alter_table("share_claim") as batch:
        batch.create_index("ix_share_claim_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("share_claim")
    op.drop_table("share")
