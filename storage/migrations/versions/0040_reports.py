"""What a bilan counts: the log of a place by its dates, who served, and hours confirmed after their person is gone."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

PILLAR = ("UPDATE help_event SET what = coalesce((SELECT pillar FROM help_request "
          "WHERE help_request.id = help_event.request_id), 'organised') WHERE what = 'elsewhere'")
NO_NEED = ("UPDATE help_event SET what = 'not_needed' WHERE what = 'not_done' AND EXISTS (SELECT 1 FROM help_request "
           "WHERE help_request.id = help_event.request_id AND help_request.close_reason = 'not_needed')")
GROUP = ("UPDATE hour_entry SET group_id = (SELECT first.group_id FROM hour_entry AS first "
         "WHERE first.id = hour_entry.replaces_id) WHERE group_id IS NULL AND replaces_id IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_help_event_zone", "help_event", ["zone_id", "at"])
    for column in ("confirmed", "confirmers"):
        with op.batch_alter_table("hour_total") as batch:
            batch.add_column(sa.Column(column, sa.Integer(), nullable=False, server_default="0"))
        with op.batch_alter_table("hour_total") as batch:
            batch.alter_column(column, server_default=None, existing_type=sa.Integer(), existing_nullable=False)
    for statement in (PILLAR, NO_NEED, GROUP, GROUP):
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("hour_total") as batch:
        batch.drop_column("confirmers")
        batch.drop_column("confirmed")
    op.drop_index("ix_help_event_zone", "help_event")
