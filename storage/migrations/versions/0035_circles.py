"""Family circles, what is asked in them; what is passed on to a partner or the town; who answered a request."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

KEPT = {"sqlite_autoincrement": True}
AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def index(name: str, of: str, columns: list[str], where: str) -> None:
    op.create_index(name, of, columns, unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def upgrade() -> None:
    op.create_table(
        "circle",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle")),
        **KEPT)
    op.create_table(
        "circle_invitation",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("circle_id", identifier(), nullable=False),
        sa.Column("by_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("taken_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], ondelete="CASCADE",
                                name=op.f("fk_circle_invitation_by_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], ondelete="CASCADE",
                                name=op.f("fk_circle_invitation_circle_id_circle")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE",
                                name=op.f("fk_circle_invitation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_invitation")),
        **KEPT)
    op.create_index(op.f("ix_circle_invitation_by_id"), "circle_invitation", ["by_id"], unique=False)
    op.create_index(op.f("ix_circle_invitation_circle_id"), "circle_invitation", ["circle_id"], unique=False)
    op.create_index(op.f("ix_circle_invitation_expires_at"), "circle_invitation", ["expires_at"], unique=False)
    index("ix_circle_invitation_person_id", "circle_invitation", ["person_id"], "person_id IS NOT NULL")
    op.create_table(
        "circle_member",
        sa.Column("circle_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], ondelete="CASCADE",
                                name=op.f("fk_circle_member_circle_id_circle")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE",
                                name=op.f("fk_circle_member_person_id_person")),
        sa.PrimaryKeyConstraint("circle_id", "person_id", name=op.f("pk_circle_member")))
    op.create_index(op.f("ix_circle_member_person_id"), "circle_member", ["person_id"], unique=False)
    op.create_table(
        "circle_ask",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("circle_id", identifier(), nullable=False),
        sa.Column("asker_id", identifier(), nullable=False),
        sa.Column("zone_id", identifier(), nullable=True),
        sa.Column("other", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("patience", sa.String(length=40), nullable=False),
        sa.Column("helper_id", identifier(), nullable=True),
        sa.Column("request_id", identifier(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("closed_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], ondelete="CASCADE",
                                name=op.f("fk_circle_ask_asker_id_person")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], ondelete="CASCADE",
                                name=op.f("fk_circle_ask_circle_id_circle")),
        sa.ForeignKeyConstraint(["helper_id"], ["person.id"], ondelete="SET NULL",
                                name=op.f("fk_circle_ask_helper_id_person")),
        sa.ForeignKeyConstraint(["request_id"], ["help_request.id"], ondelete="SET NULL",
                                name=op.f("fk_circle_ask_request_id_help_request")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], ondelete="SET NULL",
                                name=op.f("fk_circle_ask_zone_id_zone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_ask")),
        **KEPT)
    op.create_index(op.f("ix_circle_ask_asker_id"), "circle_ask", ["asker_id"], unique=False)
    op.create_index(op.f("ix_circle_ask_circle_id"), "circle_ask", ["circle_id"], unique=False)
    op.create_index(op.f("ix_circle_ask_closed_at"), "circle_ask", ["closed_at"], unique=False)
    index("ix_circle_ask_helper_id", "circle_ask", ["helper_id"], "helper_id IS NOT NULL")
    index("ix_circle_ask_request_id", "circle_ask", ["request_id"], "request_id IS NOT NULL")
    index("ix_circle_ask_worded", "circle_ask", ["closed_at"], "note <> ''")
    index("ix_circle_ask_zone_id", "circle_ask", ["zone_id"], "zone_id IS NOT NULL")
    op.create_table(
        "relay",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("asker_id", identifier(), nullable=False),
        sa.Column("request_id", identifier(), nullable=True),
        sa.Column("subject", sa.String(length=30), nullable=False),
        sa.Column("zone_id", identifier(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("slot", sa.String(length=20), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("role_id", identifier(), nullable=True),
        sa.Column("holder_id", identifier(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("closed_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], ondelete="CASCADE",
                                name=op.f("fk_relay_asker_id_person")),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], ondelete="SET NULL",
                                name=op.f("fk_relay_holder_id_person")),
        sa.ForeignKeyConstraint(["request_id"], ["help_request.id"], ondelete="SET NULL",
                                name=op.f("fk_relay_request_id_help_request")),
        sa.ForeignKeyConstraint(["role_id"], ["town_role.id"], ondelete="SET NULL",
                                name=op.f("fk_relay_role_id_town_role")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], ondelete="SET NULL",
                                name=op.f("fk_relay_zone_id_zone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay")),
        **KEPT)
    op.create_index(op.f("ix_relay_asker_id"), "relay", ["asker_id"], unique=False)
    op.create_index(op.f("ix_relay_closed_at"), "relay", ["closed_at"], unique=False)
    index("ix_relay_holder_id", "relay", ["holder_id"], "holder_id IS NOT NULL")
    op.create_index("ix_relay_queue", "relay", ["role_id", "state"], unique=False)
    index("ix_relay_reached", "relay", ["closed_at"], "phone <> ''")
    index("ix_relay_request_id", "relay", ["request_id"], "request_id IS NOT NULL")
    index("ix_relay_zone_id", "relay", ["zone_id"], "zone_id IS NOT NULL")
    op.create_table(
        "circle_told",
        sa.Column("ask_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("delivery_id", identifier(), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["ask_id"], ["circle_ask.id"], ondelete="CASCADE",
                                name=op.f("fk_circle_told_ask_id_circle_ask")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE",
                                name=op.f("fk_circle_told_person_id_person")),
        sa.PrimaryKeyConstraint("ask_id", "person_id", name=op.f("pk_circle_told")))
    op.create_index(op.f("ix_circle_told_person_id"), "circle_told", ["person_id"], unique=False)
    with op.batch_alter_table("help_request", table_kwargs=KEPT) as batch:
        batch.add_column(sa.Column("pillar", sa.String(length=40), nullable=False, server_default="neighbours"))
    with op.batch_alter_table("help_request", table_kwargs=KEPT) as batch:
        batch.alter_column("pillar", server_default=None, existing_type=sa.String(length=40), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("help_request", table_kwargs=KEPT) as batch:
        batch.drop_column("pillar")
    for name in ("circle_told", "relay", "circle_ask", "circle_member", "circle_invitation", "circle"):
        op.drop_table(name)
