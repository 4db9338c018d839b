"""One town served: the listener, the sender and the clock, around one database. The only owner of tasks."""

from __future__ import annotations

import asyncio
import logging
import os
import uuid
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session
from telegram import Bot as ListeningBot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.batch import AdminOf, Geocode, Lookup, MemberOf
from bot.dialogue import Dialogue, Result
from bot.settings import SettingsError
from bot.telegram.listen import Listener, wait_for
from bot.telegram.reading import Unreadable, read
from rules.deliveries import Post, TokenRefused
from rules.groups import Membership
from rules.incoming import Incoming
from rules.shape import sender_of, shape
from scheduler.finish import finish
from scheduler.sender import Sender
from storage import inbox
from storage.engine import transaction

log = logging.getLogger(__name__)
T = TypeVar("T")
CONFLICT_SECONDS = 5
LOOK_UP_SECONDS, MOST_ROUNDS = 3.0, 6
REVOKED = ("Telegram refuses BOT_TOKEN: it was revoked, or replaced by a newer one. Ask BotFather for it, "
           "put it in .env and start again; nothing is lost.")


class Hands:
    """Runs storage functions off the event loop: one thread for SQLite, several for PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.pool = ThreadPoolExecutor(1 if engine.dialect.name == "sqlite" else 8, thread_name_prefix="storage")

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.pool, function, *args)

    async def work(self, function: Callable[[Session], T]) -> T:
        """`function(session)` in a transaction of its own."""

        def inside() -> T:
            with transaction(self.engine) as session:
                return function(session)

        return await self.run(inside)


@dataclass(slots=True)
class Service:
    dialogue: Dialogue
    hands: Hands
    sender: Sender
    listener: Listener
    bot: ListeningBot
    now: Callable[[], datetime]
    geocode: Callable[[str], Any]
    ring: Callable[[], Any] | None = None
    webhook: Callable[[], Coroutine[Any, Any, None]] | None = None

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
                log.error("another program reads this bot's updates: %s", fault.message)
                await asyncio.sleep(CONFLICT_SECONDS)
                continue
            except TelegramError as fault:
                log.warning("listening: %s", type(fault).__name__)
                await asyncio.sleep(wait_for(fault, tried))
                tried += 1
                continue
            if raw:
                await finish(self.take(raw, self.sender.answer))
                self.listener.acknowledge(raw)

    async def take(self, raw: list[dict[str, Any]], speak: Callable[[list[Post]], None]) -> None:
        """Handle a batch of raw updates; returns when everything they cause is committed.

        speak: gets the answers as soon as they are committed.
        """
        incoming = [i for one in raw if (i := await self.understand(one)) is not None]
        if incoming:
            await self._turns(incoming, speak)

    async def take_for_reply(self, raw: list[dict[str, Any]]) -> list[Post]:
        """The same for a webhook: the answers are returned, to travel in the reply."""
        answers: list[Post] = []
        await self.take(raw, answers.extend)
        return answers

    async def understand(self, raw: dict[str, Any]) -> Incoming | None:
        """One update as the house sees it. The shape of an unreadable one is set aside; the rest go on."""
        try:
            return read(self.bot, raw, self.dialogue.username)
        except Unreadable as fault:
            number = raw.get("update_id")
            log.error("update %s is unreadable: %s", number, fault)
            text, reason = shape(raw), str(fault)
            await self.hands.work(lambda session: inbox.set_aside(
                session, number if isinstance(number, int) else None, text, reason, self.now(), sender_of(raw)))
            return None

    async def _turns(self, incoming: list[Incoming], speak: Callable[[list[Post]], None]) -> None:
        known: dict[Lookup, Any] = {}
        for _round in range(MOST_ROUNDS * len(incoming)):  # each settles a look-up of everybody who waits for one
            result = await self._commit(incoming, known)
            if result.posts:
                speak(result.posts)
            self.sender.stir()
            if not result.waiting:
                return
            wanted = list({wanted for _one, wanted in result.waiting})
            known |= zip(wanted, await asyncio.gather(*map(self._look_up, wanted)), strict=True)
            incoming = [one for one, _wanted in result.waiting]
        log.error("%d turns never stopped asking", len(incoming))

    async def _commit(self, incoming: list[Incoming], known: dict[Lookup, Any]) -> Result:
        return await self.hands.run(self.dialogue.handle_batch, incoming, self.now(), self.sender.epoch, known)

    async def _look_up(self, lookup: Lookup) -> Any:
        """What the network says within three seconds; later, it is a no."""
        try:
            async with asyncio.timeout(LOOK_UP_SECONDS):
                return await self._ask(lookup)
        except TimeoutError:
            log.warning("a look-up took too long: %s", type(lookup).__name__)
            return _no(lookup)

    async def _ask(self, lookup: Lookup) -> Any:
        match lookup:
            case AdminOf():
                return await self.listener.is_admin(lookup)
            case MemberOf():
                return await self.listener.membership(lookup)
            case Geocode(text):
                return await asyncio.to_thread(self.geocode, text)

    async def run(self) -> None:
        """Serve until cancelled. Whatever fails stops everything: the supervisor starts us again, nothing is lost.

        Raises SettingsError, one sentence for the operator, when Telegram no longer accepts the token.
        """
        try:
            await self._serve()
        except ExceptionGroup as group:
            if group.subgroup((TokenRefused, InvalidToken)) is not None:
                raise SettingsError(REVOKED) from group
            raise

    async def _serve(self) -> None:
        await self.sender.take_over()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.sender.writing())
            group.create_task(self.sender.sending())
            if self.ring is not None:
                group.create_task(self.ring())
            group.create_task(self.webhook() if self.webhook else self.listen())


def _no(lookup: Lookup) -> Any:
    match lookup:
        case AdminOf():
            return False
        case MemberOf():
            return Membership.UNKNOWN
        case Geocode():
            return None


def holder() -> str:
    return f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
