"""Shopping: the list of a request, who goes anyway, who asks to take for them, who wishes to be told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Index, UniqueConstraint

from rules.errands import TripState
from rules.help import Slot
from rules.privacy import CONTACTS_KEPT
from rules.register import ACCOUNT, CONSENT, MISSION, Age, By, Holds, owned
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference

WEEK = timedelta(days=7)


@holds(Holds("Vos listes de courses", "faire vos courses à votre place", CONSENT, "72 heures après la fin",
             owned("request_id", By.REQUEST), "text file shop ceiling at", "", "request_id",
             (Age("request_id.closed_at", CONTACTS_KEPT),)))
class ErrandList(SQLModel, table=True):
    """For who comes, and nobody else. file: the photo, by the name the platform gave it."""

    __tablename__ = "errand_list"
    request_id: int = reference("help_request.id", key=True)
    text: str = Field(default="", max_length=500)
    file: str = Field(default="", max_length=200)
    shop: str = Field(default="", max_length=60)
    ceiling: int
    at: datetime = instant()


@holds(Holds("Vos « je fais mes courses »", "prendre pour quelqu’un du voisinage", MISSION, "7 jours après",
             owned("person_id"), "shop day slot places state created_at ends_at", "", "id person_id zone_id taken",
             (Age("ends_at", WEEK),)))
class ErrandTrip(SQLModel, table=True):
    """Somebody goes anyway. taken: of the `places` people they take for."""

    __tablename__ = "errand_trip"
    __table_args__ = (Index("ix_errand_trip_person", "person_id", "state"),)
    id: int | None = identity()
    person_id: int = reference("person.id")
    zone_id: int = reference("zone.id")
    shop: str = Field(max_length=60)
    day: date
    slot: Slot = choice(Slot)
    places: int
    taken: int = 0
    state: TripState = choice(TripState, TripState.OPEN)
    created_at: datetime = instant()
    ends_at: datetime = instant(index=True)


@holds(Holds("La carte de vos « je fais mes courses »", "mettre à jour la carte du groupe", MISSION, "avec l’annonce",
             plain="id trip_id delivery_id group_id"))
class ErrandCard(SQLModel, table=True):
    """Where it was told: in a group, or in private (no group)."""

    __tablename__ = "errand_card"
    id: int | None = identity()
    trip_id: int = reference("errand_trip.id")
    delivery_id: int = big()
    group_id: int | None = big(optional=True)


@holds(Holds("Ce que vous avez demandé à qui fait ses courses", "transmettre votre liste si la personne dit oui",
             CONSENT, "jusqu’à la réponse ou la fin de l’annonce", owned("person_id"), "text file ceiling at", "",
             "id trip_id person_id"))
class ErrandWish(SQLModel, table=True):
    """Until it is answered."""

    __tablename__ = "errand_wish"
    __table_args__ = (UniqueConstraint("trip_id", "person_id"),)
    id: int | None = identity()
    trip_id: int = reference("errand_trip.id")
    person_id: int = reference("person.id")
    text: str = Field(default="", max_length=500)
    file: str = Field(default="", max_length=200)
    ceiling: int
    at: datetime = instant()


@holds(Holds("Vous voulez savoir qui fait ses courses", "vous le dire en privé", CONSENT, ACCOUNT, owned("person_id"),
             "since", "", "person_id"))
class ErrandReader(SQLModel, table=True):
    __tablename__ = "errand_reader"
    person_id: int = reference("person.id", key=True)
    since: datetime = instant()
