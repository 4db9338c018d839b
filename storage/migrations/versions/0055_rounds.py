"""Rounds of doorsteps during an alert."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

OPEN = sa.text("state = 'open'")


def number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=optional)


def short(name: str, length: int = 40, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=optional)


def moment(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def names(table: str, column: str, other: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"),
                                   ondelete=ondelete)


def key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def led(table: str, *columns: str) -> None:
    """An index on each reference that may be empty."""
    for column in columns:
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], sqlite_where=there, postgresql_where=there)


def upgrade() -> None:
    op.create_table(
        "watch_round", number("id"), number("alert_id"), number("by_id", optional=True), short("state"),
        moment("opened_at"), moment("ended_at", optional=True), names("watch_round", "alert_id", "campaign"),
        names("watch_round", "by_id", "person", "SET NULL"), key("watch_round"), sqlite_autoincrement=True)
    op.create_table(
        "watch_street", number("id"), number("round_id"), number("zone_id"),
        sa.Column("lacks", sa.Boolean(), nullable=False), names("watch_street", "round_id", "watch_round"),
        names("watch_street", "zone_id", "zone"),
        sa.UniqueConstraint("round_id", "zone_id", name=op.f("uq_watch_street_round_id_zone_id")),
        key("watch_street"), sqlite_autoincrement=True)
    op.create_table(
        "watch_door", number("id"), number("street_id"), number("asker_id", optional=True),
        number("by_id", optional=True), number("volunteer_id", optional=True), short("who", 120),
        short("how", optional=True), short("state"), sa.Column("tries", sa.Integer(), nullable=False),
        moment("made_at"), moment("not_before", optional=True), moment("given_at", optional=True),
        moment("changed_at"), names("watch_door", "street_id", "watch_street"),
        names("watch_door", "asker_id", "person"), names("watch_door", "by_id", "person", "SET NULL"),
        names("watch_door", "volunteer_id", "person", "SET NULL"), key("watch_door"), sqlite_autoincrement=True)
    op.create_table(
        "watch_helper", number("id"), number("round_id"), number("street_id"), number("person_id"), short("state"),
        number("door_id", optional=True), number("card", optional=True), moment("asked_at"),
        moment("called_at", optional=True), names("watch_helper", "round_id", "watch_round"),
        names("watch_helper", "street_id", "watch_street"), names("watch_helper", "person_id", "person"),
        names("watch_helper", "door_id", "watch_door", "SET NULL"),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_watch_helper_round_id_person_id")),
        key("watch_helper"), sqlite_autoincrement=True)
    op.create_index("uq_watch_round_open", "watch_round", ["alert_id"], unique=True, sqlite_where=OPEN,
                    postgresql_where=OPEN)
    for column in ("alert_id", "state", "ended_at"):
        op.create_index(op.f(f"ix_watch_round_{column}"), "watch_round", [column])
    op.create_index("ix_watch_door_street", "watch_door", ["street_id", "state"])
    op.create_index("ix_watch_helper_street", "watch_helper", ["street_id", "state"])
    op.create_index(op.f("ix_watch_street_zone_id"), "watch_street", ["zone_id"])
    op.create_index(op.f("ix_watch_helper_person_id"), "watch_helper", ["person_id"])
    led("watch_round", "by_id")
    led("watch_door", "asker_id", "by_id", "volunteer_id")
    led("watch_helper", "door_id")


def downgrade() -> None:
    for table in ("watch_helper", "watch_door", "watch_street", "watch_round"):
        op.drop_table(table)
