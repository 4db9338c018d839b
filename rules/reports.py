"""The bilan of a place over a month or a year: what was served, what was not, hours, who was asked, who answered.

Each request counts once, in the month of its last ending: a later answer moves it, and the count with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from rules.help import CloseReason, Pillar
from rules.hours import duration
from rules.periods import Period
from rules.refusals import Refusal
from rules.words import Words, _, lines, quoted


class Outcome(StrEnum):
    SERVED = "served"
    UNSERVED = "unserved"
    MISSED = "missed"
    UNHEARD = "unheard"
    WITHDRAWN = "withdrawn"


ENDS: dict[str, Outcome] = {
    CloseReason.DONE: Outcome.SERVED, Pillar.FAMILY: Outcome.SERVED, Pillar.ORGANISED: Outcome.SERVED,
    "unserved": Outcome.UNSERVED, CloseReason.NOBODY: Outcome.UNSERVED, CloseReason.EXPIRED: Outcome.UNSERVED,
    "not_done": Outcome.MISSED, CloseReason.MISSED: Outcome.MISSED,
    "unanswered": Outcome.UNHEARD, CloseReason.NO_REPLY: Outcome.UNHEARD,
    CloseReason.NOT_NEEDED: Outcome.WITHDRAWN, CloseReason.CANCELLED: Outcome.WITHDRAWN,
    CloseReason.ERASED: Outcome.WITHDRAWN}
"""The words of the log of requests that end one, and how it ended."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes, and of at least how many people."""

    minutes: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """ends: how many requests by the word of the log that ended them.

    asked: of the `available`, how many were asked in this time; None where that is no longer known.
    """

    ends: Mapping[str, int] = field(default_factory=dict)
    declared: Minutes = Minutes()
    confirmed: Minutes = Minutes()
    available: int = 0
    asked: int | None = None

    def ended(self, outcome: Outcome) -> int:
        return sum(count for what, count in self.ends.items() if ENDS[what] is outcome)

    @property
    def pillars(self) -> tuple[int, int, int]:
        """Served by the family, by neighbours, by who is organised for it."""
        family, organised = self.ends.get(Pillar.FAMILY, 0), self.ends.get(Pillar.ORGANISED, 0)
        return family, self.ended(Outcome.SERVED) - family - organised, organised

    @property
    def is_empty(self) -> bool:
        told = sum(self.ended(one) for one in Outcome if one is not Outcome.WITHDRAWN)
        return not (told or self.declared.minutes or self.confirmed.minutes)


class Unit(StrEnum):
    REQUESTS = "demandes"
    MINUTES = "minutes"
    SHARE = "part"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. value None: of too few people to be said, or not known. unit MINUTES: its value is in minutes."""

    code: str
    label: Words
    value: int | None
    unit: Unit = Unit.REQUESTS


LABELS: dict[str, Words] = {
    "servies": _("Demandes servies"), "sans_personne": _("Sans personne"), "manquees": _("Manquées"),
    "sans_nouvelles": _("Sans nouvelles"), "heures_confirmees": _("Heures avec confirmation"),
    "heures_declarees": _("Heures déclarées"), "sollicitation": _("Personnes sollicitées"),
    "famille": _("Par la famille"), "voisinage": _("Par le voisinage"), "organismes": _("Par un organisme")}


def cells(report: Report, least: int) -> tuple[Cell, ...]:
    """Every figure that may be said where counts start at `least`."""
    ended = [report.ended(one) for one in (Outcome.SERVED, Outcome.UNSERVED, Outcome.MISSED, Outcome.UNHEARD)]
    values = [*(count if count >= least or not count else None for count in ended), _hours(report.confirmed, least),
              _hours(report.declared, least), _share(report, least), *shielded(report.pillars, least)]
    units = [Unit.REQUESTS] * 4 + [Unit.MINUTES] * 2 + [Unit.SHARE] + [Unit.REQUESTS] * 3
    return tuple(Cell(code, label, value, unit) for (code, label), value, unit in zip(
        LABELS.items(), values, units, strict=True) if code != "sollicitation" or report.asked is not None)


def shielded(counts: Sequence[int], least: int, lost: int = 0) -> list[int | None]:
    """Counts of fewer than `least` are not said; nor another one, where the sum would give the only one away.

    lost: what the sum holds beside these, and nobody reads apart.
    """
    said: list[int | None] = [count if count >= least or not count else None for count in counts]
    hidden = lost + sum(count for count, shown in zip(counts, said, strict=True) if shown is None)
    while 0 < hidden < least and any(said):
        smallest = min(count for count in said if count)
        said[said.index(smallest)] = None
        hidden += smallest
    return said


def _hours(found: Minutes, least: int) -> int | None:
    return found.minutes if found.people >= least or not found.minutes else None


def _share(report: Report, least: int) -> int | None:
    """In hundredths; of few people asked, the share would count them."""
    if report.asked is None or report.available < max(least, 1) or 0 < report.asked < least:
        return None
    return round(100 * report.asked / report.available)


def said(cell: Cell) -> Words:
    match cell.unit, cell.value:
        case Unit.REQUESTS, None:
            return _("quelques")
        case _, None:
            return _("trop peu pour le dire")
        case Unit.REQUESTS, 0:
            return _("aucune")
        case Unit.MINUTES, minutes:
            return duration(minutes)
        case Unit.SHARE, share:
            return _("{n} %", n=share)
        case _, count:
            return quoted(str(count))


QUIET = ("sans_nouvelles", "famille", "organismes")
"""Said where there is any."""


def shown(found: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in found if cell.value != 0 or cell.code not in QUIET]


def told(found: Iterable[Cell]) -> Words:
    return lines(*(_("• {label} : {n}", label=cell.label, n=said(cell)) for cell in shown(found)))


def nothing(period: Period) -> Words:
    return _("📊 {period} : rien à compter. Le premier coup de main, la première heure notée y seront.",
             period=period.words)


def in_its_time(now: datetime, period: Period, zone: str, began: datetime | None) -> None:
    start, end = period.instants(zone)
    if start > now:
        raise Refusal(_("📊 {period} : ce n’est pas encore commencé.", period=period.words))
    if began is not None and end <= began:
        raise Refusal(_("📊 {period} : Tous Voisins n’était pas encore là. On compte depuis : {since}.",
                        period=period.words, since=began.astimezone(ZoneInfo(zone)).date()))


DEFINITIONS: tuple[tuple[Words, ...], ...] = (
    (_("❓ <b>Ce que cela compte</b>"),
     _("Servies : quelqu’un est venu, ou la famille ou un organisme s’en est chargé. Sans personne : fermées sans que "
       "quelqu’un vienne. Manquées : un oui, et personne. Sans nouvelles : on n’a pas su.")),
    (_("Chaque demande compte une fois, dans le mois de sa fin. Une réponse donnée plus tard la déplace. Ce qui a été "
       "annulé ou n’était plus utile ne compte pas, ni ce qui reste dans un cercle familial."),),
    (_("Heures avec confirmation : la personne aidée l’a dit aussi. Déclarées : notées, sans autre vérification. Elles "
       "comptent dans le mois où le temps a été donné."),),
    (_("Personnes sollicitées : de celles qui peuvent l’être, combien ont reçu une demande privée ce mois-là. Ce taux "
       "se lit six mois."),
     _("« quelques » : trop peu pour le dire sans montrer quelqu’un.")))
