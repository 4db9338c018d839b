"""The comité: its chat, its proposals and objections, the hat; and the journal of what was decided."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def text(name: str, length: int = 40) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def instant(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, AT, nullable=optional)


def person(table: str, column: str, does: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}_person"), ondelete=does)


def index(table: str, column: str) -> None:
    named = sa.text(f"{column} IS NOT NULL")
    with op.batch_alter_table(table) as batch:
        batch.create_index(f"ix_{table}_{column}", [column], unique=False, sqlite_where=named, postgresql_where=named)


def unique(name: str, table: str, columns: list[str], where: str) -> None:
    with op.batch_alter_table(table) as batch:
        batch.create_index(name, columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def upgrade() -> None:
    op.create_table("journal_line",
        sa.Column("id", identifier(), nullable=False), text("what"),
        sa.Column("said", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False), instant("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_line")), sqlite_autoincrement=True)
    op.create_table("committee_chat",
        sa.Column("id", identifier(), nullable=False), sa.Column("group_id", identifier(), nullable=True),
        sa.Column("one", sa.Integer(), nullable=False), instant("at"), instant("over_at", optional=True),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_committee_chat_group_id_neighbour_group"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_chat")), sqlite_autoincrement=True)
    unique("uq_committee_chat_here", "committee_chat", ["one"], "over_at IS NULL")
    index("committee_chat", "group_id")
    op.create_table("committee_proposal",
        sa.Column("id", identifier(), nullable=False), text("matter"), text("title", 80), text("word"),
        text("why", 240), sa.Column("author_id", identifier(), nullable=True), text("state"),
        sa.Column("delivery_id", identifier(), nullable=True), instant("at"), instant("due"),
        instant("closed_at", optional=True), person("committee_proposal", "author_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_proposal")), sqlite_autoincrement=True)
    with op.batch_alter_table("committee_proposal") as batch:
        batch.create_index("ix_committee_proposal_state", ["state", "id"], unique=False)
        batch.create_index("ix_committee_proposal_closed_at", ["closed_at"], unique=False)
    index("committee_proposal", "author_id")
    op.create_table("committee_objection",
        sa.Column("id", identifier(), nullable=False), sa.Column("proposal_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=True), text("reason", 240), instant("at"),
        instant("withdrawn_at", optional=True), person("committee_objection", "person_id", "SET NULL"),
        sa.ForeignKeyConstraint(["proposal_id"], ["committee_proposal.id"],
                                name=op.f("fk_committee_objection_proposal_id_committee_proposal"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_objection")), sqlite_autoincrement=True)
    unique("uq_committee_objection_stands", "committee_objection", ["proposal_id", "person_id"],
           "withdrawn_at IS NULL")
    with op.batch_alter_table("committee_objection") as batch:
        batch.create_index("ix_committee_objection_proposal_id", ["proposal_id"], unique=False)
    index("committee_objection", "person_id")
    op.create_table("committee_ticket",
        sa.Column("id", identifier(), nullable=False), sa.Column("person_id", identifier(), nullable=False),
        text("state"), sa.Column("rank", sa.Integer(), nullable=True), instant("at"),
        instant("asked_at", optional=True), person("committee_ticket", "person_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_ticket")),
        sa.UniqueConstraint("person_id", name=op.f("uq_committee_ticket_person_id")), sqlite_autoincrement=True)
    with op.batch_alter_table("committee_ticket") as batch:
        batch.create_index("ix_committee_ticket_state", ["state", "rank"], unique=False)


def downgrade() -> None:
    for table in ("committee_ticket", "committee_objection", "committee_proposal", "committee_chat", "journal_line"):
        op.drop_table(table)
