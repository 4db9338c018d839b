"""Who reads a report, what was decided, who asks for another opinion, what is hidden, and marks of words carried."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

KEPT = {"sqlite_autoincrement": True}
AT = sa.DateTime(timezone=True)
TABLES = ("hidden_request", "appeal", "measure", "report_reader", "carried", "moderation_total")


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def own() -> sa.Column[int]:
    return sa.Column("id", identifier(), nullable=False)


def text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def names(of: str, column: str, target: str, *, optional: bool = False, stays: bool = False
          ) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    """A reference to a row of `target`; stays: this row outlives it, naming nobody."""
    return (sa.Column(column, identifier(), nullable=optional),
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{of}_{column}_{target}"),
                                    ondelete="SET NULL" if stays else "CASCADE"))


def found_by(of: str, column: str, *, given: bool = False) -> None:
    there = sa.text(f"{column} IS NOT NULL") if given else None
    op.create_index(f"ix_{of}_{column}", of, [column], sqlite_where=there, postgresql_where=there)


def upgrade() -> None:
    op.create_table("moderation_total", sa.Column("year", sa.Integer(), nullable=False), text("what", 30),
                    sa.Column("n", sa.Integer(), nullable=False),
                    sa.PrimaryKeyConstraint("year", "what", name=op.f("pk_moderation_total")))
    op.create_table("carried", own(), *names("carried", "person_id", "person"), text("relay", 16), text("mark", 16),
                    sa.Column("at", AT, nullable=False), sa.PrimaryKeyConstraint("id", name=op.f("pk_carried")), **KEPT)
    op.create_index("ix_carried_mark", "carried", ["person_id", "mark"])
    op.create_table(
        "report_reader", *names("report_reader", "report_id", "report"), *names("report_reader", "person_id", "person"),
        text("office", 40), sa.Column("at", AT, nullable=False), sa.Column("told_at", AT, nullable=True),
        sa.PrimaryKeyConstraint("report_id", "person_id", name=op.f("pk_report_reader")))
    found_by("report_reader", "person_id")
    decisions()
    found_by("carried", "at")
    with op.batch_alter_table("report", table_kwargs=KEPT) as batch:
        batch.add_column(sa.Column("code", sa.String(length=8), nullable=False, server_default=""))
        batch.add_column(sa.Column("against", sa.String(length=1), nullable=False, server_default="n"))
        batch.add_column(sa.Column("case_id", identifier(), nullable=True))
        batch.add_column(sa.Column("decided_by_id", identifier(), nullable=True))
        batch.create_foreign_key(op.f("fk_report_decided_by_id_person"), "person", ["decided_by_id"], ["id"],
                                 ondelete="SET NULL")
    with op.batch_alter_table("report", table_kwargs=KEPT) as batch:
        batch.alter_column("code", server_default=None, existing_type=sa.String(8), existing_nullable=False)
        batch.alter_column("against", server_default=None, existing_type=sa.String(1), existing_nullable=False)
    found_by("report", "case_id")
    found_by("report", "decided_by_id", given=True)


def decisions() -> None:
    op.create_table(
        "measure", own(), *names("measure", "report_id", "report"), *names("measure", "about_id", "person"),
        *names("measure", "by_id", "person", optional=True, stays=True), text("act", 40), text("reason", 20),
        text("state", 40), text("was", 10), sa.Column("at", AT, nullable=False),
        sa.Column("until", AT, nullable=True), sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")), **KEPT)
    op.create_table(
        "appeal", own(), *names("appeal", "report_id", "report"),
        *names("appeal", "measure_id", "measure", optional=True), *names("appeal", "person_id", "person"),
        *names("appeal", "judge_id", "person", optional=True, stays=True), text("side", 40),
        sa.Column("at", AT, nullable=False), sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("measure_id", "person_id", name=op.f("uq_appeal_measure_id_person_id")), **KEPT)
    op.create_table(
        "hidden_request", *names("hidden_request", "request_id", "help_request"),
        *names("hidden_request", "measure_id", "measure"), sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_hidden_request")))
    found_by("measure", "report_id")
    found_by("measure", "about_id")
    found_by("measure", "by_id", given=True)
    found_by("appeal", "report_id")
    found_by("appeal", "person_id")
    found_by("appeal", "judge_id", given=True)
    found_by("hidden_request", "measure_id")


def downgrade() -> None:
    op.drop_index("ix_report_case_id", "report")
    op.drop_index("ix_report_decided_by_id", "report")
    with op.batch_alter_table("report", table_kwargs=KEPT) as batch:
        batch.drop_constraint(op.f("fk_report_decided_by_id_person"), type_="foreignkey")
        for column in ("code", "against", "case_id", "decided_by_id"):
            batch.drop_column(column)
    for one in TABLES:
        op.drop_table(one)
