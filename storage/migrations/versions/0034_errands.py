"""Lists of shopping, and who goes anyway."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("errand_reader",
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"],
                                name=op.f("fk_errand_reader_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_errand_reader")))
    op.create_table("errand_trip",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("zone_id", identifier(), nullable=False),
        sa.Column("shop", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("ends_at", AT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"],
                                name=op.f("fk_errand_trip_person_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"],
                                name=op.f("fk_errand_trip_zone_id_zone"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand_trip")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("errand_trip") as batch:
        batch.create_index(batch.f("ix_errand_trip_ends_at"), ["ends_at"], unique=False)
        batch.create_index("ix_errand_trip_person", ["person_id", "state"], unique=False)
        batch.create_index("ix_errand_trip_zone_id", ["zone_id"], unique=False)
    op.create_table("errand_card",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("trip_id", identifier(), nullable=False),
        sa.Column("delivery_id", identifier(), nullable=False),
        sa.Column("group_id", identifier(), nullable=True),
        sa.ForeignKeyConstraint(["trip_id"], ["errand_trip.id"],
                                name=op.f("fk_errand_card_trip_id_errand_trip"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand_card")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("errand_card") as batch:
        batch.create_index("ix_errand_card_trip_id", ["trip_id"], unique=False)
    op.create_table("errand_list",
        sa.Column("request_id", identifier(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("shop", sa.String(length=60), nullable=False),
        sa.Column("ceiling", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["help_request.id"],
                                name=op.f("fk_errand_list_request_id_help_request"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_errand_list")))
    op.create_table("errand_wish",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("trip_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("ceiling", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"],
                                name=op.f("fk_errand_wish_person_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["trip_id"], ["errand_trip.id"],
                                name=op.f("fk_errand_wish_trip_id_errand_trip"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand_wish")),
        sa.UniqueConstraint("trip_id", "person_id", name=op.f("uq_errand_wish_trip_id_person_id")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("errand_wish") as batch:
        batch.create_index("ix_errand_wish_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("errand_wish") as batch:
        batch.drop_index("ix_errand_wish_person_id")
    op.drop_table("errand_wish")
    op.drop_table("errand_list")
    with op.batch_alter_table("errand_card") as batch:
        batch.drop_index("ix_errand_card_trip_id")
    op.drop_table("errand_card")
    with op.batch_alter_table("errand_trip") as batch:
        batch.drop_index("ix_errand_trip_zone_id")
        batch.drop_index("ix_errand_trip_person")
        batch.drop_index(batch.f("ix_errand_trip_ends_at"))
    op.drop_table("errand_trip")
    op.drop_table("errand_reader")
