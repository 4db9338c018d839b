"""Days as people say them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rules.help import Slot
from rules.moments import part_moment, simple
from rules.words import Words, _

WEEK = timedelta(days=7)
_WEEKDAYS = {name: n for n, names in enumerate((
    "lundi lun monday mon", "mardi mar tuesday tue", "mercredi mer wednesday wed", "jeudi jeu thursday thu",
    "vendredi ven friday fri", "samedi sam saturday sat", "dimanche dim sunday sun")) for name in names.split()}
_MONTHS = {name: n for n, names in enumerate((
    "janvier janv jan january", "fevrier fevr fev february feb", "mars march", "avril avr april apr", "mai may",
    "juin june jun", "juillet juil july jul", "aout aou august aug", "septembre sept sep september",
    "octobre oct october", "novembre nov november", "decembre dec december"), start=1) for name in names.split()}
_WORDS = {"aujourd hui": 0, "aujourdhui": 0, "auj": 0, "ajd": 0, "today": 0, "demain": 1, "tomorrow": 1,
          "apres demain": 2, "surlendemain": 2, "day after tomorrow": 2, "hier": -1, "yesterday": -1, "avant hier": -2,
          "day before yesterday": -2}
_COUNTS = {word: n for n, words in enumerate((
    "", "un une a one", "deux two", "trois three", "quatre four", "cinq five", "six", "sept seven", "_", "neuf nine",
    "dix ten")) for word in words.split()} | {"huit": 7, "quinze": 14}
"""« Dans huit jours » is a week, « dans quinze jours » two."""
_LEADING = re.compile(r"^(?:(?:pour|le|la|l|plutot|disons|ce|cet|cette|on|the|for|vers) )+")
_TRAILING = re.compile(r"(?: (?:svp|merci|s il vous plait|si possible|please|ok|a|l|le|la|dans|en|vers|d|de|du|in|"
                       r"the))+$")
_THIS = re.compile(r"\b(?:ce|cet|cette|this|tonight)\b")
_SPAN = r"(\d{1,3}|[a-z]+) (jours?|j|days?|semaines?|sem|weeks?)"
_DAY = r"(\d{1,2})(?:er|st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class Heard:
    """A day, the moment said with it, and whether its weekday was said wrong: « lundi 24/12 », a Thursday."""

    day: date
    slot: Slot | None = None
    clash: bool = False


def near_days(first: date, backwards: bool = False, count: int = 8,
              today: date | None = None) -> list[tuple[date, Words]]:
    """The days to offer from `first` on, with their words: those next to `today`, then the day in full."""
    step, today = -1 if backwards else 1, today or first
    days = [first + timedelta(days=step * n) for n in range(count)]
    named = {today: _("Aujourd’hui"), today + timedelta(days=1): _("Demain"), today - timedelta(days=1): _("Hier")}
    return [(day, named.get(day) or _("{day}", day=day)) for day in days]


def read_day(text: str, today: date, *, backwards: bool = False) -> date | None:
    """« demain », « mardi », « samedi prochain », « le 31 », « dans 3 jours », « 24/12 », « 24 déc. », « ce soir ».

    A day without its month or year is the nearest one ahead, or behind when `backwards`. None when it is no day, or
    when its weekday and its date are not those of one day.
    """
    found = hear_day(text, today, backwards=backwards)
    return found.day if found and not found.clash else None


def hear_day(text: str, today: date, *, backwards: bool = False) -> Heard | None:
    words = simple(text[:80])
    rest, slot = part_moment(words) if words not in _WORDS else (words, None)
    rest = _LEADING.sub("", _TRAILING.sub("", rest) + " ").strip()
    if slot and not rest.removeprefix("ce").removeprefix("t").strip():
        return Heard(today, slot) if _THIS.search(words) else None
    found = _by_words(rest, today, backwards) or _by_weekday(rest, today, backwards)
    if found:
        return Heard(found, slot)
    return _by_date(rest, today, backwards, slot)


def _by_words(words: str, today: date, backwards: bool) -> date | None:
    if words in _WORDS:
        return _shift(today, _WORDS[words])
    ahead = re.fullmatch(rf"(?:dans|d ici|in) {_SPAN}", words)
    behind = re.fullmatch(rf"il y a {_SPAN}|{_SPAN} ago", words)
    found = ahead or behind
    if found is None:
        return None
    count, unit = [part for part in found.groups() if part]
    number = int(count) if count.isdigit() else _COUNTS.get(count, 0)
    away = number * (7 if unit[0] in "sw" else 1)
    return _shift(today, away if ahead else -away) if number else None


def _by_weekday(words: str, today: date, backwards: bool) -> date | None:
    """« mardi » may be today; « mardi prochain » is not, « mardi en huit » comes a week later."""
    words = re.sub(r"^(next|last) (\w+)$", r"\2 \1", words)
    name, _sep, more = words.partition(" ")
    if name not in _WEEKDAYS:
        return None
    away = (_WEEKDAYS[name] - today.weekday()) % 7
    if more == "" and not backwards:
        return _shift(today, away)
    if more in ("", "dernier", "passe", "last"):
        return _shift(today, away - 7 if away or more else 0)
    if more in ("prochain", "suivant", "qui vient", "next"):
        return _shift(today, away or 7)
    if more in ("en huit", "en 8"):
        return _shift(today, (away or 7) + 7)
    if more in ("en quinze", "en 15"):
        return _shift(today, (away or 7) + 14)
    if more in ("de la semaine prochaine", "de la semaine suivante", "semaine prochaine", "next week"):
        return _shift(today, 7 - today.weekday() + _WEEKDAYS[name])
    return None


def _by_date(words: str, today: date, backwards: bool, slot: Slot | None) -> Heard | None:
    name, _sep, more = words.partition(" ")
    weekday = _WEEKDAYS.get(name)
    written = _LEADING.sub("", more) if weekday is not None else words
    day = _written(written.removesuffix(" prochain"), today, backwards)
    return Heard(day, slot, weekday is not None and day.weekday() != weekday) if day else None


def _written(words: str, today: date, backwards: bool) -> date | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(rf"{_DAY}[/. -](\d{{1,2}})(?:[/. -](\d{{4}}|\d{{2}}))?", words):
        return _with_year(int(found[1]), int(found[2]), found[3], today, backwards)
    if found := re.fullmatch(rf"{_DAY}(?: of)? ([a-z]+)(?: (\d{{4}}|\d{{2}}))?", words):
        month = _MONTHS.get(found[2])
        return _with_year(int(found[1]), month, found[3], today, backwards) if month else None
    if (found := re.fullmatch(rf"([a-z]+) {_DAY}(?: (\d{{4}}))?", words)) and found[1] in _MONTHS:
        return _with_year(int(found[2]), _MONTHS[found[1]], found[3], today, backwards)
    if found := re.fullmatch(_DAY, words):
        return _of_month(int(found[1]), today, backwards)
    return None


def _of_month(day: int, today: date, backwards: bool) -> date | None:
    """« le 31 »: of this month, or of the nearest that has one."""
    for n in range(4):
        years, month = divmod(today.month - 1 + (-n if backwards else n), 12)
        found = _date(today.year + years, month + 1, day)
        if found and (found <= today if backwards else found >= today):
            return found
    return None


def _with_year(day: int, month: int, year: str | None, today: date, backwards: bool) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = (today.year, today.year - 1) if backwards else (today.year, today.year + 1)
    for candidate in (_date(y, month, day) for y in years):
        if candidate and (candidate <= today if backwards else candidate >= today):
            return candidate
    return _date(years[0], month, day)


def _shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
