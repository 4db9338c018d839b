"""Logs: one line of JSON each, with no token, telephone number or position in it at any level."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import IO

LOUD = ("httpx", "httpcore", "telegram", "aiogram", "asyncio", "apscheduler", "alembic")
_HIDDEN: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"/bot\d+(:|%3A)[A-Za-z0-9_-]+", re.I), "/bot<token>"),
    (re.compile(r"\d{6,}(:|%3A)[A-Za-z0-9_-]{30,}", re.I), "<token>"),
    (re.compile(r"(://[^/@:\s]*):[^@\s]+@"), r"\1:<password>@"),
    (re.compile(r"(?<![\d.])-?\d{1,3}\.\d{2,}(\s*[,;/]\s*|\s+)-?\d{1,3}\.\d{2,}"), "<position>"),
    (re.compile(r"(\b(?:lat|lon|latitude|longitude)\W{1,4})-?\d{1,3}(\.\d+)?", re.I), r"\1<position>"),
    (re.compile(r"(?<![\d.])-?\d{1,3}\.\d{4,}"), "<decimal>"),
    (re.compile(r"\+\d(?:[ .()\u00a0\u202f-]*\d){7,14}"), "<phone>"),
    (re.compile(r"(?<![\d.])0[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)"), "<phone>"),
)


def redacted(text: str) -> str:
    """The same text, without tokens, passwords, telephone numbers and positions."""
    for pattern, instead in _HIDDEN:
        text = pattern.sub(instead, text)
    return text


class JsonLines(logging.Formatter):
    """time, level, logger, message; `update` when given as extra={"update": id}, `fault` for a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
                "level": record.levelname, "logger": record.name, "message": redacted(record.getMessage())}
        if isinstance(update := getattr(record, "update", None), int):
            line["update"] = str(update)
        if record.exc_info:
            line["fault"] = redacted(self.formatException(record.exc_info))
        if record.stack_info:
            line["stack"] = redacted(record.stack_info)
        return json.dumps(line, ensure_ascii=False)


def _wanted(record: logging.LogRecord) -> bool:
    """Libraries that tell every call speak from WARNING on, whatever level they set themselves."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in LOUD


def setup(level: str = "INFO", stream: IO[str] | None = None) -> logging.Handler:
    """Make the root logger speak JSON lines, replacing what was set up before. Returns its handler."""
    handler = logging.StreamHandler(stream if stream is not None else sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(_wanted)
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    return handler


def _uncaught(cls: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    if issubclass(cls, KeyboardInterrupt):
        sys.__excepthook__(cls, fault, trace)
    else:
        logging.getLogger("bot").critical("stopped by a fault", exc_info=(cls, fault, trace))
