"""Personal invitations, who came by one, and how many people came in by what."""

from __future__ import annotations

from datetime import datetime

from rules.invites import KEPT
from rules.register import CONSENT, MISSION, NEEDED, Age, Erasing, Holds, Owner, owned
from storage.tables.base import Field, SQLModel, holds, instant, reference


@holds(Holds("Votre invitation personnelle", "faire venir le voisinage", NEEDED,
             "jusqu’à son retrait, 30 jours au plus après la dernière demande", owned("person_id"),
             "token renewed_at joined", "", "person_id", (Age("renewed_at", KEPT),)))
class Invite(SQLModel, table=True):
    """One a person, shown again each time it is asked for. joined: how many people came in by it."""

    person_id: int = reference("person.id", key=True)
    token: str = Field(max_length=22)
    renewed_at: datetime = instant(index=True)
    joined: int = 0


@holds(Holds("Qui vous a invité", "dire à cette personne que vous êtes là, si vous le voulez", CONSENT,
             "jusqu’à votre réponse, 30 jours au plus",
             (Owner("person_id"), Owner("by_id", erasing=Erasing.CASCADE, unseen="at")), "at", "person_id by_id", "",
             (Age("at", KEPT),)))
class InvitedBy(SQLModel, table=True):
    """Until the newcomer has answered « lui dire ? »."""

    __tablename__ = "invited_by"
    person_id: int = reference("person.id", key=True)
    by_id: int = reference("person.id")
    at: datetime = instant(index=True)


@holds(Holds("Par où les gens arrivent", "savoir quelle affiche sert", MISSION,
             "sans limite : des totaux, sans personne", plain="group_id source month people"))
class Arrivals(SQLModel, table=True):
    """How many joined by what, in a month (« 2026-11 »). group_id: 0 counts the whole town."""

    group_id: int = Field(primary_key=True)
    source: str = Field(primary_key=True, max_length=20)
    month: str = Field(primary_key=True, max_length=7)
    people: int = 0
