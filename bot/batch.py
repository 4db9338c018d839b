"""The updates of one transaction: what they share, what each changes apart, and what only the network can answer."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from sqlmodel import Session

from content.catalogue import Catalogue
from rules.deliveries import DeliveryState, Post
from rules.residents import Person
from rules.screens import TapAnswer
from rules.town import Town
from storage.conversations import Held
from storage.ledger import Draft, places


@dataclass(frozen=True, slots=True)
class AdminOf:
    """Is `user` an admin of `chat`, says Telegram? The answer is a bool; any error is no."""

    chat: int
    user: int


@dataclass(frozen=True, slots=True)
class MemberOf:
    """What is `user` in `chat`, says Telegram? The answer is a Membership; any error is UNKNOWN, which is a no."""

    chat: int
    user: int


@dataclass(frozen=True, slots=True)
class Geocode:
    """Where is this typed address? The answer is a geocoding outcome."""

    text: str


Lookup: TypeAlias = "AdminOf | MemberOf | Geocode"


class Wanted(Exception):
    """A turn needs to know something only the network knows: rolled back, looked up, played again."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__(lookup)
        self.lookup = lookup


@dataclass(slots=True)
class Batch:
    """The updates of one transaction, and what they share: rows read once, answers written at the end."""

    session: Session
    now: datetime
    content: Catalogue
    username: str
    town: Town = Town()
    geocoding: bool = True
    known: dict[Lookup, Any] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    held: dict[int, Held | None] = field(default_factory=dict)
    drafts: dict[int, dict[str, Held]] = field(default_factory=dict)
    dirty: dict[int, Held] = field(default_factory=dict)
    ended: set[tuple[int, str]] = field(default_factory=set)
    said: list[Draft] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    random: Callable[[int], bytes] = os.urandom

    def part(self, value: int | None) -> Batch:
        """What one turn of this person may change, apart; `merge` brings it back when the turn succeeds."""
        mine = replace(self, people={}, held={}, drafts={}, dirty={}, ended=set(), said=[], touched=set())
        person = self.people.get(value) if value is not None else None
        if value is not None and person is not None:
            held = mine.held[person.id] = copied(self.held.get(person.id))
            mine.people[value] = person
            mine.drafts[person.id] = {name: copied(one) for name, one in self.drafts.get(person.id, {}).items()}
            mine.ended = {one for one in self.ended if one[0] == person.id}
            mine.touched = self.touched & {person.id}
            if held is not None and person.id in self.dirty:
                mine.dirty[person.id] = held
        return mine

    def merge(self, value: int | None, mine: Batch) -> None:
        self.said += mine.said
        person = self.people.pop(value, None) if value is not None else None
        if person is None:
            return
        for of in (self.held, self.drafts, self.dirty):
            of.pop(person.id, None)
        self.ended = {one for one in self.ended if one[0] != person.id} | mine.ended
        self.touched = self.touched - {person.id} | mine.touched
        self.people |= mine.people
        self.held |= mine.held
        self.drafts |= mine.drafts
        self.dirty |= mine.dirty


H = TypeVar("H", Held, "Held | None")


def copied(held: H) -> H:
    """A conversation whose answers may change without changing this one's."""
    return held if held is None else replace(held, answers=dict(held.answers), args=dict(held.args))


def is_bare(draft: Draft) -> bool:
    """A tap answered without a word only stops the waiting sign: said at once, not worth a row."""
    message = draft.message
    return isinstance(message, TapAnswer) and message.text is None and message.start is None


def posts_of(batch: Batch, ids: Sequence[int], epoch: int) -> list[Post]:
    """What was said, ready to be spoken. Most places are those of people the batch has read."""
    found = {p.address: (value, 0, p.reads) for value, p in batch.people.items()}
    unknown = {d.address for d in batch.said} - found.keys()
    found |= places(batch.session, unknown)
    return [Post(i, d.address, *found[d.address], int(d.lane), d.kept, d.message, d.edit,
                 private=found[d.address][0] > 0, epoch=epoch)
            for i, d in zip(ids, batch.said, strict=True) if d.born is DeliveryState.SENDING]
