"""What a person sees: words, buttons, perhaps a file. Nothing here knows HTML, Telegram or a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, TypeAlias

from rules.words import Words


@dataclass(frozen=True, slots=True)
class Button:
    """One action: `tap` (callback, ≤ 64 bytes), `start` or `startgroup` (deep link payload), or `url`."""

    label: Words
    tap: str | None = None
    start: str | None = None
    startgroup: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file made at delivery: literal `text`, a printed kit (`kit`) or a page (`page`) with its `facts`.

    form: "pdf", "xlsx", or "png" for a picture, which is shown rather than offered to be opened.
    """

    name: str
    text: str | None = None
    kit: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    form: str = "pdf"
    page: str | None = None

    @property
    def is_picture(self) -> bool:
        return self.form == "png"


Row: TypeAlias = tuple[Button, ...]


class Message(Protocol):
    """Anything `encode` accepts: a frozen dataclass registered under a kind, which says itself as a screen."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def screen(self) -> Screen: ...


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees: paragraphs of words, rows of buttons, perhaps a reply keyboard or a file.

    keyboard: "menu" shows the four main buttons, "location" asks for a position, "none" removes them.
    voice, photo, document: the file, by the name the platform gave it, that is passed on with the words below it.
    pin: in a group, at the top from now on (True) or no longer (False), where we may.
    """

    kind: ClassVar[str] = "screen"
    text: tuple[Words, ...]
    rows: tuple[Row, ...] = ()
    keyboard: str | None = None
    attachment: Attachment | None = None
    silent: bool = False
    voice: str | None = None
    photo: str | None = None
    document: str | None = None
    pin: bool | None = None

    def screen(self) -> Screen:
        return self


def screen(*text: Words, rows: tuple[Row, ...] = (), keyboard: str | None = None,
           attachment: Attachment | None = None, silent: bool = False) -> Screen:
    return Screen(text, rows, keyboard, attachment, silent)


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """The few words above the chat that answers a tap. `alert` waits for an OK; `start` opens the private chat."""

    kind: ClassVar[str] = "tap_answer"
    query: str
    text: Words | None = None
    alert: bool = False
    start: str | None = None

    def screen(self) -> Screen:
        return Screen((self.text,) if self.text else ())


def tap(action: str, *args: str | int) -> str:
    """Callback data `action:arg:…`, refused when longer than Telegram's 64 bytes."""
    data = ":".join([action, *map(str, args)])
    if len(data.encode()) > 64:
        raise ValueError(f"tap longer than 64 bytes: {data}")
    return data
