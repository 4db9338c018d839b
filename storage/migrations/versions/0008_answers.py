"""Answers of a place are found without reading those that wait behind them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PENDING = sa.text("lane = 0 AND state IN ('ready', 'waiting', 'sending')")
QUEUED = sa.text("state = 'waiting' AND not_before IS NULL")


def upgrade() -> None:
    for name, which in (("pending", PENDING), ("queued", QUEUED)):
        op.create_index(f"ix_delivery_{name}", "delivery", ["address_id", "id"], unique=False, sqlite_where=which,
                        postgresql_where=which)


def downgrade() -> None:
    for name in ("queued", "pending"):
        op.drop_index(f"ix_delivery_{name}", table_name="delivery")
