"""Who reads a report, what was decided, who asks for another opinion; and marks of words carried again and again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from rules.moderation import Act, MeasureState, Office, Side
from rules.privacy import CARRIED_KEPT
from rules.register import MISSION, NEEDED, Age, Holds, owned
from storage.tables.base import Field, SQLModel, choice, holds, identity, instant, reference


@holds(Holds("Les signalements que vous avez à lire", "montrer un signalement à une personne qui peut agir", MISSION,
             "6 mois, comme le signalement", owned("person_id"), "office at told_at", "", "report_id person_id"))
class ReportReader(SQLModel, table=True):
    """Somebody reads a report, as long as they keep the office for which they do."""

    __tablename__ = "report_reader"
    report_id: int = reference("report.id", key=True)
    person_id: int = reference("person.id", key=True)
    office: Office = choice(Office)
    at: datetime = instant()
    told_at: datetime | None = instant(optional=True)


@holds(Holds("Les décisions prises à votre sujet", "protéger les personnes, dire pourquoi, pouvoir contester", MISSION,
             "6 mois, comme le signalement", owned("about_id"), "act reason state at until", "by_id",
             "id report_id about_id was"))
class Measure(SQLModel, table=True):
    """was: the standing before it, given back when it ends."""

    id: int | None = identity()
    report_id: int = reference("report.id")
    about_id: int = reference("person.id")
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    act: Act = choice(Act)
    reason: str = Field(max_length=20)
    state: MeasureState = choice(MeasureState, MeasureState.STANDING)
    was: str = Field(default="", max_length=10)
    at: datetime = instant()
    until: datetime | None = instant(optional=True)


@holds(Holds("Demandes masquées", "ne plus montrer une demande signalée", MISSION, "jusqu’à la fin de la demande",
             plain="request_id measure_id at"))
class HiddenRequest(SQLModel, table=True):
    """Shown to nobody else, as long as the measure stands."""

    __tablename__ = "hidden_request"
    request_id: int = reference("help_request.id", key=True)
    measure_id: int = reference("measure.id")
    at: datetime = instant()


@holds(Holds("Vos demandes d’un autre avis", "contester une décision", MISSION, "6 mois, comme le signalement",
             owned("person_id"), "side at", "judge_id", "id report_id measure_id person_id"))
class Appeal(SQLModel, table=True):
    """One for a measure, one for whoever reported: who decided does not judge it."""

    __tablename__ = "appeal"
    __table_args__ = (UniqueConstraint("measure_id", "person_id"),)
    id: int | None = identity()
    report_id: int = reference("report.id")
    measure_id: int | None = reference("measure.id", optional=True)
    person_id: int = reference("person.id")
    judge_id: int | None = reference("person.id", optional=True, cascade=False)
    side: Side = choice(Side)
    at: datetime = instant()


@holds(Holds("Empreintes de personnes suspendues", "tenir une suspension après un effacement", MISSION,
             "jusqu’à la fin de la suspension, un mois au plus : une empreinte chiffrée",
             plain="hash report_id by_id reason at until", ages=(Age("until"),)))
class Suspended(SQLModel, table=True):
    """A suspension that outlives an erasure: a keyed hash of who it is about, gone when they come back."""

    __tablename__ = "suspended"
    hash: str = Field(primary_key=True, max_length=64)
    report_id: int = reference("report.id")
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    reason: str = Field(max_length=20)
    at: datetime = instant()
    until: datetime = instant(index=True)


@holds(Holds("Ce que la modération a fait dans l’année", "rendre compte", MISSION,
             "sans limite : des totaux, sans personne", plain="year what n"))
class ModerationTotal(SQLModel, table=True):
    __tablename__ = "moderation_total"
    year: int = Field(primary_key=True)
    what: str = Field(primary_key=True, max_length=30)
    n: int = 0


@holds(Holds("Empreintes de mots transmis", "voir un même message transmis en série", NEEDED,
             "7 jours : des empreintes chiffrées, sans les mots", owned("person_id"), "at", "",
             "id person_id relay mark", (Age("at", CARRIED_KEPT),)))
class Carried(SQLModel, table=True):
    """A piece of what somebody had carried: a keyed hash. relay: which of their messages it was in."""

    __tablename__ = "carried"
    __table_args__ = (Index("ix_carried_mark", "person_id", "mark"),)
    id: int | None = identity()
    person_id: int = reference("person.id")
    relay: str = Field(max_length=16)
    mark: str = Field(max_length=16)
    at: datetime = instant(index=True)
