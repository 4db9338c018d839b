"""Who gave a hand lately is found without reading all that they ever gave."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_help_acceptance_volunteer", "help_acceptance", ["volunteer_id", "changed_at"])
    op.drop_index("ix_help_acceptance_volunteer_id", "help_acceptance")


def downgrade() -> None:
    op.create_index("ix_help_acceptance_volunteer_id", "help_acceptance", ["volunteer_id"])
    op.drop_index("ix_help_acceptance_volunteer", "help_acceptance")
