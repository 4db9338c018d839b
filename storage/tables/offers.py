"""What neighbours lend or can do, and the question that each of them is asked about it every quarter."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint

from rules.offers import OfferState, Reach
from rules.register import ACCOUNT, MISSION, Holds, owned
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference


@holds(Holds("Ce que vous proposez", "vous solliciter pour ce que vous aimez faire ou prêter", MISSION, ACCOUNT,
             owned("person_id"), "what reach slots state at sure_at", "", "id person_id"))
class Offer(SQLModel, table=True):
    """One thing of the content, at most once a person. slots: codes between spaces; none is at any time.

    What stands is repeated in `person.skills`, where whoever is to be asked is found.
    """

    __table_args__ = (UniqueConstraint("person_id", "what"),)
    id: int | None = identity()
    person_id: int = reference("person.id")
    what: str = Field(max_length=32)
    reach: Reach = choice(Reach)
    slots: str = Field(default="", max_length=60)
    state: OfferState = choice(OfferState, OfferState.ACTIVE)
    at: datetime = instant()
    sure_at: datetime = instant()


@holds(Holds("« Toujours d’accord ? »", "ne pas garder une proposition que vous avez oubliée", MISSION,
             "jusqu’à votre réponse, deux semaines au plus", owned("person_id"), "at", "", "person_id delivery_id"))
class OfferQuestion(SQLModel, table=True):
    """It was asked, and is not answered yet."""

    __tablename__ = "offer_question"
    person_id: int = reference("person.id", key=True)
    delivery_id: int = big()
    at: datetime = instant()
