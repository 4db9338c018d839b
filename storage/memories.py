"""What was done in a place in a time that is over; who helped in a crisis, and who is told what of it, once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlmodel import Session

from rules.geste_owners import group_key
from rules.help import AcceptanceState
from rules.memories import Past
from rules.periods import Period
from rules.reports import Outcome, Report
from storage import reports
from storage.once import insert_new
from storage.tables import Deed, GesteTap, HelpAcceptance, HelpEvent, Residence, Zone, table
from storage.tables.memories import CrisisHelper, MemoryOff

_tap, _deed, _acc, _e, _r, _z = (table(t) for t in (GesteTap, Deed, HelpAcceptance, HelpEvent, Residence, Zone))
_helper, _off = table(CrisisHelper), table(MemoryOff)
HELPED = (AcceptanceState.CONFIRMED, AcceptanceState.DONE)


def past(session: Session, group: int, zone: int | None, period: Period, timezone: str) -> Past:
    gestes = session.connection().execute(select(func.count()).select_from(_tap).where(
        _tap.c.owner == group_key(group), _tap.c.action == "done", _tap.c.day >= period.first,
        _tap.c.day <= period.last)).scalar_one()
    deeds = session.connection().execute(select(func.count()).select_from(_deed).where(
        _deed.c.group_id == group, _deed.c.day >= period.first, _deed.c.day <= period.last)).scalar_one()
    ends = reports.ends(session, *period.instants(timezone), zone) if zone else {}
    return Past(Report({what: count for (_place, what), count in ends.items()}).ended(Outcome.SERVED),
                int(gestes) + int(deeds))


# --- who helped in a crisis ------------------------------------------------------------------------

def gave_a_hand(session: Session, communes: Sequence[str], since: datetime, until: datetime) -> set[int]:
    """Who was to help, or did, in these communes meanwhile; no commune is the whole town."""
    here = [_e.c.zone_id.in_(select(_z.c.id).where(_z.c.id == _e.c.zone_id, _z.c.commune.in_(communes)))
            ] if communes else []
    return set(session.connection().execute(select(_acc.c.volunteer_id).join(
        _e, _e.c.request_id == _acc.c.request_id).where(
            _e.c.at >= since, _e.c.at < until, _acc.c.state.in_(HELPED), _acc.c.changed_at >= since, *here)).scalars())


def did_its_gestes(session: Session, gestes: Collection[str], communes: Sequence[str], since: datetime) -> set[int]:
    home = [_tap.c.person_id.in_(select(_r.c.person_id).join(_z, _z.c.id == _r.c.zone_id).where(
        _r.c.person_id == _tap.c.person_id, _z.c.commune.in_(communes)))] if communes else []
    return set(session.connection().execute(select(_tap.c.person_id).where(
        _tap.c.day >= since.date(), _tap.c.at >= since, _tap.c.geste.in_(gestes), _tap.c.action == "done",
        *home)).scalars())


def remember(session: Session, alert: int, people: Iterable[int], now: datetime) -> None:
    for person in sorted(people):
        insert_new(session, _helper, campaign_id=alert, person_id=person, told=0, at=now)


def to_tell(session: Session, alert: int, step: int, most: int) -> list[int]:
    """Who helped in that crisis and did not have this word of it."""
    return list(session.connection().execute(select(_helper.c.person_id).where(
        _helper.c.campaign_id == alert, _helper.c.told < step).order_by(_helper.c.person_id).limit(most)).scalars())


def told(session: Session, alert: int, person: int, step: int) -> bool:
    """True for whoever tells them first."""
    return bool(session.connection().execute(update(_helper).where(
        _helper.c.campaign_id == alert, _helper.c.person_id == person, _helper.c.told < step).values(
            told=step)).rowcount)


# --- who would rather not --------------------------------------------------------------------------

def wants(session: Session, person: int) -> bool:
    return session.connection().execute(select(_off.c.person_id).where(_off.c.person_id == person)).first() is None


def want(session: Session, person: int, wanted: bool, now: datetime) -> None:
    if wanted:
        session.connection().execute(delete(_off).where(_off.c.person_id == person))
    else:
        insert_new(session, _off, person_id=person, since=now)
