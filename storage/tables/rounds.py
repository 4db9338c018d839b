"""Rounds of doorsteps during an alert: wiped a week after their end."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text

from rules.consents import How
from rules.register import CONSENT, MISSION, Age, Erasing, Holds, Owner, owned
from rules.rounds import KEPT, DoorState, HelperState, RoundState
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference

OPEN, WEEK = text("state = 'open'"), "7 jours après la fin du tour"


@holds(Holds("Les tours de veille ouverts par la mairie", "faire passer quelqu’un pendant une alerte", MISSION, WEEK,
             (Owner("by_id", erasing=Erasing.UNNAME),), "state opened_at ended_at", "by_id", "id alert_id",
             (Age("ended_at", KEPT),)))
class WatchRound(SQLModel, table=True):
    """One open for an alert at a time."""

    __tablename__ = "watch_round"
    __table_args__ = (Index("uq_watch_round_open", "alert_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),)
    id: int | None = identity()
    alert_id: int = reference("campaign.id", index=True)
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    state: RoundState = choice(RoundState, index=True)
    opened_at: datetime = instant()
    ended_at: datetime | None = instant(optional=True, index=True)


@holds(Holds("Les rues d’un tour de veille", "dire où il reste à passer", MISSION, WEEK,
             plain="id round_id zone_id lacks"))
class WatchStreet(SQLModel, table=True):
    """lacks: whoever looks after it was told that nobody goes."""

    __tablename__ = "watch_street"
    __table_args__ = (UniqueConstraint("round_id", "zone_id"),)
    id: int | None = identity()
    round_id: int = reference("watch_round.id")
    zone_id: int = reference("zone.id")
    lacks: bool = False


@holds(Holds("Les visites demandées pendant une alerte", "passer voir qui le souhaite", CONSENT,
             WEEK + ", ou dès que la personne n’en veut plus",
             (Owner("asker_id"), Owner("by_id", erasing=Erasing.UNNAME, unseen="state tries given_at"),
              Owner("volunteer_id", erasing=Erasing.UNNAME, unseen="who how made_at")),
             "who how state tries made_at given_at changed_at", "asker_id by_id volunteer_id",
             "id street_id not_before"))
class WatchDoor(SQLModel, table=True):
    """A doorstep. who: how to find them, read by the one who goes and by whoever looks after the street."""

    __tablename__ = "watch_door"
    __table_args__ = (Index("ix_watch_door_street", "street_id", "state"),)
    id: int | None = identity()
    street_id: int = reference("watch_street.id")
    asker_id: int | None = reference("person.id", optional=True)
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    volunteer_id: int | None = reference("person.id", optional=True, cascade=False)
    who: str = Field(max_length=120)
    how: How | None = choice(How, optional=True)
    state: DoorState = choice(DoorState)
    tries: int = 0
    made_at: datetime = instant()
    not_before: datetime | None = instant(optional=True)
    given_at: datetime | None = instant(optional=True)
    changed_at: datetime = instant()


@holds(Holds("Votre part dans un tour de veille", "savoir qui peut passer, et ne pas redemander", MISSION, WEEK,
             owned("person_id"), "state asked_at called_at", "", "id round_id street_id person_id door_id card"))
class WatchHelper(SQLModel, table=True):
    """Somebody who was asked to go, or goes. door_id: the one doorstep they have in hand."""

    __tablename__ = "watch_helper"
    __table_args__ = (UniqueConstraint("round_id", "person_id"), Index("ix_watch_helper_street", "street_id", "state"))
    id: int | None = identity()
    round_id: int = reference("watch_round.id")
    street_id: int = reference("watch_street.id")
    person_id: int = reference("person.id")
    state: HelperState = choice(HelperState)
    door_id: int | None = reference("watch_door.id", optional=True, cascade=False)
    card: int | None = big(optional=True)
    asked_at: datetime = instant()
    called_at: datetime | None = instant(optional=True)
