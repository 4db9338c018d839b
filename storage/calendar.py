"""The year of a town: its own dates, what was proposed to whom and how it was answered, what a group does not want."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from rules.calendar import Correction, Corrections, ProposalState
from rules.campaigns import CampaignState
from storage.once import insert_new
from storage.tables import Campaign, table
from storage.tables.calendar import MomentDay, Proposal, ThemeOff

_day, _pro, _off, _c = table(MomentDay), table(Proposal), table(ThemeOff), table(Campaign)
THE_TOWN = 0


@dataclass(frozen=True, slots=True)
class Proposed:
    id: int
    person: int
    moment: str
    year: int
    group: int
    state: ProposalState
    campaign: int | None


def proposed(r: Any) -> Proposed:
    return Proposed(r.id, r.person_id, r.moment, r.year, r.group_id, r.state, r.campaign_id)


# --- the town's own dates ------------------------------------------------------------------------

def corrections(session: Session, on: date) -> Corrections:
    """What the town said of the year of that day, and of the years beside it."""
    rows = session.connection().execute(select(_day).where(_day.c.year.in_((on.year - 1, on.year, on.year + 1))))
    return {(r.moment, r.year): Correction(r.starts, r.ends) for r in rows}


def say_day(session: Session, moment: str, year: int, starts: date | None, ends: date | None, by: int | None,
            now: datetime) -> None:
    """starts: None when it is not held that year."""
    values: dict[str, Any] = {"starts": starts, "ends": ends, "by_id": by, "at": now}
    if insert_new(session, _day, moment=moment, year=year, **values) is None:
        session.connection().execute(update(_day).where(_day.c.moment == moment, _day.c.year == year).values(**values))


# --- what was proposed ---------------------------------------------------------------------------

def propose(session: Session, person: int, moment: str, year: int, group: int, now: datetime) -> int | None:
    """Its number the first time, None ever after."""
    return insert_new(session, _pro, person_id=person, moment=moment, year=year, group_id=group,
                      state=ProposalState.PROPOSED, at=now)


def proposed_to(session: Session, people: Collection[int]) -> dict[tuple[int, int], frozenset[tuple[str, int]]]:
    """The (moment, year) of which each of these was told for a group, by (person, group)."""
    found: dict[tuple[int, int], frozenset[tuple[str, int]]] = {}
    for r in session.connection().execute(select(_pro.c.person_id, _pro.c.group_id, _pro.c.moment, _pro.c.year).where(
            _pro.c.person_id.in_(people))):
        key = r.person_id, r.group_id
        found[key] = found.get(key, frozenset()) | {(r.moment, r.year)}
    return found


def by_id(session: Session, number: int) -> Proposed | None:
    r = session.connection().execute(select(_pro).where(_pro.c.id == number)).first()
    return proposed(r) if r else None


def of_person(session: Session, person: int, moment: str, year: int, group: int = THE_TOWN) -> Proposed | None:
    r = session.connection().execute(select(_pro).where(
        _pro.c.person_id == person, _pro.c.moment == moment, _pro.c.year == year, _pro.c.group_id == group)).first()
    return proposed(r) if r else None


def answer(session: Session, number: int, state: ProposalState, campaign: int | None = None) -> bool:
    """False when it was answered so already."""
    done = session.connection().execute(update(_pro).where(_pro.c.id == number, _pro.c.state != state).values(
        state=state, campaign_id=campaign))
    return bool(done.rowcount)


def drafts(session: Session, moment: str, year: int) -> list[int]:
    """The campaigns that were prepared from its proposals, and have not left."""
    rows = session.connection().execute(select(_c.c.id).join(_pro, _pro.c.campaign_id == _c.c.id).where(
        _pro.c.moment == moment, _pro.c.year == year,
        _c.c.state.in_((CampaignState.DRAFT, CampaignState.PLANNED))).order_by(_c.c.id))
    return [int(number) for number in rows.scalars()]


# --- what a group does not want ------------------------------------------------------------------

def themes_off(session: Session, group: int) -> frozenset[str]:
    return frozenset(session.connection().execute(select(_off.c.moment).where(_off.c.group_id == group)).scalars())


def themes_off_of(session: Session, groups: Collection[int]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for r in session.connection().execute(select(_off.c.group_id, _off.c.moment).where(_off.c.group_id.in_(groups))):
        found[r.group_id] = found.get(r.group_id, frozenset()) | {r.moment}
    return found


def leave_out(session: Session, group: int, moments: Collection[str]) -> None:
    """These, and no others."""
    session.connection().execute(delete(_off).where(_off.c.group_id == group))
    if moments:
        session.connection().execute(insert(_off), [{"group_id": group, "moment": m} for m in sorted(moments)])
