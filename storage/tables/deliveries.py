"""What was said and to whom: addresses, messages, deliveries, the sender's lease, and updates already handled."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Index, UniqueConstraint, text

from rules.deliveries import AddressState, DeliveryState, Lane, Policy, Purpose
from rules.privacy import DELIVERIES_KEPT, UPDATES_KEPT
from rules.register import ACCOUNT, MISSION, NEEDED, SPENT, Age, By, Erasing, Holds, owned
from storage.tables.base import Field, SQLModel, big, choice, document, holds, identity, instant, reference
from storage.types import BigId


@holds(Holds("Votre adresse Telegram", "vous répondre", MISSION, ACCOUNT + " ; une heure après un effacement",
             owned("id", By.ADDRESS, Erasing.LATER), "service value state changed_at", "", "id thread"))
class Address(SQLModel, table=True):
    """Where one can be written to. `thread` 0 means none (a private chat, a group, the General topic)."""

    __table_args__ = (UniqueConstraint("service", "value", "thread"),)
    id: int | None = identity()
    service: str = Field(default="telegram", max_length=20)
    value: int = big()
    thread: int = 0
    state: AddressState = choice(AddressState, AddressState.OPEN)
    changed_at: datetime | None = instant(optional=True, index=True)


@holds(Holds("Ce que le service vous a écrit", "envoyer et rendre compte des envois", MISSION,
             SPENT + " ; un merci vocal : oublié dès son envoi", owned("id", By.MESSAGE, Erasing.LATER),
             "kind params created_at", "author_id", "id purpose policy weight campaign_id",
             (Age("created_at", DELIVERIES_KEPT, acted=True),)))
class Message(SQLModel, table=True):
    """campaign_id: of what the town says to many, and of each change of it."""

    id: int | None = identity()
    kind: str = Field(max_length=40)
    params: dict[str, Any] = document()
    purpose: Purpose = choice(Purpose)
    policy: Policy = choice(Policy)
    author_id: int | None = reference("person.id", optional=True, cascade=False)
    weight: int = 1
    campaign_id: int | None = reference("campaign.id", optional=True, cascade=False)
    created_at: datetime = instant(index=True)


@holds(Holds("De qui parle un message", "effacer d’un message le nom et les mots de qui s’efface", NEEDED, SPENT,
             plain="message_id person_id"))
class Mention(SQLModel, table=True):
    """This message carries the name or the words of this person. No foreign key: it may come after them."""

    message_id: int = reference("message.id", key=True)
    person_id: int = Field(primary_key=True, sa_type=cast(Any, BigId), index=True)


PENDING_ANSWER = text("lane = 0 AND state IN ('ready', 'waiting', 'sending')")
UNDER_WAY = text("state = 'sending'")
IN_LINE = text("state = 'waiting' AND not_before IS NULL")
TO_MANY = text("lane IN (1, 3)")
TRIED = text("attempts > 0")
IN_DOUBT = text("state = 'uncertain'")


@holds(Holds("Les envois vers vous", "savoir si un envoi est arrivé", MISSION, SPENT,
             owned("address_id", By.ADDRESS, Erasing.LATER),
             "state reason not_before not_after changed_at telegram_id", "",
             "id message_id address_id lane vt attempts epoch edit replaces",
             (Age("changed_at", DELIVERIES_KEPT, acted=True),)))
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
        Index("ix_delivery_sending", "epoch", sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY),
        Index("ix_delivery_run", "message_id", "state", "id", sqlite_where=TO_MANY, postgresql_where=TO_MANY),
        Index("ix_delivery_place", "address_id", "telegram_id"),
        Index("ix_delivery_doubt", "address_id", sqlite_where=IN_DOUBT, postgresql_where=IN_DOUBT),
        Index("ix_delivery_tried", "address_id", sqlite_where=TRIED, postgresql_where=TRIED),
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


@holds(Holds("Jeton d’envoi", "un seul envoi à la fois", NEEDED, "3 secondes", plain="token epoch holder expires_at"))
class BotLease(SQLModel, table=True):
    """The one sender of a token; `epoch` rises at each takeover and fences the sender before."""

    __tablename__ = "bot_lease"
    token: str = Field(primary_key=True, max_length=64)
    epoch: int
    holder: str = Field(max_length=64)
    expires_at: datetime = instant()


@holds(Holds("Numéros déjà traités", "ne rien faire deux fois", NEEDED, "48 heures", plain="id seen_at",
             ages=(Age("seen_at", UPDATES_KEPT),)))
class SeenUpdate(SQLModel, table=True):
    __tablename__ = "seen_update"
    id: int | None = identity()
    seen_at: datetime = instant(index=True)


@holds(Holds("Combien de fois, ces dernières heures", "freiner qui va trop vite", NEEDED, "24 heures",
             owned("owner", By.MARK, Erasing.DELETE), "what count until", "", "owner", (Age("until"),)))
class Spent(SQLModel, table=True):
    """How often an owner ("p12", "g34") did something in the window that ends at `until`. Of who was erased, the counts
    of a day stay until then under a secret mark.
    """

    owner: str = Field(primary_key=True, max_length=80)
    what: str = Field(primary_key=True, max_length=20)
    count: int
    until: datetime = instant(index=True)


@holds(Holds("Messages illisibles", "réparer une panne", NEEDED, "30 jours",
             owned("sender", By.VALUE, Erasing.DELETE), "sender raw reason at", "", "id update_id",
             (Age("at", timedelta(days=30)),)))
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
