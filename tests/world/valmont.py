"""A town that speaks to its streets: two people coordinate, its groups are linked. All people are fictional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Engine, insert

from rules.console import RoleState, TownRole
from rules.groups import GroupRhythm
from rules.residents import Rhythm
from rules.town import Town
from storage import people, zones
from storage.tables import table
from storage.tables.console import RoleHeld, TownLink, TownNews
from tests.world.people import Chat, Pilot
from tests.world.rows import a_group, a_person, a_zone
from tests.world.streets import Street

# Tuesday 24 November 2026, 10:30 in Paris.
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TOWN = Town("Mairie de Valmont", "05 46 00 00 00")
VALMONT, ROCHES = "17300", "17306"
STREETS = (("Les Lilas", VALMONT), ("Les Tilleuls", VALMONT), ("Les Peupliers", ROCHES))


class Valmont:
    """Inès and Paul coordinate. Odile lives in Les Lilas, which Karim runs."""

    def __init__(self, engine: Engine, coordinators: Sequence[str] = ("Inès", "Paul"),
                 streets: Sequence[tuple[str, str]] = STREETS, now: datetime = NOW) -> None:
        self.street = Street(engine, now)
        self.street.ring = replace(self.street.ring, town=TOWN)
        self.street.dialogue = replace(self.street.dialogue, town=TOWN)
        self.pilots = {name: self.street.person(name) for name in (*coordinators, "Karim", "Odile", "Lucas")}
        self.chats = {name: self.street.group(name) for name, _commune in streets}
        with self.street.session() as session:
            self.ids = {name: a_person(session, pilot.id, first_name=name, seen_at=now,
                                       geste_rhythm=Rhythm.NEVER) for name, pilot in self.pilots.items()}
            self.groups = {}
            for name, commune in streets:
                zone = a_zone(session, f"rue {name}", commune)
                self.groups[name] = a_group(session, -self.chats[name].value, name=name, zone_id=zone,
                                            geste_rhythm=GroupRhythm.NEVER, installed_by=self.ids["Karim"])
                session.connection().execute(insert(table(TownLink)).values(
                    group_id=self.groups[name], since=now, by_id=self.ids["Karim"], quarter=""))
                if name == streets[0][0]:
                    for person in ("Karim", "Odile", "Lucas"):
                        people.take_part(session, self.ids[person], self.groups[name], now, admin=person == "Karim")
                        zones.settle(session, self.ids[person], zone, now)
            for name in coordinators:
                session.connection().execute(insert(table(RoleHeld)).values(
                    role=TownRole.COORDINATOR, state=RoleState.ACTIVE, person_id=self.ids[name], since=now, tag="",
                    name=name))
        self.street.admins.add((self.chats[streets[0][0]].value, self["Karim"].id))

    def __getitem__(self, name: str) -> Pilot:
        return self.pilots[name]

    def chat(self, name: str = "Les Lilas") -> Chat:
        return self.chats[name]

    def wants_news(self, name: str) -> None:
        with self.street.session() as session:
            session.connection().execute(insert(table(TownNews)).values(person_id=self.ids[name], since=NOW))
