"""One incoming thing, as the house sees it: who, where, and what. Telegram's types end before this line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from rules.markup import Mark


class PlaceKind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Sender:
    """`value` is the real numeric id, or None for an anonymous admin, a channel or a linked post.

    `as_chat` is the chat in whose name they write (their group, when they are an anonymous admin).
    """

    value: int | None
    first_name: str
    language: str
    as_chat: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    value: int
    kind: PlaceKind
    title: str = ""
    thread: int | None = None

    @property
    def is_private(self) -> bool:
        return self.kind is PlaceKind.PRIVATE

    @property
    def is_group(self) -> bool:
        return self.kind in (PlaceKind.GROUP, PlaceKind.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Ordered:
    """`/name payload`; `name` in lower case, without the bot's own @name."""

    name: str
    payload: str


@dataclass(frozen=True, slots=True)
class Typed:
    """marks: how the words were formatted."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button pressed. stays: the message it is under is a file, which cannot become words. under: its words."""

    query: str
    data: str
    message: int | None
    stays: bool = False
    under: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """Words that a person changed after sending them; `message` is their number in this chat."""

    message: int
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """A shared position, already snapped to its 0.01° cell; `cell` is None abroad."""

    cell: str | None


@dataclass(frozen=True, slots=True)
class Other:
    """A photo, a voice note, a sticker…: `what` is Telegram's field name. `file` lets it be passed on.

    seconds: how long a recording lasts. album: what several files sent together have in common. phone: the number of a
    contact card, when it is the sender's own; nobody else's is read. size: in bytes. marks: of the caption.
    """

    what: str
    file: str | None = None
    caption: str = ""
    seconds: int = 0
    album: str = ""
    phone: str | None = None
    size: int = 0
    mime: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class BotStatus:
    """Our own membership changed here: member, administrator, restricted, left or kicked."""

    status: str
    can_send: bool = True


@dataclass(frozen=True, slots=True)
class MemberStatus:
    """Another member's status changed here. also: others, at the same moment, in the same way."""

    member: int
    status: str
    also: tuple[int, ...] = ()

    @property
    def members(self) -> tuple[int, ...]:
        return self.member, *self.also


@dataclass(frozen=True, slots=True)
class Migrated:
    """This chat's number changed: a group became a supergroup."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Renamed:
    title: str


Event: TypeAlias = (
    "Ordered | Typed | Tapped | Edited | Located | Other | BotStatus | MemberStatus | Migrated | Renamed")


@dataclass(frozen=True, slots=True)
class Incoming:
    """`message`: the number of the words that said it, where somebody wrote, and `at` when it was written.

    replies_to: the number of the message that these words answer, in the same chat.
    """

    update: int
    sender: Sender
    place: Place
    event: Event
    message: int | None = None
    at: datetime | None = None
    replies_to: int | None = None

    @property
    def lane(self) -> int:
        """Whose updates keep their order: the person's, or the place's where nobody real speaks."""
        return self.place.value if self.sender.value is None else self.sender.value
