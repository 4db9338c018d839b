"""What people hold in their hands: messages land on phones as Telegram would show them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.render import Renderer
from messages.console import RoleMenu
from messages.deliveries import Erase
from rules.deliveries import Outcome, Post, Sent
from rules.screens import Button, Screen, TapAnswer


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
    """One chat: its messages by id, the roles whose orders its menu shows, and the toasts above it."""

    messages: dict[int, Seen] = field(default_factory=dict)
    toasts: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    menu: tuple[str, ...] = ()


def typed(text: str) -> str:
    """Hours and durations as a test types them: 9 h 30, 45 min."""
    return re.sub(r"(?<=\d)\u00a0(?=h\b|min\b)|(?<=\bh)\u00a0(?=\d)", " ", text)


class OnAPhone:
    """What is read in a chat, private or of a group."""

    __slots__ = ()

    @property
    def phone(self) -> Phone:
        raise NotImplementedError

    @property
    def last(self) -> Seen:
        """Said or changed last."""
        return list(self.phone.messages.values())[-1]

    @property
    def newest(self) -> Seen:
        """At the bottom of the phone, whatever was changed above it since."""
        return self.phone.messages[max(self.phone.messages)]

    @property
    def texts(self) -> list[str]:
        return [m.text for m in self.phone.messages.values()]

    @property
    def toast(self) -> str:
        return self.phone.toasts[-1] if self.phone.toasts else ""


@dataclass(frozen=True, slots=True)
class Phones:
    """The speaker of a street.

    refusals: what Telegram says of a chat instead of taking its messages. landed: the chat of everything it took.
    """

    renderer: Renderer
    number: Callable[[], int]
    of: dict[int, Phone] = field(default_factory=dict)
    refusals: dict[int, Outcome] = field(default_factory=dict)
    landed: list[int] = field(default_factory=list)

    def phone(self, value: int) -> Phone:
        return self.of.setdefault(value, Phone())

    async def deliver(self, post: Post) -> Outcome:
        return self.refusals.get(post.value) or Sent(self._land(post))

    def _land(self, post: Post) -> int | None:
        phone = self.phone(post.value)
        self.landed.append(post.value)
        if isinstance(post.message, TapAnswer):
            words = self.renderer.plain(post.message.text, post.language) if post.message.text else ""
            phone.answered.append(post.message.query)
            if words:
                phone.toasts.append(words)
            if post.message.start:
                phone.opened.append(post.message.start)
            return None
        if isinstance(post.message, Erase):
            phone.messages.pop(post.message.number or post.edit or 0, None)
            return None
        if isinstance(post.message, RoleMenu):
            phone.menu = tuple(map(str, post.message.roles))
            return None
        shown = self.renderer.screen(post.message, post.language)
        number = post.edit if post.edit in phone.messages else self.number()
        phone.messages.pop(number, None)
        phone.messages[number] = Seen(number, typed(shown.text), shown.rows, shown.screen, number == post.edit)
        return int(number)
