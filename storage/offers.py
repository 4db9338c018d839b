"""What each person lends or can do, and how many do in a place: counts, never a list of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, or_, select, update
from sqlmodel import Session

from rules.deliveries import DeliveryState
from rules.offers import Offer, OfferState, Reach
from rules.residents import Standing
from storage import intake, residents
from storage.once import insert_new
from storage.tables import Delivery, NeighbourGroup, Participation, Person, Residence, table
from storage.tables.offers import Offer as Row
from storage.tables.offers import OfferQuestion

_o, _asked, _p, _r, _in, _d, _g = (table(t) for t in (
    Row, OfferQuestion, Person, Residence, Participation, Delivery, NeighbourGroup))
S = OfferState


@dataclass(frozen=True, slots=True)
class Question:
    """« Toujours d’accord ? », and what became of its delivery; None when that is forgotten already."""

    at: datetime
    state: DeliveryState | None
    changed_at: datetime | None


def offer_of(r: Any) -> Offer:
    return Offer(r.id, r.person_id, r.what, r.reach, tuple(r.slots.split()), r.state, r.at, r.sure_at)


def of_person(session: Session, person: int) -> list[Offer]:
    rows = session.connection().execute(select(_o).where(_o.c.person_id == person).order_by(_o.c.id))
    return [offer_of(r) for r in rows]


def by_id(session: Session, number: int, person: int) -> Offer | None:
    """Only one's own."""
    r = session.connection().execute(select(_o).where(_o.c.id == number, _o.c.person_id == person)).first()
    return offer_of(r) if r else None


def add(session: Session, person: int, what: str, reach: Reach, slots: Iterable[str], now: datetime) -> bool:
    """False when they proposed it already."""
    return insert_new(session, _o, person_id=person, what=what, reach=reach, slots=" ".join(slots), state=S.ACTIVE,
                      at=now, sure_at=now) is not None


def change(session: Session, number: int, person: int, reach: Reach, slots: Iterable[str], now: datetime) -> bool:
    return session.connection().execute(update(_o).where(_o.c.id == number, _o.c.person_id == person).values(
        reach=reach, slots=" ".join(slots), state=S.ACTIVE, sure_at=now)).rowcount == 1


def turn(session: Session, person: int, into: OfferState, now: datetime, *, only: Sequence[OfferState],
         number: int | None = None) -> int:
    """How many changed. number: that one alone. What is active anew is said anew."""
    values: dict[str, Any] = {"state": into} | ({"sure_at": now} if into is S.ACTIVE else {})
    found = update(_o).where(_o.c.person_id == person, _o.c.state.in_(only))
    return session.connection().execute(
        (found if number is None else found.where(_o.c.id == number)).values(**values)).rowcount


def remove(session: Session, person: int, number: int) -> bool:
    return session.connection().execute(delete(_o).where(
        _o.c.person_id == person, _o.c.id == number)).rowcount == 1


def remove_since(session: Session, person: int, since: datetime) -> int:
    """What they proposed from then on."""
    return session.connection().execute(delete(_o).where(_o.c.person_id == person, _o.c.at >= since)).rowcount


def learn(session: Session, person: int, by_kind: dict[str, Any]) -> None:
    """What stands, where whoever is to be asked is found."""
    before = residents.row(session, person).skills or {}
    if before.get("offers", {}) != by_kind:
        said = {key: value for key, value in before.items() if key != "offers"}
        residents.change(session, person, skills=said | ({"offers": by_kind} if by_kind else {}))


# « Toujours d’accord ? »
def ask(session: Session, person: int, delivery: int, now: datetime) -> None:
    answered(session, person)
    insert_new(session, _asked, person_id=person, delivery_id=delivery, at=now)


def answered(session: Session, person: int) -> None:
    session.connection().execute(delete(_asked).where(_asked.c.person_id == person))


def question(session: Session, person: int) -> Question | None:
    r = session.connection().execute(select(_asked.c.at, _d.c.state, _d.c.changed_at).outerjoin(
        _d, _d.c.id == _asked.c.delivery_id).where(_asked.c.person_id == person)).first()
    return Question(r.at, r.state, r.changed_at) if r else None


# how many
def in_zones(session: Session, zones: Sequence[int], now: datetime) -> dict[str, int]:
    """Thing -> how many people who live in these places propose it now, those without Telegram among them."""
    homes = select(_r.c.person_id).where(_r.c.zone_id.in_(zones))
    return dict(intake.in_zones(session, zones) + Counter(_counted(session, _standing(now).where(_p.c.id.in_(homes)))))


def in_group(session: Session, group: int, now: datetime) -> dict[str, int]:
    """Thing -> how many of those who take part in a group propose it now, or live there without Telegram."""
    members = select(_in.c.person_id).where(_in.c.group_id == group)
    place = session.connection().execute(select(_g.c.zone_id).where(_g.c.id == group)).scalar()
    paper = intake.in_zones(session, [place]) if place is not None else Counter[str]()
    return dict(paper + Counter(_counted(session, _standing(now).where(_p.c.id.in_(members)))))


def _standing(now: datetime) -> Select[Any]:
    return select(_o.c.what, func.count(_o.c.person_id)).join(_p, _p.c.id == _o.c.person_id).where(
        _o.c.state == S.ACTIVE, _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
        or_(_p.c.paused_until.is_(None), _p.c.paused_until <= now)).group_by(_o.c.what)


def _counted(session: Session, rows: Select[Any]) -> dict[str, int]:
    return {what: int(people) for what, people in session.connection().execute(rows)}
