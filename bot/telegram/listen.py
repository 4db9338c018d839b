"""python-telegram-bot listens: raw updates in; reading.py makes `Incoming` of them. The offset moves only after the
commit."""

from __future__ import annotations

import asyncio
import logging
import os
import warnings
from collections.abc import Container
from typing import Any

from httpx import create_ssl_context
from telegram import Bot
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.batch import AdminOf, MemberOf
from rules.groups import Membership

log = logging.getLogger(__name__)
WANTED = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
POLL_SECONDS = 25
PATIENCE = 3.0
TRIES = 5
LARGEST = 2**63 - 1
STRANGER = ("user not found", "member not found", "participant_id_invalid", "user_not_participant")


def make_listener(token: str, base: str) -> Bot:
    """python-telegram-bot's Bot. Its logs stay at WARNING: at INFO its HTTP client names the token."""
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # its own way to have durations as such, without a warning each
    warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")  # it would sink a batch for one update
    trust = {"verify": create_ssl_context()}  # read once for both: 20 ms
    request = HTTPXRequest(connection_pool_size=64, pool_timeout=PATIENCE, read_timeout=POLL_SECONDS + 10,
                           connect_timeout=10, httpx_kwargs=trust)
    return Bot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=request,
               get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=POLL_SECONDS + 10,
                                                httpx_kwargs=trust))


class Listener:
    """Reads updates of one token. `fetch` acknowledges everything below `offset`."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.offset: int | None = None
        self.taken: set[str] = set()

    async def fetch(self) -> list[dict[str, Any]]:
        """The next raw updates, at most 100. Raises telegram.error.TelegramError."""
        params: dict[str, Any] = {"timeout": POLL_SECONDS, "limit": 100, "allowed_updates": WANTED}
        if self.offset is not None:
            params["offset"] = self.offset
        try:
            raw = await self.bot.do_api_request("getUpdates", api_kwargs=params)
        except EndPointNotFound as fault:
            raise InvalidToken("getUpdates is refused") from fault  # what this call makes of a 401
        if not isinstance(raw, list):
            raise TelegramError("getUpdates answers something else than a list")
        return [one if isinstance(one, dict) else {"odd": one} for one in raw]

    async def announce(self, url: str, secret: str) -> None:
        """Ask for updates at this address; without one, take back the right to poll. Nothing waiting is dropped.

        Several listeners that start together all say so; Telegram takes one a second.
        """
        for _try in range(TRIES):
            try:
                return await self._announce(url, secret)
            except RetryAfter as fault:
                await asyncio.sleep(wait_for(fault, 0))
        return await self._announce(url, secret)

    async def _announce(self, url: str, secret: str) -> None:
        if url:
            await self.bot.set_webhook(url, secret_token=secret, allowed_updates=WANTED, max_connections=40)
        else:
            await self.bot.delete_webhook(drop_pending_updates=False)

    def fresh(self, raw: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those not taken before: what is unfinished comes again with each fetch, and so does all that follows it and
        whatever has no number to acknowledge."""
        return [one for one in raw if str(one.get("update_id")) not in self.taken]

    def acknowledge(self, raw: list[dict[str, Any]], unfinished: Container[int] = ()) -> None:
        """What was committed may be forgotten by the server, up to the first update that is not."""
        ids = [number for one in raw if (number := number_of(one)) is not None]
        waiting = [number for number in ids if number in unfinished]
        if ids:
            self.offset = min(waiting) if waiting else max(ids) + 1
        self.taken = {str(one.get("update_id")) for one in raw}

    async def is_admin(self, wanted: AdminOf) -> bool:
        """Telegram's word at this moment; any error is a no."""
        try:
            member = await self.bot.get_chat_member(wanted.chat, wanted.user)
        except TelegramError as fault:
            log.info("the rights of a member could not be read: %s", type(fault).__name__)
            return False
        return member.status in ("creator", "administrator")

    async def membership(self, wanted: MemberOf) -> Membership:
        """Telegram's word at this moment. Whom it does not know there is gone; any other fault says nothing."""
        try:
            async with asyncio.timeout(PATIENCE):
                member = await self.bot.get_chat_member(wanted.chat, wanted.user)
        except BadRequest as fault:
            return Membership.GONE if any(word in fault.message.casefold() for word in STRANGER) else Membership.UNKNOWN
        except (TelegramError, TimeoutError) as fault:
            log.info("a membership could not be read: %s", type(fault).__name__)
            return Membership.UNKNOWN
        if member.status in ("creator", "administrator"):
            return Membership.ADMIN
        inside = member.status == "member" or getattr(member, "is_member", False)
        return Membership.MEMBER if inside else Membership.GONE


def number_of(raw: dict[str, Any]) -> int | None:
    """None for what is no number of an update: acknowledging it would mean nothing, or everything."""
    number = raw.get("update_id")
    return number if type(number) is int and 0 <= number < LARGEST else None


def wait_for(fault: TelegramError, tried: int) -> float:
    """Seconds before listening again after a fault."""
    if isinstance(fault, RetryAfter):
        wait = fault.retry_after
        return float(wait if isinstance(wait, int | float) else wait.total_seconds())
    return min(30.0, 0.5 * 2 ** min(tried, 6)) if isinstance(fault, NetworkError) else 3.0
