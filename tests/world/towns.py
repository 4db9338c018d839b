"""A town: its coordinators, and streets that let it write to them. All people are fictional."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from rules.console import RoleState, TownRole
from storage import console, groups
from storage.tables import Delivery, Message, RoleHeld, TownLink, table
from storage.tables.campaigns import Campaign
from tests.world.people import Chat, Pilot
from tests.world.scenes import install, join
from tests.world.streets import Street

_d, _m, _c = table(Delivery), table(Message), table(Campaign)


@dataclass
class TownHall:
    street: Street
    groups: dict[str, Chat] = field(default_factory=dict)

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
        """A linked group, installed by somebody of its street."""
        admin = self.street.person(f"Admin {len(self.groups)}")
        chat = self.street.group(name)
        install(chat, admin, place)
        group = chat.group.id
        with self.street.session() as session:
            session.connection().execute(insert(table(TownLink)).values(group_id=group, since=self.street.now))
            if timezone:
                groups.change(session, group, timezone=timezone)
        self.groups[name] = chat
        chat.phone.messages.clear()
        return chat

    def unlink(self, chat: Chat) -> None:
        link, group = table(TownLink), chat.group.id
        with self.street.session() as session:
            session.connection().execute(link.delete().where(link.c.group_id == group))

    def wait(self, **span: float) -> None:
        """Time passes, a minute at a time, and the clock rings."""
        end = self.street.now + timedelta(**span)
        while self.street.now < end:
            self.street.now = min(end, self.street.now + timedelta(minutes=1))
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
