"""« Un autre jour »: which one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversations.days import Day
from bot.conversations.kit import Conversation, Flow, Input
from rules.asks import LONGEST_LATER
from rules.words import _


@dataclass(frozen=True, slots=True)
class LaterFacts:
    ask: int
    today: date


@dataclass(frozen=True, slots=True)
class AnotherDay:
    ask: int
    day: date


def another_day(facts: LaterFacts) -> Flow:
    day = yield Day("day", _("Quel jour vous irait ? Je reviens vers vous ce jour-là, en premier."),
                    facts.today + timedelta(days=1), LONGEST_LATER, today=facts.today)
    return AnotherDay(facts.ask, day)


def samples() -> tuple[LaterFacts, Sequence[Input]]:
    return LaterFacts(1, date(2026, 11, 24)), (Input(value="2026-11-26"),)


LATER = Conversation("ask_later", another_day, samples, resumable=False)
