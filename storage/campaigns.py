"""What the town says to its streets: drafts by their version, states by legal steps, decisions logged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlmodel import Session

from rules.campaigns import Campaign, CampaignKind, CampaignState, came_from
from storage.tables.base import table
from storage.tables.campaigns import Campaign as Table
from storage.tables.campaigns import CampaignEvent

_c, _e = table(Table), table(CampaignEvent)
S = CampaignState
WRITABLE = frozenset({"kind", "theme", "title", "text", "file", "file_kind", "buttons", "audience", "event", "closes",
                      "send_day", "send_at", "seats", "pinned"})


def facts(r: Any) -> Campaign:
    return Campaign(
        r.id, r.kind, r.state, r.version, r.code, r.theme, r.title, r.text, r.file, r.file_kind,
        tuple(r.buttons.get("rows", ())), r.audience, r.event, r.closes, r.send_day, r.send_at, r.seats, r.taken,
        r.pinned, r.author_id, r.changed_by_id, r.confirmed_by_id, r.approver_id, r.groups, r.people, r.confirmed_at,
        r.approved_at, r.started_at, r.ended_at, r.withdrawn_at, r.full_at, r.changed_at, r.told_id,
        r.told_figures)


def by_id(session: Session, campaign: int) -> Campaign | None:
    r = session.connection().execute(select(_c).where(_c.c.id == campaign)).first()
    return facts(r) if r else None


def by_code(session: Session, code: str) -> Campaign | None:
    r = session.connection().execute(select(_c).where(_c.c.code == code)).first()
    return facts(r) if r else None


def in_state(session: Session, *states: CampaignState, most: int = 30) -> list[Campaign]:
    """Those changed last, first; alerts stand apart."""
    rows = session.connection().execute(
        select(_c).where(_c.c.state.in_(states), _c.c.kind != CampaignKind.ALERT).order_by(
            _c.c.changed_at.desc(), _c.c.id.desc()).limit(most))
    return [facts(r) for r in rows]


def add(session: Session, kind: CampaignKind, code: str, by: int | None, now: datetime, **said: Any) -> int:
    made = session.connection().execute(insert(_c).values(
        kind=kind, state=S.DRAFT, version=1, code=code, theme="", title="", text="", buttons={}, audience={}, seats=0,
        taken=0, pinned=False, author_id=by, changed_by_id=by, groups=0, people=0, created_at=now, changed_at=now
    ).values(**_columns(said)).returning(_c.c.id)).scalar_one()
    log(session, int(made), "drafted", 1, by, now)
    return int(made)


def write(session: Session, campaign: int, version: int, by: int | None, now: datetime, **said: Any) -> int | None:
    """Change a draft that is still at this version: its new version, or None when somebody else was first."""
    return session.connection().execute(update(_c).where(
        _c.c.id == campaign, _c.c.version == version, _c.c.state == S.DRAFT).values(
            **_columns(said), version=version + 1, changed_by_id=by, changed_at=now).returning(_c.c.version)).scalar()


def step(session: Session, campaign: int, to: CampaignState, now: datetime, *, version: int | None = None,
         only: Sequence[CampaignState] = (), **columns: Any) -> bool:
    """Into this state by a legal step, or no change at all. version: only while it is this one."""
    same = [_c.c.version == version] if version is not None else []
    from_ = [state for state in came_from(to) if not only or state in only]
    done = session.connection().execute(update(_c).where(_c.c.id == campaign, _c.c.state.in_(from_), *same).values(
        state=to, changed_at=now, **columns))
    return bool(done.rowcount)


def reword(session: Session, campaign: int, version: int, text: str, by: int | None, now: datetime) -> bool:
    """Other words for what was said already; False when somebody else was first."""
    done = session.connection().execute(update(_c).where(
        _c.c.id == campaign, _c.c.version == version, _c.c.state != S.DRAFT).values(
            text=text, version=version + 1, changed_by_id=by, changed_at=now))
    return bool(done.rowcount)


def fill(session: Session, campaign: int, now: datetime) -> bool:
    """It is complete from now on. False when it was already."""
    done = session.connection().execute(update(_c).where(_c.c.id == campaign, _c.c.full_at.is_(None)).values(
        full_at=now, changed_at=now))
    return bool(done.rowcount)


def mark(session: Session, campaign: int, **columns: Any) -> None:
    session.connection().execute(update(_c).where(_c.c.id == campaign).values(**columns))


def log(session: Session, campaign: int, what: str, version: int, by: int | None, now: datetime) -> None:
    session.connection().execute(insert(_e).values(campaign_id=campaign, what=what, version=version, by_id=by, at=now))


def _columns(said: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := said.keys() - WRITABLE:
        raise ValueError(f"a draft has no {sorted(unknown)}")
    return {name: {"rows": list(value)} if name == "buttons" else value for name, value in said.items()}
