"""What lives already is looked at: requests under way or closed within a month, and people in their first week."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LOOKS = ("help.look", "residents.need")
MONTH, WEEK = timedelta(days=30), timedelta(days=7)
request = sa.table("help_request", sa.column("id", sa.BigInteger), sa.column("state", sa.String),
                   sa.column("closed_at", sa.DateTime(timezone=True)))
person = sa.table("person", sa.column("id", sa.BigInteger), sa.column("standing", sa.String),
                  sa.column("joined_at", sa.DateTime(timezone=True)))
agenda = sa.table("agenda", sa.column("what", sa.String), sa.column("subject", sa.BigInteger),
                  sa.column("at", sa.DateTime(timezone=True)), sa.column("faults", sa.Integer))


def upgrade() -> None:
    told: datetime = op.get_bind().execute(sa.select(sa.func.current_timestamp())).scalar_one()
    now = told if told.tzinfo else told.replace(tzinfo=UTC)
    living = sa.select(request.c.id).where(sa.or_(
        request.c.state.in_(("open", "proposed", "confirmed")), request.c.closed_at > now - MONTH))
    fresh = sa.select(person.c.id).where(person.c.standing == "resident", person.c.joined_at > now - WEEK)
    for what, subjects in zip(LOOKS, (living, fresh), strict=True):
        rows = [{"what": what, "subject": subject, "at": now, "faults": 0}
                for subject in op.get_bind().execute(subjects).scalars()]
        if rows:
            op.bulk_insert(agenda, rows)


def downgrade() -> None:
    op.execute(agenda.delete().where(agenda.c.what.in_(LOOKS)))
