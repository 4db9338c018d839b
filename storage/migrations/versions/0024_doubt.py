"""What may have arrived somewhere is found there: a tap on it proves that it has."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    doubt = sa.text("state = 'uncertain'")
    op.create_index("ix_delivery_doubt", "delivery", ["address_id"], sqlite_where=doubt, postgresql_where=doubt)


def downgrade() -> None:
    op.drop_index("ix_delivery_doubt", "delivery")
