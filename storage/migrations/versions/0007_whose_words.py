"""Of whom a message speaks, who sent what was set aside (its shape alone), and blocks that outlive an erasure."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "mention",
        sa.Column("message_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_mention_message_id_message"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id", "person_id", name=op.f("pk_mention")))
    op.create_index(op.f("ix_mention_person_id"), "mention", ["person_id"], unique=False)
    op.create_table(
        "parted",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("other_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", identifier(), nullable=True),
        sa.Column("other_id", identifier(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_parted_person_id_person"),
                                ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_parted_other_id_person"),
                                ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("hash", "other_hash", name=op.f("pk_parted")))
    for column in ("other_hash", "person_id", "other_id", "at"):
        op.create_index(op.f(f"ix_parted_{column}"), "parted", [column], unique=False)
    op.execute("DELETE FROM set_aside")
    with op.batch_alter_table("set_aside") as batch:
        batch.add_column(sa.Column("sender", identifier(), nullable=True))
        batch.create_index("ix_set_aside_sender", ["sender"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("set_aside", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_index("ix_set_aside_sender")
        batch.drop_column("sender")
    op.drop_table("parted")
    op.drop_table("mention")
