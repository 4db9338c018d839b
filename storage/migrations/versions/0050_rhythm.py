"""The rhythm of a group’s year, and the votes for an apéro."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("group_rhythm",
        sa.Column("group_id", identifier(), nullable=False),
        sa.Column("off", sa.String(length=200), nullable=False),
        sa.Column("silence", sa.Integer(), nullable=False),
        sa.Column("since", AT, nullable=True),
        sa.Column("geste_was", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_group_rhythm_group_id_neighbour_group"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_group_rhythm")))
    op.create_table("rhythm_post",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("group_id", identifier(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_rhythm_post_group_id_neighbour_group"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rhythm_post")),
        sa.UniqueConstraint("group_id", "day", name=op.f("uq_rhythm_post_group_id_day")),
        sa.UniqueConstraint("group_id", "occasion", "period", name=op.f("uq_rhythm_post_group_id_occasion_period")),
        sqlite_autoincrement=True)
    op.create_index("ix_rhythm_post_at", "rhythm_post", ["at"])
    op.create_table("apero_vote",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("group_id", identifier(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("choice", sa.String(length=1), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_apero_vote_group_id_neighbour_group"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_apero_vote_person_id_person"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apero_vote")),
        sa.UniqueConstraint("group_id", "period", "person_id",
                            name=op.f("uq_apero_vote_group_id_period_person_id")),
        sqlite_autoincrement=True)
    op.create_index("ix_apero_vote_at", "apero_vote", ["at"])
    op.create_index("ix_apero_vote_person_id", "apero_vote", ["person_id"])


def downgrade() -> None:
    for name in ("apero_vote", "rhythm_post", "group_rhythm"):
        op.drop_table(name)
