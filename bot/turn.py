"""What a handler holds: who speaks, where, when, and how to answer. Everything it says becomes a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions.desk import Desk
from bot.batch import AdminOf, Batch, Geocode, Lookup, MemberOf, Wanted
from content.catalogue import Catalogue
from rules.deliveries import DeliveryState, Lane, Purpose, Window
from rules.groups import Group, Membership
from rules.incoming import Incoming, Tapped
from rules.limits import DAY, GROUP_ANSWER_LASTS, Limit, sentence, waited
from rules.refusals import Refusal
from rules.residents import Person
from rules.rights import STAFF, Right, Verdict, judge
from rules.screens import Screen, TapAnswer
from rules.town import Town
from rules.words import Words
from storage import console, limits, residents
from storage.conversations import Held
from storage.ledger import Draft

LONGEST_UNREAD = timedelta(days=2)
"""Telegram keeps an unread update for a day: a message that claims to be older has a wrong date."""


@dataclass(slots=True)
class Turn:
    """module: the word of what is done now, where a group may do without it."""

    batch: Batch
    incoming: Incoming
    visitor: Person | None
    group: Group | None
    held: Held | None = None
    answered_tap: bool = False
    facts: tuple[Held, Any] | None = None
    replayed: tuple[Any, dict[str, Any], Any] | None = None
    module: str = ""

    @property
    def session(self) -> Session:
        return self.batch.session

    @property
    def now(self) -> datetime:
        return self.batch.now

    @property
    def content(self) -> Catalogue:
        return self.batch.content

    @property
    def person(self) -> Person:
        """The person who speaks; a fault where nobody real does (an anonymous admin, a channel)."""
        assert self.visitor is not None, "this action needs a person; its right must say so"
        return self.visitor

    @property
    def today(self) -> date:
        return self._local_day(self.now)

    @property
    def written_on(self) -> date:
        """The day these words were written, from which their « demain » counts: read late, it may be yesterday."""
        at = self.incoming.at
        return self._local_day(at if at and self.now - LONGEST_UNREAD <= at <= self.now else self.now)

    def _local_day(self, moment: datetime) -> date:
        zone = self.group.timezone if self.group else self.visitor.timezone if self.visitor else "Europe/Paris"
        return moment.astimezone(ZoneInfo(zone)).date()

    @property
    def private(self) -> bool:
        return self.incoming.place.is_private

    @property
    def town(self) -> Town:
        return self.batch.town

    @property
    def desk(self) -> Desk:
        """What an action needs to do what this person decided."""
        batch = self.batch
        return Desk(batch.session, batch.now, batch.content, batch.town, batch.random,
                    self.visitor.id if self.visitor else None)

    def lookup(self, wanted: Lookup) -> Any:
        if isinstance(wanted, Geocode) and not self.batch.geocoding:
            return None
        if wanted not in self.batch.known:
            raise Wanted(wanted)
        return self.batch.known[wanted]

    def verdict(self, right: Right) -> Verdict:
        """Whether the sender may, here. Roles given by the town are read anew each time one is asked for."""
        roles = console.roles_of(self.session, self.visitor.id) if right.role in STAFF and self.visitor else frozenset()
        return judge(right, self.visitor, self.incoming.place, roles)

    def is_admin(self, group: Group) -> bool:
        """Whether the sender may change this group's settings: asked from Telegram, no when in doubt.

        An anonymous admin counts for their own group only.
        """
        return self.is_admin_of(group.chat)

    def is_admin_of(self, chat: int) -> bool:
        sender = self.incoming.sender
        if sender.value is None:
            return sender.as_chat == chat == self.incoming.place.value
        return bool(self.lookup(AdminOf(chat, sender.value)))

    def membership(self, chat: int, user: int) -> Membership:
        """What somebody is in a chat now, asked from Telegram."""
        return Membership(self.lookup(MemberOf(chat, user)))

    def reply(self, message: Screen, *, edit: bool = True) -> None:
        """Answer where the person spoke; a tap in private changes the tapped message in place."""
        event = self.incoming.event
        target = event.message if edit and isinstance(event, Tapped) and self.private else None
        if message.keyboard or message.attachment or (isinstance(event, Tapped) and event.stays):
            target = None
        lasts = DAY if self.private else GROUP_ANSWER_LASTS
        self.batch.said.append(Draft(message, self._here(), Lane.ANSWER, Purpose.ANSWER,
                                     window=Window(None, self.now + lasts), edit=target,
                                     born=DeliveryState.READY if self.is_late else DeliveryState.SENDING))

    @property
    def is_late(self) -> bool:
        """What is answered was written while nobody listened."""
        return waited(self.incoming.at, self.now)

    def toast(self, words: Words | None = None, *, alert: bool = False, start: str | None = None) -> None:
        """Answer a tap with the few words above the chat; elsewhere, with a message."""
        event = self.incoming.event
        if not isinstance(event, Tapped):
            if words:
                self.reply(Screen((words,)))
            return
        self.answered_tap = True
        self.batch.said.append(Draft(TapAnswer(event.query, words, alert, start), self._here(), Lane.ANSWER,
                                     Purpose.ANSWER, window=Window(None, self.now + timedelta(seconds=140))))

    def privately(self, message: Screen) -> None:
        """Say it to the person in their private chat, wherever they spoke."""
        self.desk.tell(self.person, message)

    def link(self, purpose: str, *, single: bool = True, hours: int | None = 24, **params: Any) -> str:
        """A deep-link payload of 128 random bits. Only its hash is kept."""
        return self.desk.link(purpose, single=single, hours=hours, **params)

    def digits(self, count: int = 4) -> str:
        return self.desk.digits(count)

    def _here(self) -> int:
        place = self.incoming.place
        if place.is_private and self.visitor and self.visitor.address:
            return self.visitor.address
        if self.group and place.value == self.group.chat and not place.thread:
            return self.group.address
        return residents.address_id(self.session, place.value, place.thread or 0)

    def within(self, limit: Limit) -> None:
        """One more of these by the person who speaks. Raises Refusal when it is one too many."""
        if not limits.spend(self.session, limit, self.person.id, self.now):
            raise Refusal(sentence(limit))

    def know_anew(self) -> None:
        """Read the person again, after a change of their own row."""
        fresh = residents.by_id(self.session, self.person.id)
        assert fresh is not None
        assert self.incoming.sender.value is not None
        self.visitor = self.batch.people[self.incoming.sender.value] = fresh
