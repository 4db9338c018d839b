"""A street for the tests of rights and privacy: a group whose neighbours all live there and take part. Fictional."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, select

from rules.help import Slot
from storage import help as requests
from storage import people, zones
from storage.help import NewRequest
from storage.tables import table
from tests.world.people import Pilot
from tests.world.rows import a_group, a_person, a_zone
from tests.world.streets import Street

# Tuesday 24 November 2026, 10:00 in Paris.
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


class Lilacs:
    """Karim installed the group « Les Lilas » and runs it. `ids`: the person of each first name."""

    def __init__(self, engine: Engine, others: Sequence[str] = ("Odile", "Lucas")) -> None:
        self.street = Street(engine, NOW)
        self.chat = self.street.group("Les Lilas")
        self.pilots = {name: self.street.person(name) for name in ("Karim", *others)}
        with self.street.session() as session:
            self.ids = {name: a_person(session, pilot.id, first_name=name) for name, pilot in self.pilots.items()}
            self.zone = a_zone(session, "rue des Lilas")
            self.group = a_group(session, -self.chat.value, name="Les Lilas", zone_id=self.zone,
                                 installed_by=self.ids["Karim"])
            for name, person in self.ids.items():
                people.take_part(session, person, self.group, NOW, admin=name == "Karim")
                zones.settle(session, person, self.zone, NOW)
        self.street.admins.add((self.chat.value, self.karim.id))

    def __getitem__(self, name: str) -> Pilot:
        return self.pilots[name]

    @property
    def karim(self) -> Pilot:
        return self["Karim"]

    @property
    def odile(self) -> Pilot:
        return self["Odile"]

    @property
    def lucas(self) -> Pilot:
        return self["Lucas"]

    def count(self, of: Any, *where: Any) -> int:
        with self.street.session() as session:
            return int(session.connection().execute(
                select(func.count()).select_from(table(of)).where(*where)).scalar_one())

    def request(self, asker: str, note: str = "") -> int:
        """For their courses, in two days."""
        with self.street.session() as session:
            return requests.create(session, NewRequest(
                self.ids[asker], self.zone, "courses", TODAY + timedelta(days=2), Slot.MORNING, 30, note, "4821",
                NOW + timedelta(days=15)), NOW)
