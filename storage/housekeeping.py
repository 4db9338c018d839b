"""What is no longer needed is forgotten, a bounded number of rows at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, delete, exists, select
from sqlmodel import Session

from rules.deliveries import DeliveryState
from storage import inbox, limits, links, parted, taking_back
from storage.tables import (
    Deed,
    Delivery,
    GesteIdea,
    GesteShown,
    GesteTap,
    HelpCard,
    HelpRequest,
    Message,
    Occurrence,
    Parted,
    table,
)

FINISHED = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED,
            DeliveryState.MISSED)
DELIVERIES_KEPT = timedelta(days=30)
OCCURRENCES_KEPT = GESTES_KEPT = timedelta(days=400)
DEEDS_KEPT = timedelta(days=731)
IDEAS_KEPT = timedelta(days=30)
CHUNK = 5000
_d, _m, _o = table(Delivery), table(Message), table(Occurrence)
_shown, _tap, _deed, _idea = table(GesteShown), table(GesteTap), table(Deed), table(GesteIdea)
_parted = table(Parted)
_card, _request = table(HelpCard), table(HelpRequest)


def forget(session: Session, now: datetime) -> None:
    """Each table by its own time; what a living card still changes is kept."""
    inbox.forget_old(session, now)
    links.forget_old(session, now)
    limits.forget_old(session, now)
    _some(session, _parted, _parted.c.at < now - parted.KEPT, _parted.c.hash, _parted.c.other_hash)
    forget_deliveries(session, now - DELIVERIES_KEPT)
    _some(session, _o, _o.c.local_date < (now - OCCURRENCES_KEPT).date(), _o.c.schedule_id, _o.c.local_date)
    for past, kept in ((_shown, GESTES_KEPT), (_tap, GESTES_KEPT), (_deed, DEEDS_KEPT)):
        _some(session, past, past.c.day < (now - kept).date(), past.c.id)
    _some(session, _idea, (_idea.c.at < now - IDEAS_KEPT) & (_idea.c.state != "adopted"), _idea.c.id)


def forget_deliveries(session: Session, before: datetime) -> None:
    alive = exists().where(_card.c.delivery_id == _d.c.id, _request.c.id == _card.c.request_id,
                           _request.c.closed_at.is_(None))
    given = exists().where(_m.c.id == _d.c.message_id, _m.c.kind.in_(taking_back.CARRIED))
    late = _d.c.changed_at < before + DELIVERIES_KEPT - taking_back.MOST_KEPT
    _some(session, _d, _d.c.state.in_(FINISHED) & (_d.c.changed_at < before) & ~alive & (~given | late), _d.c.id)
    used = exists().where(_d.c.message_id == _m.c.id)
    _some(session, _m, (_m.c.created_at < before) & ~used, _m.c.id)


def _some(session: Session, of: Table, condition: Any, *key: Any) -> None:
    from sqlalchemy import tuple_

    old = select(*key).where(condition).limit(CHUNK)
    wanted = key[0] if len(key) == 1 else tuple_(*key)
    session.connection().execute(delete(of).where(wanted.in_(old)))
