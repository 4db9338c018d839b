"""aiogram's own extension point for the wire: JSON instead of a multipart form, and plain results.

Measured at 0.28 ms of CPU a message against 0.64; errors still go through aiogram's classes.
"""

from __future__ import annotations

import bot.telegram.aiogram_lazily  # isort: skip  # noqa: F401 - before any other import of aiogram

import json
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import SendDocument, TelegramMethod
from aiohttp import ClientError, ClientTimeout

CONNECT_SECONDS = 8  # apart from the rest: a connection never made is certain not to have sent


class LeanSession(AiohttpSession):
    """A success returns the plain `result` (a dict or a bool), not an aiogram model."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109
        if isinstance(method, SendDocument):
            message = await super().make_request(bot, method, timeout)
            return {"message_id": message.message_id}
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        body = method.model_dump(warnings=False, exclude_unset=True, exclude_none=True)
        wait = ClientTimeout(total=self.timeout if timeout is None else timeout, sock_connect=CONNECT_SECONDS)
        try:
            async with session.post(url, json=body, timeout=wait) as reply:
                raw = await reply.read()
        except TimeoutError as fault:
            raise TelegramNetworkError(method=method, message="Request timeout error") from fault
        except ClientError as fault:
            raise TelegramNetworkError(method=method, message=f"{type(fault).__name__}: {fault}") from fault
        if reply.status == 200:
            try:
                return json.loads(raw)["result"]
            except (ValueError, KeyError, TypeError) as fault:
                raise ClientDecodeError("Unreadable answer", fault, raw) from fault
        text = raw.decode(errors="replace")
        return self.check_response(bot=bot, method=method, status_code=reply.status, content=text).result
