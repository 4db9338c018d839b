"""What a group, or the whole town, does without."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table("module_off",
        sa.Column("id", number, nullable=False),
        sa.Column("group_id", number, nullable=True),
        sa.Column("word", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_module_off_group_id_neighbour_group"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_off")),
        sa.UniqueConstraint("group_id", "word", name=op.f("uq_module_off_group_id_word")),
        sqlite_autoincrement=True)
    op.create_index("ix_module_off_word", "module_off", ["word"])


def downgrade() -> None:
    op.drop_table("module_off")
