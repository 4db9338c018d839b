"""Pilots: fictional people who talk to the bot without a network, through the real dialogue and a real database.

A pilot says words or presses a label; what the ledger would send is rendered and lands on their phone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session

from bot.batch import AdminOf, Geocode, MemberOf
from bot.dialogue import Dialogue
from bot.features import House
from bot.handlers import HOUSE
from bot.render import MENU, Renderer, shipped_languages
from content.catalogue import Catalogue, load
from messages.deliveries import Erase
from rules.deliveries import DeliveryState, Outcome, Sent
from rules.groups import Membership
from rules.incoming import (
    BotStatus,
    Command,
    Edited,
    Event,
    Incoming,
    Located,
    MemberStatus,
    Migrated,
    Other,
    Place,
    PlaceKind,
    Sender,
    Tapped,
    Typed,
)
from rules.messages import Button, Screen, TapAnswer
from scheduler.ring import Ring
from storage import groups, ledger, people, residents
from storage.engine import open_engine, transaction
from storage.outcomes import write_outcomes
from storage.tables import Delivery, metadata, table

BOT = "tousvoisins_bot"
_content: list[Catalogue] = []
_ids = itertools.count(1_000_001)
_d = table(Delivery)


def catalogue() -> Catalogue:
    if not _content:
        _content.append(load())
    return _content[0]


def fresh_sqlite(folder: Path) -> Engine:
    engine = open_engine(f"sqlite:///{folder / f'street-{next(_ids)}.db'}")
    metadata.create_all(engine)
    return engine


@dataclass(slots=True)
class Seen:
    """One message on a phone: text, labels and their buttons, and whether it changed an earlier one."""

    id: int
    text: str
    rows: tuple[tuple[tuple[str, Button], ...], ...]
    screen: Screen
    edited: bool = False

    @property
    def labels(self) -> list[str]:
        return [label for row in self.rows for label, _button in row]


@dataclass(slots=True)
class Phone:
    """One chat: its messages by id, and the notices above it."""

    messages: dict[int, Seen] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)


class Street:
    """A database, the whole house and a clock one moves by hand."""

    def __init__(self, engine: Engine, now: datetime = datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
                 languages: frozenset[str] | None = None) -> None:
        self.engine, self.now = engine, now
        self.content = catalogue()
        self._random = itertools.count(1)
        self.languages = languages or shipped_languages()
        self.dialogue = self._open()
        self.ring = Ring(engine, self.content, random=self._bytes)
        extra = {"en": self.content.translations("en")}
        self.renderer = Renderer(extra, BOT)
        self.phones: dict[int, Phone] = {}
        self.refusals: dict[int, Outcome] = {}
        self.admins: set[tuple[int, int]] = set()
        self.members: dict[int, set[int]] = {}
        self.gone: set[tuple[int, int]] = set()
        self.places: dict[str, Any] = {}
        self._updates = itertools.count(1)
        self._messages = itertools.count(1)
        self._people = itertools.count(500)
        self._chats = itertools.count(1)

    def _open(self, house: House = HOUSE) -> Dialogue:
        return Dialogue(self.engine, house, self.content, BOT, self.languages, self._bytes)

    def restart(self, house: House = HOUSE) -> None:
        """The program stops and comes back: only the database remembers. Phones keep what they showed."""
        self.engine.dispose()
        self.dialogue = self._open(house)

    def _bytes(self, size: int) -> bytes:
        return next(self._random).to_bytes(size, "big")

    # people and groups
    def person(self, first_name: str, language: str = "fr") -> Pilot:
        return Pilot(self, next(self._people), first_name, language)

    def group(self, title: str, thread: int | None = None, kind: PlaceKind = PlaceKind.SUPERGROUP) -> Chat:
        return Chat(self, -100_000_000_0000 - next(self._chats), title, thread, kind)

    def phone(self, value: int) -> Phone:
        return self.phones.setdefault(value, Phone())

    # time
    def at(self, moment: datetime) -> None:
        self.now = moment

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    @contextmanager
    def session(self) -> Iterator[Session]:
        with transaction(self.engine) as session:
            yield session

    def tick(self) -> None:
        """What the scheduler does at this instant, then everything due is delivered."""
        self.ring(self.now)
        self.deliver()

    # the turn
    def play(self, incoming: Incoming) -> None:
        known: dict[Any, Any] = {}
        waiting = [incoming]
        for _round in range(6):
            result = self.dialogue.handle_batch(waiting, self.now, 0, known)
            if not result.waiting:
                break
            for _one, wanted in result.waiting:
                known[wanted] = self._look_up(wanted)
            waiting = [one for one, _wanted in result.waiting]
        self.deliver()

    def _look_up(self, wanted: Any) -> Any:
        match wanted:
            case AdminOf(chat, user):
                return (chat, user) in self.admins
            case MemberOf(chat, user):
                return self._membership(chat, user)
            case Geocode(text):
                return self.places.get(text)

    def _membership(self, chat: int, user: int) -> Membership:
        """Who acts in a group, or takes part in it from the start, is its member until they leave."""
        if (chat, user) in self.gone:
            return Membership.GONE
        if (chat, user) in self.admins:
            return Membership.ADMIN
        with self.session() as session:
            group, row = groups.by_chat(session, chat), residents.by_values(session, [user]).get(user)
            taking_part = bool(group and row and people.takes_part(session, row.id, group.id))
        return Membership.MEMBER if taking_part or user in self.members.get(chat, set()) else Membership.GONE

    def update(self) -> int:
        return next(self._updates)

    def number(self) -> int:
        """Of the next message in any chat."""
        return next(self._messages)

    def deliver(self) -> None:
        """Everything ready leaves and lands on phones, in the ledger's order; `refusals` says which chats take none."""
        with self.session() as session:
            ledger.wake(session, self.now)
            rows = session.connection().execute(
                select(_d.c.id).where(_d.c.state == DeliveryState.READY).order_by(_d.c.lane, _d.c.vt, _d.c.id))
            for delivery in list(rows.scalars()):
                row = ledger.load(session, delivery)
                if ledger.held_back(row, self.now):
                    ledger.finish(session, delivery, DeliveryState.CANCELLED, self.now, only=(DeliveryState.READY,))
                    continue
                post = ledger.post(session, row, self.now)
                if post is None:
                    continue
                session.connection().execute(_d.update().where(_d.c.id == delivery).values(state=DeliveryState.SENDING))
                outcome = self.refusals.get(post.value) or Sent(self._land(post))
                write_outcomes(session, [(post, outcome)], self.now)

    def _land(self, post: Any) -> int | None:
        phone = self.phone(post.value)
        if isinstance(post.message, TapAnswer):
            words = self.renderer.plain(post.message.text, post.language) if post.message.text else ""
            phone.answered.append(post.message.query)
            if words:
                phone.notices.append(words)
            if post.message.start:
                phone.opened.append(post.message.start)
            return None
        if isinstance(post.message, Erase):
            phone.messages.pop(post.message.number, None)
            return None
        shown = self.renderer.screen(post.message, post.language)
        number = post.edit if post.edit in phone.messages else next(self._messages)
        phone.messages.pop(number, None)
        phone.messages[number] = Seen(number, shown.text, shown.rows, shown.screen, number == post.edit)
        return int(number)


class OnAPhone:
    """What is read in a chat, private or of a group."""

    __slots__ = ()

    @property
    def phone(self) -> Phone:
        raise NotImplementedError

    @property
    def last(self) -> Seen:
        return list(self.phone.messages.values())[-1]

    @property
    def texts(self) -> list[str]:
        return [m.text for m in self.phone.messages.values()]

    @property
    def notice(self) -> str:
        return self.phone.notices[-1] if self.phone.notices else ""


@dataclass(slots=True)
class Pilot(OnAPhone):
    """A fictional person: speaks in private by default, or `in_` a group."""

    street: Street
    id: int
    first_name: str
    language: str = "fr"
    wrote: int = 0

    @property
    def phone(self) -> Phone:
        return self.street.phone(self.id)

    @property
    def row(self) -> Any:
        with self.street.session() as session:
            return residents.by_values(session, [self.id]).get(self.id)

    @property
    def person_id(self) -> int:
        return int(self.row.id)

    def send(self, event: Event, chat: Chat | None = None, anonymous: bool | Chat = False,
             written: datetime | None = None) -> None:
        """anonymous: in the group's name, or in the name of another chat. written: when, if it is read later."""
        place = chat.place if chat else Place(self.id, PlaceKind.PRIVATE)
        if chat and (chat.value, self.id) not in self.street.gone:
            self.street.members.setdefault(chat.value, set()).add(self.id)
        sender = Sender(self.id, self.first_name, self.language)
        if anonymous:
            named = anonymous if isinstance(anonymous, Chat) else chat
            sender = Sender(None, "", "fr", named.value if named else None)
        number = None if isinstance(event, Tapped) else event.message if isinstance(event, Edited) else (
            self.street.number())
        self.wrote = number or self.wrote
        self.street.play(Incoming(self.street.update(), sender, place, event, number, written))

    def edit(self, text: str, chat: Chat | None = None, message: int | None = None) -> None:
        """Change one's newest words, or those of that number."""
        self.send(Edited(message or self.wrote, text), chat)

    def say(self, text: str, chat: Chat | None = None, anonymous: bool | Chat = False,
            written: datetime | None = None) -> Seen | None:
        event: Event = Typed(text)
        if text.startswith("/") and len(text) > 1:
            name, _sep, payload = text[1:].partition(" ")
            event = Command(name.split("@")[0].casefold(), payload.strip())
        self.send(event, chat, anonymous, written)
        phone = chat.phone if chat else self.phone
        return list(phone.messages.values())[-1] if phone.messages else None

    def start(self, payload: str = "") -> Seen | None:
        return self.say(f"/start {payload}".strip())

    def menu(self, number: int) -> Seen | None:
        return self.say(self.street.renderer.plain(MENU[number], self.language))

    def find(self, label: str, chat: Chat | None = None) -> tuple[Seen, Button]:
        phone = chat.phone if chat else self.phone
        for seen in reversed(list(phone.messages.values())):
            for row in seen.rows:
                for text, button in row:
                    if label.casefold() in text.casefold():
                        return seen, button
        shown = [m.labels for m in phone.messages.values()][-3:]
        raise AssertionError(f"no button « {label} » on the phone of {self.first_name}; last ones: {shown}")

    def press(self, label: str, chat: Chat | None = None) -> Seen | None:
        """Press the newest button whose label contains this text. A deep link opens the private chat."""
        seen, button = self.find(label, chat)
        return self.press_on(seen, button, chat)

    def press_on(self, seen: Seen, button: Button, chat: Chat | None = None) -> Seen | None:
        if button.start is not None:
            return self.start(button.start)
        assert button.tap is not None, f"the button {button} is not a tap"
        self.tap(button.tap, seen.id, chat)
        phone = chat.phone if chat else self.phone
        if chat is not None and phone.opened:
            return self.start(phone.opened.pop())
        return list(phone.messages.values())[-1] if phone.messages else None

    def tap(self, data: str, message: int | None = None, chat: Chat | None = None) -> None:
        self.send(Tapped(f"q{self.street.update()}", data, message), chat)

    def share(self, cell: str | None, chat: Chat | None = None) -> Seen:
        self.send(Located(cell), chat)
        return self.last

    def photo(self, album: str = "") -> Seen:
        self.send(Other("photo", "file-1", album=album))
        return self.last

    def speak(self, file: str = "voice-1", seconds: int = 12) -> Seen:
        """A voice message."""
        self.send(Other("voice", file, seconds=seconds))
        return self.last


@dataclass(slots=True)
class Chat(OnAPhone):
    """A group chat on the street."""

    street: Street
    value: int
    title: str
    thread: int | None = None
    kind: PlaceKind = PlaceKind.SUPERGROUP

    @property
    def place(self) -> Place:
        return Place(self.value, self.kind, self.title, self.thread)

    @property
    def phone(self) -> Phone:
        return self.street.phone(self.value)

    @property
    def facts(self) -> Any:
        with self.street.session() as session:
            return groups.by_chat(session, self.value)

    def add_bot(self, by: Pilot, status: str = "member", can_send: bool = True) -> None:
        self.street.admins.add((self.value, by.id))
        by.send(BotStatus(status, can_send), self)

    def remove_bot(self, by: Pilot) -> None:
        by.send(BotStatus("kicked"), self)

    def lose(self, pilot: Pilot, *, told: bool = True) -> None:
        """Somebody leaves or is removed; `told`: the bot learns of it."""
        self.street.gone.add((self.value, pilot.id))
        self.street.admins.discard((self.value, pilot.id))
        if told:
            pilot.send(MemberStatus(pilot.id, "left"), self)

    def migrate(self, to: int, by: Pilot) -> None:
        by.send(Migrated(self.value, to), self)
        self.street.members[to] = self.street.members.pop(self.value, set())
        self.street.phones[to] = self.street.phones.get(self.value, Phone())
        self.value = to
