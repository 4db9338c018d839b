"""Who was asked in private, for what and when: so that nobody is asked more often than they chose."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "ask",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("request_id", identifier(), nullable=True),
        sa.Column("asker_id", identifier(), nullable=True),
        sa.Column("delivery_id", identifier(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ask_person_id_person"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["request_id"], ["help_request.id"], name=op.f("fk_ask_request_id_help_request"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], name=op.f("fk_ask_asker_id_person"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask")), sqlite_autoincrement=True)
    op.create_index("ix_ask_person", "ask", ["person_id", "at"], unique=False)
    op.create_index("ix_ask_asker", "ask", ["asker_id", "at"], unique=False)
    op.create_index(op.f("ix_ask_request_id"), "ask", ["request_id"], unique=False)


def downgrade() -> None:
    for name in ("ix_ask_person", "ix_ask_asker", op.f("ix_ask_request_id")):
        op.drop_index(name, table_name="ask")
    op.drop_table("ask")
