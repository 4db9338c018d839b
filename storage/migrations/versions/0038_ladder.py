"""Who goes along with somebody new."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
NAMED = sa.text("companion_id IS NOT NULL")


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("companion",
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"],
                                name=op.f("fk_companion_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_companion")))
    op.create_table("duo",
        sa.Column("acceptance_id", identifier(), nullable=False),
        sa.Column("companion_id", identifier(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["acceptance_id"], ["help_acceptance.id"],
                                name=op.f("fk_duo_acceptance_id_help_acceptance"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["companion_id"], ["person.id"],
                                name=op.f("fk_duo_companion_id_person"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("acceptance_id", name=op.f("pk_duo")))
    with op.batch_alter_table("duo") as batch:
        batch.create_index("ix_duo_companion_id", ["companion_id"], unique=False, sqlite_where=NAMED,
                           postgresql_where=NAMED)
    op.create_table("duo_ask",
        sa.Column("acceptance_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["acceptance_id"], ["help_acceptance.id"],
                                name=op.f("fk_duo_ask_acceptance_id_help_acceptance"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"],
                                name=op.f("fk_duo_ask_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("acceptance_id", "person_id", name=op.f("pk_duo_ask")))
    with op.batch_alter_table("duo_ask") as batch:
        batch.create_index("ix_duo_ask_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("duo_ask") as batch:
        batch.drop_index("ix_duo_ask_person_id")
    op.drop_table("duo_ask")
    with op.batch_alter_table("duo") as batch:
        batch.drop_index("ix_duo_companion_id", sqlite_where=NAMED, postgresql_where=NAMED)
    op.drop_table("duo")
    op.drop_table("companion")
