"""A street: the house, its sender and its clock as they run for a town; only the network is replaced by phones."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from bot.dialogue import Dialogue
from bot.features import House
from bot.handlers import HOUSE
from bot.lookups import LookUps
from bot.render import Renderer, shipped_languages
from bot.service import Service
from bot.telegram.listen import Listener
from content.catalogue import Catalogue, load
from rules.incoming import Incoming, PlaceKind
from scheduler.pace import Pace
from scheduler.ring import Ring
from scheduler.sender import Sender
from storage import groups, people, residents
from storage.engine import open_engine, transaction
from storage.tables import metadata
from tests.world import steady
from tests.world.engines import hurry
from tests.world.network import Network
from tests.world.people import Chat, Pilot
from tests.world.phones import Phone, Phones

BOT = "tousvoisins_bot"
MOST_STEPS = 2000
_content: list[Catalogue] = []
_ids = itertools.count(1_000_001)


def catalogue() -> Catalogue:
    if not _content:
        _content.append(load())
    return _content[0]


def fresh_sqlite(folder: Path) -> Engine:
    engine = open_engine(f"sqlite:///{folder / f'street-{next(_ids)}.db'}")
    metadata.create_all(engine)
    return engine


class Street:
    """A database, the whole house and a clock one moves by hand."""

    def __init__(self, engine: Engine, now: datetime = datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
                 languages: frozenset[str] | None = None) -> None:
        self.engine, self.now = engine, now
        hurry(engine)
        self.content = catalogue()
        self._random = itertools.count(1)
        self.languages = languages or shipped_languages()
        self.ring = Ring(engine, self.content, random=self._bytes)
        self._updates = itertools.count(1)
        self._messages = itertools.count(1)
        self._people = itertools.count(500)
        self._chats = itertools.count(1)
        self.renderer = Renderer({"en": self.content.translations("en")}, BOT)
        self.speaker = Phones(self.renderer, self.number)
        self.phones, self.refusals = self.speaker.of, self.speaker.refusals
        self.network = Network(self._takes_part)
        self.admins, self.members, self.gone = self.network.admins, self.network.members, self.network.gone
        self.places = self.network.places
        self.service = self._open(HOUSE)

    def _open(self, house: House) -> Service:
        hands = steady.Here(self.engine)
        dialogue = Dialogue(self.engine, house, self.content, BOT, self.languages, self._bytes)
        sender = Sender(hands.work, self.speaker, "street", "one", self._time, Pace(0))
        self._renewed: datetime | None = None
        network: Any = self.network
        look_ups = LookUps(Listener(network), self.places.get)
        return Service(dialogue, hands, sender, look_ups.listener, network, self._time, look_ups.answer)

    def restart(self, house: House = HOUSE) -> None:
        """The program stops and comes back: only the database remembers. Phones keep what they showed."""
        self.engine.dispose()
        self.service = self._open(house)

    @property
    def dialogue(self) -> Dialogue:
        return self.service.dialogue

    @dialogue.setter
    def dialogue(self, other: Dialogue) -> None:
        self.service.dialogue = other

    def _bytes(self, size: int) -> bytes:
        return next(self._random).to_bytes(size, "big")

    def _takes_part(self, chat: int, user: int) -> bool:
        with self.session() as session:
            group, row = groups.by_chat(session, chat), residents.by_values(session, [user]).get(user)
            return bool(group and row and people.takes_part(session, row.id, group.id))

    # people and groups
    def person(self, first_name: str, language: str = "fr") -> Pilot:
        return Pilot(self, next(self._people), first_name, language)

    def group(self, title: str, thread: int | None = None, kind: PlaceKind = PlaceKind.SUPERGROUP) -> Chat:
        return Chat(self, -100_000_000_0000 - next(self._chats), title, thread, kind)

    def phone(self, value: int) -> Phone:
        return self.speaker.phone(value)

    def update(self) -> int:
        return next(self._updates)

    def number(self) -> int:
        """Of the next message in any chat."""
        return next(self._messages)

    # time
    def _time(self) -> datetime:
        return self.now

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

    # what the service does
    def play(self, *incoming: Incoming) -> None:
        """These updates arrive together; what they cause lands on phones."""
        steady.run(self._play(list(incoming)), self.now.timestamp())

    def deliver(self) -> None:
        """Everything that may leave now lands on phones; `refusals` says which chats take none."""
        steady.run(self._deliver(), self.now.timestamp())

    async def _play(self, incoming: list[Incoming]) -> None:
        if self._renewed != self.now:
            await self._renew()
        service = self.service
        service.sender.answer(await service.lines.take(incoming))
        if service.lines.unfinished:
            await self._ask_the_network()
        await self._settle()
        await self._send()

    async def _ask_the_network(self) -> None:
        """Until nobody waits for what it says."""
        lines = self.service.lines
        following = asyncio.get_running_loop().create_task(lines.following())
        while lines.unfinished and not following.done():
            await asyncio.wait([following, *lines.unfinished.values()], return_when=asyncio.FIRST_COMPLETED)
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following

    async def _deliver(self) -> None:
        await self._renew()
        await self._send()

    async def _renew(self) -> None:
        """Each second of a sender's life: its lease, and what is due."""
        sender = self.service.sender
        assert await sender.take_over()
        while sender.turns.waking:
            await sender.work(lambda session: sender.claims.wake(session, self.now))
        self._renewed = self.now

    async def _send(self) -> None:
        """The sender's steps, each to its end, for as long as something leaves at this moment."""
        sender, steps, left = self.service.sender, itertools.count(), True
        while left:
            left = False
            await sender.work(lambda session: sender.claims.wake(session, self.now))
            await sender.work(lambda session: sender.claims.look_at_lines(session, self.now, self.now.timestamp()))
            while not sender.pace.stopped_until > self.now.timestamp() and await sender.step():
                await self._settle()
                left = True
                assert next(steps) < MOST_STEPS, "the sender never rests"

    async def _settle(self) -> None:
        await self.service.sender.drain()
        if self.service.sender.broken is not None:
            raise self.service.sender.broken
