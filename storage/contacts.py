"""What two neighbours gave each other, and when it goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlmodel import Session

from rules.help import KEPT_AFTER, AcceptanceState, Request, Way
from rules.help_messages import HelpContactGiven, HelpNote, HelpRelayed, HelpWiped
from rules.messages import encode, kind_of
from storage import help as store
from storage import ledger
from storage.ledger import Draft
from storage.once import first_time, insert_new
from storage.tables import Delivery, HelpAcceptance, HelpContact, HelpRequest, Message, Once, Report, table

_c, _q, _acc, _m, _d, _once = (table(t) for t in (HelpContact, HelpRequest, HelpAcceptance, Message, Delivery, Once))
SAME_WORDS = 5
_ON_SCREEN = tuple(str(vars(k)["kind"]) for k in (HelpContactGiven, HelpNote))
_CARRIED = (*_ON_SCREEN, str(vars(HelpRelayed)["kind"]))


def give(session: Session, request: int, person: int, now: datetime, *, phone: str | None = None,
         door: str | None = None) -> None:
    """Keep what one side gives; what was given before stays."""
    given = {k: v for k, v in (("phone", phone), ("door", door)) if v is not None}
    if insert_new(session, _c, request_id=request, person_id=person, at=now, **given) is None:
        session.connection().execute(update(_c).where(
            _c.c.request_id == request, _c.c.person_id == person).values(at=now, **given))


def of(session: Session, request: int, person: int) -> tuple[str | None, str | None]:
    """(phone, door) one side gave for a request."""
    r = session.connection().execute(select(_c.c.phone, _c.c.door).where(
        _c.c.request_id == request, _c.c.person_id == person)).first()
    return (r.phone, r.door) if r else (None, None)


def choose(session: Session, acceptance: int, *, asker: bool, way: Way) -> bool:
    column = "asker_way" if asker else "volunteer_way"
    done = session.connection().execute(update(_acc).where(
        _acc.c.id == acceptance, _acc.c.state == AcceptanceState.CONFIRMED).values({column: way}))
    return bool(done.rowcount)


def blocked(session: Session, one: int, other: int) -> bool:
    return bool(session.connection().execute(select(store.apart(one, other))).scalar())


def repeated(session: Session, person: int, digest: str, week: str, now: datetime) -> bool:
    """Count the same words of a person in a week, without the words; True exactly at the fifth."""
    for n in range(1, SAME_WORDS + 1):
        if first_time(session, f"relay:{person}:{week}", f"{digest}:{n}", now):
            return n == SAME_WORDS
    return False


def flag(session: Session, person: int, now: datetime) -> None:
    """For a human to look at: the same words were carried again and again."""
    insert_new(session, table(Report), about_id=person, reason="repeated", state="open", at=now)


def may_write(session: Session, person: int, other: int) -> bool:
    """Whether `other` wrote to this person first."""
    return bool(session.connection().execute(select(exists().where(
        _once.c.subject == f"p{person}", _once.c.what == f"wrote-{other}"))).scalar())


def wrote(session: Session, author: int, to: int, now: datetime) -> None:
    first_time(session, f"p{to}", f"wrote-{author}", now, other=author)


def to_wipe(session: Session, now: datetime) -> list[Request]:
    """Requests closed 72 h ago whose contacts and words are still here."""
    wiped = exists().where(_once.c.subject == _wipe_subject(), _once.c.what == "wiped")
    rows = session.connection().execute(store.requests().where(
        _q.c.closed_at <= now - KEPT_AFTER, _q.c.closed_at > now - timedelta(days=29), ~wiped).limit(100))
    return [store.request_of(r) for r in rows]


def _wipe_subject() -> Any:
    from sqlalchemy import String, cast, literal

    return literal("help:") + cast(_q.c.id, String)


def wipe(session: Session, request: Request, title: str, now: datetime) -> None:
    """Nothing of a phone, a door or a word is left: rows, ledger, and what is still on a screen."""
    if not first_time(session, f"help:{request.id}", "wiped", now):
        return
    session.connection().execute(delete(_c).where(_c.c.request_id == request.id))
    empty = HelpWiped(title)
    for row in _carried(session, request):
        session.connection().execute(update(_m).where(_m.c.id == row.id).values(
            kind=kind_of(empty), params=encode(empty)[1]))
        if row.kind in _ON_SCREEN and row.telegram_id is not None:
            ledger.add(session, Draft(empty, row.address_id, replaces=row.delivery), now)


def _carried(session: Session, request: Request) -> Sequence[Any]:
    rows = session.connection().execute(
        select(_m.c.id, _m.c.kind, _m.c.params, _d.c.id.label("delivery"), _d.c.address_id, _d.c.telegram_id)
        .join(_d, _d.c.message_id == _m.c.id)
        .where(_m.c.kind.in_(_CARRIED), _m.c.created_at >= request.created_at)).all()
    return [r for r in rows if r.params.get("request") == request.id]
