"""What was asked in a group, what each answered, what they say is missing, what the town hall answered."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None
AT = sa.DateTime(timezone=True)


def number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def to(table: str, column: str, of: str, does: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}_{of}"), ondelete=does)


def upgrade() -> None:
    op.create_table("voice_asked",
        sa.Column("id", number(), nullable=False), sa.Column("group_id", number(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False), sa.Column("at", AT, nullable=False),
        to("voice_asked", "group_id", "neighbour_group"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_asked")),
        sa.UniqueConstraint("group_id", "month", name=op.f("uq_voice_asked_group_id_month")), sqlite_autoincrement=True)
    op.create_index("ix_voice_asked_month", "voice_asked", ["month"])
    op.create_index("ix_voice_asked_at", "voice_asked", ["at"])
    op.create_table("voice_vote",
        sa.Column("person_id", number(), nullable=False), sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("asked_id", number(), nullable=False), sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        to("voice_vote", "person_id", "person"), to("voice_vote", "asked_id", "voice_asked"),
        sa.PrimaryKeyConstraint("person_id", "month", name=op.f("pk_voice_vote")))
    op.create_index("ix_voice_vote_asked_id", "voice_vote", ["asked_id"])
    op.create_index("ix_voice_vote_at", "voice_vote", ["at"])
    op.create_table("voice_need",
        sa.Column("id", number(), nullable=False), sa.Column("person_id", number(), nullable=False),
        sa.Column("group_id", number(), nullable=False), sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False), sa.Column("at", AT, nullable=False),
        to("voice_need", "person_id", "person"), to("voice_need", "group_id", "neighbour_group"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_need")), sqlite_autoincrement=True)
    op.create_index("ix_voice_need_group", "voice_need", ["group_id", "state"])
    op.create_index("ix_voice_need_state", "voice_need", ["state"])
    op.create_index("ix_voice_need_person_id", "voice_need", ["person_id"])
    op.create_index("ix_voice_need_at", "voice_need", ["at"])
    op.create_table("voice_answer",
        sa.Column("id", number(), nullable=False), sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("text", sa.String(length=250), nullable=False), sa.Column("by_id", number(), nullable=True),
        sa.Column("at", AT, nullable=False), to("voice_answer", "by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_answer")), sqlite_autoincrement=True)
    op.create_index("ix_voice_answer_month", "voice_answer", ["month"])
    op.create_index("ix_voice_answer_at", "voice_answer", ["at"])
    op.create_index("ix_voice_answer_by_id", "voice_answer", ["by_id"], sqlite_where=sa.text("by_id IS NOT NULL"),
                    postgresql_where=sa.text("by_id IS NOT NULL"))


def downgrade() -> None:
    for name in ("voice_answer", "voice_need", "voice_vote", "voice_asked"):
        op.drop_table(name)
