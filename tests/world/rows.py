"""Groups, people and requests written straight into the tables, and what the clock then says to them. All fictional."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Engine, insert, select, update
from sqlmodel import Session

from content.catalogue import Catalogue
from rules.console import RoleState, TownRole
from rules.deliveries import Purpose
from rules.groups import GroupState
from rules.help import Slot
from rules.residents import Rhythm, Standing, ZoneKind
from rules.rhythm import RHYTHM
from scheduler.ring import Ring
from storage import modules, residents
from storage.engine import transaction
from storage.tables import (
    Delivery,
    GesteShown,
    HelpRequest,
    Message,
    NeighbourGroup,
    Occurrence,
    Person,
    RoleHeld,
    Zone,
    table,
)
from tests.world.streets import catalogue

ZONES = ("Europe/Paris", "America/Miquelon", "America/Guadeloupe", "America/Martinique", "America/St_Barthelemy",
         "America/Cayenne", "Indian/Reunion", "Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti",
         "Pacific/Gambier", "Pacific/Wallis", "Pacific/Marquesas")
LONG_AGO, NOW = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
_g, _p, _z, _d, _m, _q = (table(t) for t in (NeighbourGroup, Person, Zone, Delivery, Message, HelpRequest))


def content() -> Catalogue:
    return catalogue()


class Said(NamedTuple):
    delivery: int
    kind: str
    address: int
    params: dict[str, Any]
    not_before: datetime | None
    not_after: datetime | None


def a_zone(session: Session, label: str, commune: str | None = None) -> int:
    return int(session.connection().execute(insert(_z).values(
        kind=ZoneKind.STREET, label=label, commune=commune, key=label).returning(_z.c.id)).scalar_one())


def a_group(session: Session, chat: int, timezone: str = "Europe/Paris", *, rhythm: bool = False,
            **columns: Any) -> int:
    """An installed group, with an admin when `installed_by` says so; without the rhythm of the year unless asked."""
    values: dict[str, Any] = {"name": "Rue des Lilas", "state": GroupState.INSTALLED, "added_at": LONG_AGO,
                              "installed_at": LONG_AGO, "timezone": timezone}
    made = int(session.connection().execute(insert(_g).values(
        address_id=residents.address_id(session, -chat), **values | columns).returning(_g.c.id)).scalar_one())
    if not rhythm:
        modules.set_for_group(session, made, RHYTHM, LONG_AGO, on=False)
    return made


def a_person(session: Session, value: int, **columns: Any) -> int:
    person = residents.add_visitors(session, {value: "fr"}, LONG_AGO)[value].id
    values: dict[str, Any] = {"standing": Standing.RESIDENT, "joined_at": LONG_AGO, "geste_rhythm": Rhythm.WEEK}
    session.connection().execute(update(_p).where(_p.c.id == person).values(**values | columns))
    return person


def a_visitor(engine: Engine, value: int, now: datetime = NOW) -> int:
    with transaction(engine) as session:
        return residents.add_visitors(session, {value: "fr"}, now)[value].id


def a_role(session: Session, person: int, role: TownRole = TownRole.COORDINATOR,
           state: RoleState = RoleState.ACTIVE, **columns: Any) -> int:
    """A role from the town, given on the server."""
    t = table(RoleHeld)
    return int(session.connection().execute(insert(t).values(
        role=role, state=state, person_id=person, since=LONG_AGO, **columns).returning(t.c.id)).scalar_one())


def a_request(session: Session, asker: int, **columns: Any) -> int:
    """An open request for one volunteer, in a zone of its own unless one is given."""
    zone = columns.pop("zone_id", None) or int(session.connection().execute(insert(_z).values(
        kind=ZoneKind.STREET, label="rue des Lilas", key=f"rue des lilas {asker} {columns}").returning(
            _z.c.id)).scalar_one())
    values: dict[str, Any] = {
        "asker_id": asker, "zone_id": zone, "kind": "courses", "day": date(2026, 11, 25), "slot": Slot.MORNING,
        "minutes": 30, "visit_code": "4821", "created_at": NOW, "expires_at": datetime(2026, 11, 26, tzinfo=UTC)}
    return int(session.connection().execute(insert(_q).values(**values | columns).returning(_q.c.id)).scalar_one())


def a_need(session: Session, asker: int, zone: int, day: date) -> int:
    """A request of long ago that stands for years."""
    return a_request(session, asker, zone_id=zone, day=day, created_at=LONG_AGO,
                     expires_at=datetime(2040, 1, 1, tzinfo=UTC))


def ring_at(engine: Engine, now: datetime) -> None:
    Ring(engine, content())(now)


def ring_through(engine: Engine, first: datetime, last: datetime, every: timedelta) -> None:
    while first <= last:
        ring_at(engine, first)
        first += every


def gestes_said(engine: Engine) -> list[Said]:
    return said(engine, Purpose.GESTE)


def said(engine: Engine, purpose: Purpose) -> list[Said]:
    with transaction(engine) as session:
        rows = session.connection().execute(
            select(_d.c.id, _m.c.kind, _d.c.address_id, _m.c.params, _d.c.not_before, _d.c.not_after)
            .join(_m, _m.c.id == _d.c.message_id).where(_m.c.purpose == purpose).order_by(_d.c.id))
        return [Said(*row) for row in rows]


def shown(engine: Engine, owner: str) -> list[tuple[date, str]]:
    t = table(GesteShown)
    with transaction(engine) as session:
        rows = session.connection().execute(select(t.c.day, t.c.geste).where(t.c.owner == owner).order_by(t.c.day))
        return [(r.day, r.geste) for r in rows]


def occurrences(engine: Engine) -> dict[date, str]:
    t = table(Occurrence)
    with transaction(engine) as session:
        return {r.local_date: r.state for r in session.connection().execute(select(t).order_by(t.c.local_date))}


def group_row(engine: Engine, group: int) -> Any:
    with transaction(engine) as session:
        return session.connection().execute(select(_g).where(_g.c.id == group)).one()


def set_group(engine: Engine, group: int, **columns: Any) -> None:
    with transaction(engine) as session:
        session.connection().execute(update(_g).where(_g.c.id == group).values(**columns))
