"""Good practices that neighbours tell, and which group copied which."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
NAMES = {"group_id": "neighbour_group", "project_id": "project", "idea_id": "geste_idea", "author_id": "person",
         "judge_id": "person"}


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def named(column: str) -> sa.TextClause:
    return sa.text(f"{column} IS NOT NULL")


def upgrade() -> None:
    op.create_table("practice",
        sa.Column("id", identifier(), nullable=False),
        *(sa.Column(name, identifier(), nullable=True) for name in NAMES),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("grounds", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.String(length=40), nullable=False) for name in ("cost", "crowd", "takes")),
        sa.Column("steps", sa.String(length=240), nullable=False),
        sa.Column("pitfalls", sa.String(length=160), nullable=False),
        sa.Column("needs", sa.String(length=120), nullable=False),
        sa.Column("kit", sa.String(length=20), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("changed_at", AT, nullable=False),
        *(sa.ForeignKeyConstraint([name], [f"{of}.id"], name=op.f(f"fk_practice_{name}_{of}"), ondelete="SET NULL")
          for name, of in NAMES.items()),
        sa.UniqueConstraint("project_id", name=op.f("uq_practice_project_id")),
        sa.UniqueConstraint("idea_id", name=op.f("uq_practice_idea_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("practice") as batch:
        batch.create_index("ix_practice_changed_at", ["changed_at"], unique=False)
        batch.create_index("ix_practice_state", ["state"], unique=False)
        for name in ("group_id", "author_id", "judge_id"):
            batch.create_index(f"ix_practice_{name}", [name], unique=False, sqlite_where=named(name),
                               postgresql_where=named(name))
    op.create_table("practice_copy",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("practice", sa.String(length=40), nullable=False),
        sa.Column("group_id", identifier(), nullable=False),
        sa.Column("project_id", identifier(), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_practice_copy_group_id_neighbour_group"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_practice_copy_project_id_project"),
                                ondelete="SET NULL"),
        sa.UniqueConstraint("practice", "group_id", name=op.f("uq_practice_copy_practice_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_copy")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("practice_copy") as batch:
        batch.create_index("ix_practice_copy_group_id", ["group_id"], unique=False)
        batch.create_index("ix_practice_copy_project_id", ["project_id"], unique=False,
                           sqlite_where=named("project_id"), postgresql_where=named("project_id"))


def downgrade() -> None:
    op.drop_table("practice_copy")
    op.drop_table("practice")
