"""A group's territory is that of its commune, or of its legal time: nothing ever wrote it apart."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("neighbour_group") as batch:
        batch.drop_column("territory")


def downgrade() -> None:
    with op.batch_alter_table("neighbour_group") as batch:
        batch.add_column(sa.Column("territory", sa.String(length=12), nullable=False, server_default="metropole"))
