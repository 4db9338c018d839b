"""What the town says to its streets, who decided what of it, and how many pressed its buttons."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from rules.campaigns import KEPT_AFTER, CampaignKind, CampaignState
from rules.privacy import ONCE_KEPT
from rules.register import MISSION, Age, Erasing, Holds, Owner, owned
from storage.tables.base import Field, SQLModel, big, choice, document, holds, identity, instant, reference

MADE_BY = tuple(Owner(column, erasing=Erasing.UNNAME) for column in (
    "author_id", "changed_by_id", "confirmed_by_id", "approver_id"))


@holds(Holds("Les messages que vous avez écrits pour la mairie", "informer les groupes reliés à la mairie", MISSION,
             "24 mois après le dernier changement ; sans nom après un effacement", MADE_BY,
             "title text created_at changed_at", "author_id changed_by_id confirmed_by_id approver_id",
             "id kind state version code theme file file_kind buttons audience event closes send_day send_at seats "
             "taken pinned groups people confirmed_at approved_at started_at ended_at withdrawn_at full_at "
             "told_id told_figures",
             (Age("changed_at", KEPT_AFTER),)))
class Campaign(SQLModel, table=True):
    """`send_day` and `send_at` are of each group's own clock. `code` is typed after /verifier."""

    __table_args__ = (UniqueConstraint("code"), Index("ix_campaign_state", "state", "changed_at"),
                      CheckConstraint("seats = 0 OR taken <= seats", name="taken"),
                      CheckConstraint("taken >= 0", name="free"))
    id: int | None = identity()
    kind: CampaignKind = choice(CampaignKind)
    state: CampaignState = choice(CampaignState, CampaignState.DRAFT)
    version: int = 1
    code: str = Field(max_length=12)
    theme: str = Field(default="", max_length=40)
    title: str = Field(default="", max_length=80)
    text: str = ""
    file: str | None = Field(default=None, max_length=250)
    file_kind: str | None = Field(default=None, max_length=12)
    buttons: dict[str, Any] = document()
    audience: dict[str, Any] = document()
    event: date | None = None
    closes: str | None = Field(default=None, max_length=5)
    send_day: date | None = None
    send_at: str | None = Field(default=None, max_length=5)
    seats: int = 0
    taken: int = 0
    pinned: bool = False
    author_id: int | None = reference("person.id", optional=True, cascade=False)
    changed_by_id: int | None = reference("person.id", optional=True, cascade=False)
    confirmed_by_id: int | None = reference("person.id", optional=True, cascade=False)
    approver_id: int | None = reference("person.id", optional=True, cascade=False)
    groups: int = 0
    people: int = 0
    created_at: datetime = instant()
    changed_at: datetime = instant(index=True)
    confirmed_at: datetime | None = instant(optional=True)
    approved_at: datetime | None = instant(optional=True)
    started_at: datetime | None = instant(optional=True)
    ended_at: datetime | None = instant(optional=True)
    withdrawn_at: datetime | None = instant(optional=True)
    full_at: datetime | None = instant(optional=True)
    told_id: int | None = big(optional=True)
    told_figures: str | None = Field(default=None, max_length=120)


@holds(Holds("Vos décisions pour la mairie", "savoir qui a envoyé, approuvé ou arrêté un message", MISSION,
             "400 jours ; sans nom après un effacement", owned("by_id", erasing=Erasing.UNNAME), "what at", "by_id",
             "id campaign_id version", (Age("at", ONCE_KEPT),)))
class CampaignEvent(SQLModel, table=True):
    """Who decided what of a message of the town, append-only and without text."""

    __tablename__ = "campaign_event"
    id: int | None = identity()
    campaign_id: int = reference("campaign.id")
    what: str = Field(max_length=30)
    version: int = 0
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    at: datetime = instant(index=True)


@holds(Holds("Vos réponses aux messages de la mairie", "compter sans dire qui", MISSION, "400 jours",
             owned("person_id"), "code at", "", "id campaign_id person_id group_id", (Age("at", ONCE_KEPT),)))
class CampaignTap(SQLModel, table=True):
    """« J’y vais »: counts once a person and button. group_id: where it was pressed; None in private."""

    __tablename__ = "campaign_tap"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id", "code"),
                      Index("ix_campaign_tap_where", "campaign_id", "group_id", "code"))
    id: int | None = identity()
    campaign_id: int = reference("campaign.id")
    person_id: int = reference("person.id", index=True)
    group_id: int | None = big(optional=True, index=True)
    code: str = Field(max_length=12)
    at: datetime = instant(index=True)
