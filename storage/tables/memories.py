"""Who helped while an alert was on, until a month after it; and who would rather not be reminded."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint

from rules.register import ACCOUNT, CONSENT, MISSION, Age, Holds, owned
from storage.tables.base import SQLModel, holds, identity, instant, reference


@holds(Holds("Votre aide pendant une alerte", "vous proposer un petit pas, sept et trente jours après", MISSION,
             "40 jours après la fin de l’alerte", owned("person_id"), "at", "", "id campaign_id person_id told",
             (Age("at", timedelta(days=40)),)))
class CrisisHelper(SQLModel, table=True):
    """told: the last of the two words that this person had."""

    __tablename__ = "crisis_helper"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id"),)
    id: int | None = identity()
    campaign_id: int = reference("campaign.id")
    person_id: int = reference("person.id", index=True)
    told: int = 0
    at: datetime = instant(index=True)


@holds(Holds("Vous ne souhaitez pas de souvenirs", "ne pas écrire à qui ne le souhaite pas", CONSENT, ACCOUNT,
             owned("person_id"), "since", "", "person_id"))
class MemoryOff(SQLModel, table=True):
    __tablename__ = "memory_off"
    person_id: int = reference("person.id", key=True)
    since: datetime = instant()
