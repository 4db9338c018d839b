"""What was said and to whom: addresses, messages, deliveries, the sender's lease, and updates already handled."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import Index, UniqueConstraint, text

from rules.deliveries import AddressState, DeliveryState, Lane, Policy, Purpose
from storage.tables.base import Field, SQLModel, big, choice, document, identity, instant, reference
from storage.types import BigId


class Address(SQLModel, table=True):
    """Where one can be written to. `thread` 0 means none (a private chat, a group, the General topic)."""

    __table_args__ = (UniqueConstraint("service", "value", "thread"),)
    id: int | None = identity()
    service: str = Field(default="telegram", max_length=20)
    value: int = big()
    thread: int = 0
    state: AddressState = choice(AddressState, AddressState.OPEN)
    changed_at: datetime | None = instant(optional=True)


class Message(SQLModel, table=True):
    id: int | None = identity()
    kind: str = Field(max_length=40)
    params: dict[str, Any] = document()
    purpose: Purpose = choice(Purpose)
    policy: Policy = choice(Policy)
    author_id: int | None = reference("person.id", optional=True, cascade=False)
    weight: int = 1
    created_at: datetime = instant(index=True)


class Mention(SQLModel, table=True):
    """This message carries the name or the words of this person. No foreign key: it may come after them."""

    message_id: int = reference("message.id", key=True)
    person_id: int = Field(primary_key=True, sa_type=cast(Any, BigId), index=True)


PENDING_ANSWER = text("lane = 0 AND state IN ('ready', 'waiting', 'sending')")
IN_LINE = text("state = 'waiting' AND not_before IS NULL")


class Delivery(SQLModel, table=True):
    """One message for one address. `vt` is its place in the fair order of its lane.

    `edit` is the platform id of a message to change in place; `replaces` another delivery to change.
    """

    __table_args__ = (
        UniqueConstraint("message_id", "address_id"),
        Index("ix_delivery_ready", "lane", "vt", "id", sqlite_where=text("state = 'ready'"),
              postgresql_where=text("state = 'ready'")),
        Index("ix_delivery_waiting", "not_before", sqlite_where=text("state = 'waiting'"),
              postgresql_where=text("state = 'waiting'")),
        Index("ix_delivery_pending", "address_id", "id", sqlite_where=PENDING_ANSWER, postgresql_where=PENDING_ANSWER),
        Index("ix_delivery_queued", "address_id", "id", sqlite_where=IN_LINE, postgresql_where=IN_LINE),
        Index("ix_delivery_state", "state", "epoch"),
        Index("ix_delivery_place", "address_id", "telegram_id"),
    )
    id: int | None = identity()
    message_id: int = reference("message.id")
    address_id: int = reference("address.id")
    lane: int = Field(default=Lane.NOTICE)
    vt: int = big()
    state: DeliveryState = choice(DeliveryState)
    reason: str | None = Field(default=None, max_length=200)
    attempts: int = 0
    epoch: int = 0
    not_before: datetime | None = instant(optional=True)
    not_after: datetime | None = instant(optional=True)
    telegram_id: int | None = big(optional=True)
    edit: int | None = big(optional=True)
    replaces: int | None = big(optional=True)
    changed_at: datetime = instant(index=True)


class BotLease(SQLModel, table=True):
    """The one sender of a token; `epoch` rises at each takeover and fences the sender before."""

    __tablename__ = "bot_lease"
    token: str = Field(primary_key=True, max_length=64)
    epoch: int
    holder: str = Field(max_length=64)
    expires_at: datetime = instant()


class SeenUpdate(SQLModel, table=True):
    __tablename__ = "seen_update"
    id: int | None = identity()
    seen_at: datetime = instant(index=True)


class Spent(SQLModel, table=True):
    """How often an owner ("p12", "g34") did something in the window that ends at `until`."""

    owner: str = Field(primary_key=True, max_length=80)
    what: str = Field(primary_key=True, max_length=20)
    count: int
    until: datetime = instant(index=True)


class SetAside(SQLModel, table=True):
    """An update that could not be read, or whose turn failed twice. Kept for the operator, 30 days.

    `raw` is its shape alone: no text, name, number or position. `sender` is the platform id of who caused it.
    """

    __tablename__ = "set_aside"
    id: int | None = identity()
    update_id: int | None = big(optional=True)
    sender: int | None = big(optional=True, index=True)
    raw: str
    reason: str = Field(max_length=200)
    at: datetime = instant(index=True)
