"""What a bilan counts, from the logs: requests by their last ending, hours that stand, people who were asked."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import exists, func, or_, select
from sqlmodel import Session

from rules.hours import EntryState
from rules.periods import Period
from rules.reports import ENDS, Minutes
from storage import board, hour_totals
from storage.tables import Ask, HelpEvent, HourEntry, Person, table

_e, _h, _ask, _p = (table(t) for t in (HelpEvent, HourEntry, Ask, Person))
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
WORDS = [str(what) for what in ENDS]
_after, _later = _e.alias("after"), _h.alias("later")


def ends(session: Session, start: datetime, end: datetime, zone: int | None = None) -> Counter[tuple[int, str]]:
    """(place, the word of the log) of the last ending of each request that fell between two instants.

    Of one place, or of the town; a place that is gone is 0.
    """
    again = exists().where(_after.c.request_id == _e.c.request_id, _after.c.id > _e.c.id, _after.c.what.in_(WORDS))
    here = [] if zone is None else [_e.c.zone_id == zone]
    rows = session.connection().execute(select(_e.c.zone_id, _e.c.what, func.count()).where(
        *here, _e.c.at >= start, _e.c.at < end, _e.c.what.in_(WORDS), ~again).group_by(_e.c.zone_id, _e.c.what))
    found: Counter[tuple[int, str]] = Counter()
    for place, what, count in rows:
        found[place or 0, str(what)] += int(count)
    return found


def hours(session: Session, period: Period, group: int | None = None) -> tuple[Minutes, Minutes]:
    """(declared, confirmed): what stands, and the totals of those who are gone; of a group, or of the town.

    The people are the least there can be: those who are gone count once a month and kind, whoever they were.
    """
    mine = [] if group is None else [_h.c.group_id == group]
    state = (_h.c.state == EntryState.CONFIRMED).label("confirmed")
    rows = session.connection().execute(select(
        state, func.sum(_h.c.minutes), func.count(_h.c.person_id.distinct())).where(
            *mine, _h.c.day >= period.first, _h.c.day <= period.last, _h.c.minutes > 0,
            ~exists().where(_later.c.replaces_id == _h.c.id)).group_by("confirmed")).all()
    living = {bool(row[0]): Minutes(int(row[1]), int(row[2])) for row in rows}
    gone = hour_totals.within(session, period.first, period.last, group)
    declared, confirmed = living.get(False, Minutes()), living.get(True, Minutes())
    return (Minutes(declared.minutes + sum(one.minutes - one.confirmed for one in gone),
                    max([declared.people, *(one.people - one.confirmers for one in gone)])),
            Minutes(confirmed.minutes + sum(one.confirmed for one in gone),
                    max([confirmed.people, *(one.confirmers for one in gone)])))


def asked(session: Session, group: int | None, start: datetime, end: datetime, now: datetime) -> tuple[int, int]:
    """(available, asked): of a group, or of the town, who may be asked now and had joined by then, and who was."""
    people = select(_p.c.id) if group is None else board.taking_part(group)
    able = (*board.able(people, now), or_(_p.c.joined_at.is_(None), _p.c.joined_at < end))
    was = exists().where(_ask.c.person_id == _p.c.id, _ask.c.at >= start, _ask.c.at < end)
    count, done = select(func.count()).select_from(_p), session.connection().execute
    return int(done(count.where(*able)).scalar_one()), int(done(count.where(*able, was)).scalar_one())


def began(session: Session) -> datetime | None:
    """When the first request of the town was made."""
    found: datetime | None = session.connection().execute(
        select(_e.c.at).where(_e.c.at > LONG_AGO).order_by(_e.c.at).limit(1)).scalar()
    return found
