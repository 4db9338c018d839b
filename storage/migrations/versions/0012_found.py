"""What goes, and who goes, is found by an index; none is left that finds by a state alone."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

GIVEN = (
    ("geste_idea", "person_id"),
    ("hour_entry", "partner_id"),
    ("hour_entry", "replaces_id"),
    ("hour_entry", "request_id"),
    ("link", "by_id"),
    ("link", "used_by"),
    ("message", "author_id"),
    ("neighbour_group", "added_by"),
    ("neighbour_group", "installed_by"),
    ("report", "about_id"),
    ("report", "author_id"),
    ("report", "group_id"),
    ("schedule", "group_id"),
    ("schedule", "person_id"),
    ("thanks", "from_id"),
    ("thanks", "to_id"),
)
"""Optional references: a row that names nobody is in no index."""
FOUND = (
    ("address", "changed_at"),
    ("ask", "at"),
    ("block", "other_id"),
    ("deed", "day"),
    ("geste_idea", "group_id"),
    ("geste_shown", "day"),
    ("geste_tap", "day"),
    ("help_card", "delivery_id"),
    ("help_card", "group_id"),
    ("help_contact", "person_id"),
    ("help_request", "closed_at"),
    ("occurrence", "local_date"),
    ("report", "at"),
    ("vouch", "by_id"),
)
PARTIAL = (
    ("ix_delivery_sending", "delivery", "epoch", "state = 'sending'"),
    ("ix_geste_idea_left", "geste_idea", "at", "state <> 'adopted'"),
    ("ix_help_request_worded", "help_request", "closed_at", "note <> '' OR visit_code <> ''"),
    ("ix_neighbour_group_passing", "neighbour_group", "state", "state <> 'installed'"),
    ("ix_person_visitor", "person", "seen_at", "standing = 'visitor'"),
)
GONE = (
    ("ix_delivery_state", "delivery", ["state", "epoch"]),
    ("ix_geste_shown_owner", "geste_shown", ["owner"]),
    ("ix_help_acceptance_state", "help_acceptance", ["state"]),
    ("ix_help_request_state", "help_request", ["state"]),
    ("ix_neighbour_group_state", "neighbour_group", ["state"]),
    ("ix_occurrence_at", "occurrence", ["at"]),
)


def upgrade() -> None:
    for name, table, _columns in GONE:
        op.drop_index(name, table)
    for table, column in FOUND:
        op.create_index(f"ix_{table}_{column}", table, [column])
    for table, column in GIVEN:
        _partial(f"ix_{table}_{column}", table, column, f"{column} IS NOT NULL")
    for name, table, column, condition in PARTIAL:
        _partial(name, table, column, condition)


def downgrade() -> None:
    for name, table, _column, _condition in PARTIAL:
        op.drop_index(name, table)
    for table, column in (*GIVEN, *FOUND):
        op.drop_index(f"ix_{table}_{column}", table)
    for name, table, columns in GONE:
        op.create_index(name, table, list(columns))


def _partial(name: str, table: str, column: str, condition: str) -> None:
    there = sa.text(condition)
    op.create_index(name, table, [column], sqlite_where=there, postgresql_where=there)
