"""Yearly date rules: how « dernier vendredi de mai » becomes a day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MonthDay = tuple[int, int]

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
ORDINALS = {"premier": 1, "deuxième": 2, "troisième": 3, "quatrième": 4, "dernier": -1}


@dataclass(frozen=True)
class Fixed:
    day: MonthDay


@dataclass(frozen=True)
class Season:
    """Both ends included; may cross the year."""

    first: MonthDay
    last: MonthDay

    def end_after(self, start: date) -> date:
        year = start.year if self.first <= self.last else start.year + 1
        return civil_day(year, self.last)


@dataclass(frozen=True)
class NthWeekday:
    """`rank` 1 to 4, or -1 for the last; then `shift` days, e.g. the Friday before a last Sunday."""

    rank: int
    weekday: int
    month: int
    shift: int = 0


@dataclass(frozen=True)
class WeekdayBetween:
    weekday: int
    first: MonthDay
    last: MonthDay


@dataclass(frozen=True)
class FromEaster:
    shift: int


@dataclass(frozen=True)
class NeighboursDay:
    """Last Friday of May; a week earlier after Ascension Thursday, a week later when it opens Pentecost."""


@dataclass(frozen=True)
class Never:
    """Announced only, or an alert: no date can be computed."""


Rule = Fixed | Season | NthWeekday | WeekdayBetween | FromEaster | NeighboursDay | Never


def civil_day(year: int, day: MonthDay) -> date:
    """29 February falls back on the 28th in a common year."""
    month, number = day
    return date(year, month, min(number, monthrange(year, month)[1]))


def easter(year: int) -> date:
    """Gregorian Easter Sunday (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leaps, skip = century // 4, century % 4
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * skip + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, rank: int, weekday: int) -> date:
    if rank > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (rank - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def neighbours_day(year: int) -> date:
    friday = nth_weekday(year, 5, -1, WEEKDAYS.index("vendredi"))
    ascension, pentecost = easter(year) + timedelta(days=39), easter(year) + timedelta(days=49)
    if friday - timedelta(days=1) == ascension:
        return friday - timedelta(days=7)
    if friday + timedelta(days=2) == pentecost:
        return friday + timedelta(days=7)
    return friday


def first_day(rule: Rule, year: int) -> date:
    match rule:
        case Fixed(day) | Season(first=day):
            return civil_day(year, day)
        case NthWeekday(rank, weekday, month, shift):
            return nth_weekday(year, month, rank, weekday) + timedelta(days=shift)
        case WeekdayBetween(weekday, first, _):
            start = civil_day(year, first)
            return start + timedelta(days=(weekday - start.weekday()) % 7)
        case FromEaster(shift):
            return easter(year) + timedelta(days=shift)
        case NeighboursDay():
            return neighbours_day(year)
        case Never():
            raise ValueError("no date can be computed")


_DAY = re.compile(r"(\d\d)-(\d\d)")
_SHIFT = r"(?: ([+-]\d{1,3}) jours?)?"
_NTH = re.compile(rf"({'|'.join(ORDINALS)}) ({'|'.join(WEEKDAYS)}) d(?:e |’)({'|'.join(MONTHS)}){_SHIFT}")
_BETWEEN = re.compile(rf"({'|'.join(WEEKDAYS)}) entre (\d\d-\d\d) et (\d\d-\d\d)")
_EASTER = re.compile(rf"pâques{_SHIFT}")


def parse_day(text: str) -> MonthDay:
    """`MM-JJ`. ValueError says in French what is wrong."""
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(f"« {text} » n’est pas un jour écrit MM-JJ")
    month, day = int(found[1]), int(found[2])
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2024, month)[1]:
        raise ValueError(f"« {text} » n’existe pas dans le calendrier")
    return month, day


def parse_span(text: str) -> Season:
    """`MM-JJ..MM-JJ`. A window ending in February ends on the 29th, or leap years lose a day."""
    first, separator, last = text.partition("..")
    if not separator:
        raise ValueError(f"« {text} » n’est pas une période écrite MM-JJ..MM-JJ")
    if last == "02-28":
        raise ValueError("une période d’hiver finit le 02-29, jamais le 02-28")
    return Season(parse_day(first), parse_day(last))


def parse_rule(text: str) -> Rule:
    """The grammar of `regle` in calendar.yaml. ValueError says in French what is wrong."""
    if text == "aucune":
        return Never()
    if text == "fête des voisins":
        return NeighboursDay()
    if ".." in text:
        return parse_span(text)
    if found := _NTH.fullmatch(text):
        month = MONTHS.index(found[3]) + 1
        return NthWeekday(ORDINALS[found[1]], WEEKDAYS.index(found[2]), month, int(found[4] or 0))
    if found := _BETWEEN.fullmatch(text):
        return WeekdayBetween(WEEKDAYS.index(found[1]), parse_day(found[2]), parse_day(found[3]))
    if found := _EASTER.fullmatch(text):
        return FromEaster(int(found[1] or 0))
    return Fixed(parse_day(text))


def in_full(day: date) -> str:
    """« samedi 5 décembre », for a French sentence that is kept as it stands."""
    return f"{WEEKDAYS[day.weekday()]} {'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"
