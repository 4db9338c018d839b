"""One town served: the listener, the sender and the clock, around one database. The only owner of tasks."""

from __future__ import annotations

import asyncio
import logging
import os
import uuid
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from collections.abc import Set as AnySet
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import Bot as ListeningBot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.batch import Lookup
from bot.dialogue import Dialogue, Result
from bot.hands import Hands
from bot.lines import Lines
from bot.parts import Part
from bot.settings import TokenRefusedForGood
from bot.telegram.listen import Listener, number_of, wait_for
from bot.telegram.reading import Unreadable, read
from rules.deliveries import Outcome, Post, TokenRefused
from rules.incoming import Incoming
from rules.shape import sender_of, shape
from scheduler.along import along, arrived
from scheduler.finish import finish
from scheduler.sender import Sender
from storage import inbox
from storage.engine import StorageError

log = logging.getLogger(__name__)
CONFLICT_SECONDS = 5
LOOK_AGAIN_SECONDS = 0.25
REVOKED = ("Telegram refuses BOT_TOKEN: it was revoked, or replaced by a newer one. Ask BotFather for it, "
           "put it in .env and start again; nothing is lost.")


@dataclass(slots=True)
class Service:
    dialogue: Dialogue
    hands: Hands
    sender: Sender
    listener: Listener
    bot: ListeningBot
    now: Callable[[], datetime]
    look_up: Callable[[Lookup, float], Awaitable[Any]]
    ring: Callable[[], Any] | None = None
    webhook: Callable[[], Coroutine[Any, Any, None]] | None = None
    part: Part = Part.RUN
    taken: int = 0
    lines: Lines = field(init=False)

    def __post_init__(self) -> None:
        self.lines = Lines(self._commit, self.look_up, self._say)

    async def listen(self) -> None:
        """Long polling: fetch, commit, then acknowledge; answers leave as soon as they are committed."""
        tried = 0
        while True:
            try:
                raw = await self.listener.fetch()
                tried = 0
            except InvalidToken:
                raise
            except Conflict as fault:
                log.error("another program reads this bot's updates: %s", fault.message, extra={"event": "conflict"})
                await asyncio.sleep(CONFLICT_SECONDS)
                continue
            except TelegramError as fault:
                log.warning("listening: %s", type(fault).__name__, extra={"event": "telegram_away"})
                await asyncio.sleep(wait_for(fault, tried))
                tried += 1
                continue
            await self._taken(raw)

    async def _taken(self, raw: list[dict[str, Any]]) -> None:
        """What is unfinished stays unacknowledged, and comes again: it is in hand already, so look a little later."""
        fresh = self.listener.fresh(raw)
        if fresh:
            await finish(self._take_and_say(fresh))
        self.lines.moved.clear()
        self.listener.acknowledge(raw, self.lines.unfinished)
        if raw and not fresh:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN_SECONDS):
                    await self.lines.moved.wait()

    async def take(self, raw: list[dict[str, Any]]) -> list[Post]:
        """Handle a batch of raw updates. Returns what it says, once committed; some updates may be `unfinished` yet."""
        self.taken += len(raw)
        incoming = [i for one in raw if (i := await self.understand(one)) is not None]
        posts = await self.lines.take(incoming)
        self.sender.stir()
        return posts

    async def _take_and_say(self, raw: list[dict[str, Any]]) -> None:
        self.sender.answer(await self.take(raw))

    def unfinished(self, raw: dict[str, Any]) -> asyncio.Future[None] | None:
        """The end of an update that still waits for the network."""
        number = raw.get("update_id")
        return self.lines.unfinished.get(number) if isinstance(number, int) else None

    async def understand(self, raw: dict[str, Any]) -> Incoming | None:
        """One update as the house sees it. The shape of an unreadable one is set aside; the rest go on."""
        try:
            return read(self.bot, raw, self.dialogue.username)
        except Unreadable as fault:
            number = raw.get("update_id")
            log.error("update %s is unreadable: %s", number, fault,
                      extra={"event": "update_unreadable", "update": number})
            text, reason = shape(raw), str(fault)
            await self.hands.work(lambda session: inbox.set_aside(
                session, number_of(raw), text, reason, self.now(), sender_of(raw)))
            return None

    async def _commit(self, incoming: list[Incoming], known: dict[Lookup, Any], passed: AnySet[int]) -> Result:
        """What became of earlier posts goes into the same transaction where there is one writer: one disk, one wait.

        On PostgreSQL it goes on its own: rows of many people, locked together, could wait for each other. What has
        arrived is in nobody's way meanwhile.
        """
        if not self.hands.single:
            return await self._handle(incoming, known, passed, [], arrived(self.sender))
        return await along(self.sender, lambda done: self._handle(incoming, known, passed, done))

    async def _handle(self, incoming: list[Incoming], known: dict[Lookup, Any], passed: AnySet[int],
                      done: Sequence[tuple[Post, Outcome]], arrived: AnySet[int] = frozenset()) -> Result:
        return await self.hands.run(
            self.dialogue.handle_batch, incoming, self.now(), self.sender.epoch, known, passed, done, arrived)

    def _say(self, posts: list[Post]) -> None:
        self.sender.answer(posts)
        self.sender.stir()

    async def run(self) -> None:
        """Serve until cancelled. Whatever fails stops everything: the supervisor starts us again, nothing is lost.

        Raises TokenRefusedForGood, one sentence for the operator, when Telegram no longer accepts the token.
        """
        try:
            await self._serve()
        except ExceptionGroup as group:
            if (stopped := group.subgroup(StorageError)) is not None:
                raise _first(stopped) from group
            if group.subgroup((TokenRefused, InvalidToken)) is not None:
                raise TokenRefusedForGood(REVOKED) from group
            raise

    async def _until_told(self) -> None:
        """When everything stops, nobody waits any more for a database that is away."""
        try:
            await asyncio.Event().wait()
        finally:
            self.hands.stop_waiting()

    async def _serve(self) -> None:
        if self.part.speaks:
            await self.sender.take_over()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._until_told())
            if self.part.speaks:
                group.create_task(self.sender.writing())
                group.create_task(self.sender.sending())
            if self.ring is not None:
                group.create_task(self.ring())
            if self.part.hears:
                group.create_task(self.lines.following())
                group.create_task(self.webhook() if self.webhook else self.listen())


def _first(group: BaseExceptionGroup[Any]) -> BaseException:
    one = group.exceptions[0]
    return _first(one) if isinstance(one, BaseExceptionGroup) else one


def holder() -> str:
    return f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
