"""« Je m’absente »: from which day to which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversations.kit import Choice, Conversation, Day, Flow, Input, Option
from rules.referents import LONGEST_AWAY
from rules.words import _, quoted


@dataclass(frozen=True, slots=True)
class AwayFacts:
    """deputy: the first name of who stands in; empty when nobody does any more."""

    today: date
    deputy: str


@dataclass(frozen=True, slots=True)
class GoAway:
    first: date
    last: date


def away(facts: AwayFacts) -> Flow:
    first = yield Day("first", _("Votre premier jour d’absence ? Par exemple « lundi » ou « 24/12 »."), facts.today)
    last = yield Day("last", _("Votre dernier jour d’absence ?"), first, LONGEST_AWAY, today=facts.today)
    yield Choice("sure", _("Absence du {first} au {last}. {name} veille à votre place, et vous revenez le lendemain.",
                           first=first, last=last, name=quoted(facts.deputy)), [Option("oui", _("✅ C’est juste"))])
    return GoAway(first, last)


def samples() -> tuple[AwayFacts, Sequence[Input]]:
    return AwayFacts(date(2026, 11, 24), "Lucas"), (Input(text="demain"), Input(text="30/11"), Input(value="oui"))


AWAY = Conversation("away", away, samples, resumable=False)
