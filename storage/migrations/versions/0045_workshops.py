"""Ateliers, and what each brings to them."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def given(column: str) -> sa.TextClause:
    return sa.text(f"{column} IS NOT NULL")


def upgrade() -> None:
    op.create_table("workshop",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("group_id", identifier(), nullable=False),
        sa.Column("author_id", identifier(), nullable=False),
        sa.Column("judge_id", identifier(), nullable=True),
        sa.Column("what", sa.String(length=50), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=False),
        sa.Column("ceiling", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=90), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ends_at", AT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("pledged", "deposited", "told")),
        sa.Column("nudged", sa.Boolean(), nullable=False),
        sa.Column("delivery_id", identifier(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("changed_at", AT, nullable=False),
        sa.CheckConstraint("pledged <= ceiling", name=op.f("ck_workshop_ceiling")),
        sa.CheckConstraint("pledged >= 0", name=op.f("ck_workshop_given")),
        sa.CheckConstraint("deposited <= pledged", name=op.f("ck_workshop_there")),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_workshop_group_id_neighbour_group"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_workshop_author_id_person"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["judge_id"], ["person.id"], name=op.f("fk_workshop_judge_id_person"),
                                ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("workshop") as batch:
        batch.create_index("ix_workshop_ends_at", ["ends_at"], unique=False)
        batch.create_index("ix_workshop_group", ["group_id", "state"], unique=False)
        batch.create_index("ix_workshop_author_id", ["author_id"], unique=False)
        batch.create_index("ix_workshop_judge_id", ["judge_id"], unique=False, sqlite_where=given("judge_id"),
                           postgresql_where=given("judge_id"))
    op.create_table("workshop_pledge",
        sa.Column("workshop_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("deposited", sa.Boolean(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_workshop_pledge_amount")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"],
                                name=op.f("fk_workshop_pledge_workshop_id_workshop"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_workshop_pledge_person_id_person"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workshop_id", "person_id", name=op.f("pk_workshop_pledge")))
    with op.batch_alter_table("workshop_pledge") as batch:
        batch.create_index("ix_workshop_pledge_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("workshop_pledge")
    op.drop_table("workshop")
