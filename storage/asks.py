"""Who was asked in private, for what and when, and what they answered: nobody more often than they chose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import delete, func, insert, or_, select, update
from sqlmodel import Session

from rules.asks import MOST_A_DAY, NEVER, Answer, month_around
from rules.deliveries import DeliveryState, Purpose
from rules.residents import Standing
from storage import ledger, readers
from storage.reach import places_told
from storage.tables import Ask, Delivery, HelpCard, HelpRequest, Participation, Person, Residence, table

_ask, _q, _p, _r, _in, _card, _d = (table(t) for t in (
    Ask, HelpRequest, Person, Residence, Participation, HelpCard, Delivery))
UNSENT = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)

READ = (DeliveryState.SENT, DeliveryState.SENDING)


class Carried(Protocol):
    """What carries an ask: a delivery, and when it leaves."""

    @property
    def delivery(self) -> int: ...

    @property
    def at(self) -> datetime: ...


def newcomers_near(session: Session, request: int, since: datetime) -> list[int]:
    """Who joined since then, and lives there or takes part in a group that shows it."""
    zone = session.connection().execute(select(_q.c.zone_id).where(_q.c.id == request)).scalar_one()
    homes = select(_r.c.person_id).where(_r.c.zone_id.in_(places_told(session, zone)))
    members = select(_in.c.person_id).join(_card, _card.c.group_id == _in.c.group_id).where(
        _card.c.request_id == request)
    return list(session.connection().execute(select(_p.c.id).where(
        or_(_p.c.id.in_(homes), _p.c.id.in_(members)), _p.c.joined_at >= since,
        _p.c.standing == Standing.RESIDENT).order_by(_p.c.id)).scalars())


def somebody_near(session: Session, request: int) -> bool:
    """Whether anybody but the asker lives there, however often they were asked."""
    asked = session.connection().execute(select(_q.c.asker_id, _q.c.zone_id).where(_q.c.id == request)).one()
    return session.connection().execute(select(_p.c.id).join(_r, _r.c.person_id == _p.c.id).where(
        _p.c.id != asked.asker_id, _p.c.standing == Standing.RESIDENT,
        _r.c.zone_id.in_(places_told(session, asked.zone_id))).limit(1)).first() is not None


def in_month(session: Session, address: int, at: datetime) -> tuple[int, int]:
    """How many asks of any kind this person has in the month of that instant, where they live; and how many at most."""
    place = readers.of(session, [address])[address]
    asked = readers.said_between(session, [address], (Purpose.ASK,), *month_around(at, place.timezone))
    return asked.get(address, 0), place.asks


def may_be_asked(session: Session, address: int, now: datetime) -> bool:
    """Whether this month, where they live, still has room for one more ask of any kind."""
    asked, limit = in_month(session, address, now)
    return asked < limit


def left_today(session: Session, asker: int, now: datetime) -> int:
    """How many more people may be asked for one person's requests within a day."""
    asked = session.connection().execute(select(func.count()).select_from(_ask).where(
        _ask.c.asker_id == asker, _ask.c.at > now - timedelta(days=1))).scalar_one()
    return max(0, MOST_A_DAY - int(asked))


def record(session: Session, people: Iterable[int], now: datetime, *, request: int | None = None,
           asker: int | None = None, carried: Iterable[Carried] = (), wave: int = 0) -> None:
    """These people are asked when what carries it leaves, else now: by request and delivery when it is for one."""
    by = list(carried)
    rows = [{"person_id": person, "request_id": request, "asker_id": asker, "wave": wave,
             "at": by[n].at if by else now, "delivery_id": by[n].delivery if by else None}
            for n, person in enumerate(people)]
    if rows:
        session.connection().execute(insert(_ask), rows)
    for at in {row["at"] for row in rows}:
        session.connection().execute(update(_r).where(
            _r.c.person_id.in_([row["person_id"] for row in rows if row["at"] == at])).values(asked_at=at))


def record_one(session: Session, person: int, now: datetime) -> int:
    """Somebody is asked for something small, by a delivery that is not made yet; the number of the ask."""
    number = session.connection().execute(insert(_ask).values(person_id=person, at=now, wave=0).returning(
        _ask.c.id)).scalar_one()
    session.connection().execute(update(_r).where(_r.c.person_id == person).values(asked_at=now))
    return int(number)


def carried(session: Session, number: int, person: int, by: Carried) -> None:
    """What was recorded before its delivery was made leaves then."""
    session.connection().execute(update(_ask).where(_ask.c.id == number).values(delivery_id=by.delivery, at=by.at))
    session.connection().execute(update(_r).where(_r.c.person_id == person).values(asked_at=by.at))


def take_back(session: Session, number: int, person: int) -> None:
    """It is not asked after all."""
    session.connection().execute(delete(_ask).where(_ask.c.id == number))
    spare(session, [person])


def of_request(session: Session, request: int, person: int) -> Any:
    """The ask by which this request came to this person; None when it never did."""
    return session.connection().execute(select(_ask).where(
        _ask.c.request_id == request, _ask.c.person_id == person).order_by(_ask.c.id.desc())).first()


def by_id(session: Session, number: int) -> Any:
    return session.connection().execute(select(_ask).where(_ask.c.id == number)).first()


def answer(session: Session, number: int, said: Answer, now: datetime, back_on: date | None = None) -> None:
    session.connection().execute(update(_ask).where(_ask.c.id == number).values(
        answer=said, answered_at=now, back_on=back_on))


def asked_again(session: Session, number: int, person: int, by: Carried) -> None:
    """The same ask, on the day they chose."""
    session.connection().execute(update(_ask).where(_ask.c.id == number).values(
        answer=None, answered_at=None, back_on=None))
    carried(session, number, person, by)


def last_of(session: Session, people: Sequence[int]) -> dict[int, datetime]:
    """When each of these was asked last; those who never were are left out."""
    rows = session.connection().execute(select(_ask.c.person_id, func.max(_ask.c.at)).where(
        _ask.c.person_id.in_(people)).group_by(_ask.c.person_id))
    return {r[0]: r[1] for r in rows}


def unanswered(session: Session, request: int) -> Sequence[Any]:
    """(person, delivery) of those who read an ask for this request, or are about to, and said nothing."""
    return session.connection().execute(
        select(_ask.c.person_id, _ask.c.delivery_id).join(_d, _d.c.id == _ask.c.delivery_id).where(
            _ask.c.request_id == request, _ask.c.answer.is_(None), _d.c.state.in_(READ)).order_by(_ask.c.id)).all()


def on_their_way(session: Session, request: int) -> tuple[int, int, datetime | None]:
    """How many have read an ask for it, how many will, and when the first of these does."""
    rows = session.connection().execute(
        select(_ask.c.at, _d.c.state, _d.c.not_before).outerjoin(_d, _d.c.id == _ask.c.delivery_id).where(
            _ask.c.request_id == request)).all()
    waits = [r.not_before or r.at for r in rows if r.state in UNSENT]
    read = sum(r.state is None or r.state in READ for r in rows)
    return read, len(waits), min(waits, default=None)


def call_off(session: Session, request: int, now: datetime) -> None:
    """Nobody more is asked for it: what has not left never leaves, and counts for nobody."""
    rows = session.connection().execute(select(_ask.c.id, _ask.c.person_id, _ask.c.delivery_id, _ask.c.answer).where(
        _ask.c.request_id == request, _ask.c.delivery_id.is_not(None))).all()
    spared = [r for r in rows if ledger.finish(session, r.delivery_id, DeliveryState.CANCELLED, now, only=UNSENT)
              and r.answer is None]
    if spared:
        session.connection().execute(delete(_ask).where(_ask.c.id.in_([r.id for r in spared])))
        spare(session, [r.person_id for r in spared])


def spare(session: Session, people: Iterable[int]) -> None:
    """They were not asked after all: their turn comes back to where it was."""
    last = select(func.coalesce(func.max(_ask.c.at), NEVER)).where(
        _ask.c.person_id == _r.c.person_id).scalar_subquery()
    session.connection().execute(update(_r).where(_r.c.person_id.in_(list(people))).values(asked_at=last))
