"""The rhythm of groups: what they chose, how long they have been silent, what they heard; and votes for an apéro."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select, update
from sqlmodel import Session

from rules.civil import instant
from rules.geste_owners import group_key
from rules.help import RequestState
from rules.privacy import ONCE_KEPT
from rules.rhythm import STEPS, Silence
from storage import campaign_weeks
from storage.once import insert_new
from storage.tables import (
    Agenda,
    CampaignTap,
    Deed,
    GesteTap,
    HelpCard,
    HelpRequest,
    HourEntry,
    NeighbourGroup,
    Participation,
    table,
)
from storage.tables.rhythm import AperoVote, RhythmPost, RhythmSetting

_s, _post, _vote, _agenda = (table(t) for t in (RhythmSetting, RhythmPost, AperoVote, Agenda))
_g, _card, _q, _tap, _deed, _hour, _in, _seen = (table(t) for t in (
    NeighbourGroup, HelpCard, HelpRequest, GesteTap, Deed, HourEntry, Participation, CampaignTap))
REMEMBERED = ONCE_KEPT


@dataclass(frozen=True, slots=True)
class Setting:
    off: frozenset[str] = frozenset()
    silence: Silence = Silence.NONE
    since: datetime | None = None
    geste_was: str = ""


def setting(session: Session, group: int) -> Setting:
    r = session.connection().execute(select(_s).where(_s.c.group_id == group)).first()
    return Setting(frozenset(r.off.split()), Silence(r.silence), r.since, r.geste_was) if r else Setting()


def change(session: Session, group: int, **columns: Any) -> None:
    insert_new(session, _s, group_id=group, off="", silence=0, geste_was="")
    session.connection().execute(update(_s).where(_s.c.group_id == group).values(**columns))


def switch(session: Session, group: int, word: str) -> None:
    off = setting(session, group).off ^ {word}
    change(session, group, off=" ".join(sorted(off)))


def climb(session: Session, group: int, reached: Silence, to: Silence, now: datetime) -> bool:
    """True for whoever is first on that step."""
    insert_new(session, _s, group_id=group, off="", silence=0, geste_was="")
    return bool(session.connection().execute(update(_s).where(
        _s.c.group_id == group, _s.c.silence == reached).values(silence=to, since=now)).rowcount)


def looked_at(session: Session, what: str, groups: Collection[int]) -> set[int]:
    """Those of these groups at which somebody looks for this already."""
    return set(session.connection().execute(select(_agenda.c.subject).where(
        _agenda.c.what == what, _agenda.c.subject.in_(groups))).scalars())


# --- what it heard ---------------------------------------------------------------------------------

def said(session: Session, group: int, today: date) -> list[tuple[str, str, date]]:
    """(occasion, time, day) of about a year."""
    rows = session.connection().execute(select(_post.c.occasion, _post.c.period, _post.c.day).where(
        _post.c.group_id == group, _post.c.day > today - REMEMBERED))
    return [(r.occasion, r.period, r.day) for r in rows]


def mark(session: Session, group: int, day: date, occasion: str, period: str, now: datetime) -> int | None:
    """None when this group had its post of that day, or that occasion in this time."""
    return insert_new(session, _post, group_id=group, day=day, occasion=occasion, period=period, at=now)


def unmark(session: Session, number: int) -> None:
    session.connection().execute(_post.delete().where(_post.c.id == number))


def posts_of_week(session: Session, address: int, monday: date, zone: str) -> int:
    """Of animation, by whomever."""
    week = (instant(day, time(0), zone) for day in (monday, monday + timedelta(days=7)))
    return campaign_weeks.animated(session, [address], *week).get(address, 0)


# --- life ------------------------------------------------------------------------------------------

def quiet_for(session: Session, group: int, now: datetime) -> Silence:
    """The highest step of the ladder since which nothing was asked, noted, done, tapped or voted there."""
    reached = Silence.NONE
    for step in STEPS[1:]:
        if lives(session, group, now - timedelta(days=step), now):
            return reached
        reached = step
    return reached


def lives(session: Session, group: int, since: datetime, now: datetime) -> bool:
    """Whether anything happened there since then; a group that was paused, or is new, is not silent."""
    found = or_(
        exists().where(_g.c.id == group, or_(_g.c.installed_at > since, _g.c.paused_until > since)),
        exists().where(_card.c.group_id == group, _q.c.id == _card.c.request_id, _q.c.created_at > since),
        exists().where(_tap.c.owner == group_key(group), _tap.c.at > since),
        exists().where(_deed.c.group_id == group, _deed.c.at > since),
        exists().where(_hour.c.group_id == group, _hour.c.at > since),
        exists().where(_in.c.group_id == group, _in.c.since > since),
        exists().where(_vote.c.group_id == group, _vote.c.at > since),
        exists().where(_seen.c.group_id == group, _seen.c.at > since))
    return bool(session.connection().execute(select(found)).scalar_one())


# --- true facts ------------------------------------------------------------------------------------

def joined(session: Session, group: int, since: datetime) -> int:
    return int(session.connection().execute(select(func.count()).select_from(_in).where(
        _in.c.group_id == group, _in.c.since >= since)).scalar_one())


def open_needs(session: Session, group: int, now: datetime) -> int:
    """How many requests of this group still wait for somebody."""
    return int(session.connection().execute(select(func.count(_q.c.id.distinct())).select_from(_q).join(
        _card, _card.c.request_id == _q.c.id).where(
            _card.c.group_id == group, _q.c.state == RequestState.OPEN, _q.c.expires_at > now)).scalar_one())


# --- apéro -----------------------------------------------------------------------------------------

def vote(session: Session, group: int, period: str, person: int, choice: str, now: datetime) -> None:
    """One each; another press changes it."""
    values = {"choice": choice, "at": now}
    if insert_new(session, _vote, group_id=group, period=period, person_id=person, **values) is None:
        session.connection().execute(update(_vote).where(
            _vote.c.group_id == group, _vote.c.period == period, _vote.c.person_id == person).values(**values))


def votes(session: Session, group: int, period: str) -> dict[str, int]:
    rows = session.connection().execute(select(_vote.c.choice, func.count()).where(
        _vote.c.group_id == group, _vote.c.period == period).group_by(_vote.c.choice))
    return {str(choice): int(count) for choice, count in rows}

