"""Places where nobody may write for now: tried again more and more rarely, opened by any sign of life.

Who runs the place and who wrote what waits are told, each time once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session

from messages.deliveries import NeverShown, ShownAtLast, WaitsOutside
from messages.groups import GroupSilent, TopicLost
from rules.civil import next_open_minute
from rules.deliveries import AddressState, DeliveryState, Lane, Post, Window
from rules.messages import Message
from storage import groups, ledger, people
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
PENDING = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)


def shut(session: Session, post: Post, reason: str, now: datetime) -> None:
    """This delivery waits for the place to open; an answer in a group does not, for nobody waits for it any more."""
    group, tried = at(session, post.value), attempts(session, post.delivery)
    _mark(session, post.value, now)
    if group is not None and group.place is AddressState.OPEN:
        tell_admins(session, group, GroupSilent(group.name, False, topic=reason == CLOSED_TOPIC), "shut", now)
    answer = post.lane == Lane.ANSWER and not post.private
    if answer or tried + 1 >= MOST:
        ledger.finish(session, post.delivery, DeliveryState.FAILED, now, reason=reason, only=(DeliveryState.SENDING,),
                      epoch=post.epoch)
        return None if answer else given_up(session, post, now)
    until = _open(group, now + PAUSES[min(tried, len(PAUSES) - 1)])
    ledger.postpone(session, post.delivery, until, now, counted=True, epoch=post.epoch, reason=SHUT + reason)
    return tell_waiting(session, post.delivery, group.name, now) if group else None


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
        tell_author(session, post.delivery, ShownAtLast(group.name), now)


def given_up(session: Session, post: Post, now: datetime) -> None:
    """It will not be said: who runs the group and who wrote it are told."""
    group = at(session, post.value)
    if group is None:
        return
    session.connection().execute(delete(_once).where(_once.c.subject == _subject(post.delivery)))
    tell_admins(session, group, GroupSilent(group.name, False, lost=True), "lost", now)
    tell_author(session, post.delivery, NeverShown(group.name), now)


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
        tell_admins(session, group, TopicLost(group.name), f"topic-{post.thread}", now)


def tell_waiting(session: Session, delivery: int, group: str, now: datetime, *, said: bool = False) -> None:
    """Once for each that waits; said: the author has just been told otherwise."""
    if first_time(session, _subject(delivery), "waits", now) and not said:
        tell_author(session, delivery, WaitsOutside(group), now)


def _subject(delivery: int) -> str:
    return f"delivery:{delivery}"


def tell_admins(session: Session, group: Any, message: Message, what: str, now: datetime) -> None:
    """In private, each thing once a day at most."""
    if first_time(session, f"g{group.id}", f"{what}-{now.date()}", now):
        for admin in people.admins_of(session, group.id):
            ledger.add(session, ledger.Draft(message, admin.address_id), now)


def tell_author(session: Session, delivery: int, message: Message, now: datetime) -> None:
    row = session.connection().execute(
        select(_p.c.address_id, _p.c.timezone).join(_m, _m.c.author_id == _p.c.id).join(
            _d, _d.c.message_id == _m.c.id).where(_d.c.id == delivery)).first()
    if row is not None:
        opens = next_open_minute(now, row.timezone)
        ledger.add(session, ledger.Draft(message, row.address_id, window=Window(opens if opens > now else None)), now)
