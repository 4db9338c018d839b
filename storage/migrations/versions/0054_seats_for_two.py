"""Two who come to a mission together: whose seat is beside whose, and the invitation to come."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("seat") as batch:
        batch.add_column(sa.Column("beside", identifier(), nullable=True))
    op.create_table(
        "mission_invitation",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("mission_id", identifier(), nullable=False),
        sa.Column("by_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("answered_at", AT, nullable=True),
        *(sa.ForeignKeyConstraint([column], [of], ondelete="CASCADE", name=op.f(f"fk_mission_invitation_{column}_{to}"))
          for column, of, to in (("by_id", "person.id", "person"), ("mission_id", "mission.id", "mission"),
                                 ("person_id", "person.id", "person"))),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_invitation")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("mission_invitation") as batch:
        for column in ("by_id", "expires_at", "mission_id"):
            batch.create_index(f"ix_mission_invitation_{column}", [column], unique=False)
        batch.create_index("ix_mission_invitation_person_id", ["person_id"], unique=False,
                           sqlite_where=sa.text("person_id IS NOT NULL"),
                           postgresql_where=sa.text("person_id IS NOT NULL"))


def downgrade() -> None:
    op.drop_table("mission_invitation")
    with op.batch_alter_table("seat", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_column("beside")
