"""An address service of our own on 127.0.0.1: real HTTP, answers written down beforehand."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

ANSWERS = Path(__file__).parent / "answers.json"


@dataclass
class AddressServer:
    url: str = ""
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    holding: bool = False

    def say(self, answer: object, status: int = 200, **headers: str) -> None:
        self.body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def _handler(server: AddressServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            server.asked.append((parts.path, dict(parse_qsl(parts.query))))
            if server.holding:
                server.hold.wait(10)
            self.send_response(server.status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(server.body)))
            for name, value in server.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(server.body)

        def log_message(self, *_: Any) -> None:
            pass

        def handle(self) -> None:
            with suppress(ConnectionError):  # the asker did not wait
                super().handle()

    return Handler


@pytest.fixture(scope="session")
def answers() -> dict[str, Any]:
    """Written after the documentation of the Base Adresse Nationale and an addok fed with invented rows."""
    loaded: dict[str, Any] = json.loads(ANSWERS.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def server() -> Iterator[AddressServer]:
    played = AddressServer()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(played)) as http:
        played.url = f"http://127.0.0.1:{http.server_address[1]}/geocodage"
        threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
        yield played
        played.hold.set()
        http.shutdown()
