"""A street where somebody has a row in every table that can hold one. All people are fictional."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, insert, select, update

from rules.help import Slot
from rules.hours import HourKind
from storage import help as requests
from storage import hours, inbox, links, people, vouches
from storage.help import NewRequest
from storage.once import first_time
from storage.tables import (
    Ask,
    Block,
    Consent,
    Conversation,
    Deed,
    GesteIdea,
    GesteShown,
    GesteTap,
    HelpAcceptance,
    HelpContact,
    NeighbourGroup,
    Report,
    Residence,
    Schedule,
    Thanks,
    table,
)
from tests.pilots import Pilot, Street
from tests.scheduler.street import a_group, a_person, a_zone

# Tuesday 24 November 2026, 10:00 in Paris.
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


class Lilacs:
    """A group with its admin Karim, and Odile and Lucas who help each other."""

    def __init__(self, engine: Engine) -> None:
        self.street = Street(engine, NOW)
        self.chat = self.street.group("Les Lilas")
        self.karim, self.odile, self.lucas = map(self.street.person, ("Karim", "Odile", "Lucas"))
        with self.street.session() as session:
            self.ids = {pilot.first_name: a_person(session, pilot.id, first_name=pilot.first_name)
                        for pilot in (self.karim, self.odile, self.lucas)}
            self.zone = a_zone(session, "rue des Lilas")
            self.group = a_group(session, -self.chat.value, name="Les Lilas", zone_id=self.zone,
                                 installed_by=self.ids["Karim"])
            for name, person in self.ids.items():
                people.take_part(session, person, self.group, NOW, admin=name == "Karim")
                session.connection().execute(insert(table(Residence)).values(
                    person_id=person, zone_id=self.zone, since=NOW))
        self.street.admins.add((self.chat.value, self.karim.id))

    def count(self, of: Any, *where: Any) -> int:
        with self.street.session() as session:
            return int(session.connection().execute(
                select(func.count()).select_from(table(of)).where(*where)).scalar_one())

    def request(self, asker: str, note: str = "") -> int:
        with self.street.session() as session:
            return requests.create(session, NewRequest(
                self.ids[asker], self.zone, "courses", TODAY + timedelta(days=2), Slot.MORNING, 30, note, "4821",
                NOW + timedelta(days=15)), NOW)


def everything_about(lilacs: Lilacs, me: int, other: int) -> None:
    """A row of hers in every table that can hold one, and rows of somebody else beside."""
    group, mark = lilacs.group, f"p{me}"
    mine, theirs = lilacs.request("Odile", "Sonnez deux fois"), lilacs.request("Lucas", "SECRET-DE-LUCAS")
    with lilacs.street.session() as session:
        def add(of: Any, **values: Any) -> int:
            key = next(iter(table(of).primary_key.columns))
            return int(session.connection().execute(insert(table(of)).values(**values).returning(key)).scalar_one())

        hers = requests.take(session, theirs, me, NOW)
        his = requests.take(session, mine, other, NOW)
        for request, person, phone in ((mine, me, "06 11 11 11 11"), (theirs, other, "06 22 22 22 22")):
            add(HelpContact, request_id=request, person_id=person, phone=phone, door="A2", at=NOW)
        session.connection().execute(update(table(HelpAcceptance)).where(table(HelpAcceptance).c.id == his).values(
            volunteer_says="MOT-DE-LUCAS", asker_says="oui"))
        add(Thanks, acceptance_id=hers, from_id=other, to_id=me, phrase="merci", at=NOW)
        hours.note(session, me, HourKind.NEIGHBOURS, 45, TODAY, NOW, partner=other, group=group)
        add(GesteShown, owner=mark, day=TODAY, geste="saluer", at=NOW)
        add(GesteTap, person_id=me, geste="saluer", day=TODAY, action="done", owner=mark, at=NOW)
        add(GesteIdea, person_id=me, group_id=group, text="Arroser les bacs", at=NOW)
        add(Deed, person_id=me, group_id=group, theme="courses", minutes=15, day=TODAY, at=NOW)
        add(Schedule, kind="geste", owner=mark, person_id=me, hour="09:00", timezone="Europe/Paris", since=NOW,
            next_at=NOW)
        first_time(session, mark, "hours-2026-11", NOW)
        session.connection().execute(insert(table(Block)).values(person_id=me, other_id=other, at=NOW))
        add(Report, author_id=me, about_id=other, group_id=group, reason="insultes", at=NOW)
        add(Ask, person_id=me, request_id=theirs, asker_id=other, at=NOW)
        add(Consent, person_id=me, purpose="charter", version="2026-11", at=NOW)
        session.connection().execute(insert(table(Conversation)).values(
            person_id=me, name="help", run=1, answers={"kind": "courses"}, args={}, active=False, updated_at=NOW))
        inbox.set_aside(session, 1, "{}", "unreadable", NOW, lilacs.odile.id)
        session.connection().execute(update(table(NeighbourGroup)).values(added_by=me))
        links.add(session, "ab" * 32, "join", {"group": group}, single=False, by=me, now=NOW, expires=None)
        vouches.give(session, me, other, NOW)


def exported(pilot: Pilot) -> dict[str, Any]:
    pilot.say("/aide")
    pilot.say("/mesdonnees")
    shown = pilot.last.screen.attachment
    assert shown is not None
    assert shown.name.endswith(".json")
    return dict(json.loads(shown.text or ""))
