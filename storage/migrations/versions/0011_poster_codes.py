"""A code to type beside the square of a poster: one a group."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "poster_code",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("group_id", identifier(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["neighbour_group.id"],
                                name=op.f("fk_poster_code_group_id_neighbour_group"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_poster_code")),
        sa.UniqueConstraint("group_id", name=op.f("uq_poster_code_group_id")))


def downgrade() -> None:
    op.drop_table("poster_code")
