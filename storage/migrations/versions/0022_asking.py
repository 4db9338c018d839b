"""How far asking has come for a request, what people answered, and when each was asked last."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEPT = {"sqlite_autoincrement": True}
AT = sa.DateTime(timezone=True)
ANSWER = ("answer", "answered_at", "back_on", "wave")


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def never() -> str:
    """The instant of who was never asked, as this engine writes it."""
    return f"1970-01-01 00:00:00.000000{'' if op.get_bind().dialect.name == 'sqlite' else '+00'}"


def upgrade() -> None:
    op.create_table(
        "asking",
        sa.Column("request_id", identifier(), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["help_request.id"], ondelete="CASCADE",
                                name=op.f("fk_asking_request_id_help_request")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_asking")))
    op.create_table(
        "zone_answers",
        sa.Column("zone_id", identifier(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], ondelete="CASCADE",
                                name=op.f("fk_zone_answers_zone_id_zone")),
        sa.PrimaryKeyConstraint("zone_id", name=op.f("pk_zone_answers")))
    with op.batch_alter_table("ask", table_kwargs=KEPT) as batch:
        batch.add_column(sa.Column("wave", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("answer", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("answered_at", AT, nullable=True))
        batch.add_column(sa.Column("back_on", sa.Date(), nullable=True))
    with op.batch_alter_table("ask", table_kwargs=KEPT) as batch:
        batch.alter_column("wave", server_default=None, existing_type=sa.Integer(), existing_nullable=False)
    with op.batch_alter_table("residence") as batch:
        batch.add_column(sa.Column("asked_at", AT, nullable=False, server_default=never()))
    op.execute("UPDATE residence SET asked_at = coalesce((SELECT max(at) FROM ask WHERE ask.person_id = "
               "residence.person_id), asked_at)")
    with op.batch_alter_table("residence") as batch:
        batch.alter_column("asked_at", server_default=None, existing_type=AT, existing_nullable=False)
    op.drop_index(op.f("ix_residence_zone_id"), table_name="residence")
    op.create_index("ix_residence_asked", "residence", ["zone_id", "asked_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_residence_asked", table_name="residence")
    op.create_index(op.f("ix_residence_zone_id"), "residence", ["zone_id"], unique=False)
    with op.batch_alter_table("residence") as batch:
        batch.drop_column("asked_at")
    with op.batch_alter_table("ask", table_kwargs=KEPT) as batch:
        for name in ANSWER:
            batch.drop_column(name)
    op.drop_table("zone_answers")
    op.drop_table("asking")
