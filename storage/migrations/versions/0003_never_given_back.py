"""SQLite gives no id back; a link goes with its group, and a mark with the person, group or request it names.

Marks and links of what is already gone are removed: their number may be somebody else's by now.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

IDENTITIES = ("address", "person", "zone", "neighbour_group", "consent", "report", "hour_entry", "geste_shown",
              "geste_tap", "geste_idea", "deed", "schedule", "message", "delivery", "seen_update", "set_aside",
              "help_request", "help_acceptance", "help_event", "thanks")
NAMED = {"person_id": "person", "other_id": "person", "group_id": "neighbour_group", "request_id": "help_request"}
SUBJECTS = (("person_id", "p%", 2), ("person_id", "kits:%", 6), ("group_id", "g%", 2), ("request_id", "help:%", 6))


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    number_once_and_for_all(kept=True)
    with op.batch_alter_table("once") as batch:
        for column in NAMED:
            batch.add_column(sa.Column(column, identifier(), nullable=True))
    with op.batch_alter_table("link") as batch:
        batch.add_column(sa.Column("group_id", identifier(), nullable=True))
    fill()
    for name, columns in (("once", NAMED), ("link", {"group_id": "neighbour_group"})):
        with op.batch_alter_table(name) as batch:
            for column, target in columns.items():
                batch.create_foreign_key(f"fk_{name}_{column}_{target}", target, [column], ["id"], ondelete="CASCADE")
                batch.create_index(f"ix_{name}_{column}", [column], unique=False)


def downgrade() -> None:
    for name, columns in (("link", {"group_id": "neighbour_group"}), ("once", NAMED)):
        with op.batch_alter_table(name) as batch:
            for column, target in columns.items():
                batch.drop_index(f"ix_{name}_{column}")
                batch.drop_constraint(f"fk_{name}_{column}_{target}", type_="foreignkey")
                batch.drop_column(column)
    number_once_and_for_all(kept=False)


def number_once_and_for_all(*, kept: bool) -> None:
    """PostgreSQL's sequences never go back; SQLite is asked for it table by table."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in IDENTITIES:
        with op.batch_alter_table(name, recreate="always", table_kwargs={"sqlite_autoincrement": kept}):
            pass


def fill() -> None:
    bind = op.get_bind()
    once = sa.table("once", sa.column("subject"), sa.column("what"), *(sa.column(name) for name in NAMED))
    for column, like, start in SUBJECTS:
        number = sa.cast(sa.func.substr(once.c.subject, start), sa.BigInteger())
        bind.execute(sa.update(once).where(once.c.subject.like(like)).values({column: number}))
    writer = sa.cast(sa.func.substr(once.c.what, 7), sa.BigInteger())
    bind.execute(sa.update(once).where(once.c.what.like("wrote-%")).values(other_id=writer))
    relayed = bind.execute(sa.select(once.c.subject).distinct().where(once.c.subject.like("relay:%"))).scalars()
    for subject in list(relayed):
        bind.execute(sa.update(once).where(once.c.subject == subject).values(person_id=int(subject.split(":")[1])))
    link = sa.table("link", sa.column("params", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
                    sa.column("group_id"))
    group = sa.cast(link.c.params["group"].as_string(), sa.BigInteger())
    bind.execute(sa.update(link).values(group_id=sa.func.nullif(group, 0)))
    for of, columns in ((once, NAMED), (link, {"group_id": "neighbour_group"})):
        for column, target in columns.items():
            there = sa.select(sa.table(target, sa.column("id")).c.id)
            bind.execute(sa.delete(of).where(of.c[column].is_not(None), of.c[column].not_in(there)))
