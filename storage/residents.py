"""People and addresses: found by their platform id, created as visitors at their first word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, cast, exists, insert, select, update
from sqlmodel import Session

from rules.deliveries import AddressState
from rules.residents import FIRST_NEED, Standing
from rules.residents import Person as KnownPerson
from rules.theirs import Theirs
from storage import many
from storage.tables import Address, HelpAcceptance, Once, Person, table

_person = table(Person)
_address = table(Address)
_once, _acc = table(Once), table(HelpAcceptance)
_COLUMNS = (_person.c.id, _person.c.address_id, _person.c.first_name, _person.c.language, _person.c.standing,
            _person.c.timezone, _person.c.paused_until, _person.c.stopped, _person.c.simple, _person.c.seen_at,
            _address.c.value, _address.c.state)
_BY_VALUES = select(*_COLUMNS).join(_address, _address.c.id == _person.c.address_id).where(
    _address.c.service == "telegram", _address.c.value.in_(bindparam("values", expanding=True)),
    _address.c.thread == 0)


def person_of(row: Any) -> KnownPerson:
    return KnownPerson(row.id, row.address_id, Theirs(row.first_name, row.id), row.language, row.standing, row.timezone,
                       row.paused_until, row.stopped, row.simple)


def by_values(session: Session, values: Iterable[int]) -> dict[int, Any]:
    """Rows of people by platform id, with `value`, `state` (of their address) and `seen_at`."""
    return {row.value: row for row in session.connection().execute(_BY_VALUES, {"values": list(values)})}


def by_id(session: Session, person: int) -> KnownPerson | None:
    statement = select(*_COLUMNS).join(_address, _address.c.id == _person.c.address_id).where(
        _person.c.id == person)
    row = session.connection().execute(statement).first()
    return person_of(row) if row else None


def value_of(session: Session, person: int) -> int:
    """The platform id of a person."""
    return int(session.connection().execute(select(_address.c.value).join(
        _person, _person.c.address_id == _address.c.id).where(_person.c.id == person)).scalar_one())


def address_id(session: Session, value: int, thread: int = 0) -> int:
    """The address row of a platform id, created when it is new."""
    connection = session.connection()
    found = connection.execute(select(_address.c.id).where(
        _address.c.service == "telegram", _address.c.value == value, _address.c.thread == thread)).scalar()
    if found is not None:
        return int(found)
    created = connection.execute(insert(_address).values(
        service="telegram", value=value, thread=thread, state=AddressState.OPEN).returning(_address.c.id))
    return int(created.scalar_one())


def add_visitors(session: Session, languages: Mapping[int, str], now: datetime,
                 timezone: str = "Europe/Paris") -> dict[int, KnownPerson]:
    """Visitors by platform id, with the language each is spoken to in; their addresses are made where new."""
    connection = session.connection()
    known = connection.execute(select(_address.c.value, _address.c.id).where(
        _address.c.service == "telegram", _address.c.thread == 0, _address.c.value.in_(list(languages))))
    addresses: dict[int, int] = {row.value: row.id for row in known}
    missing = [value for value in languages if value not in addresses]
    if missing:
        fresh = many.add(session, _address, [
            {"service": "telegram", "value": v, "thread": 0, "state": AddressState.OPEN} for v in missing])
        addresses |= dict(zip(missing, fresh, strict=True))
    rows = [{"address_id": addresses[v], "language": language, "first_seen_at": now, "seen_at": now,
             "first_name": "", "skills": {}, "timezone": timezone} for v, language in languages.items()]
    numbers = many.add(session, _person, rows)
    made = {row.id: row for row in connection.execute(select(_person).where(_person.c.id.in_(numbers)))}
    return {value: person_of(made[number]) for value, number in zip(languages, numbers, strict=True)}


def touch(session: Session, people: Iterable[int], now: datetime) -> None:
    ids = list(people)
    if ids:
        session.connection().execute(update(_person).where(_person.c.id.in_(ids)).values(
            seen_at=now, warned_at=None))


def set_address_state(session: Session, address: int, state: AddressState, now: datetime) -> None:
    session.connection().execute(update(_address).where(_address.c.id == address).values(
        state=state, changed_at=now))


def change(session: Session, person: int, **columns: Any) -> None:
    """Set columns of one person, by name."""
    session.connection().execute(update(_person).where(_person.c.id == person).values(**columns))


def row(session: Session, person: int) -> Any:
    """Every column of one person."""
    return session.connection().execute(select(_person).where(_person.c.id == person)).one()


def newcomer(session: Session, person: int, since: datetime) -> Any:
    """The resident who joined since then, and neither helped nor was shown a need yet; None when they are not one."""
    told = exists().where(_once.c.what == FIRST_NEED, _once.c.subject == "p" + cast(_person.c.id, String))
    helps = exists().where(_acc.c.volunteer_id == _person.c.id)
    return session.connection().execute(select(
        _person.c.id, _person.c.address_id, _person.c.timezone, _person.c.joined_at, _person.c.stopped,
        _person.c.paused_until).where(
        _person.c.id == person, _person.c.standing == Standing.RESIDENT, _person.c.joined_at >= since,
        ~told, ~helps)).first()


def residents_after(session: Session, person: int, most: int) -> list[tuple[int, int]]:
    """The next residents by number, with their addresses."""
    rows = session.connection().execute(select(_person.c.id, _person.c.address_id).where(
        _person.c.id > person, _person.c.standing == Standing.RESIDENT).order_by(_person.c.id).limit(most))
    return [(int(r.id), int(r.address_id)) for r in rows]
