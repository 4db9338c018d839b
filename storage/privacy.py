"""What is held about a person: given back whole, or erased in one transaction."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, exists, or_, select, true, update
from sqlmodel import Session

from rules.deliveries import DeliveryState, Lane
from rules.help import HELD, LIVING
from rules.register import By, Erasing, Holds, Owner, personal_columns
from rules.residents import Person as KnownPerson
from storage import hour_totals, limits, mentions, parted, suspensions, tombstones, zones
from storage.engine import fold_when_done
from storage.tables import (
    REGISTER,
    Address,
    Delivery,
    HelpAcceptance,
    HelpRequest,
    Message,
    Person,
    Residence,
    metadata,
    table,
)

_p, _a, _m, _d, _q, _acc = (table(t) for t in (Person, Address, Message, Delivery, HelpRequest, HelpAcceptance))
_home = table(Residence)
PENDING = (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)
AT_ONCE = 20
EXPORT = "privacy.export"


def everything(session: Session, person: KnownPerson) -> dict[str, list[dict[str, Any]]]:
    """Every personal column of every row of theirs, by table; somebody else is never named."""
    value = value_of(session, person)
    return {name: _rows(session, metadata.tables[name], declared, person, value)
            for name, declared in REGISTER.items() if declared.owners}


def value_of(session: Session, person: KnownPerson) -> int:
    return int(session.connection().execute(select(_a.c.value).where(_a.c.id == person.address)).scalar_one())


def _rows(session: Session, of: Table, declared: Holds, person: KnownPerson, value: int) -> list[dict[str, Any]]:
    mine = [_owned(of, owner, person, value) for owner in declared.owners]
    earlier = of.c.kind != EXPORT if of is _m else true()
    seen = [owner.label(f"owner {place}") for place, owner in enumerate(mine)]
    rows = session.connection().execute(
        select(of, *seen).where(or_(*mine), earlier).order_by(*of.primary_key.columns)).mappings()
    return [_exported(declared, row, person) for row in rows]


def _exported(declared: Holds, row: Any, person: KnownPerson) -> dict[str, Any]:
    """A row as its owner may read it: nothing that is not theirs to read, nobody else's name."""
    unseen = set.intersection(*(set(owner.unseen.split()) for place, owner in enumerate(declared.owners)
                                if row[f"owner {place}"]))
    others = declared.others.split()
    return {column: None if column in unseen else _whose(row[column], person) if column in others
            else plain(row[column]) for column in personal_columns(declared)}


def _owned(of: Table, owner: Owner, person: KnownPerson, value: int) -> ColumnElement[bool]:
    column = of.c[owner.column]
    match owner.by:
        case By.PERSON:
            return column == person.id
        case By.ADDRESS:
            return column == person.address
        case By.MARK:
            return column == f"p{person.id}"
        case By.MESSAGE:
            return column.in_(select(_d.c.message_id).where(_d.c.address_id == person.address))
        case By.REQUEST:
            return column.in_(select(_q.c.id).where(_q.c.asker_id == person.id))
        case By.ZONE:
            return column.in_(select(_home.c.zone_id).where(_home.c.person_id == person.id))
        case By.VALUE:
            return column == value


def _whose(found: Any, person: KnownPerson) -> str | None:
    if found is None:
        return None
    return "vous" if found == person.id else "une autre personne"


def plain(value: Any) -> Any:
    """As JSON says it: instants and days in ISO 8601, choices by their word."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def living_requests(session: Session, person: int) -> list[int]:
    return list(session.connection().execute(
        select(_q.c.id).where(_q.c.asker_id == person, _q.c.state.in_(LIVING))).scalars())


def open_hands(session: Session, person: int) -> list[int]:
    """Acceptances by which this person is expected somewhere."""
    return list(session.connection().execute(
        select(_acc.c.id).where(_acc.c.volunteer_id == person, _acc.c.state.in_(HELD))).scalars())


def erase(session: Session, person: KnownPerson, now: datetime, *, marked: bool = True,
          file: Path | None = None) -> None:
    """The person and all that hangs on them; hours stay as totals, and the keyed hash of their number 60 days.

    The address stays until the last answer reached it: `forget_addresses` takes it within the hour. Requests that
    still live must be closed before: their groups and the other side are told by the caller. `marked` False leaves
    no hash: a restored backup would be just as old, and retention erases them again.
    """
    connection = session.connection()
    value = value_of(session, person)
    if marked:
        tombstones.remember(session, value, now)
    hour_totals.keep_totals_of(session, person.id)
    parted.keep(session, person.id, now, file)
    suspensions.keep(session, person.id, value, now, file)
    mentions.unname(session, person.id, person.first_name, person.address, now)
    connection.execute(update(_d).where(
        _d.c.address_id == person.address, _d.c.state.in_(PENDING), _d.c.lane != Lane.ANSWER).values(
            state=DeliveryState.CANCELLED, reason="erased", changed_at=now))
    connection.execute(update(_a).where(_a.c.id == person.address).values(changed_at=now))
    connection.execute(delete(_m).where(_m.c.author_id == person.id, ~exists().where(
        _d.c.message_id == _m.c.id, _d.c.address_id != person.address)))
    zones.leave(session, person.id)
    if marked:
        limits.outlive(session, person.id, tombstones.secret_mark(session, value, file), now)
    _delete_owned(session, person, value)
    fold_when_done(session)


def _delete_owned(session: Session, person: KnownPerson, value: int) -> None:
    """What each table declares; what hangs on a row goes with it, or forgets the name, by its foreign key."""
    for of in reversed(metadata.sorted_tables):
        for owner in REGISTER[of.name].owners:
            if owner.erasing is Erasing.DELETE:
                kept = of.c[owner.unless[0]] != owner.unless[1] if owner.unless else true()
                session.connection().execute(delete(of).where(_owned(of, owner, person, value), kept))


def forget_exports(session: Session, after: int, last: int) -> None:
    """Of the messages of these numbers: an export that arrived is in nobody's ledger any more."""
    on_its_way = exists().where(_d.c.message_id == _m.c.id, _d.c.state.in_((*PENDING, DeliveryState.SENDING)))
    session.connection().execute(delete(_m).where(_m.c.kind == EXPORT, _m.c.id > after, _m.c.id <= last, ~on_its_way))


def forget_addresses(session: Session, since: datetime) -> bool:
    """Private addresses whose person was erased since then, once nothing is on its way there; their messages too."""
    connection = session.connection()
    busy = exists().where(_d.c.address_id == _a.c.id, _d.c.state.in_((*PENDING, DeliveryState.SENDING)))
    gone = list(connection.execute(select(_a.c.id).where(
        _a.c.changed_at > since, _a.c.value > 0, ~exists().where(_p.c.address_id == _a.c.id),
        ~busy).limit(AT_ONCE)).scalars())
    if not gone:
        return False
    told = set(connection.execute(select(_d.c.message_id).where(_d.c.address_id.in_(gone))).scalars())
    connection.execute(delete(_a).where(_a.c.id.in_(gone)))
    connection.execute(delete(_m).where(_m.c.id.in_(told), ~exists().where(_d.c.message_id == _m.c.id)))
    fold_when_done(session)
    return len(gone) == AT_ONCE


__all__ = ["erase", "everything", "forget_addresses", "forget_exports", "living_requests", "open_hands"]
