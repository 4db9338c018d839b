"""What was typed for people without Telegram: their offers, and what they did, in totals of the street alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import Session

from rules.consents import VERSION, How
from rules.help import LIVING, Request
from rules.hours import HourKind
from rules.intake import Noted, PaperNote, PaperOffer
from rules.offers import Reach
from storage import help as requests
from storage import hour_totals
from storage.tables import HelpRequest, table
from storage.tables.consents import HelpConsent
from storage.tables.intake import IntakeNote, IntakeOffer

_o, _n, _q, _c = table(IntakeOffer), table(IntakeNote), table(HelpRequest), table(HelpConsent)


# offers
def offer_of(r: Any) -> PaperOffer:
    return PaperOffer(r.id, r.by_id, r.zone_id, tuple(r.things.split()), r.reach, tuple(r.slots.split()), r.contact,
                      r.sure_at)


def propose(session: Session, by: int, zone: int, things: Sequence[str], reach: Reach, slots: Sequence[str],
            contact: str, how: How, now: datetime) -> int:
    return int(session.connection().execute(insert(_o).values(
        by_id=by, zone_id=zone, things=" ".join(things), reach=reach, slots=" ".join(slots), contact=contact, how=how,
        version=VERSION, at=now, sure_at=now).returning(_o.c.id)).scalar_one())


def offers(session: Session, by: int) -> list[PaperOffer]:
    rows = session.connection().execute(select(_o).where(_o.c.by_id == by).order_by(_o.c.id))
    return [offer_of(r) for r in rows]


def offer(session: Session, number: int, by: int) -> PaperOffer | None:
    """Only for who typed it."""
    r = session.connection().execute(select(_o).where(_o.c.id == number, _o.c.by_id == by)).first()
    return offer_of(r) if r else None


def count(session: Session, by: int) -> int:
    return int(session.connection().execute(
        select(func.count()).select_from(_o).where(_o.c.by_id == by)).scalar_one())


def change(session: Session, number: int, by: int, reach: Reach, slots: Sequence[str], now: datetime) -> bool:
    return session.connection().execute(update(_o).where(_o.c.id == number, _o.c.by_id == by).values(
        reach=reach, slots=" ".join(slots), sure_at=now)).rowcount == 1


def sure(session: Session, number: int, by: int, now: datetime) -> bool:
    return session.connection().execute(update(_o).where(_o.c.id == number, _o.c.by_id == by).values(
        sure_at=now)).rowcount == 1


def forget(session: Session, number: int, by: int) -> bool:
    """The person wants it no more: their contact goes with it."""
    return session.connection().execute(delete(_o).where(_o.c.id == number, _o.c.by_id == by)).rowcount == 1


def in_zones(session: Session, zones: Collection[int]) -> Counter[str]:
    """Thing -> how many papers of these places propose it."""
    rows = session.connection().execute(select(_o.c.things).where(_o.c.zone_id.in_(list(zones))))
    return Counter(code for things in rows.scalars() for code in things.split())


# moments and gestes
def note_of(r: Any) -> PaperNote:
    return PaperNote(r.id, r.by_id, r.group_id, r.what, r.code, r.minutes, r.day)


def note(session: Session, by: int, group: int, what: Noted, code: str, minutes: int, day: date,
         now: datetime) -> int:
    """A moment goes to the street’s totals at once, as declared. It makes nobody more of those who are counted: one
    person on five slips is not five people.
    """
    if what is Noted.HOUR:
        hour_totals.add(session, (group, f"{day:%Y-%m}", HourKind(code)), minutes=minutes)
    return int(session.connection().execute(insert(_n).values(
        by_id=by, group_id=group, what=what, code=code, minutes=minutes, day=day, at=now).returning(
            _n.c.id)).scalar_one())


def notes(session: Session, by: int, since: date) -> list[PaperNote]:
    rows = session.connection().execute(select(_n).where(_n.c.by_id == by, _n.c.day >= since).order_by(_n.c.id))
    return [note_of(r) for r in rows]


def a_note(session: Session, number: int, by: int, since: date) -> PaperNote | None:
    r = session.connection().execute(select(_n).where(
        _n.c.id == number, _n.c.by_id == by, _n.c.day >= since)).first()
    return note_of(r) if r else None


def take_back(session: Session, found: PaperNote) -> bool:
    """Once: what it had added to the totals is taken off."""
    gone = session.connection().execute(delete(_n).where(_n.c.id == found.id)).rowcount == 1
    if gone and found.what is Noted.HOUR:
        hour_totals.add(session, (found.group, f"{found.day:%Y-%m}", HourKind(found.code)),
                        minutes=-found.minutes)
    return gone


def gestes(session: Session, group: int, first: date, last: date) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_n).where(
        _n.c.group_id == group, _n.c.what == Noted.GESTE, _n.c.day >= first, _n.c.day <= last)).scalar_one())


# requests
def requests_of(session: Session, by: int) -> list[Request]:
    """The living ones that this person made for others."""
    rows = session.connection().execute(requests.requests().join(_c, _c.c.request_id == _q.c.id).where(
        _c.c.proxy_id == by, _q.c.state.in_(LIVING)).order_by(_q.c.id))
    return [requests.request_of(r) for r in rows]
