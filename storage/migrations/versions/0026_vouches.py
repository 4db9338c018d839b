"""Who asked to be recommended."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("vouch_ask",
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("to_id", identifier(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"],
                                name=op.f("fk_vouch_ask_person_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_vouch_ask_to_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "to_id", name=op.f("pk_vouch_ask")))
    with op.batch_alter_table("vouch_ask") as batch:
        batch.create_index(batch.f("ix_vouch_ask_at"), ["at"], unique=False)
        batch.create_index("ix_vouch_ask_to_id", ["to_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("vouch_ask") as batch:
        batch.drop_index("ix_vouch_ask_to_id")
        batch.drop_index(batch.f("ix_vouch_ask_at"))
    op.drop_table("vouch_ask")
