"""Places where nobody may write for now: tried again more and more rarely, opened by any sign of life.

Who runs the place and who wrote what waits are to be told: the agenda has it, `actions.shutting` says it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session

from rules.civil import next_open_minute
from rules.deliveries import AddressState, DeliveryState, Lane, Post
from storage import agenda, groups, ledger
from storage.once import first_time
from storage.residents import address_id
from storage.tables import Address, Delivery, NeighbourGroup, Once, Person, table
from storage.tables import Message as MessageRow

_a, _d, _g, _m, _once, _p = (table(t) for t in (Address, Delivery, NeighbourGroup, MessageRow, Once, Person))
HOUR = timedelta(hours=1)
PAUSES = (HOUR / 6, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR)
MOST = 16  # a fortnight of tries
SHUT = "shut: "
CLOSED_TOPIC = "topic closed"
GROUP_SHUT, TOPICS_SHUT, GROUP_LOST = "groups.shut", "groups.topics_shut", "groups.lost"
TOPIC_LOST = "groups.topic_lost"
GONE = "groups.gone"
WAITS, SHOWN, NEVER = "deliveries.waits", "deliveries.shown", "deliveries.never"
PENDING = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)


def shut(session: Session, post: Post, reason: str, now: datetime) -> None:
    """This delivery waits for the place to open; an answer in a group does not, for nobody waits for it any more."""
    group, tried = at(session, post.value), attempts(session, post.delivery)
    _mark(session, post.value, now)
    if group is not None and group.place is AddressState.OPEN:
        agenda.put(session, TOPICS_SHUT if reason == CLOSED_TOPIC else GROUP_SHUT, {group.id: now})
    answer = post.lane == Lane.ANSWER and not post.private
    if answer or tried + 1 >= MOST:
        ledger.finish(session, post.delivery, DeliveryState.FAILED, now, reason=reason, only=(DeliveryState.SENDING,),
                      epoch=post.epoch)
        return None if answer else given_up(session, post, now)
    until = _open(group, now + PAUSES[min(tried, len(PAUSES) - 1)])
    ledger.postpone(session, post.delivery, until, now, counted=True, epoch=post.epoch, reason=SHUT + reason)
    return waits(session, post.delivery, now) if group else None


def attempts(session: Session, delivery: int) -> int:
    return int(session.connection().execute(select(_d.c.attempts).where(_d.c.id == delivery)).scalar() or 0)


def at(session: Session, chat: int) -> Any:
    """The group of a chat, with the state of its place; None for a private chat."""
    return groups.by_chat(session, chat) if chat < 0 else None


def _mark(session: Session, chat: int, now: datetime) -> None:
    session.connection().execute(update(_a).where(
        _a.c.service == "telegram", _a.c.value == chat, _a.c.state == AddressState.OPEN).values(
        state=AddressState.MUTED, changed_at=now))


def _open(group: Any, moment: datetime) -> datetime:
    return next_open_minute(moment, group.timezone, group.quiet_from, group.quiet_to) if group else moment


def reopen(session: Session, chat: int, now: datetime) -> None:
    """A sign of life from there: every thread of it is open, and what waited leaves, in an open minute."""
    connection = session.connection()
    mine = (_a.c.service == "telegram") & (_a.c.value == chat)
    places = select(_a.c.id).where(mine)
    connection.execute(update(_a).where(mine, _a.c.state.in_((
        AddressState.MUTED, AddressState.UNREACHABLE))).values(state=AddressState.OPEN, changed_at=now))
    moment = _open(at(session, chat), now)
    connection.execute(update(_d).where(
        _d.c.address_id.in_(places), _d.c.state == DeliveryState.WAITING, _d.c.reason.startswith(SHUT)).values(
            not_before=moment, changed_at=now))


def arrived(session: Session, post: Post, now: datetime) -> None:
    """What was tried before has arrived: the place is open, and who waited for it knows."""
    place = session.connection().execute(select(_a.c.state).where(_a.c.id == post.address)).scalar()
    if place is AddressState.MUTED:
        reopen(session, post.value, now)
    group = at(session, post.value)
    told = session.connection().execute(delete(_once).where(_once.c.subject == _subject(post.delivery))).rowcount
    if told and group is not None:
        agenda.put(session, SHOWN, {post.delivery: now})


def given_up(session: Session, post: Post, now: datetime) -> None:
    """It will not be said: who runs the group and who wrote it are told."""
    group = at(session, post.value)
    if group is None:
        return
    session.connection().execute(delete(_once).where(_once.c.subject == _subject(post.delivery)))
    agenda.put(session, GROUP_LOST, {group.id: now})
    agenda.put(session, NEVER, {post.delivery: now})


def forget_topic(session: Session, post: Post, now: datetime) -> None:
    """Its topic is closed or gone: what is still to be said there, and all that comes, goes to the general one."""
    if not post.thread:
        return
    connection, general = session.connection(), address_id(session, post.value, 0)
    already = select(_d.c.message_id).where(_d.c.address_id == general)
    connection.execute(update(_d).where(
        _d.c.address_id == post.address, _d.c.state.in_(PENDING), _d.c.message_id.not_in(already)).values(
            address_id=general))
    moved = connection.execute(update(_g).where(_g.c.address_id == post.address).values(address_id=general)).rowcount
    group = at(session, post.value)
    if moved and group is not None:
        agenda.put(session, TOPIC_LOST, {group.id: now})


def waits(session: Session, delivery: int, now: datetime, *, told: bool = False) -> None:
    """Once for each that waits; told: the author has just been told otherwise."""
    if first_time(session, _subject(delivery), "waits", now) and not told:
        agenda.put(session, WAITS, {delivery: now})


def _subject(delivery: int) -> str:
    return f"delivery:{delivery}"


def author(session: Session, delivery: int) -> tuple[int, str] | None:
    """Who wrote what is said in a group by this delivery, and the group's name. What goes to many is reported whole."""
    row = session.connection().execute(
        select(_p.c.id, _a.c.value).join(_m, _m.c.author_id == _p.c.id).join(_d, _d.c.message_id == _m.c.id).join(
            _a, _a.c.id == _d.c.address_id).where(_d.c.id == delivery, _m.c.campaign_id.is_(None))).first()
    group = at(session, row.value) if row else None
    return (row.id, group.name) if row and group else None
