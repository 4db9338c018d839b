"""Noting a moment: what for, how long, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversations.kit import Choice, Conversation, Day, Flow, Input, Option, Text
from rules.hours import DAYS_BACK, KIND_WORDS, MOST, STEP, HourKind, Unclear, duration, read_minutes, rounded
from rules.words import Words, _

OTHER = "autre"


@dataclass(frozen=True, slots=True)
class HourFacts:
    """`ask_day` when the person wants another day than today; `replaces` the entry being corrected;
    `request` the help it was for."""

    today: date
    ask_day: bool = False
    replaces: int | None = None
    kind: HourKind | None = None
    minutes: int | None = None
    request: int | None = None
    known: tuple[tuple[HourKind, date], ...] = ()


@dataclass(frozen=True, slots=True)
class NoteHour:
    kind: HourKind
    minutes: int
    day: date
    replaces: int | None
    request: int | None = None
    same_again: bool = False


def good_minutes(text: str) -> Words | None:
    read = read_minutes(text)
    if (isinstance(read, Unclear) and read.number) or (isinstance(read, int) and 0 < read <= MOST):
        return None
    return _("Écrivez une durée de 15 min à 12 h, par exemple « 45 min » ou « 1h30 ».")


def note_hour(facts: HourFacts) -> Flow:
    kind = facts.kind or HourKind((yield Choice("kind", _("C’était pour qui ?"), kind_options())))
    minutes = facts.minutes or (yield from how_long())
    day = facts.today
    if facts.ask_day:
        day = yield Day("day", _("C’était quel jour ?"), facts.today, DAYS_BACK, backwards=True)
    if facts.replaces is None and (kind, day) in facts.known:
        again = yield Choice("again", _("Vous avez déjà noté un moment ce jour-là. C’est un moment de plus ?"),
                             (Option("oui", _("Oui, un de plus")), Option("non", _("Non, c’est le même"))))
        if again == "non":
            return NoteHour(kind, 0, day, None, same_again=True)
    return NoteHour(kind, minutes, day, facts.replaces, facts.request)


def how_long() -> Any:
    """Minutes, in quarters of an hour: tapped, or typed; a bare small number asks « heures ou minutes ? »."""
    tapped = yield Choice("minutes", _("Combien de temps ?"), minute_options(), hears=offered_minutes)
    if tapped != OTHER:
        return int(tapped)
    typed = yield Text("typed", _("Écrivez la durée, par exemple « 45 min » ou « 1h30 »."), 20, check=good_minutes)
    read = read_minutes(typed)
    if isinstance(read, Unclear):
        unit = yield Choice("unit", _("{n} : ce sont des heures ou des minutes ?", n=read.number),
                            (Option("heures", _("Des heures")), Option("minutes", _("Des minutes"))))
        return rounded(read.number * (60 if unit == "heures" else 1)) or STEP
    return rounded(read or STEP)


def offered_minutes(text: str) -> str | None:
    """« Une demi-heure » is the button of 30 minutes."""
    read = read_minutes(text)
    return str(read) if isinstance(read, int) else None


def kind_options() -> Sequence[Option]:
    labels = {HourKind.NEIGHBOURS: _("🏘 Le voisinage"), HourKind.COMMUNE: _("🏛 La commune"),
              HourKind.ASSOCIATION: _("🤲 Une association")}
    return [Option(kind.value, labels[kind]) for kind in KIND_WORDS]


def minute_options() -> Sequence[Option]:
    return [*(Option(str(n), duration(n)) for n in (15, 30, 60)), Option(OTHER, _("✏️ Autre durée"))]


def samples() -> tuple[HourFacts, Sequence[Input]]:
    return HourFacts(date(2026, 11, 23), ask_day=True), (
        Input(value="voisinage"), Input(value=OTHER), Input(text="2"), Input(value="heures"), Input(text="hier"))


HOURS = Conversation("hours", note_hour, samples, resumable=False)
