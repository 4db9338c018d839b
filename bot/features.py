"""What a feature brings: commands, taps, conversations, links and events. Handlers declare, dialogue.py reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.conversations.kit import Conversation, Input
from bot.turn import Turn
from rules.messages import Words

CommandHandler: TypeAlias = Callable[[Turn, str], None]
TapHandler: TypeAlias = Callable[..., None]
LinkHandler: TypeAlias = Callable[[Turn, Mapping[str, Any]], None]
EventHandler: TypeAlias = Callable[[Turn], None]
TypedHandler: TypeAlias = Callable[[Turn, Input], bool]


@dataclass(frozen=True, slots=True)
class Order:
    """A command: its handler and the line shown in Telegram's menu ("" hides it)."""

    handler: CommandHandler
    about: Words | None = None
    in_groups: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation bound to the world: `facts` reads what the flow needs, `execute` does what it decided.

    follows: the facts depend on the answers, and are read again after each.
    """

    conversation: Conversation
    facts: Callable[[Turn, Mapping[str, Any]], Any]
    execute: Callable[[Turn, Any], None]
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of the house, named by its word in the glossary.

    taps: action -> handler(turn, *args as text). links: purpose of a deep link -> handler(turn, params).
    events: class name of an event ("BotStatus", "Migrated"…) -> handler(turn).
    typed: handlers of private words outside a conversation, tried in order; True when it was theirs.
    """

    word: str
    orders: Mapping[str, Order] = field(default_factory=dict)
    taps: Mapping[str, TapHandler] = field(default_factory=dict)
    talks: Sequence[Talk] = ()
    links: Mapping[str, LinkHandler] = field(default_factory=dict)
    events: Mapping[str, EventHandler] = field(default_factory=dict)
    typed: Sequence[TypedHandler] = ()


@dataclass(slots=True)
class House:
    """All features, indexed."""

    orders: dict[str, Order] = field(default_factory=dict)
    taps: dict[str, TapHandler] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)
    links: dict[str, LinkHandler] = field(default_factory=dict)
    events: dict[str, list[EventHandler]] = field(default_factory=dict)
    typed: list[TypedHandler] = field(default_factory=list)

    def add(self, feature: Feature) -> None:
        for mine, theirs in ((self.orders, feature.orders), (self.taps, feature.taps), (self.links, feature.links)):
            for name, handler in theirs.items():
                if name in mine:
                    raise ValueError(f"{feature.word}: {name} is declared twice")
                mine[name] = handler  # type: ignore[assignment]
        for talk in feature.talks:
            self.talks[talk.conversation.name] = talk
        for name, listener in feature.events.items():
            self.events.setdefault(name, []).append(listener)
        self.typed.extend(feature.typed)
