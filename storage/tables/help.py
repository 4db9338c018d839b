"""Requests for a hand, who answers them, their cards in groups, contacts and thanks."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text

from rules.help import AcceptanceState, CloseReason, RequestState, Slot, Way
from storage.tables.base import Field, SQLModel, big, choice, identity, instant, reference


class HelpRequest(SQLModel, table=True):
    __tablename__ = "help_request"
    __table_args__ = (CheckConstraint("taken <= need", name="taken"), CheckConstraint("taken >= 0", name="free"),
                      Index("ix_help_request_open", "zone_id", "state"))
    id: int | None = identity()
    asker_id: int = reference("person.id", index=True)
    zone_id: int = reference("zone.id", cascade=False)
    kind: str = Field(max_length=30)
    day: date
    slot: Slot = choice(Slot)
    minutes: int
    note: str = Field(default="", max_length=200)
    state: RequestState = choice(RequestState, RequestState.OPEN, index=True)
    need: int = 1
    taken: int = 0
    visit_code: str = Field(max_length=4)
    created_at: datetime = instant()
    expires_at: datetime = instant(index=True)
    closed_at: datetime | None = instant(optional=True)
    close_reason: CloseReason | None = choice(CloseReason, optional=True)


class HelpAcceptance(SQLModel, table=True):
    """A person offered to help. At most one in a living state per place of a request."""

    __tablename__ = "help_acceptance"
    __table_args__ = (
        UniqueConstraint("request_id", "volunteer_id"),
        Index("uq_help_acceptance_place", "request_id", "place", unique=True,
              sqlite_where=text("state in ('proposed', 'confirmed', 'done')"),
              postgresql_where=text("state in ('proposed', 'confirmed', 'done')")),
    )
    id: int | None = identity()
    request_id: int = reference("help_request.id")
    volunteer_id: int = reference("person.id", index=True)
    place: int = 1
    state: AcceptanceState = choice(AcceptanceState, AcceptanceState.PROPOSED, index=True)
    asker_way: Way = choice(Way, Way.UNDECIDED)
    volunteer_way: Way = choice(Way, Way.UNDECIDED)
    reason: str | None = Field(default=None, max_length=30)
    asker_says: str | None = Field(default=None, max_length=20)
    volunteer_says: str | None = Field(default=None, max_length=20)
    at: datetime = instant()
    changed_at: datetime = instant()


class HelpContact(SQLModel, table=True):
    """What one side chose to give the other: wiped 72 h after closing."""

    __tablename__ = "help_contact"
    request_id: int = reference("help_request.id", key=True)
    person_id: int = reference("person.id", key=True)
    phone: str | None = Field(default=None, max_length=20)
    door: str | None = Field(default=None, max_length=120)
    at: datetime = instant()


class Ask(SQLModel, table=True):
    """Somebody was asked in private: for a request, or for the small ask of the 25th (neither request nor asker)."""

    __table_args__ = (Index("ix_ask_person", "person_id", "at"), Index("ix_ask_asker", "asker_id", "at"))
    id: int | None = identity()
    person_id: int = reference("person.id")
    request_id: int | None = reference("help_request.id", optional=True, index=True)
    asker_id: int | None = reference("person.id", optional=True, cascade=False)
    delivery_id: int | None = big(optional=True)
    at: datetime = instant()


class HelpCard(SQLModel, table=True):
    """The card of a request in a group, and the delivery that carries it."""

    __tablename__ = "help_card"
    request_id: int = reference("help_request.id", key=True)
    group_id: int = reference("neighbour_group.id", key=True)
    delivery_id: int = big()


class HelpEvent(SQLModel, table=True):
    """What happened to a request, append-only and without text: the log every figure is recounted from."""

    __tablename__ = "help_event"
    id: int | None = identity()
    request_id: int = big(index=True)
    what: str = Field(max_length=30)
    zone_id: int | None = big(optional=True)
    at: datetime = instant(index=True)


class Thanks(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("acceptance_id"),)
    id: int | None = identity()
    acceptance_id: int = reference("help_acceptance.id")
    from_id: int | None = reference("person.id", optional=True, cascade=False)
    to_id: int | None = reference("person.id", optional=True, cascade=False)
    phrase: str = Field(max_length=30)
    at: datetime = instant()
