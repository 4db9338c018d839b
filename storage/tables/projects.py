"""Projects of neighbours, and their missions. Who is in, and who takes a mission, stands in the table of seats."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index

from rules.help import Slot
from rules.projects import Posted, ProjectState, Town
from rules.register import CONSENT, Age, Erasing, Holds, Owner
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference


@holds(Holds("Les projets que vous portez", "faire ensemble ce qu’on a proposé au groupe", CONSENT,
             "12 mois après la fin ; sans auteur après un effacement",
             (Owner("author_id", erasing=Erasing.UNNAME),),
             "what state supports does day slot needs insured town lends word came told created_at closed_at", "",
             "id group_id author_id posted delivery_id nudged until since", (Age("closed_at", months=12),)))
class Project(SQLModel, table=True):
    """until: by when three must be in. since: of this stage, from which silence counts. word, lends: of the town hall.
    """

    __table_args__ = (Index("ix_project_group", "group_id", "state"), Index("ix_project_town", "town", "state"))
    id: int | None = identity()
    group_id: int = reference("neighbour_group.id")
    author_id: int | None = reference("person.id", optional=True, cascade=False)
    what: str = Field(max_length=120)
    state: ProjectState = choice(ProjectState)
    supports: str = Field(default="", max_length=60)
    does: str = Field(default="", max_length=200)
    day: date | None = Field(default=None)
    slot: Slot = choice(Slot)
    needs: str = Field(default="", max_length=200)
    insured: str = Field(default="", max_length=12)
    town: Town = choice(Town)
    lends: str = Field(default="", max_length=40)
    word: str = Field(default="", max_length=200)
    came: str = Field(default="", max_length=4)
    told: str = Field(default="", max_length=200)
    posted: Posted = choice(Posted)
    delivery_id: int | None = big(optional=True)
    nudged: bool = False
    until: datetime = instant()
    since: datetime = instant()
    created_at: datetime = instant()
    closed_at: datetime | None = instant(optional=True, index=True)


@holds(Holds("Les missions d’un projet", "savoir ce qu’il reste à prendre", CONSENT, "avec le projet",
             plain="id project_id what"))
class ProjectTask(SQLModel, table=True):
    __tablename__ = "project_task"
    id: int | None = identity()
    project_id: int = reference("project.id")
    what: str = Field(max_length=60)
