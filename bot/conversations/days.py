"""The question of a day: tapped among the next ones, or written as people write days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversations.questions import Input, NoLonger, Option, Problem
from rules.days import Heard, hear_day, near_days
from rules.help import Slot
from rules.kinds import Json
from rules.words import Words, _


@dataclass(frozen=True, slots=True)
class Day:
    """A day from `first` to `first + span`, tapped among the next ones or written (« demain », « 24/12 »).

    `today` is the day it is, when the first day one may choose is another.
    """

    name: str
    words: Words
    first: date
    span: int = 60
    backwards: bool = False
    today: date | None = None

    def options(self) -> Sequence[Option]:
        return [Option(day.isoformat(), words) for day, words in near_days(self.first, self.backwards,
                                                                           today=self.today)]

    def read(self, given: Input) -> Json | Problem:
        heard = self.hear(given)
        return heard if isinstance(heard, Problem) else heard.day.isoformat()

    def hear(self, given: Input) -> Heard | Problem:
        """Words like « demain » count from the day they were written."""
        if given.value is not None:
            found = _iso(given.value)
            return Heard(found) if found and self.holds(found) else Problem(self._hint())
        today = self.today or self.first
        heard = hear_day(given.text or "", given.on or today, backwards=self.backwards)
        if heard is None:
            return Problem(_("Je n’ai pas compris ce jour. Écrivez par exemple « demain » ou « 24/12 »."))
        if heard.clash:
            return Problem(_("Le jour et la date ne vont pas ensemble : cette date est {day}. Lequel voulez-vous ?",
                             day=heard.day))
        if heard.day == today < self.first:
            return Problem(_("Pour aujourd’hui, il est trop tard. Choisissez à partir de demain."))
        return heard if self.holds(heard.day) else Problem(self._hint())

    def _hint(self) -> Words:
        if self.backwards:
            return _("Choisissez un jour déjà passé, depuis moins de {n} jours.", n=self.span)
        return _("Choisissez un jour à venir, d’ici {n} jours.", n=self.span)

    def holds(self, day: date) -> bool:
        away = (self.first - day).days if self.backwards else (day - self.first).days
        return 0 <= away <= self.span

    def load(self, stored: Json) -> date:
        found = _iso(stored)
        if found is None or not self.holds(found):
            raise NoLonger
        return found


@dataclass(frozen=True, slots=True)
class DayAndMoment(Day):
    """A day, and the moment when it was said with it: « demain matin », « ce soir ». Stored as "2026-11-25 matin"."""

    def read(self, given: Input) -> Json | Problem:
        heard = self.hear(given)
        if isinstance(heard, Problem):
            return heard
        return f"{heard.day.isoformat()} {heard.slot}" if heard.slot else heard.day.isoformat()

    def load(self, stored: Json) -> tuple[date, Slot | None]:  # type: ignore[override]
        day, _sep, slot = str(stored).partition(" ")
        return Day.load(self, day), Slot(slot) if slot in set(Slot) else None


def _iso(text: Json) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
