"""What was told of somebody to put them « À l’honneur », and how much of it they agreed to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

from rules.heroes import Degree, HeroState
from rules.register import CONSENT, Age, Erasing, Holds, Owner
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference


@holds(Holds("Les récits « À l’honneur »", "dire merci à quelqu’un devant le groupe, avec son accord", CONSENT,
             "tant que le récit est affiché, sinon 12 mois ; sans auteur après un effacement",
             (Owner("nominee_id"), Owner("author_id", erasing=Erasing.UNNAME, unseen="state degree town shown_at"),
              Owner("judge_id", erasing=Erasing.UNNAME, unseen="what whole state degree town shown_at")),
             "what whole state degree town created_at changed_at shown_at", "author_id nominee_id judge_id",
             "id token group_id chat delivery_id reminded",
             (Age("changed_at", months=12, unless=("state", HeroState.SHOWN)),)))
class Hero(SQLModel, table=True):
    """token: what stands for it where a withdrawal outlives a restored backup. chat: where it was posted."""

    __table_args__ = (Index("ix_hero_group", "group_id", "state"), Index("ix_hero_state", "state"))
    id: int | None = identity()
    token: str = Field(max_length=32)
    group_id: int = reference("neighbour_group.id")
    author_id: int | None = reference("person.id", optional=True, cascade=False)
    nominee_id: int | None = reference("person.id", optional=True)
    judge_id: int | None = reference("person.id", optional=True, cascade=False)
    whole: str = Field(default="", max_length=60)
    what: str = Field(max_length=240)
    state: HeroState = choice(HeroState)
    degree: Degree | None = choice(Degree, optional=True)
    town: bool = False
    reminded: bool = False
    chat: int | None = big(optional=True)
    delivery_id: int | None = big(optional=True)
    created_at: datetime = instant()
    changed_at: datetime = instant(index=True)
    shown_at: datetime | None = instant(optional=True)
