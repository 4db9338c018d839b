"""Logs: one line each, of JSON or plain, with no token, telephone number or position in it at any level, and nothing
somebody wrote.

A line says what happened in one word (`event`, listed in docs/operating.md), to which update or delivery, and in which
town when several are served. The words of warnings and errors are counted: they are the faults of /metrics.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import IO

from bot import tracebacks

TOWN: ContextVar[str] = ContextVar("town", default="")
"""Whose work this is; empty where one town is served alone."""
UNNAMED = "other"
IDS = ("update", "delivery")
LOUD = ("httpx", "httpcore", "telegram", "aiogram", "asyncio", "apscheduler", "alembic")
_HIDDEN: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"exception=(\w+)\(.*\)>"), r"exception=\1>"),  # what asyncio says of a task nobody waited for
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


def told(record: logging.LogRecord) -> dict[str, str]:
    """What one line says, redacted: event, update and delivery when given in `extra`, fault for a traceback."""
    line = {"time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname, "logger": record.name}
    if town := TOWN.get():
        line["town"] = town
    if isinstance(event := getattr(record, "event", None), str):
        line["event"] = event
    line["message"] = redacted(record.getMessage())
    line |= {name: str(found) for name in IDS if isinstance(found := getattr(record, name, None), int)}
    if record.exc_info and record.exc_info[1] is not None:
        line["fault"] = redacted(tracebacks.told(record.exc_info[1]))
    if record.stack_info:
        line["stack"] = redacted(record.stack_info)
    return line


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(told(record), ensure_ascii=False)


class PlainLines(logging.Formatter):
    """The same for eyes: time, level, [town], message, (event update=1); then the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = told(record)
        about = " ".join([line[one] for one in ("event",) if one in line] + [
            f"{one}={line[one]}" for one in IDS if one in line])
        head = [line["time"], line["level"], *([f"[{line['town']}]"] if "town" in line else []), line["message"],
                *([f"({about})"] if about else [])]
        return "\n".join([" ".join(head), *(line[one] for one in ("fault", "stack") if one in line)])


class Lines(logging.StreamHandler[IO[str]]):
    """`levels`: of each town; `faults`: how often each (town, event) was said as a warning or worse."""

    def __init__(self, stream: IO[str], level: str) -> None:
        super().__init__(stream)
        self.levels: dict[str, int] = {"": logging.getLevelNamesMapping()[level]}
        self.faults: Counter[tuple[str, str]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Libraries that tell every call speak from WARNING on, whatever level they set themselves."""
        town = TOWN.get()
        if record.levelno >= logging.WARNING:
            self.faults[town, getattr(record, "event", UNNAMED)] += 1
        elif record.name.partition(".")[0] in LOUD:
            return False
        return record.levelno >= self.levels.get(town, self.levels[""]) and bool(super().filter(record))

    def hear(self, town: str, level: str) -> None:
        """From now on, this town's lines from this level on."""
        self.levels[town] = logging.getLevelNamesMapping()[level]
        logging.getLogger().setLevel(min(logging.WARNING, *self.levels.values()))


def setup(level: str = "INFO", stream: IO[str] | None = None, form: str = "json") -> Lines:
    """Make the root logger speak, replacing what was set up before. Returns its handler."""
    handler = Lines(stream if stream is not None else sys.stderr, level)
    handler.setFormatter(PlainLines() if form == "plain" else JsonLines())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    handler.hear("", level)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    return handler


def faults() -> Mapping[tuple[str, str], int]:
    """How often each (town, event) was said as a warning or worse, since the start."""
    found = [one for one in logging.getLogger().handlers if isinstance(one, Lines)]
    return found[0].faults if found else {}


def _uncaught(cls: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    if issubclass(cls, KeyboardInterrupt):
        sys.__excepthook__(cls, fault, trace)
    else:
        logging.getLogger("bot").critical("stopped by a fault", exc_info=(cls, fault, trace))
