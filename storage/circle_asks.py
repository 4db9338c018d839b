"""What is asked in a circle, who was asked, what they answered. Each change is one conditional statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, func, insert, select, update
from sqlmodel import Session

from rules.circles import LIVING, WAITING, AskState, CircleAsk, Patience, Reply
from rules.deliveries import DeliveryState
from rules.help import Slot
from rules.theirs import Theirs
from storage import ledger
from storage.asks import READ, UNSENT
from storage.help import answers, apart
from storage.once import insert_new
from storage.tables import Delivery, Person, Zone, table
from storage.tables.circles import Circle, CircleMember, CircleTold
from storage.tables.circles import CircleAsk as AskRow

_a, _t, _c, _in, _p, _z = (table(t) for t in (AskRow, CircleTold, Circle, CircleMember, Person, Zone))
_d = table(Delivery)
_helper = _p.alias("helper")


@dataclass(frozen=True, slots=True)
class NewAsk:
    circle: int
    asker: int
    zone: int | None
    other: bool
    kind: str
    day: date
    slot: Slot
    minutes: int
    note: str
    timezone: str
    patience: Patience


@dataclass(frozen=True, slots=True)
class Told:
    person: int
    delivery: int | None
    answer: Reply | None


def _asks() -> Select[Any]:
    return select(_a, _c.c.name, _p.c.first_name, _z.c.label, _helper.c.first_name.label("helped")).join(
        _c, _c.c.id == _a.c.circle_id).join(_p, _p.c.id == _a.c.asker_id).outerjoin(
        _z, _z.c.id == _a.c.zone_id).outerjoin(_helper, _helper.c.id == _a.c.helper_id)


def _ask(r: Any) -> CircleAsk:
    helper = Theirs(r.helped, r.helper_id) if r.helper_id is not None else ""
    return CircleAsk(r.id, r.circle_id, r.name, r.asker_id, Theirs(r.first_name, r.asker_id), r.zone_id,
                     (r.label or "") if r.other else "", r.other, r.kind, r.day, Slot(r.slot), r.minutes, r.note,
                     r.timezone, r.state, Patience(r.patience), r.helper_id, helper, r.request_id)


def create(session: Session, new: NewAsk, now: datetime) -> int:
    return int(session.connection().execute(insert(_a).values(
        circle_id=new.circle, asker_id=new.asker, zone_id=new.zone, other=new.other, kind=new.kind, day=new.day,
        slot=new.slot, minutes=new.minutes, note=new.note, timezone=new.timezone, state=AskState.ASKING,
        patience=new.patience, created_at=now).returning(_a.c.id)).scalar_one())


def by_id(session: Session, number: int) -> CircleAsk | None:
    row = session.connection().execute(_asks().where(_a.c.id == number)).first()
    return _ask(row) if row else None


def of_asker(session: Session, person: int) -> list[CircleAsk]:
    """What they asked and is not over."""
    rows = session.connection().execute(_asks().where(
        _a.c.asker_id == person, _a.c.state.in_(LIVING)).order_by(_a.c.day, _a.c.id))
    return [_ask(r) for r in rows]


def promised(session: Session, person: int) -> list[CircleAsk]:
    """What this person said yes to."""
    rows = session.connection().execute(_asks().where(
        _a.c.helper_id == person, _a.c.state == AskState.TAKEN).order_by(_a.c.day, _a.c.id))
    return [_ask(r) for r in rows]


def of_circle(session: Session, circle: int) -> list[CircleAsk]:
    """What is not over in it."""
    rows = session.connection().execute(_asks().where(
        _a.c.circle_id == circle, _a.c.state.in_(LIVING)).order_by(_a.c.id))
    return [_ask(r) for r in rows]


def open_count(session: Session, asker: int) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_a).where(
        _a.c.asker_id == asker, _a.c.state.in_(LIVING))).scalar_one())


def told(session: Session, ask: int) -> list[Told]:
    rows = session.connection().execute(select(_t).where(_t.c.ask_id == ask).order_by(_t.c.person_id))
    return [Told(r.person_id, r.delivery_id, r.answer) for r in rows]


def asked(session: Session, ask: int, people: Mapping[int, int | None], now: datetime) -> None:
    """These were asked, by these deliveries; who was before is asked anew."""
    for person, delivery in people.items():
        values: dict[str, Any] = {"delivery_id": delivery, "answer": None, "at": now}
        if insert_new(session, _t, ask_id=ask, person_id=person, **values) is None:
            session.connection().execute(update(_t).where(_t.c.ask_id == ask, _t.c.person_id == person).values(
                **values))


def call_off(session: Session, ask: int, now: datetime, person: int | None = None) -> None:
    """What has not left never leaves: to everybody, or to this person."""
    for one in told(session, ask):
        if one.delivery is not None and person in (None, one.person):
            ledger.finish(session, one.delivery, DeliveryState.CANCELLED, now, only=UNSENT)


def unanswered(session: Session, ask: int) -> list[tuple[int, int]]:
    """(person, delivery) of those who read it, or are about to, and said nothing."""
    rows = session.connection().execute(select(_t.c.person_id, _t.c.delivery_id).join(
        _d, _d.c.id == _t.c.delivery_id).where(
        _t.c.ask_id == ask, _t.c.answer.is_(None), _d.c.state.in_(READ)).order_by(_t.c.person_id))
    return [(int(r.person_id), int(r.delivery_id)) for r in rows]


def answer(session: Session, ask: int, person: int, reply: Reply) -> None:
    session.connection().execute(update(_t).where(_t.c.ask_id == ask, _t.c.person_id == person).values(answer=reply))


def take(session: Session, ask: int, person: int, *, only: Iterable[AskState] = WAITING) -> bool:
    """The first of the circle who says yes; never somebody kept apart from the asker, nor for one who left."""
    in_it = exists().where(_in.c.circle_id == _a.c.circle_id, _in.c.person_id == person)
    asker_in_it = exists().where(_in.c.circle_id == _a.c.circle_id, _in.c.person_id == _a.c.asker_id)
    return bool(session.connection().execute(update(_a).where(
        _a.c.id == ask, _a.c.state.in_(list(only)), _a.c.asker_id != person, in_it, asker_in_it,
        ~apart(_a.c.asker_id, person), answers(_a.c.asker_id)).values(
            state=AskState.TAKEN, helper_id=person)).rowcount)


def give_back(session: Session, ask: int, person: int) -> bool:
    return bool(session.connection().execute(update(_a).where(
        _a.c.id == ask, _a.c.state == AskState.TAKEN, _a.c.helper_id == person).values(
            state=AskState.ASKING, helper_id=None)).rowcount)


def become(session: Session, ask: int, state: AskState, only: Iterable[AskState], *, now: datetime | None = None,
           **columns: Any) -> bool:
    """now: when it ends with that."""
    ended = {"closed_at": now} if now else {}
    return bool(session.connection().execute(update(_a).where(_a.c.id == ask, _a.c.state.in_(list(only))).values(
        state=state, **ended, **columns)).rowcount)


def count_minutes(session: Session, circle: int, minutes: int) -> None:
    session.connection().execute(update(_c).where(_c.c.id == circle).values(minutes=_c.c.minutes + minutes))
