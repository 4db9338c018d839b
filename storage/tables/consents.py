"""Asked for somebody else: that they said yes; and the contact that a référent typed for them."""

from __future__ import annotations

from datetime import datetime

from rules.consents import How
from rules.privacy import CONTACTS_KEPT
from rules.register import CONSENT, LEGAL, Age, By, Holds, Owner, owned
from storage.tables.base import Field, SQLModel, choice, holds, instant, reference


@holds(Holds("L’accord de la personne pour qui vous demandez", "prouver qu’elle a dit oui", LEGAL,
             "6 mois après la fin", owned("proxy_id"), "how at version withdrawn_at", "", "request_id proxy_id"))
class HelpConsent(SQLModel, table=True):
    """Whoever asked says that the person agreed: nothing is known of that person themselves. Goes with the request."""

    __tablename__ = "help_consent"
    request_id: int = reference("help_request.id", key=True)
    proxy_id: int = reference("person.id")
    how: How = choice(How)
    version: str = Field(max_length=20)
    at: datetime = instant()
    withdrawn_at: datetime | None = instant(optional=True)


@holds(Holds("Le contact noté pour une personne sans Telegram", "que la personne qui vient puisse la joindre", CONSENT,
             "72 heures après la fin", (Owner("request_id", By.REQUEST), Owner("by_id")), "reach at", "",
             "request_id by_id", (Age("request_id.closed_at", CONTACTS_KEPT),)))
class IntakeContact(SQLModel, table=True):
    """Read by whoever typed it and by who comes, nobody else."""

    __tablename__ = "intake_contact"
    request_id: int = reference("help_request.id", key=True)
    by_id: int = reference("person.id")
    reach: str = Field(max_length=120)
    at: datetime = instant()
