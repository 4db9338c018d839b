"""Alerts and who asked for them; the town's own dates, what was proposed to whom, what a group does not want."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES = ("moment_proposal", "group_theme_off", "moment_day", "alert_reader", "alert")


def number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=optional)


def short(name: str, length: int = 40) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def moment(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def names(table: str, column: str, other: str, *, cascade: bool = True) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"),
                                   ondelete="CASCADE" if cascade else "SET NULL")


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def there(table: str, column: str) -> None:
    said = sa.text(f"{column} IS NOT NULL")
    op.create_index(f"ix_{table}_{column}", table, [column], sqlite_where=said, postgresql_where=said)


def upgrade() -> None:
    op.create_table(
        "alert", number("campaign_id"), short("state"), flag("rehearsal"), flag("own"), flag("alone"),
        moment("asked_at"), *(moment(name, optional=True) for name in ("opened_at", "until", "ended_at")),
        names("alert", "campaign_id", "campaign"), key("alert", "campaign_id"))
    op.create_index(op.f("ix_alert_state"), "alert", ["state"])
    op.create_table(
        "alert_reader", number("person_id"), moment("since"), names("alert_reader", "person_id", "person"),
        key("alert_reader", "person_id"))
    op.create_table(
        "moment_day", short("moment"), sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True), sa.Column("ends", sa.Date(), nullable=True),
        number("by_id", optional=True), moment("at"), names("moment_day", "by_id", "person", cascade=False),
        key("moment_day", "moment", "year"))
    for name in ("at", "year"):
        op.create_index(op.f(f"ix_moment_day_{name}"), "moment_day", [name])
    there("moment_day", "by_id")
    op.create_table(
        "group_theme_off", number("group_id"), short("moment"),
        names("group_theme_off", "group_id", "neighbour_group"), key("group_theme_off", "group_id", "moment"))
    op.create_index(op.f("ix_group_theme_off_moment"), "group_theme_off", ["moment"])
    op.create_table(
        "moment_proposal", number("id"), number("person_id"), short("moment"),
        sa.Column("year", sa.Integer(), nullable=False), sa.Column("group_id", sa.Integer(), nullable=False),
        short("state"), number("campaign_id", optional=True), moment("at"),
        names("moment_proposal", "person_id", "person"),
        names("moment_proposal", "campaign_id", "campaign", cascade=False), key("moment_proposal", "id"),
        sa.UniqueConstraint("person_id", "moment", "year", "group_id",
                            name=op.f("uq_moment_proposal_person_id_moment_year_group_id")), sqlite_autoincrement=True)
    op.create_index(op.f("ix_moment_proposal_at"), "moment_proposal", ["at"])
    there("moment_proposal", "campaign_id")


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)
