"""Who stands in for whoever looks after a place, and their holidays."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=optional)


def moment(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def person(column: str, ending: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_stand_in_{column}_person"), ondelete=ending)


def upgrade() -> None:
    op.create_table(
        "stand_in", number("person_id"), number("deputy_id", optional=True), number("asked_id", optional=True),
        moment("since"), moment("away_from", optional=True), moment("away_until", optional=True),
        person("person_id", "CASCADE"), person("deputy_id", "SET NULL"), person("asked_id", "SET NULL"),
        sa.CheckConstraint("deputy_id <> person_id", name=op.f("ck_stand_in_another")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_stand_in")))
    for column in ("asked_id", "deputy_id"):
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(op.f(f"ix_stand_in_{column}"), "stand_in", [column], sqlite_where=there,
                        postgresql_where=there)


def downgrade() -> None:
    op.drop_table("stand_in")
