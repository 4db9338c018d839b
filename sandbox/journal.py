"""Every event is one JSON line: transcript, source of the live stream, and replay at once."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any, TextIO

from sandbox.errors import Json


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=repr)


FOLLOWS = 3.0  # seconds: who has not asked the time for so long follows it no more


class Clock:
    """Real time plus an offset: nothing is ever scaled."""

    def __init__(self, real: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.real = real
        self.offset = 0.0
        self.read: tuple[float, float] | None = None  # by a bot that follows it: which offset, when

    def follow(self) -> None:
        """A bot asked what time it is here."""
        self.read = (self.offset, monotonic())

    def is_followed(self) -> bool:
        """Whoever follows it knows of its last change."""
        return self.read is None or self.read[0] == self.offset or monotonic() - self.read[1] > FOLLOWS

    def now(self) -> datetime:
        return self.real() + timedelta(seconds=self.offset)

    def stamp(self) -> float:
        return self.now().timestamp()


class Journal:
    def __init__(self, clock: Clock, path: Path | None = None) -> None:
        self.clock = clock
        self.lines: list[str] = []
        self.heads: list[tuple[str, int, str]] = []  # type, chat, text: what `wait` looks for
        self.file: TextIO | None = path.open("w", encoding="utf-8", buffering=1) if path else None
        self.readers: set[asyncio.Event] = set()

    def add(self, kind: str, **payload: Any) -> None:
        head = {"n": len(self.lines) + 1, "at": self.clock.now().isoformat(), "type": kind}
        self.keep(dump(head | payload), kind, payload)

    def keep(self, line: str, kind: str, payload: Json) -> None:
        self.lines.append(line)
        message = payload.get("message")
        text = message.get("text") or message.get("caption") or "" if isinstance(message, dict) else ""
        self.heads.append((kind, payload.get("chat_id") or 0, text))
        if self.file:
            self.file.write(line + "\n")
        for reader in self.readers:
            reader.set()

    def of(self, kind: str, since: int) -> list[str]:
        return [line for line, head in zip(self.lines[since:], self.heads[since:], strict=True) if head[0] == kind]

    def find(self, chat: int, contains: str, since: int) -> int | None:
        """Number of the first message or edit of that chat whose text contains the words."""
        for index in range(since, len(self.heads)):
            kind, where, text = self.heads[index]
            if where == chat and kind in ("message", "edit") and contains in text:
                return index + 1
        return None

    def close(self) -> None:
        if self.file:
            self.file.close()
        for reader in self.readers:
            reader.set()
