"""The two weeks of trial of a référent, and who spoke for whoever wished to be one."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=optional)


def names(table: str, column: str, other: str, ending: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"),
                                   ondelete=ending)


def moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    op.create_table(
        "referent_trial", number("role_id"), number("person_id"), number("namer_id", optional=True), moment("ends_at"),
        sa.Column("self_says", sa.Boolean(), nullable=True), sa.Column("namer_says", sa.Boolean(), nullable=True),
        names("referent_trial", "role_id", "town_role"), names("referent_trial", "person_id", "person"),
        names("referent_trial", "namer_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("role_id", name=op.f("pk_referent_trial")))
    op.create_table(
        "referent_word", number("person_id"), number("by_id"), number("zone_id"), moment("at"),
        *(names("referent_word", column, other) for column, other in (
            ("person_id", "person"), ("by_id", "person"), ("zone_id", "zone"))),
        sa.PrimaryKeyConstraint("person_id", "by_id", name=op.f("pk_referent_word")))
    there = sa.text("namer_id IS NOT NULL")
    op.create_index(op.f("ix_referent_trial_namer_id"), "referent_trial", ["namer_id"], sqlite_where=there,
                    postgresql_where=there)
    op.create_index(op.f("ix_referent_trial_person_id"), "referent_trial", ["person_id"])
    op.create_index(op.f("ix_referent_word_by_id"), "referent_word", ["by_id"])
    op.create_index(op.f("ix_referent_word_zone_id"), "referent_word", ["zone_id"])


def downgrade() -> None:
    op.drop_table("referent_word")
    op.drop_table("referent_trial")
