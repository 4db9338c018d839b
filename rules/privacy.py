"""Pause, statement, export and erasure: what is said, and for how long things are kept."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from rules.days import read_day
from rules.help import KEPT_AFTER
from rules.words import _

LONGEST_PAUSE = 365
RESUME_WORDS = frozenset({"reprendre", "reprise", "resume", "fin", "off"})
_SPANS = {"j": 1, "jour": 1, "jours": 1, "d": 1, "day": 1, "days": 1, "s": 7, "sem": 7, "semaine": 7, "semaines": 7,
          "w": 7, "week": 7, "weeks": 7}
_MONTHS = frozenset({"m", "mois", "month", "months"})
_NUMBERS = {"une": 1, "un": 1, "one": 1, "a": 1, "deux": 2, "two": 2, "trois": 3, "three": 3}


def a_month_after(day: date, count: int = 1) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def months_before(now: datetime, count: int) -> datetime:
    return datetime.combine(a_month_after(now.date(), -count), now.timetz()) if count else now


def read_pause(text: str, today: date) -> date | None:
    """The day of return for « 3j », « 2sem », « 1 mois », « mardi », « 24/12 »: after today, within a year."""
    words = text.strip().casefold().rstrip(" .!")
    found = re.fullmatch(r"(\d{1,3}|[a-z]+) ?([a-z]+)", words)
    count = _NUMBERS.get(found[1]) or (int(found[1]) if found[1].isdecimal() else 0) if found else 0
    if found and count and found[2] in _SPANS:
        day: date | None = today + timedelta(days=count * _SPANS[found[2]])
    elif found and 0 < count <= 12 and found[2] in _MONTHS:
        day = a_month_after(today, count)
    else:
        day = read_day(words, today)
    return day if day and 0 < (day - today).days <= LONGEST_PAUSE else None


def asks_to_resume(text: str) -> bool:
    return text.strip().casefold().rstrip(" .!") in RESUME_WORDS


# How long things are kept; docs/registre-traitements.md and the statement say the same.
RECALL_AFTER, DRAFTS_KEPT, ANNOUNCED = timedelta(hours=24), timedelta(days=30), timedelta(days=2)
TEXTS_KEPT, VISITORS_KEPT = timedelta(days=30), timedelta(days=30)
CONTACTS_KEPT, ONCE_KEPT, GROUPS_KEPT = KEPT_AFTER, timedelta(days=400), timedelta(days=30)
UPDATES_KEPT, DELIVERIES_KEPT = timedelta(hours=48), timedelta(days=30)
CARRIED_KEPT = timedelta(days=7)
TOMBSTONES_KEPT, PARTED_KEPT = timedelta(days=60), timedelta(days=731)
TRACES_KEPT, HOURS_KEPT, WARNED_AT, ERASED_AT = 6, 24, 12, 13  # months
NOTICE = timedelta(days=28)
"""Nobody is erased sooner than this after the warning, even when it left late."""

_CAMPAIGN = _("Votre message aux groupes")
RECALLED = {"join": _("Votre arrivée"), "help": _("Votre demande"), "circleask": _("Votre demande à vos proches"),
            "install": _("L’installation du groupe"),
            "offer": _("Ce que vous proposez"), "idea": _("Votre idée de geste"), "hero": _("Votre récit"),
            "project": _("Votre projet"), "prplan": _("Le plan de votre projet"),
            "visite": _("Votre demande de visite"),
            "practice": _("Votre bonne pratique"),
            "appel": _("Votre appel"), "moment": _("La date que vous fixiez"),
            "alertfix": _("La correction de votre alerte"), "cmnew": _CAMPAIGN, "cmtext": _CAMPAIGN,
            "cmfile": _CAMPAIGN, "cmbuttons": _CAMPAIGN, "cmwho": _CAMPAIGN, "cmdays": _CAMPAIGN,
            "workshop": _("Votre atelier"), "share": _("Votre partage"), "saisie": _("Votre saisie"),
            "papoffre": _("Votre saisie"), "mission": _("Votre mission"),
            "cmcorrect": _("La correction de votre message")}
"""The conversations worth a reminder: those that can be resumed."""
