"""Partners of the town, their missions with seats, and the team of a company."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partner",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("charter", sa.String(length=10), nullable=False),
        sa.Column("charter_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("team", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_partner_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["town_role.id"], name=op.f("fk_partner_role_id_town_role"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("team", name=op.f("uq_partner_team")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partner_person_id",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )
        batch_op.create_index("ix_partner_role_id", ["role_id"], unique=False, sqlite_where=None, postgresql_where=None)

    op.create_table(
        "mission",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=70), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("contact", sa.String(length=80), nullable=False),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("insurer", sa.String(length=60), nullable=False),
        sa.Column("public", sa.String(length=40), nullable=False),
        sa.Column("honour", sa.Boolean(), nullable=False),
        sa.Column("tag", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("posted", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_mission_by_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_mission_partner_id_partner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("mission", schema=None) as batch_op:
        batch_op.create_index("ix_mission_by_id", ["by_id"], unique=False, sqlite_where=None, postgresql_where=None)
        batch_op.create_index(batch_op.f("ix_mission_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index("ix_mission_open", ["state", "starts_at"], unique=False)
        batch_op.create_index(
            "ix_mission_partner_id", ["partner_id"], unique=False, sqlite_where=None, postgresql_where=None
        )

    op.create_table(
        "team_mate",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_team_mate_partner_id_partner"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_team_mate_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_team_mate")),
    )
    with op.batch_alter_table("team_mate", schema=None) as batch_op:
        batch_op.create_index(
            "ix_team_mate_partner_id", ["partner_id"], unique=False, sqlite_where=None, postgresql_where=None
        )

    op.create_table(
        "mission_card",
        sa.Column("mission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["neighbour_group.id"],
            name=op.f("fk_mission_card_group_id_neighbour_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["mission.id"], name=op.f("fk_mission_card_mission_id_mission"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mission_id", "group_id", name=op.f("pk_mission_card")),
    )
    with op.batch_alter_table("mission_card", schema=None) as batch_op:
        batch_op.create_index(
            "ix_mission_card_group_id", ["group_id"], unique=False, sqlite_where=None, postgresql_where=None
        )


def downgrade() -> None:
    with op.batch_alter_table("mission_card", schema=None) as batch_op:
        batch_op.drop_index("ix_mission_card_group_id", sqlite_where=None, postgresql_where=None)

    op.drop_table("mission_card")
    with op.batch_alter_table("team_mate", schema=None) as batch_op:
        batch_op.drop_index("ix_team_mate_partner_id", sqlite_where=None, postgresql_where=None)

    op.drop_table("team_mate")
    with op.batch_alter_table("mission", schema=None) as batch_op:
        batch_op.drop_index("ix_mission_partner_id", sqlite_where=None, postgresql_where=None)
        batch_op.drop_index("ix_mission_open")
        batch_op.drop_index(batch_op.f("ix_mission_closed_at"))
        batch_op.drop_index("ix_mission_by_id", sqlite_where=None, postgresql_where=None)

    op.drop_table("mission")
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_index("ix_partner_role_id", sqlite_where=None, postgresql_where=None)
        batch_op.drop_index(
            "ix_partner_person_id",
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )

    op.drop_table("partner")
