"""What a référent types for people without Telegram: offers, moments and gestes."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=optional)


def short(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def names(table: str, column: str, other: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"),
                                   ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "intake_offer", number("id"), number("by_id"), number("zone_id"), short("things", 340), short("reach", 40),
        short("slots", 60), short("contact", 120), short("how", 40), short("version", 20), moment("at"),
        moment("sure_at"), names("intake_offer", "by_id", "person"), names("intake_offer", "zone_id", "zone"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_offer")), sqlite_autoincrement=True)
    op.create_table(
        "intake_note", number("id"), number("by_id", optional=True), number("group_id"), short("what", 40),
        short("code", 30), sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False), moment("at"),
        names("intake_note", "by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_note")), sqlite_autoincrement=True)
    for column in ("by_id", "zone_id", "sure_at"):
        op.create_index(op.f(f"ix_intake_offer_{column}"), "intake_offer", [column])
    for column in ("group_id", "day"):
        op.create_index(op.f(f"ix_intake_note_{column}"), "intake_note", [column])
    op.create_index(op.f("ix_intake_note_by_id"), "intake_note", ["by_id"],
                    sqlite_where=sa.text("by_id IS NOT NULL"), postgresql_where=sa.text("by_id IS NOT NULL"))


def downgrade() -> None:
    op.drop_table("intake_note")
    op.drop_table("intake_offer")
