"""Rounds of partners, their stops, their cards."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def to(table: str, column: str, other: str, does: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=does)


def upgrade() -> None:
    op.create_table("tour",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("partner_id", identifier(), nullable=False),
        sa.Column("by_id", identifier(), nullable=False),
        sa.Column("what", sa.String(length=50), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("starts_at", AT, nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("contact", sa.String(length=80), nullable=False),
        sa.Column("eat_by", sa.Date(), nullable=False),
        sa.Column("allergens", sa.String(length=120), nullable=False),
        sa.Column("cold", sa.String(length=10), nullable=False),
        sa.Column("tag", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("posted", sa.Integer(), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        to("tour", "partner_id", "partner"), to("tour", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tour")), sqlite_autoincrement=True)
    with op.batch_alter_table("tour") as batch:
        batch.create_index("ix_tour_state", ["state", "starts_at"], unique=False)
        batch.create_index("ix_tour_starts_at", ["starts_at"], unique=False)
        batch.create_index("ix_tour_partner_id", ["partner_id"], unique=False)
        batch.create_index("ix_tour_by_id", ["by_id"], unique=False)
    op.create_table("tour_stop",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("tour_id", identifier(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.Column("person_id", identifier(), nullable=True),
        sa.Column("given_at", AT, nullable=True),
        sa.Column("delivery_id", identifier(), nullable=True),
        to("tour_stop", "tour_id", "tour"), to("tour_stop", "person_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tour_stop")), sqlite_autoincrement=True)
    named = sa.text("person_id IS NOT NULL")
    with op.batch_alter_table("tour_stop") as batch:
        batch.create_index("ix_tour_stop_free", ["tour_id", "position"], unique=False)
        batch.create_index("ix_tour_stop_person_id", ["person_id"], unique=False, sqlite_where=named,
                           postgresql_where=named)
    op.create_table("tour_card",
        sa.Column("tour_id", identifier(), nullable=False),
        sa.Column("group_id", identifier(), nullable=False),
        sa.Column("delivery_id", identifier(), nullable=False),
        to("tour_card", "tour_id", "tour"), to("tour_card", "group_id", "neighbour_group"),
        sa.PrimaryKeyConstraint("tour_id", "group_id", name=op.f("pk_tour_card")))
    with op.batch_alter_table("tour_card") as batch:
        batch.create_index("ix_tour_card_group_id", ["group_id"], unique=False)


def downgrade() -> None:
    for name in ("tour_card", "tour_stop", "tour"):
        op.drop_table(name)
