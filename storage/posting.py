"""What a claimed row would say, and whether it still may: read again at the moment of sending."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import exists, or_, select
from sqlmodel import Session

import messages  # noqa: F401 - every kind is registered before a row is read
from rules.console import RoleState
from rules.deliveries import AddressState, Course, DeliveryState, Lane, Post, Purpose
from rules.groups import GroupState
from rules.kinds import decode
from rules.residents import reads
from storage.ledger import finish
from storage.replacing import replaced
from storage.tables import Address, Delivery, Message, NeighbourGroup, Person, RoleHeld, TownLink, TownNews, table
from storage.tables.alerts import AlertReader
from storage.tables.runs import Run

S = DeliveryState
_m, _d, _a, _p, _g, _r = (table(t) for t in (Message, Delivery, Address, Person, NeighbourGroup, Run))
TO_INSTALLED = (Purpose.GESTE, Purpose.CAMPAIGN, Purpose.ALERT)
TOO_LATE, PAUSED, CANCELLED, NO_RIGHT = "too late", "its run is paused", "its run is cancelled", "no right"
_t, _link, _news, _warned = table(RoleHeld), table(TownLink), table(TownNews), table(AlertReader)

_POST = (
    select(_d.c.id, _d.c.address_id, _d.c.lane, _d.c.edit, _d.c.replaces, _d.c.epoch, _d.c.not_after,
           _d.c.attempts, _d.c.message_id, _a.c.value, _a.c.thread, _a.c.state.label("place"),
           _m.c.author_id, _m.c.kind, _m.c.params, _m.c.policy, _m.c.purpose,
           _p.c.language.label("person_language"), _p.c.simple, _p.c.paused_until.label("person_paused"), _p.c.stopped,
           _g.c.language.label("group_language"), _g.c.paused_until.label("group_paused"),
           _g.c.state.label("group_state"), _r.c.course, _m.c.campaign_id,
           exists().where(_t.c.person_id == _m.c.author_id, _t.c.state == RoleState.ACTIVE).label("entitled"),
           or_(exists().where(_link.c.group_id == _g.c.id),
               exists().where(_news.c.person_id == _p.c.id)).label("asked"),
           exists().where(_warned.c.person_id == _p.c.id).label("warned"))
    .join(_m, _m.c.id == _d.c.message_id).join(_a, _a.c.id == _d.c.address_id)
    .outerjoin(_p, _p.c.address_id == _d.c.address_id).outerjoin(_g, _g.c.address_id == _d.c.address_id)
    .outerjoin(_r, _r.c.message_id == _d.c.message_id)
)


def load(session: Session, delivery: int) -> Any:
    """The row of a delivery with its message and place; `post` makes it sayable."""
    return session.connection().execute(_POST.where(_d.c.id == delivery)).first()


def post(session: Session, row: Any, now: datetime) -> Post | None:
    """What the speaker says; None while the message it changes is still on its way, so that it is not said twice."""
    edit = row.edit
    if edit is None and row.replaces is not None:
        changed = replaced(session, row)
        edit = changed.telegram_id if changed else None
        if changed and edit is None:
            if changed.state is S.SENDING:
                return None
            finish(session, row.replaces, S.CANCELLED, now, only=(S.READY, S.WAITING))
    language = reads(row.person_language or row.group_language, row.simple)
    return Post(row.id, row.address_id, row.value, row.thread, language, row.lane, row.policy,
                decode(row.kind, row.params), edit, private=row.value > 0, epoch=row.epoch,
                again=row.attempts > 0 or row.place == AddressState.MUTED,
                of=row.message_id if row.course is not None and row.lane == Lane.CAMPAIGN else 0)


def barred_by(row: Any, now: datetime) -> str | None:
    """Why it must not leave, or None. Answers pass; a pause lets alerts through; a shut place is tried, to see."""
    if row.course is Course.CANCELLED:
        return CANCELLED
    if row.not_after is not None and row.not_after < now:
        return TOO_LATE
    if row.lane == Lane.ANSWER:
        return None
    if row.course is Course.PAUSED:
        return PAUSED
    if row.campaign_id is not None and not row.entitled:
        return NO_RIGHT
    return _barred_there(row, now)


def _barred_there(row: Any, now: datetime) -> str | None:
    tried = row.place == AddressState.MUTED and row.purpose in (Purpose.NOTICE, Purpose.ALERT)
    if row.place != AddressState.OPEN and not tried:
        return f"place {row.place.value}"
    if row.stopped:
        return "stopped"
    if row.group_state not in (None, GroupState.INSTALLED) and row.purpose in TO_INSTALLED:
        return "not installed"
    if row.campaign_id is not None and not row.asked and not (row.purpose is Purpose.ALERT and row.warned):
        return "not linked"
    paused = row.person_paused or row.group_paused
    if paused and paused > now and row.purpose in (Purpose.ASK, Purpose.GESTE, Purpose.CAMPAIGN):
        return "paused"
    return None


def overtaken(session: Session, row: Any) -> str | None:
    """A change of a message that a later change has already replaced must not come back."""
    if row.edit is None and row.replaces is None:
        return None
    same = _d.c.edit == row.edit if row.edit is not None else _d.c.replaces == row.replaces
    later = session.connection().execute(select(_d.c.id).where(
        _d.c.address_id == row.address_id, same, _d.c.id > row.id,
        _d.c.state.in_((S.SENDING, S.SENT))).limit(1)).first()
    return "overtaken" if later else None
