"""Alerts that the town opened, and who asked to have them in private."""

from __future__ import annotations

from datetime import datetime

from rules.alerts import AlertState
from rules.register import ACCOUNT, CONSENT, MISSION, Holds, owned
from storage.tables.base import SQLModel, choice, holds, instant, reference


@holds(Holds("Les alertes ouvertes par la mairie", "prévenir les groupes, et dire quand c’est fini", MISSION,
             "autant que le message de l’alerte", plain="campaign_id state rehearsal own asked_at opened_at until "
             "ended_at alone"))
class Alert(SQLModel, table=True):
    """What an alert has beside its message (`campaign`). own: its text was corrected. alone: nobody answered."""

    campaign_id: int = reference("campaign.id", key=True)
    state: AlertState = choice(AlertState, index=True)
    rehearsal: bool = False
    own: bool = False
    alone: bool = False
    asked_at: datetime = instant()
    opened_at: datetime | None = instant(optional=True)
    until: datetime | None = instant(optional=True)
    ended_at: datetime | None = instant(optional=True)


@holds(Holds("Vous recevez les alertes en privé", "prévenir en privé qui l’a demandé", CONSENT, ACCOUNT,
             owned("person_id"), "since", "", "person_id"))
class AlertReader(SQLModel, table=True):
    """« Alertes » in /reglages: this person asked for them."""

    __tablename__ = "alert_reader"
    person_id: int = reference("person.id", key=True)
    since: datetime = instant()
