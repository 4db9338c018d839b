"""Rounds of partners, and their stops as long as they are not finished."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index

from rules.privacy import TEXTS_KEPT
from rules.register import MISSION, Age, Erasing, Holds, Owner, owned
from rules.tours import TourState
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference


@holds(Holds("Les tournées que vous proposez pour une structure", "cuisiner et porter des repas à plusieurs", MISSION,
             "30 jours après", owned("by_id"),
             "what day at place contact eat_by allergens cold state created_at", "",
             "id partner_id by_id tag timezone starts_at posted", (Age("starts_at", TEXTS_KEPT),)))
class Tour(SQLModel, table=True):
    """tag: of the landlord whose buildings alone are asked. posted: the last group, by number, that it was
    posted to or passed over.
    """

    __table_args__ = (Index("ix_tour_state", "state", "starts_at"),)
    id: int | None = identity()
    partner_id: int = reference("partner.id")
    by_id: int = reference("person.id")
    what: str = Field(max_length=50)
    day: date
    at: str = Field(max_length=5)
    starts_at: datetime = instant(index=True)
    timezone: str = Field(max_length=40)
    place: str = Field(max_length=80)
    contact: str = Field(max_length=80)
    eat_by: date
    allergens: str = Field(default="", max_length=120)
    cold: str = Field(max_length=10)
    tag: str = Field(default="", max_length=30)
    state: TourState = choice(TourState)
    posted: int = 0
    created_at: datetime = instant()


@holds(Holds("Les arrêts d’une tournée", "porter un repas, un arrêt à la fois", MISSION,
             "jusqu’à ce que l’arrêt soit fini", (Owner("person_id", erasing=Erasing.UNNAME, unseen="text"),),
             "text given_at", "", "id tour_id position person_id delivery_id"))
class TourStop(SQLModel, table=True):
    """Deleted when it is finished, and all of them with the tour. person_id: who has it in hand."""

    __tablename__ = "tour_stop"
    __table_args__ = (Index("ix_tour_stop_free", "tour_id", "position"),)
    id: int | None = identity()
    tour_id: int = reference("tour.id")
    position: int
    text: str = Field(max_length=120)
    person_id: int | None = reference("person.id", optional=True, cascade=False)
    given_at: datetime | None = instant(optional=True)
    delivery_id: int | None = big(optional=True)


@holds(Holds("Cartes des tournées", "mettre à jour la carte d’un groupe", MISSION, "30 jours après",
             plain="tour_id group_id delivery_id"))
class TourCard(SQLModel, table=True):
    __tablename__ = "tour_card"
    tour_id: int = reference("tour.id", key=True)
    group_id: int = reference("neighbour_group.id", key=True)
    delivery_id: int = big()
