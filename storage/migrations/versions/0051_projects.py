"""Projects of neighbours, and their missions."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
AUTHOR = sa.text("author_id IS NOT NULL")


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("project",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("group_id", identifier(), nullable=False),
        sa.Column("author_id", identifier(), nullable=True),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("supports", sa.String(length=60), nullable=False),
        sa.Column("does", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("needs", sa.String(length=200), nullable=False),
        sa.Column("insured", sa.String(length=12), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("lends", sa.String(length=40), nullable=False),
        sa.Column("word", sa.String(length=200), nullable=False),
        sa.Column("came", sa.String(length=4), nullable=False),
        sa.Column("told", sa.String(length=200), nullable=False),
        sa.Column("posted", sa.String(length=40), nullable=False),
        sa.Column("delivery_id", identifier(), nullable=True),
        sa.Column("nudged", sa.Boolean(), nullable=False),
        sa.Column("until", AT, nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("closed_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_project_group_id_neighbour_group"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_project_author_id_person"),
                                ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("project") as batch:
        batch.create_index("ix_project_group", ["group_id", "state"], unique=False)
        batch.create_index("ix_project_town", ["town", "state"], unique=False)
        batch.create_index("ix_project_closed_at", ["closed_at"], unique=False)
        batch.create_index("ix_project_author_id", ["author_id"], unique=False, sqlite_where=AUTHOR,
                           postgresql_where=AUTHOR)
    op.create_table("project_task",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("project_id", identifier(), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_project_task_project_id_project"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_task")),
        sqlite_autoincrement=True)
    with op.batch_alter_table("project_task") as batch:
        batch.create_index("ix_project_task_project_id", ["project_id"], unique=False)


def downgrade() -> None:
    op.drop_table("project_task")
    op.drop_table("project")
