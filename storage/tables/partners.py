"""Structures that are partners of the town, and the people of a company who give an hour with it."""

from __future__ import annotations

from datetime import datetime

from rules.partners import PartnerKind
from rules.register import CONSENT, MISSION, Holds, owned
from storage.tables.base import Field, SQLModel, choice, holds, identity, instant, reference


@holds(Holds("La structure que vous représentez", "savoir au nom de qui des missions sont proposées", MISSION,
             "12 mois après la fin du rôle", owned("person_id"), "kind name charter charter_at until", "",
             "id role_id person_id team"))
class Partner(SQLModel, table=True):
    """Beside the role of a partner, from the invitation on. person_id: once they have accepted the charter."""

    id: int | None = identity()
    role_id: int = reference("town_role.id", key=False)
    person_id: int | None = reference("person.id", optional=True)
    kind: PartnerKind = choice(PartnerKind)
    name: str = Field(max_length=60)
    charter: str = Field(default="", max_length=10)
    charter_at: datetime | None = instant(optional=True)
    until: datetime | None = instant(optional=True)
    team: str | None = Field(default=None, max_length=10, unique=True)


@holds(Holds("L’équipe d’entreprise que vous avez rejointe", "compter les heures d’une équipe, sans nom", CONSENT,
             "tant que l’entreprise est partenaire, ou jusqu’à votre départ de l’équipe", owned("person_id"),
             "since", "", "person_id partner_id"))
class TeamMate(SQLModel, table=True):
    """Somebody who gives their hour with their company: it reads sums, and no name."""

    __tablename__ = "team_mate"
    person_id: int = reference("person.id", key=True)
    partner_id: int = reference("partner.id")
    since: datetime = instant()
