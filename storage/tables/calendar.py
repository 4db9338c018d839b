"""The year of a town: its own dates, what was proposed to whom, what a group does not want."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint

from rules.calendar import ProposalState
from rules.privacy import ONCE_KEPT
from rules.register import MISSION, Age, Erasing, Holds, owned
from storage.tables.base import Field, SQLModel, choice, holds, identity, instant, reference


@holds(Holds("Les dates de la commune", "dire le bon jour des moments de l’année", MISSION, "400 jours",
             owned("by_id", erasing=Erasing.UNNAME), "at", "by_id", "moment year starts ends", (Age("at", ONCE_KEPT),)))
class MomentDay(SQLModel, table=True):
    """What the town says of a moment of a year. No day: it is not held that year."""

    __tablename__ = "moment_day"
    moment: str = Field(primary_key=True, max_length=40)
    year: int = Field(primary_key=True, index=True)
    starts: date | None = None
    ends: date | None = None
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    at: datetime = instant(index=True)


@holds(Holds("Les moments de l’année qu’on vous a proposés", "ne pas proposer deux fois", MISSION, "400 jours",
             owned("person_id"), "moment year state at", "", "id person_id group_id campaign_id",
             (Age("at", ONCE_KEPT),)))
class Proposal(SQLModel, table=True):
    """A theme proposed once to who coordinates, or to who runs a group where nobody does. group_id: 0 for the town."""

    __tablename__ = "moment_proposal"
    __table_args__ = (UniqueConstraint("person_id", "moment", "year", "group_id"),)
    id: int | None = identity()
    person_id: int = reference("person.id")
    moment: str = Field(max_length=40)
    year: int
    group_id: int = 0
    state: ProposalState = choice(ProposalState, ProposalState.PROPOSED)
    campaign_id: int | None = reference("campaign.id", optional=True, cascade=False)
    at: datetime = instant(index=True)


@holds(Holds("Les thèmes que le groupe ne veut pas", "n’envoyer que ce que le groupe souhaite", MISSION,
             "30 jours après le retrait du groupe", plain="group_id moment"))
class ThemeOff(SQLModel, table=True):
    """A theme of the year that who runs the group does not want there."""

    __tablename__ = "group_theme_off"
    group_id: int = reference("neighbour_group.id", key=True)
    moment: str = Field(primary_key=True, max_length=40, index=True)
