"""aiogram's own extension point for the wire: JSON instead of a multipart form, plain results, calls that are ready.

Errors still go through aiogram's classes (decision 5).
"""

from __future__ import annotations

import bot.telegram.aiogram_lazily  # isort: skip  # noqa: F401 - before any other import of aiogram

import json
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import SendDocument, TelegramMethod
from aiohttp import ClientError, ClientTimeout

CONNECT_SECONDS = 8  # apart from the rest: a connection never made is certain not to have sent


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the Bot API and its parameters, ready for the wire. What is None is left out."""

    __returning__: ClassVar[Any] = Any  # asked by aiogram's reading of an error
    name: str
    params: dict[str, Any]

    @property
    def body(self) -> dict[str, Any]:
        return {name: value for name, value in self.params.items() if value is not None}


class LeanSession(AiohttpSession):
    """A success returns the plain `result` (a dict or a bool), not an aiogram model."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109
        if isinstance(method, SendDocument):
            message = await super().make_request(bot, method, timeout)
            return {"message_id": message.message_id}
        body = method.model_dump(warnings=False, exclude_unset=True, exclude_none=True)
        return await self.call(bot, Call(method.__api_method__, body), timeout)

    async def call(self, bot: Bot, call: Call, timeout: float | None = None) -> Any:  # noqa: ASYNC109
        """The `result`. Raises aiogram's errors, whose `method` is this call."""
        session, method = await self.create_session(), cast(TelegramMethod[Any], call)
        url = self.api.api_url(token=bot.token, method=call.name)
        wait = ClientTimeout(total=self.timeout if timeout is None else timeout, sock_connect=CONNECT_SECONDS)
        try:
            async with session.post(url, json=call.body, timeout=wait) as reply:
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
