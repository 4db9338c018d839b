"""Put one town together from its settings: database, content, dialogue, voice, ear, clock."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from bot.clocks import SandboxClock, SystemClock
from bot.dialogue import Dialogue
from bot.files import make_file
from bot.geocoding_answers import geocoder
from bot.handlers import HOUSE
from bot.hands import Away, Hands, in_thread
from bot.lookups import LookUps
from bot.parts import Part, Place
from bot.ports import Ports
from bot.render import Renderer, shipped_languages
from bot.service import Service, holder
from bot.settings import Settings
from bot.telegram.listen import Listener, make_listener
from bot.telegram.speak import TelegramSpeaker, make_bot
from bot.vital import Counted
from content.catalogue import Catalogue
from content.communes import communes
from rules.town import Town
from scheduler.clock import Clock
from scheduler.pace import Pace
from scheduler.ring import Ring
from scheduler.sender import Sender
from storage.lease import leave_lease, mark

DONE = object()
QUIET = 3.0
ASIDE = 4
"""Threads of a town for what is slow and is no database: files, addresses. No town waits for another's."""


@dataclass(slots=True)
class Assembled:
    service: Service
    speaker: TelegramSpeaker
    counted: Counted
    clock: SystemClock
    aside: ThreadPoolExecutor

    async def run(self) -> None:
        """Serve until cancelled; the command menus are shown first, once."""
        part = self.service.part
        async with asyncio.TaskGroup() as group:
            if isinstance(self.clock, SandboxClock):
                group.create_task(self.clock.follow())
            if part.speaks:
                about, in_groups = dict(HOUSE.shown()), dict(HOUSE.shown(in_groups=True))
                group.create_task(self.speaker.show_orders(about, in_groups, sorted(shipped_languages())))
            if part.hears:
                group.create_task(self._warm())
            group.create_task(self.service.run())

    async def _warm(self) -> None:
        """What a first question would wait for; once those who wait since the bot was away have their answer."""
        await asyncio.sleep(QUIET)
        await in_thread(self.aside, lambda: communes().warm())

    async def close(self) -> None:
        """What is in flight is finished and written down; then the next sender need not wait for our lease to lapse."""
        sender, hands = self.service.sender, self.service.hands
        try:
            await sender.drain()
            if sender.epoch and not hands.away:
                await hands.work(lambda session: leave_lease(session, sender.token, sender.holder, sender.now()))
        finally:
            await self.speaker.bot.session.close()
            await self.service.bot.shutdown()
            self.aside.shutdown(wait=False, cancel_futures=True)
            hands.close()


async def assemble(place: Place, engine: Engine, content: Catalogue, ports: Ports) -> Assembled:
    """Everything wired, nothing started but `getMe`. Raises telegram.error.TelegramError when it fails."""
    settings = place.settings
    assert settings.bot_token is not None
    token = settings.bot_token.get_secret_value()
    clock = SandboxClock(settings.telegram_api_base) if settings.sandbox_clock else SystemClock()
    if isinstance(clock, SandboxClock):
        await clock.set()
    ear = make_listener(token, settings.telegram_api_base)
    await ear.initialize()
    aside = ThreadPoolExecutor(ASIDE, thread_name_prefix="aside")
    extra = {language: content.translations(language) for language in shipped_languages() if language != "fr"}
    speaker = TelegramSpeaker(make_bot(token, settings.telegram_api_base), Renderer(extra, ear.username),
                              make_file, aside, HOUSE.menu)
    counted, hands = Counted(speaker), Hands(engine, place.share.hands)
    sender = Sender(hands.work, counted, mark(token), holder(), clock.now,
                    Pace(float(settings.pace_per_second)))
    hands.came_back = sender.came_back
    listener = Listener(ear)
    look_ups = LookUps(listener, geocoder(settings.geocoder_url).find, aside)
    service = Service(dialogue_of(settings, engine, content, ear.username), hands, sender, listener, ear, clock.now,
                      look_ups.answer, part=place.part)
    if place.part.hears:
        await hear(place, service, speaker, ports)
    if place.part.speaks:
        service.ring = Clock(clock.now, ringer(service, Ring(engine, content, service.dialogue.town))).run
    return Assembled(service, speaker, counted, clock, aside)


def dialogue_of(settings: Settings, engine: Engine, content: Catalogue, username: str) -> Dialogue:
    town = Town(settings.town_name, settings.town_phone, settings.privacy_contact, settings.tz_default,
                settings.second_above, settings.open_data, settings.of_committee)
    return Dialogue(engine, HOUSE, content, username, shipped_languages(), os.urandom, town,
                    bool(settings.geocoder_url), limited=settings.limits)


async def hear(place: Place, service: Service, speaker: TelegramSpeaker, ports: Ports) -> None:
    """Ask Telegram for updates, by webhook where there is an address for it."""
    settings, sender = place.settings, service.sender
    url, secret = settings.webhook_url, settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if url:
        from bot.telegram.webhook import Webhook  # its library is loaded for it alone

        hook = Webhook(secret, service.take, service.unfinished, speaker.as_reply, sender.said, sender.answer,
                       partial(ports.leave, settings.webhook_port, place.name))
        await ports.answer(settings.webhook_port, place.name, hook.receive)
        service.webhook = hook.run
    await service.listener.announce(url, secret)


def ringer(service: Service, ring: Ring) -> Callable[[datetime], Awaitable[None]]:
    """What each ring of the alarm clock does: a piece at a time, so that turns pass between; then the sender looks.

    Of several processes that deliver, the one that sends keeps the time.
    """

    async def rung(now: datetime) -> None:
        if service.part is Part.DELIVER and not service.sender.epoch:
            return
        pieces = ring.pieces(now)
        with suppress(Away):  # the next ring comes all the same
            while await service.hands.once(next, pieces, DONE) is not DONE:
                pass
        service.sender.stir()

    return rung
