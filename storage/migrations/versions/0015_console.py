"""The town's side: roles, linked groups with their tags, codes to link by, who asked for news, who did what."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("town_link", "town_audit", "group_tag", "town_role", "town_news", "town_code")


def number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=optional)


def short(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def moment(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def names(table: str, column: str, other: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"),
                                   ondelete="CASCADE" if cascade else "SET NULL")


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def found_by(table: str, *columns: str, optional: bool = True) -> None:
    for column in columns:
        there = sa.text(f"{column} IS NOT NULL") if optional else None
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], sqlite_where=there, postgresql_where=there)


def upgrade() -> None:
    op.create_table(
        "town_code", short("code", 20), short("commune", 5), number("by_id", optional=True), moment("created_at"),
        sa.Column("uses", sa.Integer(), nullable=False), names("town_code", "by_id", "person"),
        key("town_code", "code"), sa.UniqueConstraint("commune", name=op.f("uq_town_code_commune")))
    op.create_table(
        "town_news", number("person_id"), moment("since"), names("town_news", "person_id", "person", cascade=True),
        key("town_news", "person_id"))
    op.create_table(
        "town_role", number("id"), short("role", 40), short("state", 40), number("person_id", optional=True),
        number("by_id", optional=True), number("zone_id", optional=True), short("tag", 30), short("name", 120),
        moment("since"), moment("until", optional=True), names("town_role", "by_id", "person"),
        names("town_role", "person_id", "person", cascade=True), names("town_role", "zone_id", "zone", cascade=True),
        key("town_role", "id"), sqlite_autoincrement=True)
    op.create_table(
        "group_tag", number("group_id"), short("tag", 30),
        names("group_tag", "group_id", "neighbour_group", cascade=True), key("group_tag", "group_id", "tag"))
    op.create_table(
        "town_audit", number("id"), short("what", 40), number("by_id", optional=True),
        number("person_id", optional=True), number("group_id", optional=True), short("said", 80), short("was", 80),
        moment("at"), names("town_audit", "by_id", "person"), names("town_audit", "group_id", "neighbour_group"),
        names("town_audit", "person_id", "person"), key("town_audit", "id"), sqlite_autoincrement=True)
    op.create_table(
        "town_link", number("group_id"), moment("since"), number("by_id", optional=True), short("quarter", 40),
        moment("woken_at", optional=True), names("town_link", "by_id", "person"),
        names("town_link", "group_id", "neighbour_group", cascade=True), key("town_link", "group_id"))
    found_by("town_code", "by_id")
    found_by("town_role", "by_id", "person_id", "zone_id")
    found_by("town_role", "state", "until", optional=False)
    found_by("group_tag", "tag", optional=False)
    found_by("town_audit", "by_id", "group_id", "person_id")
    found_by("town_audit", "at", optional=False)
    found_by("town_link", "by_id")
    found_by("town_link", "quarter", optional=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
