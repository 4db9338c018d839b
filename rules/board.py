"""How asking goes in a place: who is asked, who says yes, how soon, what stays without an answer, how it is shared.

Every figure says what it counts; none is said of fewer people than the threshold of whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from rules.console import FEWEST
from rules.help import Slot
from rules.words import Words, _, lines

WINDOW, SEASON = timedelta(days=31), timedelta(days=93)
"""What is counted lately; and how far back the sharing of asks and of help is looked at."""


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody who may be asked now: asks of the window and of the season, hands given in the season."""

    asked: int
    asked_season: int
    helped_season: int


@dataclass(frozen=True, slots=True)
class Need:
    """A request of the window. people: how many were asked for it; yes: how many of them said so.

    first: when somebody came forward first, asked or by a card.
    """

    created_at: datetime
    people: int
    yes: int
    first: datetime | None


@dataclass(frozen=True, slots=True)
class Unserved:
    """What a référent reads of it: neither who asks nor a word of theirs. day None: it is discreet."""

    kind: str
    zone: str = ""
    day: date | None = None
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """None: of too few people to be said."""

    available: int
    asked: int
    asks: int
    yes: int
    solicitation: float | None
    yes_rate: float | None
    median: timedelta | None
    unserved: int
    gini_asks: float | None
    gini_help: float | None


def board(people: Sequence[Volunteer], needs: Sequence[Need], unserved: int, least: int) -> Board:
    asked = sum(one.asked > 0 for one in people)
    asks, yes = sum(need.people for need in needs), sum(need.yes for need in needs)
    waits = [need.first - need.created_at for need in needs if need.first is not None]
    enough = len(people) >= least
    return Board(
        len(people), asked, asks, yes, asked / len(people) if enough and people else None,
        yes / asks if asks and asks >= least else None,
        timedelta(seconds=median(wait.total_seconds() for wait in waits)) if waits and len(waits) >= least else None,
        unserved, gini([one.asked_season for one in people]) if enough else None,
        gini([one.helped_season for one in people]) if enough else None)


def gini(counts: Iterable[int]) -> float | None:
    """0: everybody has as many. Towards 1: one has all. None when nobody has any."""
    values = sorted(counts)
    total, size = sum(values), len(values)
    if not total:
        return None
    return sum((2 * rank - size - 1) * value for rank, value in enumerate(values, 1)) / (size * total)


def expected_days(people: Sequence[Volunteer]) -> int | None:
    """How many days pass between two asks of one of them, 31 at most as nobody waits longer; None of too few."""
    asks = sum(one.asked for one in people)
    if len(people) < FEWEST or not asks:
        return None
    return max(1, min(WINDOW.days, round(WINDOW.days * len(people) / asks)))


def told(found: Board, least: int) -> Words:
    few = _("trop peu pour le dire")
    return lines(
        _("• Personnes disponibles : {n}", n=_few(found.available, least)),
        _("• dont sollicitées en 31 jours : {share}", share=_percent(found.solicitation) or few),
        _("• Oui, quand on demande : {share}", share=_percent(found.yes_rate) or few),
        _("• Premier oui : {time}", time=_time(found.median) or few),
        _("• Sans réponse : {n}", n=_few(found.unserved, least)),
        _("• Partage des demandes : {n}", n=_share(found.gini_asks) or few),
        _("• Partage de l’aide : {n}", n=_share(found.gini_help) or few))


def _few(count: int, least: int) -> Words:
    return _("{n}", n=count) if count >= least else _("quelques") if count else _("aucune")


def _percent(share: float | None) -> Words | None:
    return None if share is None else _("{n} %", n=round(share * 100))


def _share(value: float | None) -> Words | None:
    if value is None:
        return None
    whole, cents = divmod(round(value * 100), 100)
    return _("{whole},{cents}", whole=whole, cents=f"{cents:02}")


def _time(value: timedelta | None) -> Words | None:
    if value is None:
        return None
    minutes = round(value.total_seconds() / 60)
    if minutes < 60:
        return _("{n} min", n=minutes)
    if minutes < 48 * 60:
        return _("{h} h {min}", h=minutes // 60, min=f"{minutes % 60:02}")
    return _("{n} jours", n=round(minutes / 1440))


DEFINITIONS: tuple[tuple[Words, ...], ...] = (
    (_("❓ <b>Ce que cela compte</b>"),
     _("Disponibles : qui habite ici (ou participe au groupe), sans pause ni arrêt. Sollicitées : au moins une demande "
       "privée en 31 jours. Oui : réponses « oui », sur toutes les demandes privées envoyées pour ce lieu.")),
    (_("Premier oui : la moitié des demandes ont eu le leur plus vite. Sans réponse : ouvertes depuis 48 h, ou "
       "terminées en 31 jours sans que personne vienne."),
     _("Partage, sur trois mois : 0, chaque personne autant ; près de 1, presque toujours les mêmes.")))
