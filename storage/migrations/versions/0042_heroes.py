"""Who is put « À l’honneur », with what they agreed to."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
PEOPLE = {"author_id": "SET NULL", "judge_id": "SET NULL", "nominee_id": "CASCADE"}


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def named(column: str) -> sa.TextClause:
    return sa.text(f"{column} IS NOT NULL")


def upgrade() -> None:
    op.create_table("hero",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("group_id", identifier(), nullable=False),
        *(sa.Column(name, identifier(), nullable=True) for name in PEOPLE),
        sa.Column("whole", sa.String(length=60), nullable=False),
        sa.Column("what", sa.String(length=240), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("degree", sa.String(length=40), nullable=True),
        sa.Column("town", sa.Boolean(), nullable=False),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.Column("chat", identifier(), nullable=True),
        sa.Column("delivery_id", identifier(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("changed_at", AT, nullable=False),
        sa.Column("shown_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_hero_group_id_neighbour_group"), ondelete="CASCADE"),
        *(sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_hero_{name}_person"), ondelete=does)
          for name, does in PEOPLE.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hero")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("hero") as batch:
        batch.create_index("ix_hero_changed_at", ["changed_at"], unique=False)
        batch.create_index("ix_hero_group", ["group_id", "state"], unique=False)
        batch.create_index("ix_hero_state", ["state"], unique=False)
        for name in PEOPLE:
            batch.create_index(f"ix_hero_{name}", [name], unique=False, sqlite_where=named(name),
                               postgresql_where=named(name))


def downgrade() -> None:
    op.drop_table("hero")
