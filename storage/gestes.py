"""Gestes: what each owner was shown, who did it, and where owners are. "g12" is a group, "p34" a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import Session

from rules.deliveries import AddressState, DeliveryState
from rules.geste_owners import Owner, group_key, person_key
from rules.groups import GroupState
from rules.help import RequestState
from rules.residents import Standing
from storage.once import insert_new
from storage.tables import (
    Address,
    Delivery,
    GesteShown,
    GesteTap,
    HelpRequest,
    NeighbourGroup,
    Person,
    Residence,
    Zone,
    table,
)

_shown, _tap, _d, _help = table(GesteShown), table(GesteTap), table(Delivery), table(HelpRequest)
_g, _p, _a, _z, _r = (table(t) for t in (NeighbourGroup, Person, Address, Zone, Residence))
PASSED = "passed"


def owner_of(session: Session, key: str, now: datetime) -> Owner | None:
    """The group or person of a key; `willing` says whether the scheduler may write to them now."""
    number = int(key[1:])
    return _group(session, number, now) if key.startswith("g") else _person(session, number, now)


def _group(session: Session, group: int, now: datetime) -> Owner | None:
    r = session.connection().execute(
        select(_g, _a.c.state.label("place"), _z.c.commune).join(_a, _a.c.id == _g.c.address_id)
        .outerjoin(_z, _z.c.id == _g.c.zone_id).where(_g.c.id == group)).first()
    if r is None:
        return None
    willing = (r.state is GroupState.INSTALLED and r.place is AddressState.OPEN and not _paused(r, now))
    return Owner(group_key(group), r.address_id, r.timezone, r.commune,
                 () if r.zone_id is None else (r.zone_id,), willing,
                 quiet_from=time.fromisoformat(r.quiet_from), quiet_to=time.fromisoformat(r.quiet_to))


def _person(session: Session, person: int, now: datetime) -> Owner | None:
    connection = session.connection()
    r = connection.execute(select(_p, _a.c.state.label("place")).join(_a, _a.c.id == _p.c.address_id).where(
        _p.c.id == person)).first()
    if r is None:
        return None
    homes = connection.execute(select(_z.c.id, _z.c.commune).join(_r, _r.c.zone_id == _z.c.id).where(
        _r.c.person_id == person).order_by(_r.c.since, _z.c.id)).all()
    willing = (r.standing is Standing.RESIDENT and r.place is AddressState.OPEN and not r.stopped
               and not _paused(r, now))
    commune = next((home.commune for home in homes if home.commune), None)
    return Owner(person_key(person), r.address_id, r.timezone, commune, tuple(home.id for home in homes),
                 willing, simple=r.simple)


def _paused(r: Any, now: datetime) -> bool:
    return r.paused_until is not None and r.paused_until > now


def seen(session: Session, owner: str) -> dict[str, date]:
    """The last day each geste was shown to this owner, those passed over included."""
    found: dict[str, date] = {}
    shown = select(_shown.c.geste, func.max(_shown.c.day)).where(_shown.c.owner == owner).group_by(_shown.c.geste)
    passed = select(_tap.c.geste, func.max(_tap.c.day)).where(
        _tap.c.owner == owner, _tap.c.action == PASSED).group_by(_tap.c.geste)
    for statement in (shown, passed):
        for geste, day in session.connection().execute(statement):
            found[geste] = max(day, found.get(geste, day))
    return found


def times_shown(session: Session, owner: str) -> int:
    return int(session.connection().execute(
        select(func.count()).select_from(_shown).where(_shown.c.owner == owner)).scalar_one())


def of_day(session: Session, owner: str, day: date) -> str | None:
    return session.connection().execute(
        select(_shown.c.geste).where(_shown.c.owner == owner, _shown.c.day == day)).scalar()


def show(session: Session, owner: str, day: date, geste: str, now: datetime) -> bool:
    """Fix the geste of that date. False when another one already is."""
    return insert_new(session, _shown, owner=owner, day=day, geste=geste, at=now) is not None


def show_instead(session: Session, owner: str, day: date, geste: str, now: datetime) -> None:
    """Another one for that date: what was fixed went with an alert that is over."""
    session.connection().execute(update(_shown).where(_shown.c.owner == owner, _shown.c.day == day).values(
        geste=geste, at=now))


def pass_over(session: Session, person: int, owner: str, day: date, old: str, new: str, now: datetime) -> bool:
    """Another geste for that date instead of `old`. False when it no longer was `old`."""
    changed = session.connection().execute(update(_shown).where(
        _shown.c.owner == owner, _shown.c.day == day, _shown.c.geste == old).values(geste=new, at=now)).rowcount
    if changed:
        tap(session, person, old, day, PASSED, owner, now)
    return bool(changed)


def passed_on(session: Session, owner: str, day: date) -> set[str]:
    return set(session.connection().execute(select(_tap.c.geste).where(
        _tap.c.owner == owner, _tap.c.day == day, _tap.c.action == PASSED)).scalars())


def tap(session: Session, person: int, geste: str, day: date, action: str, owner: str, now: datetime) -> bool:
    """One person's « Fait » or « Cette semaine ». False when they already had said so."""
    return insert_new(session, _tap, person_id=person, geste=geste, day=day, action=action, owner=owner,
                      at=now) is not None


def tapped(session: Session, person: int, geste: str, day: date) -> set[str]:
    return set(session.connection().execute(select(_tap.c.action).where(
        _tap.c.person_id == person, _tap.c.geste == geste, _tap.c.day == day)).scalars())


def kept_since(session: Session, person: int, monday: date) -> list[str]:
    """Gestes kept for the week that begins on `monday` and not done, the latest first."""
    did = select(_tap.c.geste).where(_tap.c.person_id == person, _tap.c.day >= monday, _tap.c.action == "done")
    return list(session.connection().execute(select(_tap.c.geste).where(
        _tap.c.person_id == person, _tap.c.day >= monday, _tap.c.action == "week",
        _tap.c.geste.not_in(did)).order_by(_tap.c.day.desc())).scalars())


def count_done(session: Session, owner: str, geste: str, day: date) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_tap).where(
        _tap.c.owner == owner, _tap.c.geste == geste, _tap.c.day == day, _tap.c.action == "done")).scalar_one())


def touched(session: Session, group: int) -> None:
    session.connection().execute(update(_g).where(_g.c.id == group, _g.c.untouched > 0).values(untouched=0))


def one_more_untouched(session: Session, group: int) -> None:
    session.connection().execute(update(_g).where(_g.c.id == group).values(untouched=_g.c.untouched + 1))


def open_need(session: Session, zones: Sequence[int], today: date, besides: int | None = None) -> bool:
    """Whether somebody there still waits for a hand; `besides` is not told of their own need."""
    if not zones:
        return False
    waiting = select(_help.c.id).where(_help.c.zone_id.in_(list(zones)), _help.c.state == RequestState.OPEN,
                                       _help.c.day >= today, _help.c.asker_id != (besides or 0)).limit(1)
    return session.connection().execute(waiting).first() is not None


def drop_older_edits(session: Session, address: int, message: int, now: datetime) -> None:
    """Changes of the same card that have not left yet: the next one says more."""
    session.connection().execute(update(_d).where(
        _d.c.address_id == address, _d.c.edit == message,
        _d.c.state.in_((DeliveryState.READY, DeliveryState.WAITING))).values(
            state=DeliveryState.CANCELLED, reason="overtaken", changed_at=now))
