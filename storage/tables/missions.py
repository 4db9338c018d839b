"""Missions of partners, and their cards in groups. Who comes stands in the table of seats."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index

from rules.hours import HourKind
from rules.missions import MissionState, Public
from rules.privacy import TRACES_KEPT
from rules.register import CONSENT, MISSION, Age, Holds, Owner, owned
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference


@holds(Holds("Les missions que vous proposez pour une structure", "proposer des missions d’intérêt général", MISSION,
             "6 mois après la fin", owned("by_id"),
             "kind title day at minutes place contact age insurer public honour state created_at sent_at", "",
             "id partner_id by_id tag zone_id timezone starts_at sequence posted closed_at",
             (Age("closed_at", months=TRACES_KEPT),)))
class Mission(SQLModel, table=True):
    """zone_id: about which alone it is told; none: the whole town. posted: the last group, by number, that it was
    posted to or passed over.
    """

    __table_args__ = (Index("ix_mission_open", "state", "starts_at"),)
    id: int | None = identity()
    partner_id: int = reference("partner.id")
    by_id: int = reference("person.id")
    kind: HourKind = choice(HourKind)
    title: str = Field(max_length=70)
    day: date
    at: str = Field(max_length=5)
    minutes: int
    place: str = Field(max_length=100)
    contact: str = Field(max_length=80)
    age: int
    insurer: str = Field(default="", max_length=60)
    public: Public = choice(Public)
    honour: bool = False
    tag: str = Field(default="", max_length=30)
    zone_id: int | None = reference("zone.id", optional=True, cascade=False)
    state: MissionState = choice(MissionState)
    timezone: str = Field(max_length=40)
    starts_at: datetime = instant()
    sequence: int = 0
    posted: int = 0
    created_at: datetime = instant()
    sent_at: datetime | None = instant(optional=True)
    closed_at: datetime | None = instant(optional=True, index=True)


@holds(Holds("Cartes des missions", "mettre à jour la carte d’un groupe", MISSION, "6 mois après la fin",
             plain="mission_id group_id delivery_id"))
class MissionCard(SQLModel, table=True):
    __tablename__ = "mission_card"
    mission_id: int = reference("mission.id", key=True)
    group_id: int = reference("neighbour_group.id", key=True)
    delivery_id: int = big()


@holds(Holds("Vos invitations à venir à deux", "prendre deux places ensemble, si les deux le veulent", CONSENT,
             "7 jours", (Owner("by_id"), Owner("person_id")), "created_at expires_at answered_at", "by_id person_id",
             "id mission_id", (Age("expires_at"),)))
class MissionInvitation(SQLModel, table=True):
    """To come to a mission together. person_id: the first who followed its link."""

    __tablename__ = "mission_invitation"
    id: int | None = identity()
    mission_id: int = reference("mission.id", index=True)
    by_id: int = reference("person.id", index=True)
    person_id: int | None = reference("person.id", optional=True)
    created_at: datetime = instant()
    expires_at: datetime = instant(index=True)
    answered_at: datetime | None = instant(optional=True)
