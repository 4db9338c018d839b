"""What was tried again is found without reading all that a place was told."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    tried = sa.text("attempts > 0")
    op.create_index("ix_delivery_tried", "delivery", ["address_id"], sqlite_where=tried, postgresql_where=tried)


def downgrade() -> None:
    op.drop_index("ix_delivery_tried", "delivery")
