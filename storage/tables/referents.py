"""Who stands in for whoever looks after a place, and their holidays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint

from rules.register import ACCOUNT, CONSENT, MISSION, Erasing, Holds, Owner
from storage.tables.base import SQLModel, holds, instant, reference


@holds(Holds("Qui vous remplace, et vos absences", "qu’une rue ne reste pas sans personne", MISSION, ACCOUNT,
             (Owner("person_id"), Owner("deputy_id", erasing=Erasing.UNNAME),
              Owner("asked_id", erasing=Erasing.UNNAME)),
             "since away_from away_until", "deputy_id asked_id", "person_id"))
class StandIn(SQLModel, table=True):
    """One row for whoever looks after places. asked_id: who opened the question; deputy_id: who said yes to it.

    away_from, away_until: their holiday, from midnight to midnight of theirs; none when they are there.
    """

    __tablename__ = "stand_in"
    __table_args__ = (CheckConstraint("deputy_id <> person_id", name="another"),)
    person_id: int = reference("person.id", key=True)
    deputy_id: int | None = reference("person.id", optional=True, cascade=False)
    asked_id: int | None = reference("person.id", optional=True, cascade=False)
    since: datetime = instant()
    away_from: datetime | None = instant(optional=True)
    away_until: datetime | None = instant(optional=True)


@holds(Holds("Vos deux semaines d’essai", "essayer avant de s’engager", MISSION, "avec le rôle",
             (Owner("person_id"), Owner("namer_id", erasing=Erasing.UNNAME, unseen="self_says")),
             "ends_at self_says namer_says", "namer_id", "role_id person_id"))
class Trial(SQLModel, table=True):
    """The first two weeks of a référent, until both have said how it goes. Goes with the role."""

    __tablename__ = "referent_trial"
    role_id: int = reference("town_role.id", key=True)
    person_id: int = reference("person.id")
    namer_id: int | None = reference("person.id", optional=True, cascade=False)
    ends_at: datetime = instant()
    self_says: bool | None = None
    namer_says: bool | None = None


@holds(Holds("Vos mots pour qui voudrait veiller sur la rue", "que deux personnes recommandées en répondent", CONSENT,
             ACCOUNT, (Owner("person_id"), Owner("by_id")), "at", "person_id by_id", "zone_id"))
class ReferentWord(SQLModel, table=True):
    """A recommended neighbour speaks for somebody who wishes to look after their street."""

    __tablename__ = "referent_word"
    person_id: int = reference("person.id", key=True)
    by_id: int = reference("person.id", key=True)
    zone_id: int = reference("zone.id")
    at: datetime = instant()
