"""A project of neighbours: an idea, three who are in, who may support it, a plan, what each brings, how it went."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rules.civil import instant
from rules.help import Slot
from rules.private_words import folded
from rules.words import Words, _, n_, quoted

OF, TASK = "project", "task"
"""How the places of who is in, and those of a mission, are named."""
NEIGHBOURS, MOST_IN = 3, 60
GATHERING, NUDGED, ARCHIVED = timedelta(days=14), timedelta(days=14), timedelta(days=45)
MOST_LIVING, MOST_TASKS, MOST_SEATS, AHEAD = 3, 6, 20, 180
LONGEST, LONGEST_PLAN, LONGEST_TASK, LONGEST_WORD = 120, 200, 60, 200
DAY, ASKED_AT = timedelta(days=1), time(18)


class ProjectState(StrEnum):
    """IDEA: looks for three neighbours. BACKED: they are there, the plan is to be said. OPEN: it has a day."""

    IDEA = "idea"
    BACKED = "backed"
    OPEN = "open"
    DONE = "done"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"
    REFUSED = "refused"


LIVING = (ProjectState.IDEA, ProjectState.BACKED, ProjectState.OPEN)
LOST = (ProjectState.ARCHIVED, ProjectState.CANCELLED, ProjectState.REFUSED)


class Support(StrEnum):
    GUARDIAN = "gardien"
    SHOP = "commerce"
    ASSOCIATION = "asso"
    TOWN = "mairie"


class Insured(StrEnum):
    HOME = "foyer"
    ASSOCIATION = "asso"
    TOWN = "mairie"


class Town(StrEnum):
    """The town hall sees a project once it was ASKED."""

    NOT_ASKED = "no"
    ASKED = "asked"
    LENDS = "lends"
    CANNOT = "cannot"


class Loan(StrEnum):
    ROOM = "salle"
    EQUIPMENT = "materiel"
    BUDGET = "budget"


class Posted(StrEnum):
    """What the group was told last."""

    NOTHING = "nothing"
    IDEA = "idea"
    OPEN = "open"
    TOWN = "town"
    DONE = "done"


SUPPORTS: dict[Support, Words] = {
    Support.GUARDIAN: _("🔑 La loge"), Support.SHOP: _("🥖 Un commerce"),
    Support.ASSOCIATION: _("🤝 Une association"), Support.TOWN: _("🏛 La mairie")}
SUPPORTED: dict[Support, Words] = {
    Support.GUARDIAN: _("la loge"), Support.SHOP: _("un commerce"), Support.ASSOCIATION: _("une association"),
    Support.TOWN: _("la mairie")}
INSURANCES: dict[Insured, Words] = {
    Insured.HOME: _("🏠 Celle de chaque foyer"), Insured.ASSOCIATION: _("🤝 Une association"),
    Insured.TOWN: _("🏛 La mairie")}
INSURED: dict[Insured, Words] = {
    Insured.HOME: _("l’assurance habitation de chaque foyer"), Insured.ASSOCIATION: _("celle d’une association"),
    Insured.TOWN: _("celle de la mairie")}
LOANS: dict[Loan, Words] = {
    Loan.ROOM: _("🏛 Une salle"), Loan.EQUIPMENT: _("📦 Du matériel"), Loan.BUDGET: _("💶 Un budget")}
LENT: dict[Loan, Words] = {
    Loan.ROOM: _("une salle"), Loan.EQUIPMENT: _("du matériel"), Loan.BUDGET: _("un budget")}
CAME: dict[str, Words] = {
    "5": _("Moins de 5"), "10": _("De 5 à 10"), "30": _("De 11 à 30"), "31": _("Plus de 30")}


@dataclass(frozen=True, slots=True)
class Project:
    """until: when three must be in. since: of this stage. does, needs: the plan; empty insured: it is not complete.
    word, lends: the town hall’s. told: how it went.
    """

    id: int
    group: int
    author: int | None
    what: str
    state: ProjectState
    supports: tuple[Support, ...]
    does: str
    day: date | None
    slot: Slot
    needs: str
    insured: str
    town: Town
    lends: tuple[Loan, ...]
    word: str
    told: str
    posted: Posted
    delivery: int | None
    nudged: bool
    until: datetime
    since: datetime
    created_at: datetime

    @property
    def living(self) -> bool:
        return self.state in LIVING

    def after(self, timezone: str) -> datetime | None:
        """When its author is asked how it went."""
        return instant(self.day + DAY, ASKED_AT, timezone) if self.day else None

    def waits_since(self, timezone: str) -> datetime:
        """From when silence counts: a project with a day rests until the day after."""
        after = self.after(timezone) if self.state is ProjectState.OPEN else None
        return max(self.since, after) if after else self.since

    def nudge_at(self, timezone: str) -> datetime:
        return self.until if self.state is ProjectState.IDEA else self.waits_since(timezone) + NUDGED

    def ends_at(self, timezone: str) -> datetime:
        return self.waits_since(timezone) + ARCHIVED


def missing(count: int) -> Words:
    """How many more it takes."""
    left = max(NEIGHBOURS - count, 0)
    return n_("Il manque encore une personne.", "Il manque encore {n} personnes.", left) if left else _(
        "Trois personnes en sont : c’est assez pour commencer.")


def listed(words: list[Words]) -> Words:
    """« une salle, du matériel et un budget »"""
    said = words[0] if words else quoted("")
    for place, word in enumerate(words[1:], 2):
        said = _("{one} et {other}", one=said, other=word) if place == len(words) else _(
            "{one}, {other}", one=said, other=word)
    return said


def the_plan(project: Project) -> tuple[Words, ...]:
    found: list[Words] = []
    if project.does:
        found.append(_("🛠 {what}", what=quoted(project.does)))
    if project.needs:
        found.append(_("🧺 Il faut : {what}", what=quoted(project.needs)))
    return tuple(found)


_BUSINESS = re.compile(
    r"\b(?:(?:mon|ma|mes|notre|nos) (?:entreprise|boutique|societe|magasin|commerce|restaurant|clients?|clientele|"
    r"produits|prestations?|services payants)|je vends|a vendre|codes? promo|promotions?|devis|demarchage|"
    r"tarifs? (?:reduits?|preferentiels?|speciaux)|investir|cryptos?|bitcoins?|auto entrepreneur|"
    r"my (?:business|shop|company|clients|customers))\b")
_PARTY = re.compile(
    r"\b(?:candidate?s?|candidature|(?:elections?|campagnes?|affiches?|tracts?|reunions?|meetings?) "
    r"(?:municipales?|presidentielles?|legislatives?|electorales?|electoraux|politiques?|departementales?|regionales?)|"
    r"partis? politiques?|votez|faire voter|(?:notre|mon|un) parti|liste electorale|militants?|"
    r"political party|vote for|campaign rally)\b")
NOT_HERE = _("Un projet de voisinage ne sert ni un commerce ni un parti. Dites ce que vous ferez ensemble, et il est "
             "le bienvenu.")


def for_neighbours(text: str) -> Words | None:
    """One sentence for what serves a business or a party, as far as words tell."""
    plain = folded(text)
    return NOT_HERE if _BUSINESS.search(plain) or _PARTY.search(plain) else None
