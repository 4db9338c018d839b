"""What a feature brings, each thing with who may do it and where. Handlers declare; the house is what was declared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.conversations.kit import Conversation
from bot.door import takes
from bot.turn import Turn
from rules.console import TownRole
from rules.groups import Group
from rules.rights import STAFF, Right, Role, Where
from rules.screens import Row
from rules.words import Words

CommandHandler: TypeAlias = Callable[[Turn, str], None]
TapHandler: TypeAlias = Callable[..., None]
LinkHandler: TypeAlias = Callable[[Turn, Mapping[str, Any]], None]
EventHandler: TypeAlias = Callable[[Turn], None]
Listener: TypeAlias = Callable[[Turn, str], bool]
Corner: TypeAlias = Callable[[Turn], Sequence[Row]]
GroupCorner: TypeAlias = Callable[[Turn, Group], Sequence[Row]]
Door: TypeAlias = Callable[[Turn, int], Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Order:
    """An order: its handler, its right and the line shown in Telegram's menu (none hides it)."""

    handler: CommandHandler
    role: Role
    where: Where
    about: Words | None = None
    in_groups: bool = False

    @property
    def right(self) -> Right:
        return Right(self.role, self.where)


@dataclass(frozen=True, slots=True)
class Tap:
    """A button: its handler(turn, *what the button names), and its right."""

    handler: TapHandler
    role: Role
    where: Where

    @property
    def right(self) -> Right:
        return Right(self.role, self.where)


@dataclass(frozen=True, slots=True)
class Link:
    """A deep link, opened in private: its handler, and who may follow it."""

    handler: LinkHandler
    role: Role

    @property
    def right(self) -> Right:
        return Right(self.role, Where.PRIVATE)


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation bound to the world: `facts` reads what the flow needs, `execute` does what it decided.

    follows: the facts depend on the answers, and are read again after each.
    role: who may go on. Whoever could begin it may, until they are suspended.
    """

    conversation: Conversation
    facts: Callable[[Turn, Mapping[str, Any]], Any]
    execute: Callable[[Turn, Any], None]
    follows: bool = False
    role: Role = Role.VISITOR

    @property
    def right(self) -> Right:
        return Right(self.role, Where.PRIVATE)


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of the house, named by its word in the glossary.

    taps: action -> what a button of that name does. links: purpose of a deep link -> what it opens.
    events: class name of an event ("BotStatus", "Migrated"…) -> handler(turn).
    heard: private words, casefolded, outside or inside a conversation -> the order they stand for.
    listens: handlers(turn, private words) that nothing else fits -> whether the words were for them.
    guards: handlers(turn, private words) before anything else -> whether the words must not go their way.
    console: screen of /mairie ("campagnes", "files", "rues", "bilans") -> the buttons it has there at this moment.
    settings: what it brings to somebody's own /reglages, where it is anything to them.
    group_settings: what it brings to the /reglages of a group, before whoever runs it.
    doors: what somebody looks at ("alert", "idea") -> the buttons it brings there, by the number of that one.
    module: its name in French, where a group may do without it; or the word of the module it is a part of.
    """

    word: str
    orders: Mapping[str, Order] = field(default_factory=dict)
    taps: Mapping[str, Tap] = field(default_factory=dict)
    talks: Sequence[Talk] = ()
    links: Mapping[str, Link] = field(default_factory=dict)
    events: Mapping[str, EventHandler] = field(default_factory=dict)
    heard: Mapping[str, str] = field(default_factory=dict)
    listens: Sequence[Listener] = ()
    guards: Sequence[Listener] = ()
    console: Mapping[str, Corner] = field(default_factory=dict)
    settings: Sequence[Corner] = ()
    group_settings: Sequence[GroupCorner] = ()
    doors: Mapping[str, Door] = field(default_factory=dict)
    module: Words | str = ""


@dataclass(slots=True)
class House:
    """All features, indexed. Which came first never matters: what two of them claim is an error."""

    features: dict[str, Feature] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    events: dict[str, list[EventHandler]] = field(default_factory=dict)
    heard: dict[str, str] = field(default_factory=dict)
    listens: list[Listener] = field(default_factory=list)
    guards: list[Listener] = field(default_factory=list)
    console: dict[str, list[Corner]] = field(default_factory=dict)
    settings: list[Corner] = field(default_factory=list)
    group_settings: list[GroupCorner] = field(default_factory=list)
    doors: dict[str, list[Door]] = field(default_factory=dict)
    modules: dict[str, Words] = field(default_factory=dict)
    of_module: dict[str, str] = field(default_factory=dict)

    def add(self, feature: Feature) -> None:
        _claim(self.features, {feature.word: feature}, feature.word)
        _claim(self.orders, feature.orders, feature.word)
        _claim(self.taps, feature.taps, feature.word)
        _claim(self.talks, {talk.conversation.name: talk for talk in feature.talks}, feature.word)
        _claim(self.links, feature.links, feature.word)
        _claim(self.heard, feature.heard, feature.word)
        self.listens.extend(feature.listens)
        self.guards.extend(feature.guards)
        for name, listener in feature.events.items():
            self.events.setdefault(name, []).append(listener)
        for name, corner in feature.console.items():
            self.console.setdefault(name, []).append(corner)
        self.settings.extend(feature.settings)
        self.group_settings.extend(feature.group_settings)
        for name, door in feature.doors.items():
            self.doors.setdefault(name, []).append(door)
        self._may_be_off(feature)

    def _may_be_off(self, feature: Feature) -> None:
        if not feature.module:
            return
        if isinstance(feature.module, Words):
            self.modules[feature.word] = feature.module
        word = feature.word if isinstance(feature.module, Words) else feature.module
        for prefix, named in (("/", feature.orders), ("tap:", feature.taps), ("link:", feature.links),
                              ("talk:", {talk.conversation.name: talk for talk in feature.talks})):
            self.of_module |= {prefix + name: word for name in named}

    def check(self) -> None:
        """Once all are in: words lead to orders that exist, and a button can carry what its handler asks for."""
        if lost := set(self.heard.values()) - self.orders.keys():
            raise ValueError(f"words that lead nowhere: {sorted(lost)}")
        if nameless := set(self.of_module.values()) - self.modules.keys():
            raise ValueError(f"modules without a name: {sorted(nameless)}")
        for button in self.taps.values():
            takes(button.handler)

    def shown(self, *, in_groups: bool = False, roles: Collection[TownRole] = ()) -> Iterator[tuple[str, Words]]:
        """The orders of Telegram's menu and of /aide, with their line, by name: everybody's, and those of `roles`."""
        for name, order in sorted(self.orders.items()):
            mine = order.role not in STAFF or not STAFF[order.role].isdisjoint(roles)
            if order.about and mine and (order.in_groups or not in_groups):
                yield name, order.about

    def doors_of(self, turn: Turn, name: str, number: int) -> list[Row]:
        return [row for door in self.doors.get(name, ()) for row in door(turn, number)]

    def menu(self, roles: Collection[TownRole]) -> dict[str, Words]:
        """What the menu of somebody with these roles shows in private."""
        return dict(self.shown(roles=roles))

    def understands(self, turn: Turn, text: str | None) -> bool:
        """Whether words that fit nothing asked for are a feature's all the same; it has then answered."""
        return bool(text) and any(listener(turn, text or "") for listener in self.listens)

    def stops(self, turn: Turn, text: str | None) -> bool:
        """Whether these words must neither answer nor reach anybody; they have then been answered."""
        return bool(text) and any(guard(turn, text or "") for guard in self.guards)

    def rights(self) -> dict[str, Right]:
        """Every action ("/order", "tap:name", "link:purpose", "talk:conversation") and its right, as declared."""
        declared: Sequence[tuple[str, Mapping[str, Order | Tap | Link | Talk]]] = (
            ("/", self.orders), ("tap:", self.taps), ("link:", self.links), ("talk:", self.talks))
        return {prefix + name: one.right for prefix, named in declared for name, one in named.items()}


def _claim(mine: dict[str, Any], theirs: Mapping[str, Any], word: str) -> None:
    for name, declared in theirs.items():
        if name in mine:
            raise ValueError(f"{word}: {name} is declared twice")
        mine[name] = declared
