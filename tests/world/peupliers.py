"""A street for the tests of requests: a group, its admin and neighbours, all fictional and all residents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, insert, select

from rules.console import TownRole
from rules.residents import Rhythm
from storage import people, zones
from storage.tables import HelpAcceptance, HelpEvent, HelpRequest, Participation, table
from tests.world.people import Pilot
from tests.world.pressing import press_tap, press_value
from tests.world.rows import a_group, a_person, a_role, a_zone
from tests.world.streets import Street

# Tuesday 24 November 2026, 10:30 in Paris.
MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


class Peupliers:
    """Odile asks; Karim runs the group; Lucas and Fatou help. `grouped` False: nobody installed a group."""

    def __init__(self, engine: Engine, *, grouped: bool = True, language: str = "fr") -> None:
        self.street = Street(engine, MORNING, frozenset({"fr", "en", "ar"}))
        self.chat = self.street.group("Les Peupliers")
        self.karim, self.odile, self.lucas, self.fatou = (
            self.street.person(name, language) for name in ("Karim", "Odile", "Lucas", "Fatou"))
        with self.street.session() as session:
            self.zone = a_zone(session, "rue des Peupliers")
            people = [a_person(session, p.id, first_name=p.first_name, geste_rhythm=Rhythm.NEVER, language=language)
                      for p in (self.karim, self.odile, self.lucas, self.fatou)]
            for person in people:
                zones.settle(session, person, self.zone, MORNING)
            if grouped:
                self.group = a_group(session, -self.chat.value, name="Les Peupliers", installed_by=people[0],
                                     zone_id=self.zone, geste_rhythm="never", language=language)
                session.connection().execute(insert(table(Participation)), [
                    {"person_id": person, "group_id": self.group, "since": MORNING} for person in people])
        self.street.admins.add((self.chat.value, self.karim.id))

    def neighbour(self, name: str, *, joined: bool = True) -> Pilot:
        """One more resident of the street, who takes part in its group or not."""
        pilot = self.street.person(name)
        with self.street.session() as session:
            person = a_person(session, pilot.id, first_name=name, geste_rhythm=Rhythm.NEVER)
            zones.settle(session, person, self.zone, MORNING)
            if joined:
                people.take_part(session, person, self.group, MORNING)
        return pilot

    def referent(self, name: str = "Nadia") -> Pilot:
        """A neighbour who looks after the street."""
        pilot = self.neighbour(name)
        number = pilot.person_id
        with self.street.session() as session:
            a_role(session, number, TownRole.REFERENT, zone_id=self.zone)
        return pilot

    def ask(self, who: Pilot | None = None, kind: str = "courses", family: str = "courses-et-repas",
            day: str = "2026-11-26", slot: str = "apres-midi") -> int:
        """The five taps; returns the request's number."""
        who = who or self.odile
        who.say("/besoin")
        for value in (family, kind, day, slot, "oui"):
            press_value(who, value)
        return self.newest(HelpRequest)

    def agreed(self, helper: Pilot | None = None, **asked: Any) -> int:
        """A request with a confirmed helper; returns the acceptance's number."""
        self.ask(**asked)
        press_tap(helper or self.lucas, "help.take", self.chat)
        press_tap(self.odile, "help.yes")
        return self.newest(HelpAcceptance)

    def newest(self, of: Any) -> int:
        with self.street.session() as session:
            return int(session.connection().execute(
                select(table(of).c.id).order_by(table(of).c.id.desc())).scalars().first() or 0)

    def row(self, of: Any, number: int) -> Any:
        with self.street.session() as session:
            return session.connection().execute(select(table(of)).where(table(of).c.id == number)).one()

    def events(self, request: int) -> list[str]:
        events = table(HelpEvent)
        with self.street.session() as session:
            return [str(what) for what in session.connection().execute(select(events.c.what).where(
                events.c.request_id == request).order_by(events.c.id)).scalars()]
