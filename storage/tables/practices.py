"""Good practices that neighbours told, and which group copied which one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from rules.practices import Cost, Crowd, PracticeState, Takes
from rules.register import CONSENT, Age, Erasing, Holds, Owner
from storage.tables.base import Field, SQLModel, choice, holds, identity, instant, reference

STANDS = ("state", PracticeState.PUBLISHED)


@holds(Holds("Les bonnes pratiques que vous racontez", "que d’autres groupes fassent de même", CONSENT,
             "tant qu’elle est proposée, sinon 12 mois ; sans auteur après un effacement",
             (Owner("author_id", erasing=Erasing.UNNAME),
              Owner("judge_id", erasing=Erasing.UNNAME,
                    unseen="title grounds cost crowd takes steps pitfalls needs kit named state created_at")),
             "title grounds cost crowd takes steps pitfalls needs kit named state created_at changed_at",
             "author_id judge_id", "id group_id project_id idea_id",
             (Age("changed_at", months=12, unless=STANDS),)))
class Practice(SQLModel, table=True):
    """named: the group where it was born may be said."""

    __table_args__ = (UniqueConstraint("project_id"), UniqueConstraint("idea_id"), Index("ix_practice_state", "state"))
    id: int | None = identity()
    group_id: int | None = reference("neighbour_group.id", optional=True, cascade=False)
    project_id: int | None = reference("project.id", optional=True, cascade=False)
    idea_id: int | None = reference("geste_idea.id", optional=True, cascade=False)
    author_id: int | None = reference("person.id", optional=True, cascade=False)
    judge_id: int | None = reference("person.id", optional=True, cascade=False)
    title: str = Field(max_length=60)
    grounds: str = Field(max_length=40)
    cost: Cost = choice(Cost)
    crowd: Crowd = choice(Crowd)
    takes: Takes = choice(Takes)
    steps: str = Field(default="", max_length=240)
    pitfalls: str = Field(default="", max_length=160)
    needs: str = Field(default="", max_length=120)
    kit: str = Field(default="", max_length=20)
    named: bool = False
    state: PracticeState = choice(PracticeState)
    created_at: datetime = instant()
    changed_at: datetime = instant(index=True)


@holds(Holds("Quel groupe a copié quelle pratique", "une seule copie par groupe, et dire combien l’ont adoptée",
             CONSENT, "tant que le groupe est là", plain="id practice group_id project_id at"))
class PracticeCopy(SQLModel, table=True):
    """practice: "c-cafe" of our own, "n12" of neighbours. A row a group: adoptions are distinct groups."""

    __tablename__ = "practice_copy"
    __table_args__ = (UniqueConstraint("practice", "group_id"),)
    id: int | None = identity()
    practice: str = Field(max_length=40)
    group_id: int = reference("neighbour_group.id", index=True)
    project_id: int | None = reference("project.id", optional=True, cascade=False)
    at: datetime = instant()
