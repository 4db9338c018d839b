"""A round, as a partner plans it: what, when, where, how many of each role, the food card, the stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.conversations.food import NotPassedOn, food
from bot.conversations.kit import Choice, Conversation, Day, Flow, Input, Option, Text
from bot.conversations.missions import MissionFacts, hour, read
from bot.conversations.to_many import meant
from rules.food import FoodCard
from rules.missions import LONGEST_AHEAD, when
from rules.private_words import PrivateWords
from rules.shares import what_problem
from rules.tours import (
    LONGEST_CONTACT,
    LONGEST_PLACE,
    LONGEST_STOP,
    LONGEST_WHAT,
    MOST_STOPS,
    ROLES,
    TourRole,
    seats_problem,
)
from rules.words import Words, _, lines, n_, quoted
from rules.workshops import read_amount, where_problem

WHAT = _("🚲 Que préparez-vous ? Par exemple « repas de Noël pour vingt personnes ».")
STOPS = _("📍 Arrêt n° 1 : où, et pour qui ? Seule la personne qui livre le lira, un à la fois ; puis il s’efface.")


@dataclass(frozen=True, slots=True)
class TourFacts:
    """now: there."""

    partner: int
    now: datetime
    timezone: str
    private: PrivateWords = field(default_factory=PrivateWords)


@dataclass(frozen=True, slots=True)
class PlanTour:
    partner: int
    what: str
    day: date
    at: str
    place: str
    contact: str
    places: dict[TourRole, int]
    stops: tuple[str, ...]
    food: FoodCard


@dataclass(frozen=True, slots=True)
class NobodyWanted:
    """No role has a seat."""


def tour(facts: TourFacts) -> Flow:
    what = yield from meant(facts.private, "what", lambda name: Text(name, WHAT, LONGEST_WHAT, 3, check=what_problem))
    day = yield Day("day", _("Quel jour ?"), facts.now.date(), LONGEST_AHEAD, today=facts.now.date())
    at = read("at", (yield hour(MissionFacts(facts.partner, facts.now, facts.timezone), day)))
    place = yield Text("place", _("Où se retrouve-t-on ? Un lieu public, par son nom. Par exemple « la salle des "
                                  "fêtes »."), LONGEST_PLACE, 3, check=where_problem)
    contact = yield Text("contact", _("Qui joindre sur place ? Seules les personnes inscrites le lisent."),
                         LONGEST_CONTACT, 2)
    places: dict[TourRole, int] = {}
    for role, words in ROLES.items():
        places[role] = read_amount((yield Text(role.value, _("{role} : combien de personnes ? 0 s’il n’en faut pas.",
                                                             role=words), 10, 1, check=seats_problem, offers=[
            Option(str(n), _("👥 {n}", n=n)) for n in (0, 1, 2, 4)]))) or 0
    if not any(places.values()):
        return NobodyWanted()
    eaten = yield from food(facts.now.date())
    if isinstance(eaten, NotPassedOn):
        return eaten
    stops = (yield from all_stops()) if places[TourRole.BRING] else ()
    yield Choice("sure", read_back(what, day, at, place, places, len(stops)), [Option("oui", _("✅ Proposer"))])
    return PlanTour(facts.partner, what, day, at, place, contact, places, stops, eaten)


def all_stops() -> Flow:
    """At least one, twelve at most."""
    found: list[str] = []
    while len(found) < MOST_STOPS:
        asked = STOPS if not found else _("📍 Arrêt n° {n}, sur {most} au plus ?", n=len(found) + 1, most=MOST_STOPS)
        text = yield Text(f"stop{len(found) + 1}", asked, LONGEST_STOP, 3,
                          skip=_("✅ C’est tout") if found else None)
        if not text:
            break
        found.append(text)
    return tuple(found)


def read_back(what: str, day: date, at: str, place: str, places: dict[TourRole, int], stops: int) -> Words:
    wanted = [_("{role} : {n}", role=ROLES[role], n=count) for role, count in places.items() if count]
    counted = [n_("📍 {n} arrêt, dit à qui livre", "📍 {n} arrêts, dits un par un à qui livre", stops)] if stops else []
    return lines(_("🚲 {what}, {when}", what=quoted(what), when=when(day, at)), _("📍 {place}", place=quoted(place)),
                 *wanted, *counted, _("On la propose à la mairie, qui la valide ?"))


def samples() -> tuple[TourFacts, Sequence[Input]]:
    noon = datetime(2026, 11, 24, 11, tzinfo=UTC).astimezone(ZoneInfo("Europe/Paris"))
    return TourFacts(1, noon, "Europe/Paris"), [
        Input(text="repas de Noël"), Input(value="2026-12-01"), Input(text="10 h"), Input(text="la salle des fêtes"),
        Input(text="Ali, à l’accueil"), Input(text="2"), Input(text="0"), Input(text="1"), Input(text="0"),
        Input(value="2026-12-01"), Input(value="aucun"), Input(value="frais"), Input(text="la porte verte"),
        Input(value="-"), Input(value="oui")]


TOUR = Conversation("tour", tour, samples, resumable=False)
