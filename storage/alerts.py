"""Alerts: one row beside the message of each, changed by legal steps only; who said « Vu »; who asked for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import Session

from rules.alerts import Alert, AlertState, came_from, covers
from rules.deliveries import AddressState, DeliveryState, Tally
from rules.kinds import encode
from rules.residents import Standing
from rules.screens import Message as AnyMessage
from storage.once import insert_new
from storage.tables import (
    Address,
    Campaign,
    CampaignTap,
    Delivery,
    GesteTap,
    Message,
    NeighbourGroup,
    Person,
    Residence,
    Zone,
    table,
)
from storage.tables.alerts import Alert as Table
from storage.tables.alerts import AlertReader
from storage.tables.console import TownLink

_al, _c, _t, _m, _d = (table(t) for t in (Table, Campaign, CampaignTap, Message, Delivery))
_p, _a, _r, _z, _reader, _link, _done = (
    table(t) for t in (Person, Address, Residence, Zone, AlertReader, TownLink, GesteTap))
_g = table(NeighbourGroup)
_QUERY = select(_al, _c.c.theme, _c.c.text, _c.c.audience, _c.c.author_id, _c.c.approver_id, _c.c.code).join(
    _c, _c.c.id == _al.c.campaign_id)
SEEN = "seen"
POST = "alerts.post"
D = DeliveryState


def alert_of(r: Any) -> Alert:
    return Alert(r.campaign_id, r.theme, r.state, r.rehearsal, r.asked_at, r.until, r.opened_at,
                 tuple(r.audience.get("communes", ())), unescape(r.text) if r.own else r.text, r.own,
                 r.author_id, r.approver_id, r.code)


def by_id(session: Session, alert: int) -> Alert | None:
    r = session.connection().execute(_QUERY.where(_al.c.campaign_id == alert)).first()
    return alert_of(r) if r else None


def in_states(session: Session, *states: AlertState) -> list[Alert]:
    """The newest first."""
    rows = session.connection().execute(
        _QUERY.where(_al.c.state.in_(states)).order_by(_al.c.campaign_id.desc()).limit(50))
    return [alert_of(r) for r in rows]


def add(session: Session, campaign: int, now: datetime, *, rehearsal: bool) -> None:
    session.connection().execute(insert(_al).values(
        campaign_id=campaign, state=AlertState.ASKED, rehearsal=rehearsal, own=False, alone=False, asked_at=now))


def step(session: Session, alert: int, to: AlertState, **columns: Any) -> bool:
    """Into this state by a legal step, or no change at all: of two who press at once, one is first."""
    done = session.connection().execute(update(_al).where(
        _al.c.campaign_id == alert, _al.c.state.in_(came_from(to))).values(state=to, **columns))
    return bool(done.rowcount)


def renew(session: Session, alert: int, until: datetime) -> bool:
    """It lasts until then; one that went out is on again."""
    done = session.connection().execute(update(_al).where(
        _al.c.campaign_id == alert, _al.c.state.in_((AlertState.ON, AlertState.LAPSED))).values(
            state=AlertState.ON, until=until, ended_at=None))
    return bool(done.rowcount)


def correct(session: Session, alert: int) -> None:
    session.connection().execute(update(_al).where(_al.c.campaign_id == alert).values(own=True))


def on_in(session: Session, commune: str | None, group: int | None = None) -> frozenset[str]:
    """The themes of the alerts on there now. A group that is not linked to the town has none of the town's."""
    found = in_states(session, AlertState.ON)
    if found and group is not None and session.connection().execute(
            select(_link.c.group_id).where(_link.c.group_id == group)).first() is None:
        return frozenset()
    return frozenset(one.theme for one in found if covers(one.communes, commune))


# --- who said « Vu », and what was done ----------------------------------------------------------

def see(session: Session, alert: int, person: int, group: int | None, now: datetime) -> bool:
    return insert_new(session, _t, campaign_id=alert, person_id=person, group_id=group, code=SEEN, at=now) is not None


def seen_in(session: Session, alert: int, group: int) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_t).where(
        _t.c.campaign_id == alert, _t.c.group_id == group, _t.c.code == SEEN)).scalar_one())


def groups_that_saw(session: Session, alert: int) -> int:
    return int(session.connection().execute(select(func.count(_t.c.group_id.distinct())).where(
        _t.c.campaign_id == alert, _t.c.code == SEEN)).scalar_one())


def gestes_done(session: Session, gestes: Sequence[str], since: datetime) -> tuple[int, int]:
    """How many times these were done since then, and by how many people."""
    r = session.connection().execute(select(func.count(), func.count(_done.c.person_id.distinct())).where(
        _done.c.geste.in_(gestes), _done.c.action == "done", _done.c.day >= since.date())).one()
    return int(r[0]), int(r[1])


# --- what left ----------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Said:
    """card: the platform's id of the message there, once known. seen: how many said so in that group."""

    address: int
    delivery: int
    card: int | None
    seen: int


def told(session: Session, alert: int) -> list[Said]:
    """Everywhere it was said, or may have been."""
    seen = select(func.count()).where(_t.c.campaign_id == alert, _t.c.group_id == _g.c.id, _t.c.code == SEEN)
    rows = session.connection().execute(
        select(_d.c.address_id, _d.c.id, _d.c.telegram_id, seen.scalar_subquery().label("seen")).join(
            _m, _m.c.id == _d.c.message_id).outerjoin(_g, _g.c.address_id == _d.c.address_id).where(
            _m.c.campaign_id == alert, _m.c.kind == POST, _d.c.replaces.is_(None), _d.c.edit.is_(None),
            _d.c.state.in_((D.SENT, D.UNCERTAIN, D.SENDING))).order_by(_d.c.address_id))
    return [Said(int(r.address_id), int(r.id), r.telegram_id, int(r.seen)) for r in rows]


def stop(session: Session, alert: int, now: datetime) -> None:
    """What has not left will not."""
    mine = select(_m.c.id).where(_m.c.campaign_id == alert)
    session.connection().execute(update(_d).where(
        _d.c.message_id.in_(mine), _d.c.state.in_((D.READY, D.WAITING, D.PAUSED))).values(
            state=D.CANCELLED, changed_at=now))


def say_instead(session: Session, alert: int, message: AnyMessage) -> None:
    """What has not left yet will say this."""
    _kind, params = encode(message)
    session.connection().execute(update(_m).where(_m.c.campaign_id == alert, _m.c.kind == POST).values(params=params))


def tally(session: Session, alert: int) -> Tally:
    """How its deliveries stand; corrections of it are not counted twice."""
    counted = {r[0]: int(r[1]) for r in session.connection().execute(
        select(_d.c.state, func.count()).join(_m, _m.c.id == _d.c.message_id).where(
            _m.c.campaign_id == alert, _m.c.kind == POST, _d.c.replaces.is_(None), _d.c.edit.is_(None)
        ).group_by(_d.c.state))}
    count = {state: counted.get(state, 0) for state in D}
    return Tally(count[D.WAITING] + count[D.READY] + count[D.PAUSED], count[D.SENDING], count[D.SENT], count[D.FAILED],
                 count[D.UNCERTAIN], count[D.CANCELLED] + count[D.MISSED])


# --- who asked for them in private ---------------------------------------------------------------

def readers(session: Session, communes: Sequence[str]) -> list[int]:
    """The addresses of the residents who asked for alerts, everywhere or with a home in one of these communes."""
    reachable = select(_a.c.id).where(_a.c.id == _p.c.address_id, _a.c.state == AddressState.OPEN)
    found = select(_p.c.address_id).where(
        _p.c.id.in_(select(_reader.c.person_id)), _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
        reachable.exists())
    if communes:
        home = select(_r.c.person_id).join(_z, _z.c.id == _r.c.zone_id).where(
            _r.c.person_id == _p.c.id, _z.c.commune.in_(communes))
        found = found.where(home.exists())
    return [int(a) for a in session.connection().execute(found.order_by(_p.c.id)).scalars()]


def reads(session: Session, person: int) -> bool:
    return session.connection().execute(select(_reader.c.person_id).where(
        _reader.c.person_id == person)).first() is not None


def ask_for_them(session: Session, person: int, wanted: bool, now: datetime) -> None:
    if wanted:
        insert_new(session, _reader, person_id=person, since=now)
    else:
        session.connection().execute(delete(_reader).where(_reader.c.person_id == person))
