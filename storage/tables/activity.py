"""Heures civiques, gestes, deeds, and what the calendar has already rung."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text

from rules.hours import EntryState, HourKind
from rules.privacy import HOURS_KEPT, ONCE_KEPT
from rules.register import ACCOUNT, CONSENT, MISSION, NEEDED, Age, By, Erasing, Holds, Owner, owned
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference
from storage.types import BigId, Choice

ADOPTED = ("state", "adopted")

LEFT = text("state <> 'adopted'")


@holds(Holds("Vos heures", "compter l’heure civique", MISSION, "24 mois, puis des totaux sans nom", owned("person_id"),
             "kind minutes day state at", "partner_id", "id person_id request_id replaces_id group_id",
             (Age("day", months=HOURS_KEPT, acted=True),)))
class HourEntry(SQLModel, table=True):
    """Append-only. A correction is a new row that names the one it replaces; 0 minutes withdraws it."""

    __tablename__ = "hour_entry"
    __table_args__ = (CheckConstraint("minutes >= 0 and minutes <= 720", name="minutes"),)
    id: int | None = identity()
    person_id: int = reference("person.id", index=True)
    kind: HourKind = choice(HourKind)
    minutes: int
    day: date = Field(index=True)
    state: EntryState = choice(EntryState)
    partner_id: int | None = reference("person.id", optional=True, cascade=False)
    request_id: int | None = reference("help_request.id", optional=True, cascade=False)
    replaces_id: int | None = reference("hour_entry.id", optional=True, cascade=False)
    group_id: int | None = reference("neighbour_group.id", optional=True, cascade=False, index=True)
    at: datetime = instant()


@holds(Holds("Totaux d’heures", "garder la mémoire d’un groupe, sans personne", MISSION,
             "sans limite : totaux anonymes", plain="group_id month kind minutes people confirmed confirmers"))
class HourTotal(SQLModel, table=True):
    """Hours whose persons are gone: erased, or older than 24 months. `group_id` 0 means no group; nobody is named.

    confirmed: of these minutes, those that the other side confirmed; confirmers: of how many people.
    """

    __tablename__ = "hour_total"
    group_id: int = Field(primary_key=True, sa_type=cast(Any, BigId))
    month: str = Field(primary_key=True, max_length=7)
    kind: HourKind = Field(primary_key=True, sa_type=cast(Any, Choice(HourKind)))
    minutes: int
    people: int
    confirmed: int = 0
    confirmers: int = 0


@holds(Holds("Les gestes qui vous ont été proposés", "ne pas répéter", MISSION, "400 jours",
             owned("owner", By.MARK, Erasing.DELETE), "day geste at", "", "id owner", (Age("day", ONCE_KEPT),)))
class GesteShown(SQLModel, table=True):
    """The geste of a local date for a group ("g12") or a person ("p34"): one a date, the same after a restart."""

    __tablename__ = "geste_shown"
    __table_args__ = (UniqueConstraint("owner", "day"),)
    id: int | None = identity()
    owner: str = Field(max_length=24)
    day: date = Field(index=True)
    geste: str = Field(max_length=32)
    at: datetime = instant()


@holds(Holds("Vos gestes", "compter sans dire qui", MISSION, "400 jours", owned("person_id"), "geste day action at", "",
             "id person_id owner", (Age("day", ONCE_KEPT),)))
class GesteTap(SQLModel, table=True):
    """« Fait » or « Cette semaine »: counts once a person, geste and day."""

    __tablename__ = "geste_tap"
    __table_args__ = (UniqueConstraint("person_id", "geste", "day", "action"),)
    id: int | None = identity()
    person_id: int = reference("person.id", index=True)
    geste: str = Field(max_length=32)
    day: date = Field(index=True)
    action: str = Field(max_length=12)
    owner: str = Field(max_length=24, index=True)
    at: datetime = instant()


@holds(Holds("Vos idées de geste", "enrichir les gestes du groupe", CONSENT,
             "30 jours, sauf adoption par le groupe (alors sans nom après effacement)",
             (Owner("person_id", erasing=Erasing.DELETE, unless=ADOPTED),), "text state at", "",
             "id person_id group_id", (Age("at", timedelta(days=30), unless=ADOPTED),)))
class GesteIdea(SQLModel, table=True):
    __tablename__ = "geste_idea"
    __table_args__ = (Index("ix_geste_idea_left", "at", sqlite_where=LEFT, postgresql_where=LEFT),)
    id: int | None = identity()
    person_id: int | None = reference("person.id", optional=True, cascade=False)
    group_id: int = reference("neighbour_group.id")
    text: str = Field(max_length=240)
    state: str = Field(default="proposed", max_length=12)
    at: datetime = instant()


@holds(Holds("Vos « j’ai fait un geste »", "compter sans dire qui", MISSION, "24 mois", owned("person_id"),
             "theme minutes day at", "", "id person_id group_id", (Age("day", timedelta(days=731)),)))
class Deed(SQLModel, table=True):
    """« J’ai fait un geste », with no request behind it. Never added to hours."""

    id: int | None = identity()
    person_id: int = reference("person.id", index=True)
    group_id: int | None = reference("neighbour_group.id", optional=True, cascade=False, index=True)
    theme: str = Field(max_length=30)
    minutes: int | None = None
    day: date = Field(index=True)
    at: datetime = instant()


@holds(Holds("Vos rendez-vous réguliers", "envoyer à l’heure choisie", MISSION, ACCOUNT, owned("person_id"),
             "kind hour days timezone active since next_at", "", "id owner person_id group_id"))
class Schedule(SQLModel, table=True):
    """Something that comes back at a civil hour. `days` is seven characters from Monday, "1111100" on weekdays.

    `next_at` only says when to look at it again: whether it rang is told by its occurrences.
    """

    __table_args__ = (UniqueConstraint("kind", "owner"),)
    id: int | None = identity()
    kind: str = Field(max_length=30)
    owner: str = Field(max_length=24, index=True)
    person_id: int | None = reference("person.id", optional=True)
    group_id: int | None = reference("neighbour_group.id", optional=True)
    hour: str = Field(max_length=5)
    days: str = Field(default="1111111", max_length=7)
    timezone: str = Field(max_length=40)
    active: bool = True
    since: datetime = instant()
    next_at: datetime = instant(index=True)


@holds(Holds("Envois réguliers déjà partis", "ne rien envoyer deux fois", NEEDED, "400 jours",
             plain="schedule_id local_date state at", ages=(Age("local_date", ONCE_KEPT),)))
class Occurrence(SQLModel, table=True):
    """This schedule rang for this local date: once."""

    schedule_id: int = reference("schedule.id", key=True)
    local_date: date = Field(primary_key=True, index=True)
    state: str = Field(default="done", max_length=12)
    at: datetime = instant()


FAILED = text("faults > 0")


@holds(Holds("Rendez-vous du service avec lui-même", "regarder à l’heure ce qui attend", NEEDED, "jusqu’à l’heure dite",
             plain="id what subject at faults"))
class Agenda(SQLModel, table=True):
    """When an action must look at its subject again: at most once at a time. `faults` counts the times it failed."""

    __table_args__ = (UniqueConstraint("what", "subject"),
                      Index("ix_agenda_failing", "what", sqlite_where=FAILED, postgresql_where=FAILED))
    id: int | None = identity()
    what: str = Field(max_length=40)
    subject: int = big()
    at: datetime = instant(index=True)
    faults: int = 0
