"""Days as people say them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rules.messages import Words, _

_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = {name: n for n, names in enumerate(
    (("janvier", "january"), ("fevrier", "février", "february"), ("mars", "march"), ("avril", "april"),
     ("mai", "may"), ("juin", "june"), ("juillet", "july"), ("aout", "août", "august"),
     ("septembre", "september"), ("octobre", "october"), ("novembre", "november"),
     ("decembre", "décembre", "december")), start=1) for name in names}
_WORDS = {"aujourd'hui": 0, "aujourdhui": 0, "today": 0, "demain": 1, "tomorrow": 1, "après-demain": 2,
          "apres-demain": 2, "apres demain": 2, "après demain": 2, "hier": -1, "yesterday": -1,
          "avant-hier": -2, "avant hier": -2}


def near_days(first: date, backwards: bool = False, count: int = 8) -> list[tuple[date, Words]]:
    """The first days to offer, with their words: today, tomorrow, then the day in full."""
    step = -1 if backwards else 1
    days = [first + timedelta(days=step * n) for n in range(count)]
    named = {first: _("Aujourd’hui"), first + timedelta(days=1): _("Demain"), first - timedelta(days=1): _("Hier")}
    return [(day, named.get(day) or _("{day}", day=day)) for day in days]


def read_day(text: str, today: date, *, backwards: bool = False) -> date | None:
    """« demain », « mardi », « 24/12 », « 24 décembre 2026 », « 2026-12-24 ». None when not a day.

    A day without its year is the nearest one ahead, or behind when `backwards`.
    """
    words = text.strip().casefold().replace("’", "'").strip(" .")
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    for names in (_NAMES, _ENGLISH):
        if words in names:
            away = (names.index(words) - today.weekday()) % 7
            return today + timedelta(days=away - (7 if backwards and away else 0))
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(?:\w+ )?(\d{1,2})(?:er)?[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?", words):
        return _with_year(int(found[1]), int(found[2]), found[3], today, backwards)
    if found := re.fullmatch(r"(?:\w+ )?(\d{1,2})(?:er)? (\w+)(?: (\d{4}))?", words):
        month = _MONTHS.get(found[2])
        return _with_year(int(found[1]), month, found[3], today, backwards) if month else None
    return None


def _with_year(day: int, month: int, year: str | None, today: date, backwards: bool) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = (today.year, today.year - 1) if backwards else (today.year, today.year + 1)
    for candidate in (_date(y, month, day) for y in years):
        if candidate and (candidate <= today if backwards else candidate >= today):
            return candidate
    return _date(years[0], month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
