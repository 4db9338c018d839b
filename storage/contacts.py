"""What two neighbours gave each other, and when it goes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlmodel import Session

from rules.help import AcceptanceState, Request, Way
from rules.residents import Standing
from rules.theirs import Theirs
from storage import help as store
from storage import taking_back
from storage.once import first_time, insert_new
from storage.tables import HelpAcceptance, HelpContact, HelpRequest, Once, Person, table

_c, _q, _acc, _once, _p = (table(t) for t in (HelpContact, HelpRequest, HelpAcceptance, Once, Person))
LETTER = "letter-"


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


def may_write(session: Session, person: int, other: int) -> bool:
    """Whether `other` wrote to this person first."""
    return bool(session.connection().execute(select(exists().where(
        _once.c.subject == f"p{person}", _once.c.what == f"wrote-{other}"))).scalar())


def wrote(session: Session, author: int, to: int, now: datetime) -> None:
    first_time(session, f"p{to}", f"wrote-{author}", now, other=author)


def waits(session: Session, author: int, to: int, now: datetime) -> None:
    """A letter waits for an answer since then; since the first, when there were several."""
    first_time(session, f"p{to}", f"{LETTER}{author}", now, other=author)


def answered(session: Session, person: int, author: int) -> None:
    session.connection().execute(delete(_once).where(
        _once.c.subject == f"p{person}", _once.c.what == f"{LETTER}{author}"))


def letters(session: Session, person: int, since: datetime) -> list[tuple[Theirs, datetime]]:
    """Whose letters wait for this person's answer, and since when."""
    rows = session.connection().execute(select(_p.c.id, _p.c.first_name, _once.c.at).join(
        _p, _p.c.id == _once.c.other_id).where(
        _once.c.subject == f"p{person}", _once.c.what.startswith(LETTER), _once.c.at >= since,
        _p.c.standing == Standing.RESIDENT).order_by(_once.c.at))
    return [(Theirs(r.first_name or "", r.id), r.at) for r in rows]


def mute(session: Session, person: int, other: int, now: datetime) -> None:
    """Who runs a group wishes to read no more of somebody."""
    first_time(session, f"p{person}", f"mute-{other}", now, other=other)


def hear(session: Session, person: int, other: int) -> None:
    session.connection().execute(delete(_once).where(
        _once.c.subject == f"p{person}", _once.c.what == f"mute-{other}"))


def muted(session: Session, person: int, other: int) -> bool:
    return bool(session.connection().execute(select(exists().where(
        _once.c.subject == f"p{person}", _once.c.what == f"mute-{other}"))).scalar())


def wipe(session: Session, request: Request, now: datetime) -> None:
    """Nothing of a phone, a door, a code or a word is left: rows, ledger, and what is still on a screen."""
    if first_time(session, f"help:{request.id}", "wiped", now):
        taking_back.of_request(session, request.id, now)
