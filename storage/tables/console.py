"""The town's side: who has a role, which groups are linked, how they are sorted, who asked for news, who did what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint

from rules.console import AUDIT_KEPT, RoleState, TownRole
from rules.register import ACCOUNT, CONSENT, MISSION, NEEDED, Age, Erasing, Holds, Owner, owned
from storage.tables.base import Field, SQLModel, choice, holds, identity, instant, reference


@holds(Holds("Vos rôles auprès de la mairie", "savoir qui peut agir au nom de la mairie", MISSION,
             "12 mois après la fin du rôle",
             (Owner("person_id"), Owner("by_id", erasing=Erasing.UNNAME, unseen="name")),
             "role state name since until", "person_id by_id", "id zone_id tag",
             (Age("until", months=AUDIT_KEPT),)))
class RoleHeld(SQLModel, table=True):
    """A role, from the invitation to its end. person_id: who took the link. until: when an invitation ends by itself,
    or when a role ended; none for a role that stands. zone_id: of a référent. tag: of a partner.
    """

    __tablename__ = "town_role"
    id: int | None = identity()
    role: TownRole = choice(TownRole)
    state: RoleState = choice(RoleState, index=True)
    person_id: int | None = reference("person.id", optional=True)
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    zone_id: int | None = reference("zone.id", optional=True)
    tag: str = Field(default="", max_length=30)
    name: str = Field(default="", max_length=120)
    since: datetime = instant()
    until: datetime | None = instant(optional=True, index=True)


@holds(Holds("Les groupes que vous avez reliés à la mairie", "savoir à quels groupes la mairie peut écrire", MISSION,
             "30 jours après le retrait du groupe", owned("by_id", erasing=Erasing.UNNAME), "since", "by_id",
             "group_id quarter woken_at"))
class TownLink(SQLModel, table=True):
    """A group whose admin typed /relier: the town may write there, and reads nothing."""

    __tablename__ = "town_link"
    group_id: int = reference("neighbour_group.id", key=True)
    since: datetime = instant()
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    quarter: str = Field(default="", max_length=40, index=True)
    woken_at: datetime | None = instant(optional=True)


@holds(Holds("Les étiquettes d’un groupe", "adresser une campagne aux bons groupes", MISSION,
             "30 jours après le retrait du groupe", plain="group_id tag"))
class GroupTag(SQLModel, table=True):
    __tablename__ = "group_tag"
    group_id: int = reference("neighbour_group.id", key=True)
    tag: str = Field(primary_key=True, max_length=30, index=True)


@holds(Holds("Les codes par lesquels un groupe se relie", "relier un groupe à sa mairie", NEEDED,
             "tant que la mairie ne le retire pas ; revu chaque année", owned("by_id", erasing=Erasing.UNNAME),
             "created_at", "by_id", "code commune uses"))
class TownCode(SQLModel, table=True):
    """What the admin of a group types after /relier: one for the town (commune is empty), one for each commune."""

    __tablename__ = "town_code"
    __table_args__ = (UniqueConstraint("commune"),)
    code: str = Field(primary_key=True, max_length=20)
    commune: str = Field(default="", max_length=5)
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    created_at: datetime = instant()
    uses: int = 0


@holds(Holds("Vous recevez les nouvelles de la mairie", "écrire en privé à qui l’a demandé", CONSENT, ACCOUNT,
             owned("person_id"), "since", "", "person_id"))
class TownNews(SQLModel, table=True):
    """« Nouvelles de la mairie » in /reglages: this person asked for them."""

    __tablename__ = "town_news"
    person_id: int = reference("person.id", key=True)
    since: datetime = instant()


@holds(Holds("Ce qui s’est fait au nom de la mairie", "savoir qui a fait quoi, et quand", NEEDED, "12 mois",
             (Owner("by_id", erasing=Erasing.UNNAME), Owner("person_id", erasing=Erasing.UNNAME)),
             "what at", "by_id person_id", "id group_id said was", (Age("at", months=AUDIT_KEPT),)))
class TownAudit(SQLModel, table=True):
    """by_id did it; person_id is to whom; by nobody is the command line, or the clock.

    said, was: the tag, quarter or code that was set, and what stood there before: never a person's words.
    """

    __tablename__ = "town_audit"
    id: int | None = identity()
    what: str = Field(max_length=40)
    by_id: int | None = reference("person.id", optional=True, cascade=False)
    person_id: int | None = reference("person.id", optional=True, cascade=False)
    group_id: int | None = reference("neighbour_group.id", optional=True, cascade=False)
    said: str = Field(default="", max_length=80)
    was: str = Field(default="", max_length=80)
    at: datetime = instant(index=True)
