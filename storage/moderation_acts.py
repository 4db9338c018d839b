"""Measures, and who asks for another opinion on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from rules.moderation import Act, Measure, MeasureState, Reason, Side
from rules.residents import Standing
from storage.once import insert_new
from storage.tables import Person, table
from storage.tables.moderation import Appeal, HiddenRequest
from storage.tables.moderation import Measure as Row

_m, _a, _h, _p = table(Row), table(Appeal), table(HiddenRequest), table(Person)
STANDING = MeasureState.STANDING


def measure_of(r: Any) -> Measure:
    return Measure(r.id, r.report_id, r.about_id, r.act, r.by_id, Reason(r.reason), r.state, r.was, r.until)


def by_id(session: Session, number: int) -> Measure | None:
    r = session.connection().execute(select(_m).where(_m.c.id == number)).first()
    return measure_of(r) if r else None


def was_done(session: Session, case: int, act: Act) -> bool:
    """Even if it has ended since; what was taken back may be done again."""
    return session.connection().execute(select(_m.c.id).where(
        _m.c.report_id == case, _m.c.act == act, _m.c.state != MeasureState.UNDONE)).first() is not None


def taken(session: Session, case: int) -> bool:
    """Whether anything was done, even if it has ended since."""
    return session.connection().execute(select(_m.c.id).where(
        _m.c.report_id == case, _m.c.state != MeasureState.UNDONE)).first() is not None


def add(session: Session, case: int, about: int, act: Act, reason: Reason, by: int, now: datetime, *, was: str = "",
        until: datetime | None = None) -> int:
    return int(session.connection().execute(insert(_m).values(
        report_id=case, about_id=about, by_id=by, act=act, reason=reason.value, state=STANDING, was=was, at=now,
        until=until).returning(_m.c.id)).scalar_one())


def close(session: Session, number: int, into: MeasureState) -> bool:
    return bool(session.connection().execute(update(_m).where(_m.c.id == number, _m.c.state == STANDING).values(
        state=into)).rowcount)


def suspend(session: Session, person: int) -> str | None:
    """Their standing until now; None when there is nothing to suspend, or it is done already."""
    connection = session.connection()
    was = connection.execute(select(_p.c.standing).where(
        _p.c.id == person, _p.c.standing.in_((Standing.VISITOR, Standing.RESIDENT))).with_for_update()).scalar()
    if was is None:
        return None
    connection.execute(update(_p).where(_p.c.id == person).values(standing=Standing.SUSPENDED))
    return Standing(was).value


def give_back(session: Session, person: int, was: str) -> bool:
    return bool(session.connection().execute(update(_p).where(
        _p.c.id == person, _p.c.standing == Standing.SUSPENDED).values(standing=Standing(was))).rowcount)


def hide(session: Session, requests: Iterable[int], measure: int, now: datetime) -> None:
    for number in requests:
        insert_new(session, _h, request_id=number, measure_id=measure, at=now)


def show(session: Session, measure: int) -> list[int]:
    """Seen again by the others: which requests."""
    return list(session.connection().execute(delete(_h).where(_h.c.measure_id == measure).returning(
        _h.c.request_id)).scalars())


def appeal(session: Session, case: int, person: int, side: Side, judge: int, now: datetime, measure: int | None = None
           ) -> int | None:
    """None when they asked already."""
    return insert_new(session, _a, report_id=case, person_id=person, side=side, judge_id=judge, measure_id=measure,
                      at=now)


def appealed(session: Session, number: int, judge: int) -> Any:
    """What this judge was asked: report_id, measure_id, person_id, side."""
    return session.connection().execute(select(_a).where(_a.c.id == number, _a.c.judge_id == judge)).first()


def to_judge(session: Session, judge: int) -> list[Any]:
    """What waits for this judge: id, at."""
    return list(session.connection().execute(select(_a.c.id, _a.c.at).join(_m, _m.c.id == _a.c.measure_id).where(
        _a.c.judge_id == judge, _m.c.state == STANDING).order_by(_a.c.at, _a.c.id)))


def judged(session: Session, number: int, judge: int) -> bool:
    """Once: nobody judges it any more."""
    return bool(session.connection().execute(update(_a).where(_a.c.id == number, _a.c.judge_id == judge).values(
        judge_id=None)).rowcount)


def asked(session: Session, case: int, author: int) -> bool:
    """Whether this author has had another opinion on their report."""
    return session.connection().execute(select(_a.c.id).where(
        _a.c.report_id == case, _a.c.person_id == author, _a.c.side == Side.AUTHOR)).first() is not None
