"""The trial of a town, its months, and what a month is counted from: the logs, and traces that go after a while."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, select, update
from sqlmodel import Session

from rules.asks import Answer
from rules.deliveries import AddressState
from rules.groups import GroupState
from rules.town_trials import Indicator, Month, Trial, TrialState
from storage import reports
from storage.once import insert_new
from storage.tables import Address, Ask, HelpEvent, NeighbourGroup, Person, Tombstone, table
from storage.tables.consents import HelpConsent
from storage.tables.town_trials import TownTrial, TownTrialMonth

_t, _n, _e, _p, _ask, _g, _a = (table(t) for t in (
    TownTrial, TownTrialMonth, HelpEvent, Person, Ask, NeighbourGroup, Address))
_gone, _for = table(Tombstone), table(HelpConsent)
_yes = _e.alias("yes")
SOON = timedelta(days=7)
LOST = (AddressState.MUTED, AddressState.DETACHED)
_MONTH = tuple(f.name for f in fields(Month))


def trial_of(r: Any) -> Trial:
    return Trial(r.id, r.first, r.state, r.public, {Indicator(key): int(value) for key, value in r.baseline.items()})


def begin(session: Session, first: date, baseline: dict[Indicator, int], now: datetime) -> int | None:
    """None while another one runs."""
    return insert_new(session, _t, first=first, state=TrialState.RUNNING, public=0, at=now,
                      baseline={str(key): value for key, value in baseline.items()})


def by_id(session: Session, number: int) -> Trial | None:
    r = session.connection().execute(select(_t).where(_t.c.id == number)).first()
    return trial_of(r) if r else None


def newest(session: Session) -> Trial | None:
    r = session.connection().execute(select(_t).where(_t.c.id > 0).order_by(_t.c.id.desc()).limit(1)).first()
    return trial_of(r) if r else None


def shown(session: Session) -> Trial | None:
    """The newest whose report everybody may read."""
    r = session.connection().execute(
        select(_t).where(_t.c.id > 0, _t.c.public > 0).order_by(_t.c.id.desc()).limit(1)).first()
    return trial_of(r) if r else None


def become(session: Session, number: int, state: TrialState, before: Iterable[TrialState]) -> bool:
    """False when it is in none of these states any more, or when another one runs meanwhile."""
    free = [~exists().where(_n_running.c.state == TrialState.RUNNING)] if state is TrialState.RUNNING else []
    done = session.connection().execute(update(_t).where(
        _t.c.id == number, _t.c.state.in_(list(before)), *free).values(state=state))
    return bool(done.rowcount)


_n_running = _t.alias("running")


def publish(session: Session, number: int, months: int) -> None:
    session.connection().execute(update(_t).where(_t.c.id == number).values(public=months))


def set_figure(session: Session, number: int, one: Indicator, value: int | None) -> None:
    """One of the figures of before; None takes it away."""
    found = session.connection().execute(select(_t.c.baseline).where(_t.c.id == number).with_for_update()).scalar_one()
    kept = {key: known for key, known in found.items() if key != one}
    more = {} if value is None else {str(one): value}
    session.connection().execute(update(_t).where(_t.c.id == number).values(baseline=kept | more))


def months(session: Session, number: int) -> dict[int, Month]:
    rows = session.connection().execute(select(_n).where(_n.c.trial_id == number).order_by(_n.c.number))
    return {r.number: Month(*(getattr(r, name) for name in _MONTH)) for r in rows}


def keep(session: Session, trial: int, number: int, found: Month, now: datetime) -> None:
    """A month is counted once."""
    insert_new(session, _n, trial_id=trial, number=number, at=now, **asdict(found))


# what a month is counted from
def counted(session: Session, start: datetime, end: datetime, now: datetime) -> Month:
    """The totals of the town between two instants, as they stand now."""
    available, asked = reports.asked(session, None, start, end, now)
    joined, soon = newcomers(session, start - SOON, end - SOON)
    made, offline = requests(session, start, end)
    lost = _count(session, select(func.count(_g.c.id.distinct())).join(_a, _a.c.id == _g.c.address_id).where(
        _a.c.changed_at >= start, _a.c.changed_at < end, _a.c.state.in_(LOST), _g.c.installed_at.is_not(None)))
    stay = _count(session, select(func.count()).select_from(_g).where(
        _g.c.id > 0, _g.c.state == GroupState.INSTALLED, _g.c.installed_at < end))
    muted = _count(session, select(func.count()).select_from(_g).join(_a, _a.c.id == _g.c.address_id).where(
        _a.c.changed_at >= start, _a.c.changed_at < end, _a.c.state == AddressState.MUTED,
        _g.c.state == GroupState.INSTALLED))
    refused = _count(session, select(func.count()).select_from(_ask).where(
        _ask.c.at >= start, _ask.c.at < end, _ask.c.answer == Answer.NO))
    gone = _count(session, select(func.count()).select_from(_gone).where(_gone.c.at >= start, _gone.c.at < end))
    return Month(available, asked, joined, soon, made, offline, stay + lost - muted, lost, refused, gone)


def newcomers(session: Session, start: datetime, end: datetime) -> tuple[int, int]:
    """(who joined between two instants, who of them was asked in private within seven days)."""
    first = select(func.min(_ask.c.at)).where(_ask.c.person_id == _p.c.id).scalar_subquery()
    rows = session.connection().execute(select(_p.c.joined_at, first).where(
        _p.c.id > 0, _p.c.joined_at >= start, _p.c.joined_at < end)).all()
    asked = [(joined, at) for joined, at in rows if at is not None]
    return len(rows), sum(at <= joined + SOON for joined, at in asked)


def requests(session: Session, start: datetime, end: datetime) -> tuple[int, int]:
    """(requests made between two instants, those of them for somebody else)."""
    made = select(func.count(_e.c.request_id.distinct())).where(
        _e.c.what == "asked", _e.c.at >= start, _e.c.at < end)
    behalf = made.where(exists().where(_for.c.request_id == _e.c.request_id))
    return _count(session, made), _count(session, behalf)


def waits(session: Session, start: datetime, end: datetime) -> list[int]:
    """Seconds from each request of the log to the first who came forward, the shortest first."""
    first = select(func.min(_yes.c.at)).where(
        and_(_yes.c.request_id == _e.c.request_id, _yes.c.what == "proposed")).scalar_subquery()
    rows = session.connection().execute(select(_e.c.at, first).where(
        _e.c.what == "asked", _e.c.at >= start, _e.c.at < end))
    return sorted(round((yes - at).total_seconds()) for at, yes in rows if yes is not None)


def _count(session: Session, query: Any) -> int:
    return int(session.connection().execute(query).scalar_one())
