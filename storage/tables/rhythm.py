"""The rhythm of a group: what its admin does without, how silent it is, what it heard on which day; apéro votes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import UniqueConstraint

from rules.privacy import ONCE_KEPT
from rules.register import MISSION, Age, Holds, owned
from storage.tables.base import Field, SQLModel, holds, identity, instant, reference


@holds(Holds("Le rythme d’un groupe", "ne pas lasser un groupe", MISSION, "30 jours après le retrait du groupe",
             plain="group_id off silence since geste_was"))
class RhythmSetting(SQLModel, table=True):
    """off: words of the occasions that the admin does without. geste_was: its rhythm before a long silence."""

    __tablename__ = "group_rhythm"
    group_id: int = reference("neighbour_group.id", key=True)
    off: str = Field(default="", max_length=200)
    silence: int = 0
    since: datetime | None = instant(optional=True)
    geste_was: str = Field(default="", max_length=20)


@holds(Holds("Ce qu’un groupe a entendu", "ne rien redire", MISSION, "400 jours",
             plain="id group_id day occasion period at", ages=(Age("at", ONCE_KEPT),)))
class RhythmPost(SQLModel, table=True):
    """One a local day, and one of each occasion in its time: whatever stops and starts again, nothing is said twice."""

    __tablename__ = "rhythm_post"
    __table_args__ = (UniqueConstraint("group_id", "day"), UniqueConstraint("group_id", "occasion", "period"))
    id: int | None = identity()
    group_id: int = reference("neighbour_group.id")
    day: date
    occasion: str = Field(max_length=20)
    period: str = Field(max_length=20)
    at: datetime = instant(index=True)


@holds(Holds("Votre réponse au sondage d’apéro", "trouver un moment qui convient", MISSION, "60 jours",
             owned("person_id"), "choice at", "", "id group_id period person_id",
             (Age("at", timedelta(days=60)),)))
class AperoVote(SQLModel, table=True):
    __tablename__ = "apero_vote"
    __table_args__ = (UniqueConstraint("group_id", "period", "person_id"),)
    id: int | None = identity()
    group_id: int = reference("neighbour_group.id")
    period: str = Field(max_length=20)
    person_id: int = reference("person.id", index=True)
    choice: str = Field(max_length=1)
    at: datetime = instant(index=True)
