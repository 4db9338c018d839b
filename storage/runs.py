"""How what goes to many stands, in the six words its author reads."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session

from rules.deliveries import DeliveryState, Tally
from storage.tables import Delivery, table

S = DeliveryState
_d = table(Delivery)


def tally(session: Session, message: int) -> Tally:
    """The six always sum to the number of rows."""
    counted = session.connection().execute(
        select(_d.c.state, func.count()).where(_d.c.message_id == message).group_by(_d.c.state))
    counts = {row[0]: int(row[1]) for row in counted}
    return Tally(sum(counts.get(s, 0) for s in (S.WAITING, S.READY, S.PAUSED)), counts.get(S.SENDING, 0),
                 counts.get(S.SENT, 0), counts.get(S.FAILED, 0), counts.get(S.UNCERTAIN, 0),
                 counts.get(S.CANCELLED, 0) + counts.get(S.MISSED, 0))
