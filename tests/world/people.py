"""Pilots: fictional people who say words or press a label, in private or in a group. Chats: the groups they are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.render import MENU
from rules.incoming import (
    BotStatus,
    Edited,
    Event,
    Incoming,
    Located,
    MemberStatus,
    Migrated,
    Ordered,
    Other,
    Place,
    PlaceKind,
    Sender,
    Tapped,
    Typed,
)
from rules.screens import Button
from storage import groups, residents
from tests.world.phones import OnAPhone, Phone, Seen

if TYPE_CHECKING:
    from tests.world.streets import Street


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
             written: datetime | None = None, answers: int | None = None) -> None:
        """anonymous: in the group's name, or in the name of another chat. written: when, if it is read later. answers:
        the message it replies to."""
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
        self.street.play(Incoming(self.street.update(), sender, place, event, number, written, answers))

    def edit(self, text: str, chat: Chat | None = None, message: int | None = None) -> None:
        """Change one's newest words, or those of that number."""
        self.send(Edited(message or self.wrote, text), chat)

    def say(self, text: str, chat: Chat | None = None, anonymous: bool | Chat = False,
            written: datetime | None = None, answers: int | None = None) -> Seen | None:
        event: Event = Typed(text)
        if text.startswith("/") and len(text) > 1:
            name, _sep, payload = text[1:].partition(" ")
            event = Ordered(name.split("@")[0].casefold(), payload.strip())
        self.send(event, chat, anonymous, written, answers)
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
    def group(self) -> Any:
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
