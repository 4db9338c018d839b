"""Just enough HTTP/1.1 for a bot's client on the loopback: keep-alive, urlencoded or JSON bodies."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

Fields = dict[str, Any]
Handle = Callable[["Connection", str, Fields], None]


def fields_of(head: bytes, query: str, body: bytes) -> Fields:
    fields: Fields = dict(parse_qsl(query)) if query else {}
    if not body:
        return fields
    if b"application/json" in head:
        sent: Fields = json.loads(body)
        return fields | sent
    if b"urlencoded" in head:
        return fields | dict(parse_qsl(body.decode()))
    raise ValueError("the benchmark's server reads JSON and urlencoded bodies only")


class Connection(asyncio.Protocol):
    """Calls `handle(connection, method, fields)` for each request; the handler calls `reply` now or later."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].lower()
            at = head.find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            stop = end + 4 + length
            if len(self._buffer) < stop:
                return
            target = self._buffer.split(b" ", 2)[1].decode()
            body, self._buffer = self._buffer[end + 4 : stop], self._buffer[stop:]
            path, _, query = target.partition("?")
            self._handle(self, path.rpartition("/")[2], fields_of(head, query, body))

    def reply(self, body: bytes) -> None:
        if self._transport is not None:
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            self._transport.write(head % len(body) + body)
