"""What a référent typed for people without Telegram, besides requests: offers, moments and gestes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rules.consents import How
from rules.intake import KEPT, Noted
from rules.offers import Reach
from rules.register import CONSENT, MISSION, Age, Erasing, Holds, Owner, owned
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference


@holds(Holds("Ce que propose une personne sans Telegram", "la solliciter par qui veille sur la rue", CONSENT,
             "6 mois sans nouvel accord, ou aussitôt si elle le demande", owned("by_id"),
             "things reach slots contact how version at sure_at", "", "id by_id zone_id",
             (Age("sure_at", months=KEPT),)))
class IntakeOffer(SQLModel, table=True):
    """Of a person who said yes aloud, on the telephone or on paper: nothing else is known of them."""

    __tablename__ = "intake_offer"
    id: int | None = identity()
    by_id: int = reference("person.id")
    zone_id: int = reference("zone.id")
    things: str = Field(max_length=340)
    reach: Reach = choice(Reach)
    slots: str = Field(default="", max_length=60)
    contact: str = Field(default="", max_length=120)
    how: How = choice(How)
    version: str = Field(max_length=20)
    at: datetime = instant()
    sure_at: datetime = instant(index=True)


@holds(Holds("Les moments et gestes notés pour des personnes sans Telegram", "compter ce que la rue a fait", MISSION,
             "24 mois", (Owner("by_id", erasing=Erasing.UNNAME),), "what code minutes day at", "by_id",
             "id group_id", (Age("day", timedelta(days=731)),)))
class IntakeNote(SQLModel, table=True):
    """In nobody’s profile: the street’s totals alone. group_id 0 means no group."""

    __tablename__ = "intake_note"
    id: int | None = identity()
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    group_id: int = big(index=True)
    what: Noted = choice(Noted)
    code: str = Field(max_length=30)
    minutes: int
    day: date = Field(index=True)
    at: datetime = instant()
