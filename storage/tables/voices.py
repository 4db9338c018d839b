"""What was asked in a group, what each answered, and what they say is missing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from rules.privacy import ONCE_KEPT
from rules.register import CONSENT, MISSION, Age, Erasing, Holds, owned
from rules.voices import NeedState, Theme
from storage.tables.base import Field, SQLModel, choice, holds, identity, instant, reference


@holds(Holds("Les questions posées aux groupes", "poser une question par mois", MISSION, "400 jours",
             plain="id group_id month question at", ages=(Age("at", ONCE_KEPT),)))
class VoiceAsked(SQLModel, table=True):
    __tablename__ = "voice_asked"
    __table_args__ = (UniqueConstraint("group_id", "month"), Index("ix_voice_asked_month", "month"))
    id: int | None = identity()
    group_id: int = reference("neighbour_group.id")
    month: str = Field(max_length=7)
    question: str = Field(max_length=40)
    at: datetime = instant(index=True)


@holds(Holds("Vos réponses à la question du mois", "dire à la mairie des totaux, jamais qui a répondu", CONSENT,
             "400 jours après la question", owned("person_id"), "month choice at", "", "person_id asked_id"))
class VoiceVote(SQLModel, table=True):
    """One a person and month, wherever they answered."""

    __tablename__ = "voice_vote"
    person_id: int = reference("person.id", key=True)
    month: str = Field(primary_key=True, max_length=7)
    asked_id: int = reference("voice_asked.id", index=True)
    choice: int
    at: datetime = instant(index=True)


@holds(Holds("Ce qui manque chez vous", "dire à la mairie ce qui manque, en totaux", CONSENT, "400 jours",
             owned("person_id"), "theme text state at", "", "id person_id group_id", (Age("at", ONCE_KEPT),)))
class VoiceNeed(SQLModel, table=True):
    __tablename__ = "voice_need"
    __table_args__ = (Index("ix_voice_need_group", "group_id", "state"), Index("ix_voice_need_state", "state"))
    id: int | None = identity()
    person_id: int = reference("person.id", index=True)
    group_id: int = reference("neighbour_group.id")
    theme: Theme = choice(Theme)
    text: str = Field(default="", max_length=200)
    state: NeedState = choice(NeedState, NeedState.WAITING)
    at: datetime = instant(index=True)


@holds(Holds("Les réponses de la mairie", "répondre dans les groupes qui ont parlé", MISSION, "400 jours",
             owned("by_id", erasing=Erasing.UNNAME), "text at", "by_id", "id month", (Age("at", ONCE_KEPT),)))
class VoiceAnswer(SQLModel, table=True):
    __tablename__ = "voice_answer"
    id: int | None = identity()
    month: str = Field(max_length=7, index=True)
    text: str = Field(max_length=250)
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    at: datetime = instant(index=True)
