"""Personal invitations, and what people came in by."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("arrivals",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "source", "month", name=op.f("pk_arrivals")))
    op.create_table("invite",
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("token", sa.String(length=22), nullable=False),
        sa.Column("renewed_at", AT, nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"],
                                name=op.f("fk_invite_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_invite")))
    with op.batch_alter_table("invite") as batch:
        batch.create_index(batch.f("ix_invite_renewed_at"), ["renewed_at"], unique=False)
    op.create_table("invited_by",
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("by_id", identifier(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"],
                                name=op.f("fk_invited_by_by_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"],
                                name=op.f("fk_invited_by_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_invited_by")))
    with op.batch_alter_table("invited_by") as batch:
        batch.create_index(batch.f("ix_invited_by_at"), ["at"], unique=False)
        batch.create_index("ix_invited_by_by_id", ["by_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("invited_by") as batch:
        batch.drop_index("ix_invited_by_by_id")
        batch.drop_index(batch.f("ix_invited_by_at"))
    op.drop_table("invited_by")
    with op.batch_alter_table("invite") as batch:
        batch.drop_index(batch.f("ix_invite_renewed_at"))
    op.drop_table("invite")
    op.drop_table("arrivals")
