"""Family circles: who is in one, who was invited, what is asked there. Nothing of it is read outside."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, text

from rules.circles import NAME_LENGTH, AskState, Patience, Reply
from rules.help import Slot
from rules.privacy import TEXTS_KEPT, TRACES_KEPT
from rules.register import ACCOUNT, CONSENT, Age, Erasing, Holds, Owner, owned
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference

NOTED = text("note <> ''")


@holds(Holds("Les cercles familiaux", "demander d’abord à ses proches", CONSENT,
             "tant que quelqu’un en fait partie", plain="id name minutes created_at"))
class Circle(SQLModel, table=True):
    """minutes: of what was done for each other in it; never part of the heure civique."""

    __tablename__ = "circle"
    id: int | None = identity()
    name: str = Field(max_length=NAME_LENGTH)
    minutes: int = 0
    created_at: datetime = instant()


@holds(Holds("Vos cercles", "demander d’abord à ses proches", CONSENT, ACCOUNT, owned("person_id"), "since", "",
             "circle_id person_id"))
class CircleMember(SQLModel, table=True):
    __tablename__ = "circle_member"
    circle_id: int = reference("circle.id", key=True)
    person_id: int = reference("person.id", key=True, index=True)
    since: datetime = instant()


@holds(Holds("Vos invitations dans un cercle", "ouvrir le cercle à une seule personne", CONSENT, "7 jours",
             (Owner("by_id"), Owner("person_id")), "created_at expires_at taken_at", "by_id person_id",
             "id circle_id", (Age("expires_at"),)))
class CircleInvitation(SQLModel, table=True):
    """person_id: the first who followed its link."""

    __tablename__ = "circle_invitation"
    id: int | None = identity()
    circle_id: int = reference("circle.id", index=True)
    by_id: int = reference("person.id", index=True)
    person_id: int | None = reference("person.id", optional=True)
    created_at: datetime = instant()
    expires_at: datetime = instant(index=True)
    taken_at: datetime | None = instant(optional=True)


@holds(Holds("Vos demandes à un cercle", "demander d’abord à ses proches", CONSENT,
             "le mot : 30 jours après la fin ; la trace : 6 mois",
             (Owner("asker_id"), Owner("helper_id", erasing=Erasing.UNNAME, unseen="note")),
             "kind day slot minutes note other state patience timezone created_at closed_at", "asker_id helper_id",
             "id circle_id zone_id request_id",
             (Age("closed_at", TEXTS_KEPT, empties="note"), Age("closed_at", months=TRACES_KEPT))))
class CircleAsk(SQLModel, table=True):
    """other: for somebody who agreed, not for the asker. request_id: what neighbours were asked, by the asker’s tap."""

    __tablename__ = "circle_ask"
    __table_args__ = (Index("ix_circle_ask_worded", "closed_at", sqlite_where=NOTED, postgresql_where=NOTED),)
    id: int | None = identity()
    circle_id: int = reference("circle.id", index=True)
    asker_id: int = reference("person.id", index=True)
    zone_id: int | None = reference("zone.id", optional=True, cascade=False)
    other: bool = False
    kind: str = Field(max_length=30)
    day: date
    slot: Slot = choice(Slot)
    minutes: int
    note: str = Field(default="", max_length=200)
    timezone: str = Field(max_length=40)
    state: AskState = choice(AskState, AskState.ASKING)
    patience: Patience = choice(Patience)
    helper_id: int | None = reference("person.id", optional=True, cascade=False)
    request_id: int | None = reference("help_request.id", optional=True, cascade=False)
    created_at: datetime = instant()
    closed_at: datetime | None = instant(optional=True, index=True)


@holds(Holds("Ce qu’un cercle vous a demandé", "ne pas redemander à qui a répondu", CONSENT, "6 mois après la fin",
             owned("person_id"), "answer at", "", "ask_id person_id delivery_id"))
class CircleTold(SQLModel, table=True):
    """Somebody of the circle was asked, by this delivery."""

    __tablename__ = "circle_told"
    ask_id: int = reference("circle_ask.id", key=True)
    person_id: int = reference("person.id", key=True, index=True)
    delivery_id: int | None = big(optional=True)
    answer: Reply | None = choice(Reply, optional=True)
    at: datetime = instant()
