"""Put one town together from its settings: database, content, dialogue, voice, ear, clock."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from bot.clocks import SandboxClock, SystemClock
from bot.dialogue import Dialogue
from bot.files import make_file
from bot.geocoding_answers import geocoder
from bot.handlers import HOUSE
from bot.hands import Away, Hands
from bot.lookups import LookUps
from bot.render import Renderer, shipped_languages
from bot.service import Service, holder
from bot.settings import Settings
from bot.telegram.listen import Listener, make_listener
from bot.telegram.speak import TelegramSpeaker, make_bot
from content.catalogue import Catalogue
from content.communes import communes
from rules.town import Town
from scheduler.clock import Clock
from scheduler.pace import Pace
from scheduler.ring import Ring
from scheduler.sender import Sender

T = TypeVar("T")
Work = Callable[[Callable[[Session], T]], Awaitable[T]]
DONE = object()
QUIET = 3.0


@dataclass(slots=True)
class Assembled:
    service: Service
    speaker: TelegramSpeaker
    clock: SystemClock

    async def run(self) -> None:
        """Serve until cancelled; the command menus are shown first, once."""
        async with asyncio.TaskGroup() as group:
            if isinstance(self.clock, SandboxClock):
                group.create_task(self.clock.follow())
            about, in_groups = dict(HOUSE.shown()), dict(HOUSE.shown(in_groups=True))
            group.create_task(self.speaker.show_orders(about, in_groups, sorted(shipped_languages())))
            group.create_task(warm())
            group.create_task(self.service.run())

    async def close(self) -> None:
        await self.service.sender.drain()
        await self.speaker.bot.session.close()


async def warm() -> None:
    """What somebody's first question would wait for; once those who wait since the bot was away have their answer."""
    await asyncio.sleep(QUIET)
    await asyncio.to_thread(lambda: communes().warm())


async def assemble(settings: Settings, engine: Engine, content: Catalogue) -> Assembled:
    """Everything wired, nothing started but `getMe`. Raises telegram.error.TelegramError when it fails."""
    assert settings.bot_token is not None
    token = settings.bot_token.get_secret_value()
    clock = SandboxClock(settings.telegram_api_base) if settings.sandbox_clock else SystemClock()
    if isinstance(clock, SandboxClock):
        await clock.set()
    ear = make_listener(token, settings.telegram_api_base)
    await ear.initialize()
    extra = {language: content.translations(language) for language in shipped_languages() if language != "fr"}
    voice = make_bot(token, settings.telegram_api_base)
    speaker = TelegramSpeaker(voice, Renderer(extra, ear.username), make_file)
    hands = Hands(engine)
    sender = Sender(hands.work, speaker, hashlib.sha256(token.encode()).hexdigest()[:32], holder(), clock.now,
                    Pace(float(settings.pace_per_second)))
    hands.came_back = sender.came_back
    town = Town(settings.town_name, settings.town_phone, settings.privacy_contact, settings.tz_default)
    dialogue = Dialogue(engine, HOUSE, content, ear.username, shipped_languages(), os.urandom, town,
                        bool(settings.geocoder_url), limited=settings.limits)
    listener = Listener(ear)
    look_ups = LookUps(listener, geocoder(settings.geocoder_url).find)
    service = Service(dialogue, hands, sender, listener, ear, clock.now, look_ups.answer)
    url, secret = settings.webhook_url, settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if url:
        service.webhook = await hook(service, speaker, secret, settings.webhook_port)
    await service.listener.announce(url, secret)
    service.ring = Clock(clock.now, ringer(service, Ring(engine, content, town))).run
    return Assembled(service, speaker, clock)


async def hook(service: Service, speaker: TelegramSpeaker, secret: str,
               port: int) -> Callable[[], Coroutine[Any, Any, None]]:
    """Open the webhook, whose library is loaded for it alone; what runs it."""
    from bot.telegram.webhook import Webhook

    made = Webhook(secret, service.take, service.unfinished, speaker.as_reply, service.sender.said,
                   service.sender.answer)
    await made.open("127.0.0.1", port)
    return made.run


def ringer(service: Service, ring: Ring) -> Callable[[datetime], Awaitable[None]]:
    """What each ring of the alarm clock does: a piece at a time, so that turns pass between; then the sender looks."""

    async def rung(now: datetime) -> None:
        pieces = ring.pieces(now)
        with suppress(Away):  # the next ring comes all the same
            while await service.hands.once(next, pieces, DONE) is not DONE:
                pass
        service.sender.stir()

    return rung
