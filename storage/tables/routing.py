"""What was passed on to a partner or to the town, with the asker’s consent."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, text

from rules.privacy import CONTACTS_KEPT, TRACES_KEPT
from rules.register import CONSENT, Age, Erasing, Holds, Owner
from rules.routing import RelayState
from storage.tables.base import Field, SQLModel, choice, holds, identity, instant, reference

REACHED = text("phone <> ''")


@holds(Holds("Ce que vous avez confié à une association ou à la mairie", "passer le relais, avec votre accord", CONSENT,
             "le numéro : 72 heures après la fin ; la trace : 6 mois",
             (Owner("asker_id"), Owner("holder_id", erasing=Erasing.UNNAME, unseen="phone")),
             "subject day slot phone state created_at closed_at", "asker_id holder_id", "id request_id zone_id role_id",
             (Age("closed_at", CONTACTS_KEPT, empties="phone"), Age("closed_at", months=TRACES_KEPT))))
class Relay(SQLModel, table=True):
    """role_id: of the partner; none: those who coordinate. holder_id: who took it."""

    __tablename__ = "relay"
    __table_args__ = (Index("ix_relay_queue", "role_id", "state"),
                      Index("ix_relay_reached", "closed_at", sqlite_where=REACHED, postgresql_where=REACHED))
    id: int | None = identity()
    asker_id: int = reference("person.id", index=True)
    request_id: int | None = reference("help_request.id", optional=True, cascade=False)
    subject: str = Field(max_length=30)
    zone_id: int | None = reference("zone.id", optional=True, cascade=False)
    day: date | None = None
    slot: str = Field(default="", max_length=20)
    phone: str = Field(default="", max_length=20)
    state: RelayState = choice(RelayState, RelayState.WAITING)
    role_id: int | None = reference("town_role.id", optional=True, cascade=False)
    holder_id: int | None = reference("person.id", optional=True, cascade=False)
    created_at: datetime = instant()
    closed_at: datetime | None = instant(optional=True, index=True)
