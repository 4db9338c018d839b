"""Nothing private reaches a log, at any level, in a message or in a traceback."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextvars import copy_context

import pytest
from aiogram import Bot as SpeakingBot
from telegram import Bot as ListeningBot

from bot.logs import TOWN, redacted, setup

TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz0123456"
SECRETS = (TOKEN, "123456:SANDBOX", "06 12 34 56 78", "0612345678", "+33 6 12 34 56 78", "+33612345678",
           "06.12.34.56.78", "+33\u00a06\u00a012\u00a034\u00a056\u00a078", "48.85661, 2.35222", "48.8566",
           "-149.5585", "hush")
SAYINGS = (f"https://api.telegram.org/bot{TOKEN}/getMe", f"/file/bot{TOKEN}/photo.jpg",
           "POST http://127.0.0.1/bot123456:SANDBOX/sendMessage", f"token={TOKEN}", "appelez le 06 12 34 56 78.",
           "tél:0612345678", "+33 6 12 34 56 78 / +33612345678", "06.12.34.56.78",
           "+33\u00a06\u00a012\u00a034\u00a056\u00a078", "Location(latitude=48.8566, longitude=2.35222)",
           "{'lat': 48.8566, 'lon': -149.5585}", "48.85661, 2.35222", "x=48.8566",
           "postgresql+psycopg://voisins:hush@h/town")


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, str]]]]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    handler = setup("DEBUG", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(False)


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("saying", SAYINGS)
def test_redacted(saying: str) -> None:
    assert leaks(saying)
    assert not leaks(redacted(saying))


@pytest.mark.parametrize("plain", [
    "update 812345678 failed", "a batch of 12", "group -1001234567890", "2026-11-24T09:30:00+00:00", "took 0.31 s",
    "revision 0001", "appelez le 15, le 112 ou le 3114", "127.0.0.1:8081", "version 22.8.1", "14:30"])
def test_what_an_operator_needs_is_left_alone(plain: str) -> None:
    assert redacted(plain) == plain


def test_nothing_leaks_at_debug(lines: Callable[[], list[dict[str, str]]]) -> None:
    log = logging.getLogger("bot.somewhere")
    for saying in SAYINGS:
        log.debug("said: %s", saying)
        log.info(saying, stack_info=True)
        try:
            raise ValueError(saying)
        except ValueError:
            log.exception("a turn failed", extra={"update": 12})
    told = lines()
    assert len(told) == 3 * len(SAYINGS)
    assert not leaks(json.dumps(told, ensure_ascii=False))
    assert [one["update"] for one in told if "fault" in one] == ["12"] * len(SAYINGS)
    assert {"time", "level", "logger", "message"} <= set(told[0])


def test_a_chained_traceback_leaks_nothing(lines: Callable[[], list[dict[str, str]]]) -> None:
    try:
        try:
            raise OSError(f"GET /bot{TOKEN}/getUpdates")
        except OSError as fault:
            raise RuntimeError("06 12 34 56 78") from fault
    except RuntimeError:
        logging.getLogger("bot").exception("failed")
    (told,) = lines()
    assert "RuntimeError" in told["fault"]
    assert "OSError" in told["fault"]
    assert not leaks(told["fault"])


def test_a_fault_is_told_without_what_it_quotes(lines: Callable[[], list[dict[str, str]]]) -> None:
    """The words of an exception may be somebody's: what a table refused, what a name was, what was typed."""
    name = "".join(("Capu", "cine"))
    try:
        try:
            raise KeyError(name)
        except KeyError as fault:
            raise ExceptionGroup(name, [ValueError(name), AttributeError("'X' has no 'y'")]) from fault
    except ExceptionGroup:
        logging.getLogger("bot").exception("failed", extra={"event": "turn_failed", "delivery": 7})
    logging.getLogger("asyncio").error("<Task finished name='x' exception=ValueError('de %s (4)')>", name)
    told, task = lines()
    assert name not in json.dumps([told, task])
    for word in ("KeyError", "which led to:", "ExceptionGroup", "ValueError", "'X' has no 'y'", "test_logs.py"):
        assert word in told["fault"]
    assert (told["event"], told["delivery"]) == ("turn_failed", "7")
    assert "exception=ValueError>" in task["message"]


def test_a_line_names_its_town_and_each_town_has_its_level() -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    made = setup("WARNING", stream, "plain")
    made.hear("aulnes", "DEBUG")
    log = logging.getLogger("bot")

    def says() -> None:
        log.debug("heard")
        log.error("update %d failed", 12, extra={"event": "turn_failed", "update": 12})

    for town in ("aulnes", "cedres"):
        context = copy_context()
        context.run(TOWN.set, town)
        context.run(says)
    says()
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(False)
    assert [line.partition("Z ")[2] or line.split(" ", 1)[1] for line in stream.getvalue().splitlines()] == [
        "DEBUG [aulnes] heard", "ERROR [aulnes] update 12 failed (turn_failed update=12)",
        "ERROR [cedres] update 12 failed (turn_failed update=12)", "ERROR update 12 failed (turn_failed update=12)"]
    assert made.faults == {("aulnes", "turn_failed"): 1, ("cedres", "turn_failed"): 1, ("", "turn_failed"): 1}


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "telegram.ext.Updater", "aiogram.event", "asyncio"])
def test_libraries_speak_from_warning_on(lines: Callable[[], list[dict[str, str]]], name: str) -> None:
    loud = logging.getLogger(name)
    before, loud.level = loud.level, logging.DEBUG
    loud.info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
    loud.warning("slow: /bot%s/getMe", TOKEN)
    loud.level = before
    (told,) = lines()
    assert told["message"] == "slow: /bot<token>/getMe"


async def test_the_libraries_own_descriptions_leak_nothing(lines: Callable[[], list[dict[str, str]]]) -> None:
    speaking = SpeakingBot(TOKEN)
    logging.getLogger("bot").warning("%r %r", ListeningBot(TOKEN), speaking)
    await speaking.session.close()
    assert not leaks(json.dumps(lines()))
