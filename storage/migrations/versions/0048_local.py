"""What a group has of its own: gestes and rituals."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None
NAMED = sa.text("author_id IS NOT NULL")


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table("local_entry",
        sa.Column("id", number, nullable=False),
        sa.Column("group_id", number, nullable=False),
        sa.Column("author_id", number, nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("hour", sa.String(length=5), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_local_entry_group_id_neighbour_group"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_local_entry_author_id_person"),
                                ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_entry")),
        sqlite_autoincrement=True)
    op.create_index("ix_local_entry_group", "local_entry", ["group_id", "state"])
    op.create_index("ix_local_entry_state", "local_entry", ["state"])
    op.create_index("ix_local_entry_author_id", "local_entry", ["author_id"], sqlite_where=NAMED,
                    postgresql_where=NAMED)


def downgrade() -> None:
    op.drop_table("local_entry")
