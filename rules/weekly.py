"""The same hand each week, by the same two people, for as long as both wish it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rules.civil import instant
from rules.words import Words, _

KINDS = frozenset({"courses", "pharmacie", "repas", "visite_appel", "accompagnement", "trajet", "animaux_plantes",
                   "papiers_lecture", "numerique", "jardin_neige"})
MOST = 3
WEEK, AHEAD = timedelta(days=7), timedelta(days=2)
UNANSWERED = timedelta(days=14)
MISSED_IN_A_ROW = 4
"""Weeks left out one after the other, before it ends by itself, and both are told."""
AFTER_THE_THANKS = timedelta(hours=1)
READY_AT = time(10)


class WeeklyState(StrEnum):
    PROPOSED = "proposed"
    ACTIVE = "active"
    ENDING = "ending"


class LeftOut(StrEnum):
    """Why there is no hand this week. Neither side reads which of the two is away, nor why."""

    AWAY = "away"
    HOLIDAY = "holiday"
    FULL = "full"
    UNKNOWN = "unknown"


WHY: dict[str, Words] = {
    LeftOut.AWAY: _("cette semaine, ce n’est pas possible des deux côtés"),
    LeftOut.HOLIDAY: _("c’est un jour férié"),
    LeftOut.FULL: _("trop de demandes sont déjà ouvertes"),
    LeftOut.UNKNOWN: _("il manque une recommandation pour venir à domicile"),
}
DAYS: tuple[Words, ...] = (_("le lundi"), _("le mardi"), _("le mercredi"), _("le jeudi"), _("le vendredi"),
                           _("le samedi"), _("le dimanche"))


def following(day: date, today: date) -> date:
    """The same day of the week, at least three days ahead."""
    while day < today + AHEAD + timedelta(days=1):
        day += WEEK
    return day


def ready_at(day: date, zone: str) -> datetime:
    """When the hand of that day is made and told: two days before, in the morning."""
    return instant(day - AHEAD, READY_AT, zone)
