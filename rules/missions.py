"""A mission of a partner: a day, an hour, a public place, seats; what it must say before anybody is told of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rules.civil import clock, instant, next_open_minute, waking
from rules.hours import HourKind
from rules.postercodes import folded
from rules.words import Words, _

OF = "mission"
"""How its seats are named."""
MOST_SEATS, LONGEST_AHEAD = 50, 180  # seats, days
LONGEST_TITLE, LONGEST_PLACE, LONGEST_CONTACT, LONGEST_INSURER = 70, 100, 80, 60
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NUDGED, CALLED, SETTLED = 2 * DAY, 5 * DAY, 7 * DAY
ASKED_AT = time(18)


class MissionState(StrEnum):
    """DRAFT: something is missing. SENT: waits for the yes of a coordinator. CLOSED: nobody new."""

    DRAFT = "draft"
    SENT = "sent"
    OPEN = "open"
    CLOSED = "closed"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"


LIVING = (MissionState.OPEN, MissionState.CLOSED)
UNDER_WAY = (MissionState.DRAFT, MissionState.SENT, *LIVING)


class Public(StrEnum):
    """With whom. All but the first ask the structure for an « attestation d’honorabilité »."""

    ALL = "tous"
    CARE_HOME = "ehpad"
    HOME_CARE = "domicile"
    CHILDREN = "enfants"


class Why(StrEnum):
    """Why a mission is not published."""

    PRIVATE = "prive"
    INTEREST = "interet"
    UNCLEAR = "flou"


KIND_LABELS: dict[HourKind, Words] = {
    HourKind.NEIGHBOURS: _("🏘 Le voisinage"), HourKind.COMMUNE: _("🏛 La commune"),
    HourKind.ASSOCIATION: _("🤝 Une association")}
PUBLIC_LABELS: dict[Public, Words] = {
    Public.ALL: _("Tout public"), Public.CARE_HOME: _("Maison de retraite"), Public.HOME_CARE: _("Aide à domicile"),
    Public.CHILDREN: _("Enfants")}
WHY_LABELS: dict[Why, Words] = {
    Why.PRIVATE: _("📍 Lieu privé"), Why.INTEREST: _("🏛 Pas d’intérêt général"), Why.UNCLEAR: _("✏️ À préciser")}
WHY_WORDS: dict[Why, Words] = {
    Why.PRIVATE: _("le lieu n’est pas public"), Why.INTEREST: _("elle n’est pas d’intérêt général"),
    Why.UNCLEAR: _("elle est à préciser")}


@dataclass(frozen=True, slots=True)
class Mission:
    """by: the person who acts for the partner. at: "HH:MM", there. tag: of a landlord, whose groups alone see it. zone:
    about which it is told, none for the whole town. honour: the structure asks for the attestation, and checks it
    itself. sequence: how often its day, hour, place or title changed, as calendars count.
    """

    id: int
    partner: int
    partner_name: str
    by: int
    kind: HourKind
    title: str
    day: date
    at: str
    minutes: int
    place: str
    contact: str
    age: int
    insurer: str
    public: Public
    honour: bool
    timezone: str
    tag: str = ""
    state: MissionState = MissionState.DRAFT
    sequence: int = 0
    posted: int = 0
    sent_at: datetime | None = None
    zone: int | None = None
    zone_label: str = ""

    @property
    def starts_at(self) -> datetime:
        return instant(self.day, self.at, self.timezone)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def living(self) -> bool:
        return self.state in LIVING


TOLD = frozenset({"day", "at", "place"})
"""What those who said yes are told of when it changes; nothing else."""
SHOWN = TOLD | {"title", "minutes"}
"""What a calendar shows."""


def lacks(mission: Mission) -> Words | None:
    """Why it cannot be published as it stands."""
    if not mission.insurer:
        return _("Sans assureur, la mission n’est pas publiée : ajoutez-le avec « ✏️ Changer ».")
    if mission.public is not Public.ALL and not mission.honour:
        return _("Auprès de ce public, votre structure doit exiger l’attestation d’honorabilité et la vérifier "
                 "elle-même. Sans cela, la mission n’est pas publiée.")
    return None


def when(day: date, at: str) -> Words:
    return _("{day} à {hour}", day=day, hour=clock(at))


def reminders(mission: Mission) -> dict[str, datetime]:
    """The eve, and three hours before; an early morning's two would share an evening: it has one."""
    soon = waking(mission.starts_at - 3 * HOUR, mission.timezone)
    if soon < instant(mission.day, time(0), mission.timezone):
        return {"eve": soon}
    return {"eve": instant(mission.day - DAY, ASKED_AT, mission.timezone), "soon": soon}


def after_at(mission: Mission) -> datetime:
    """When both sides are asked whether it took place."""
    return instant(mission.day + DAY, ASKED_AT, mission.timezone)


def offered_until(mission: Mission, now: datetime) -> datetime:
    """How long a seat is kept for who waited: a day, or half of what is left of it; never an answer asked at night."""
    opens = next_open_minute(now, mission.timezone)
    half = opens + (mission.starts_at - opens) / 2
    return min(max(min(opens + DAY, half), opens + 2 * HOUR), max(mission.starts_at, now))


_AT_HOME = re.compile(r"\b(chez (?:m|mr|mme|mlle|moi|nous|lui|elle|madame|monsieur|un|une)\b|"
                      r"a (?:mon|son|leur) domicile|appartement|appart|appt|digicode|interphone|sonnette|"
                      r"\d+ ?(?:er?|eme) etage|etage \d+|porte \w?\d)")


def at_home(place: str) -> bool:
    """Somebody's home, as far as words tell: a mission is in a public place."""
    return bool(_AT_HOME.search(re.sub(r"[^0-9a-z]+", " ", folded(place))))
