"""Heroes: told by somebody, read by whoever looks after the street, agreed to by whom it is about. Each step once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlmodel import Session

from rules.deliveries import DeliveryState, Lane, Policy, Purpose
from rules.help import AcceptanceState
from rules.heroes import OPEN, REMOVABLE, STANDING, THEIRS, Hero, HeroState
from rules.kinds import decode, encode
from rules.theirs import Theirs
from storage import help as requests
from storage import ledger, mentions, tombstones
from storage.ledger import Draft
from storage.reach import hands_of
from storage.tables import Address, Delivery, HelpAcceptance, HelpRequest, Message, NeighbourGroup, Person, table
from storage.tables import heroes as tables

_h, _g, _d, _m, _a = (table(t) for t in (tables.Hero, NeighbourGroup, Delivery, Message, Address))
_acc, _q, _p = table(HelpAcceptance), table(HelpRequest), table(Person)
S = HeroState
NOT_GONE = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)
NEVER_SEEN = (DeliveryState.CANCELLED, DeliveryState.MISSED, DeliveryState.FAILED)
MOST_SHOWN = 30
ERASE, EMPTY = "heroes.erase", "heroes.gone"
GONE = {"what": "", "whole": "", "degree": None, "town": False}
"""What is left of a story that nobody is to read any more."""


@dataclass(frozen=True, slots=True)
class Card:
    """Where a hero’s card was said, or is to be. chat: where the group was then; here: where it is now."""

    delivery: int
    message: int
    address: int
    state: DeliveryState
    at: datetime
    chat: int | None
    here: int

    @property
    def moved(self) -> bool:
        return self.chat != self.here


def _hero(r: Any) -> Hero:
    return Hero(r.id, r.group_id, r.author_id, r.nominee_id, r.judge_id, r.whole, r.what, r.state, r.degree, r.town,
                r.changed_at)


def add(session: Session, now: datetime, **columns: Any) -> int:
    return int(session.connection().execute(insert(_h).values(
        state=S.SENT, created_at=now, changed_at=now, town=False, reminded=False, **columns).returning(
            _h.c.id)).scalar_one())


def by_id(session: Session, number: int) -> Hero | None:
    r = session.connection().execute(select(_h).where(_h.c.id == number)).first()
    return _hero(r) if r else None


def become(session: Session, number: int, before: Iterable[HeroState], state: HeroState, now: datetime,
           **columns: Any) -> bool:
    """From one of these states to that one; False when it is in none of them any more."""
    return bool(session.connection().execute(update(_h).where(_h.c.id == number, _h.c.state.in_(list(before))).values(
        state=state, changed_at=now, **columns)).rowcount)


def mark(session: Session, number: int, **columns: Any) -> None:
    session.connection().execute(update(_h).where(_h.c.id == number).values(**columns))


def claim(session: Session, number: int, person: int) -> bool:
    """The first who opens the link is asked: never whoever told it or read it."""
    return bool(session.connection().execute(update(_h).where(
        _h.c.id == number, _h.c.state == S.ASKED, _h.c.nominee_id.is_(None),
        _h.c.author_id.is_distinct_from(person), _h.c.judge_id.is_distinct_from(person)).values(
            nominee_id=person)).rowcount)


def remind(session: Session, number: int) -> bool:
    """True once."""
    return bool(session.connection().execute(update(_h).where(
        _h.c.id == number, _h.c.state == S.ASKED, _h.c.reminded.is_(False)).values(reminded=True)).rowcount)


def waiting(session: Session, zones: Sequence[int], reader: int) -> list[Hero]:
    """What this person is to read in these places: nothing of their own, nor about them."""
    rows = session.connection().execute(select(_h).join(_g, _g.c.id == _h.c.group_id).where(
        _g.c.zone_id.in_(zones), _h.c.state == S.SENT, _h.c.author_id.is_distinct_from(reader),
        _h.c.nominee_id.is_distinct_from(reader)).order_by(_h.c.changed_at, _h.c.id).limit(MOST_SHOWN))
    return [_hero(r) for r in rows]


def mine(session: Session, person: int) -> list[Hero]:
    """What is told of this person, once it was read."""
    return [_hero(r) for r in session.connection().execute(select(_h).where(
        _h.c.nominee_id == person, _h.c.state.in_(THEIRS)).order_by(_h.c.id.desc()).limit(MOST_SHOWN))]


def standing(session: Session, person: int) -> list[int]:
    """Everything about this person that is not over."""
    return list(session.connection().execute(select(_h.c.id).where(
        _h.c.nominee_id == person, _h.c.state.in_(STANDING))).scalars())


def told_by(session: Session, person: int, states: Iterable[HeroState] = OPEN) -> list[int]:
    return list(session.connection().execute(select(_h.c.id).where(
        _h.c.author_id == person, _h.c.state.in_(list(states)))).scalars())


def shown_since(session: Session, group: int, since: datetime) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_h).where(
        _h.c.group_id == group, _h.c.shown_at >= since)).scalar_one())


def invited(session: Session) -> list[Hero]:
    """Who agreed to be known to the town hall, the newest first."""
    return [_hero(r) for r in session.connection().execute(select(_h).where(
        _h.c.state == S.SHOWN, _h.c.town.is_(True)).order_by(_h.c.id.desc()).limit(MOST_SHOWN))]


def met(session: Session, person: int, since: datetime, most: int) -> list[tuple[int, Theirs]]:
    """Who helped this person, or was helped by them, and may meet them: those of late first."""
    other = or_(_p.c.id == _q.c.asker_id, _p.c.id == _acc.c.volunteer_id)
    rows = session.connection().execute(select(_p.c.id, _p.c.first_name, func.max(_acc.c.changed_at).label("at")).join(
        _q, _q.c.id == _acc.c.request_id).join(_p, other).where(
            _acc.c.id.in_(hands_of(person)), _p.c.id != person, _acc.c.state == AcceptanceState.DONE,
            _acc.c.changed_at >= since, ~requests.apart(_p.c.id, person)).group_by(_p.c.id, _p.c.first_name).order_by(
                func.max(_acc.c.changed_at).desc(), _p.c.id).limit(most))
    return [(r.id, Theirs(r.first_name, r.id)) for r in rows]


def take_back(session: Session, number: int, now: datetime) -> Card | None:
    """Nothing of it is left, here or in the group. The card that it had; None too when it was over already."""
    row = session.connection().execute(update(_h).where(_h.c.id == number, _h.c.state.in_(STANDING)).values(
        state=S.WITHDRAWN, changed_at=now, **GONE).returning(_h.c.delivery_id)).first()
    said = card(session, number) if row and row.delivery_id else None
    if said:
        _wipe(session, said, now)
    return said


def _wipe(session: Session, said: Card, now: datetime) -> None:
    """What has not left never leaves; what has, or may have, is taken away, or says that it was when it is too old."""
    kind, params = encode(decode(EMPTY, {}))
    session.connection().execute(update(_m).where(_m.c.id == said.message).values(kind=kind, params=params))
    mentions.forget(session, said.message)
    stopped = session.connection().execute(update(_d).where(_d.c.id == said.delivery, _d.c.state.in_(NOT_GONE)).values(
        state=DeliveryState.CANCELLED, reason="taken back", changed_at=now)).rowcount
    if stopped or said.state in NEVER_SEEN:
        return
    instead = decode(ERASE if now - said.at < REMOVABLE else EMPTY, {})
    ledger.add(session, Draft(instead, said.address, Lane.ANSWER, Purpose.ANSWER, Policy.AT_LEAST_ONCE,
                              replaces=said.delivery), now)


def remember(session: Session, number: int, now: datetime) -> None:
    """A backup from before does not undo the withdrawal."""
    token = session.connection().execute(select(_h.c.token).where(_h.c.id == number)).scalar_one()
    tombstones.remember_mark(session, _mark(token), now)


def remember_shown(session: Session, number: int, now: datetime) -> None:
    """A backup from before does not have it appear twice."""
    token = session.connection().execute(select(_h.c.token).where(_h.c.id == number)).scalar_one()
    tombstones.remember_mark(session, _shown(token), now)


def take_back_again(session: Session, key: bytes, gone: Mapping[str, datetime], now: datetime) -> None:
    """Those that an old backup brought back although they were withdrawn, as the marks say; and those that appeared
    since then wait no more.
    """
    rows = session.connection().execute(select(_h.c.id, _h.c.token).where(_h.c.state.in_(STANDING))).all()
    for row in rows:
        if tombstones.mark_of(key, _mark(row.token)) in gone:
            take_back(session, row.id, now)
        elif at := gone.get(tombstones.mark_of(key, _shown(row.token))):
            become(session, row.id, OPEN, S.SHOWN, now, shown_at=at)


def _shown(token: str) -> str:
    return f"heroshown:{token}"


def _mark(token: str) -> str:
    return f"hero:{token}"


def card(session: Session, number: int) -> Card | None:
    r = session.connection().execute(
        select(_d.c.id, _d.c.message_id, _d.c.address_id, _d.c.state, _d.c.changed_at, _h.c.chat, _a.c.value).join(
            _h, _h.c.delivery_id == _d.c.id).join(_a, _a.c.id == _d.c.address_id).where(_h.c.id == number)).first()
    return Card(*r) if r else None
