"""aiogram's own extension point for the wire: pyreqwest carries JSON, successes are plain results, calls are ready.

Errors still go through aiogram's classes (decision 5). The token is part of every address: no fault's own words are
kept, since they name it.
"""

from __future__ import annotations

import bot.telegram.aiogram_lazily  # isort: skip  # noqa: F401 - before any other import of aiogram

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

import orjson
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import SendDocument, SendPhoto, TelegramMethod
from aiogram.types import BufferedInputFile
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import (
    BuilderError,
    ConnectError,
    ConnectTimeoutError,
    PoolTimeoutError,
    PyreqwestError,
    RequestTimeoutError,
)
from pyreqwest.multipart import FormBuilder, PartBuilder
from pyreqwest.request import ConsumedRequest, RequestBuilder

CONNECT_SECONDS = 8.0  # apart from the rest: a connection never made is certain not to have sent
IDLE_SECONDS = 30.0  # well before the server drops an idle connection: a request on a dead one would be uncertain
JSON = {"content-type": "application/json"}


CONNECTING = "client error (Connect)"  # hyper's own mark of what failed before a byte of the request was written


class NeverLeft(ConnectionError):
    """Nothing of the request left this machine: refused, no such host, no TLS, no connection in time."""


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the Bot API and its parameters, ready for the wire. What is None is left out."""

    __returning__: ClassVar[Any] = Any  # asked by aiogram's reading of an error
    name: str
    params: dict[str, Any]

    @property
    def body(self) -> dict[str, Any]:
        return {name: value for name, value in self.params.items() if value is not None}


class LeanSession(BaseSession):
    """A success returns the plain `result` (a dict or a bool), not an aiogram model. Proxies are the environment's."""

    client: Client | None = None

    def open(self) -> Client:
        """One client for the whole session; its connections are kept alive, and shared by all calls."""
        if self.client is None:
            builder = ClientBuilder().connect_timeout(timedelta(seconds=CONNECT_SECONDS)).pool_idle_timeout(
                timedelta(seconds=IDLE_SECONDS)).follow_redirects(False).referer(False)
            self.client = (builder.no_proxy() if is_here(self.api.base) else builder).build()
        return self.client

    async def close(self) -> None:
        if self.client is not None:
            client, self.client = self.client, None
            await client.close()

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109
        if isinstance(method, SendDocument | SendPhoto):
            return await self._ask(bot, method, method.__api_method__, self._form(method), timeout)
        body = method.model_dump(warnings=False, exclude_unset=True, exclude_none=True)
        return await self.call(bot, Call(method.__api_method__, body), timeout)

    async def call(self, bot: Bot, call: Call, timeout: float | None = None) -> Any:  # noqa: ASYNC109
        """The `result`. Raises aiogram's errors, whose `method` is this call."""
        return await self._ask(bot, cast("TelegramMethod[Any]", call), call.name, orjson.dumps(call.body), timeout)

    async def _ask(self, bot: Bot, method: TelegramMethod[Any], name: str, body: bytes | FormBuilder,
                   seconds: float | None) -> Any:
        asked = self.open().post(self.api.api_url(token=bot.token, method=name)).timeout(
            timedelta(seconds=self.timeout if seconds is None else seconds))
        try:
            reply = await _ready(asked, body).send()
            raw = bytes(await reply.bytes())
        except PyreqwestError as fault:
            raise TelegramNetworkError(method=method, message=type(fault).__name__) from _sorted(fault)
        if reply.status == 200:
            try:
                return orjson.loads(raw)["result"]
            except (ValueError, KeyError, TypeError) as fault:
                raise ClientDecodeError("Unreadable answer", fault, raw) from fault
        text = raw.decode(errors="replace")
        return self.check_response(bot=bot, method=method, status_code=reply.status, content=text).result

    def _form(self, method: SendDocument | SendPhoto) -> FormBuilder:
        """A file goes as a form: its bytes, and the other fields as text or JSON."""
        form = FormBuilder()
        for name, value in method.model_dump(warnings=False, exclude_unset=True, exclude_none=True).items():
            if name in ("document", "photo"):
                file = cast(BufferedInputFile, getattr(method, name))
                form.part(name, PartBuilder.from_bytes(file.data).file_name(file.filename or "document"))
            else:
                form.text(name, value if isinstance(value, str) else orjson.dumps(value).decode())
        return form

    async def stream_content(self, url: str, headers: dict[str, Any] | None = None, timeout: int = 30,  # noqa: ASYNC109
                             chunk_size: int = 65536, raise_for_status: bool = True) -> AsyncGenerator[bytes, None]:
        """Nothing here is ever downloaded."""
        raise NotImplementedError
        yield b""


def _ready(asked: RequestBuilder, body: bytes | FormBuilder) -> ConsumedRequest:
    return (asked.headers(JSON).body_bytes(body) if isinstance(body, bytes) else asked.multipart(body)).build()


def _sorted(fault: PyreqwestError) -> Exception:
    """NeverLeft only when it is certain, by class and by cause: a reset and a silence carry the classes of connecting
    too (measured, decision 9). A release that words its cause otherwise makes us less sure, never wrongly sure."""
    if isinstance(fault, PoolTimeoutError | BuilderError):
        return NeverLeft()
    if isinstance(fault, ConnectError | ConnectTimeoutError):
        causes = fault.details["causes"] or []
        if any(cause["message"] == CONNECTING for cause in causes):
            return NeverLeft()
    return TimeoutError() if isinstance(fault, RequestTimeoutError) else ConnectionError()


def is_here(base: str) -> bool:
    """A Bot API server of this very machine is never reached through a proxy."""
    host = urlsplit(base).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
