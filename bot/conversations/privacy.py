"""Taking a break: a week, a month, or until a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversations.kit import Conversation, Flow, Input, NoLonger, Option, Problem
from rules.days import near_days
from rules.kinds import Json
from rules.privacy import a_month_after, asks_to_resume, read_pause
from rules.words import Words, _

WEEK, MONTH, DATE, RESUME = "semaine", "mois", "date", "reprendre"


@dataclass(frozen=True, slots=True)
class PauseFacts:
    today: date
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """The day of return, or None: at once."""

    until: date | None


@dataclass(frozen=True, slots=True)
class Length:
    """How long: tapped, or typed (« 3j », « 2sem », « reprendre », a day). Stored as a word, or as an ISO day."""

    name: str
    words: Words
    today: date
    choices: Sequence[Option]

    def options(self) -> Sequence[Option]:
        return self.choices

    def read(self, given: Input) -> Json | Problem:
        if given.value in [option.value for option in self.choices]:
            return given.value
        typed = given.text or ""
        if asks_to_resume(typed):
            return RESUME
        day = read_pause(typed, given.on or self.today)
        if day is None:
            return Problem(_("Écrivez une durée ou un jour, un an au plus : « 3 jours », « 2 semaines », "
                             "« 24/12 »."))
        return day.isoformat()

    def load(self, stored: Json) -> str:
        if stored in (WEEK, MONTH, DATE, RESUME):
            return str(stored)
        if not isinstance(stored, str) or read_pause(stored, self.today) is None:
            raise NoLonger
        return stored


def lengths(paused: bool) -> Sequence[Option]:
    offered = [Option(WEEK, _("1 semaine")), Option(MONTH, _("1 mois")), Option(DATE, _("📅 Jusqu’à un jour"))]
    return [*offered, Option(RESUME, _("▶ Reprendre"))] if paused else offered


def pause(facts: PauseFacts) -> Flow:
    length = yield Length("length", _("⏸ Une pause de combien de temps ? Pendant la pause, ni geste ni demande "
                                      "d’aide ; les vôtres continuent."), facts.today, lengths(facts.paused))
    if length == DATE:
        days = [Option(day.isoformat(), words) for day, words in near_days(facts.today)[1:]]
        length = yield Length("day", _("Quel jour souhaitez-vous reprendre ?"), facts.today, days)
    if length == RESUME:
        return Pause(None)
    if length == WEEK:
        return Pause(facts.today + timedelta(days=7))
    if length == MONTH:
        return Pause(a_month_after(facts.today))
    return Pause(date.fromisoformat(length))


def samples() -> tuple[PauseFacts, Sequence[Input]]:
    return PauseFacts(date(2026, 11, 23)), (Input(value=DATE), Input(text="24/12"))


PAUSE = Conversation("pause", pause, samples, resumable=False)
