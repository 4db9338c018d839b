"""The town's own day for a moment of the year: the usual one, another, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversations.kit import Choice, Conversation, Day, Flow, Input, Option
from rules.words import Words, _, quoted

NOT_HELD = "sans"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """usual: the day that the rule gives, or that was said before. last: of the year it is about."""

    moment: str
    title: Words
    year: int
    today: date
    first: date
    last: date
    usual: date


@dataclass(frozen=True, slots=True)
class SayDay:
    moment: str
    year: int
    day: date | None


def say_day(facts: DayFacts) -> Flow:
    how = yield Choice("how", _("📅 {title} en {year} : {day} ?", title=facts.title, year=str(facts.year),
                                day=facts.usual), [
        Option("oui", _("✅ Oui, ce jour-là")), Option("autre", _("📅 Un autre jour")),
        Option(NOT_HELD, _("🙏 Pas cette année ici"))])
    day = facts.usual if how == "oui" else None
    if how == "autre":
        day = yield Day("day", _("Quel jour ? Écrivez par exemple « 24/12 »."), facts.first,
                        (facts.last - facts.first).days, today=facts.today)
    return SayDay(facts.moment, facts.year, day)


def day_samples() -> tuple[DayFacts, Sequence[Input]]:
    first = date(2027, 5, 1)
    return DayFacts("fete_des_voisins", quoted("La fête"), 2027, date(2027, 4, 1), first, date(2027, 12, 31),
                    date(2027, 5, 28)), [Input(value="autre"), Input(value="2027-05-02")]


DAY = Conversation("moment", say_day, day_samples)
