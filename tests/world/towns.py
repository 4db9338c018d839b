"""A town: its coordinators, and streets that let it write to them. All people are fictional."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from rules.console import RoleState, TownRole
from rules.groups import GroupRhythm
from rules.town import Town
from storage import console, geste_plans, groups, modules
from storage.tables import Delivery, Message, RoleHeld, TownLink, TownNews, table
from storage.tables.campaigns import Campaign
from tests.world import steady
from tests.world.people import Chat, Pilot
from tests.world.scenes import install, join
from tests.world.streets import Street

_d, _m, _c = table(Delivery), table(Message), table(Campaign)


@dataclass
class TownHall:
    street: Street
    groups: dict[str, Chat] = field(default_factory=dict)

    def named(self, name: str = "Mairie de Valmont", second_above: int = 50) -> None:
        """Whose town it is, and above how many groups a second person says yes."""
        town = Town(name, second_above=second_above)
        self.street.dialogue = replace(self.street.dialogue, town=town)
        self.street.ring = replace(self.street.ring, town=town)

    def steps(self, count: int) -> None:
        """The clock rings, and the sender takes so many steps."""
        street, sender = self.street, self.street.service.sender
        street.ring(street.now)

        async def some() -> None:
            assert await sender.take_over()
            for _step in range(count):
                await sender.step()
                await sender.drain()

        steady.run(some(), street.now.timestamp())

    def steps_until(self, reached: int) -> None:
        """The sender goes on until so many of the groups have something to read."""
        for _step in range(50):
            if sum(len(chat.texts) for chat in self.groups.values()) >= reached:
                return
            self.steps(1)

    def coordinator(self, name: str, role: TownRole = TownRole.COORDINATOR) -> Pilot:
        """Somebody who has this role already."""
        pilot = self.street.person(name)
        join(pilot)
        person = pilot.person_id
        with self.street.session() as session:
            until = self.street.now + timedelta(hours=24)
            number = console.invite(session, role, None, self.street.now, until)
            assert console.become(session, number, RoleState.ACTIVE, [RoleState.INVITED], person_id=person)
        return pilot

    def revoke(self, pilot: Pilot) -> None:
        held, person = table(RoleHeld), pilot.person_id
        with self.street.session() as session:
            session.connection().execute(update(held).where(held.c.person_id == person).values(
                state=RoleState.REVOKED))

    def group(self, name: str, place: str = "rue des Lilas, Nantes", timezone: str | None = None) -> Chat:
        """A linked group, installed by somebody of its street; it asked for no geste, no rhythm and no question."""
        admin = self.street.person(f"Admin {len(self.groups)}")
        chat = self.street.group(name)
        install(chat, admin, place)
        group = chat.group.id
        with self.street.session() as session:
            session.connection().execute(insert(table(TownLink)).values(group_id=group, since=self.street.now))
            there = {"timezone": timezone} if timezone else {}
            groups.change(session, group, geste_rhythm=GroupRhythm.NEVER, **there)
            for word in ("rhythm", "voices"):
                modules.set_for_group(session, group, word, self.street.now, on=False)
            geste_plans.follow_group(session, group, self.street.now)
        self.groups[name] = chat
        chat.phone.messages.clear()
        return chat

    def wants_news(self, pilot: Pilot) -> None:
        person = pilot.person_id
        with self.street.session() as session:
            session.connection().execute(insert(table(TownNews)).values(person_id=person, since=self.street.now))

    def unlink(self, chat: Chat) -> None:
        link, group = table(TownLink), chat.group.id
        with self.street.session() as session:
            session.connection().execute(link.delete().where(link.c.group_id == group))

    def written(self, by: Pilot, text: str = "La fête de la rue est samedi.") -> None:
        """From the blank page to its text."""
        by.say("/campagne")
        by.press("Écrire un message")
        by.press("Page blanche")
        by.press("Le texte")
        by.say(text)

    def sent(self, by: Pilot) -> None:
        by.press("Aperçu et envoi")
        by.press("📣 Envoyer")
        by.press("Confirmer")

    def planned(self, by: Pilot, event: str | None, closes: str, day: str | None, hour: str = "9 h") -> None:
        """« Quand »: the day it speaks of, until when; the day it leaves, or at once."""
        by.press("Quand")
        if event is None:
            by.press("Non, sans date")
        else:
            by.press("Oui, d’un jour")
            by.say(event)
            by.say(closes)
        if day is None:
            by.press("Tout de suite")
        else:
            by.press("Un jour, une heure")
            by.say(day)
            by.say(hour)

    def wait(self, **span: float) -> None:
        """Time passes, a minute or, when it is long, a quarter of an hour at a time, and the clock rings."""
        end = self.street.now + timedelta(**span)
        step = timedelta(minutes=1 if timedelta(**span) < timedelta(hours=1) else 15)
        while self.street.now < end:
            self.street.now = min(end, self.street.now + step)
            self.street.tick()

    def at(self, moment: datetime) -> None:
        self.street.now = moment
        self.street.tick()

    def campaigns(self) -> list[Any]:
        with self.street.session() as session:
            return list(session.connection().execute(select(_c).order_by(_c.c.id)).mappings())

    def said(self) -> dict[str, int]:
        """How many rows of the town's own messages stand in each state."""
        with self.street.session() as session:
            rows = session.connection().execute(select(_d.c.state).join(_m, _m.c.id == _d.c.message_id).where(
                _m.c.campaign_id.is_not(None))).scalars().all()
        return {state: [str(s) for s in rows].count(state) for state in {str(s) for s in rows}}
