"""Residents, their zones, their groups, and what opens the door to them: links, recommendations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text

from rules.asks import NEVER
from rules.groups import GroupRhythm, GroupState
from rules.privacy import DRAFTS_KEPT, ERASED_AT, GROUPS_KEPT
from rules.register import ACCOUNT, MISSION, NEEDED, Age, By, Erasing, Holds, Owner, owned
from rules.residents import Rhythm, Standing, ZoneKind
from storage.tables.base import Field, SQLModel, choice, document, holds, identity, instant, reference

VISITOR, PASSING = text("standing = 'visitor'"), text("state <> 'installed'")


@holds(Holds("Votre compte", "savoir qui participe et respecter ses choix", MISSION,
             ACCOUNT + " ; 30 jours pour qui ne s’est jamais inscrit", owned("id", erasing=Erasing.DELETE),
             "first_name language standing charter timezone geste_rhythm geste_hour asks_a_month skills simple "
             "paused_until stopped first_seen_at seen_at joined_at warned_at", "", "id address_id",
             (Age("seen_at", months=ERASED_AT, acted=True),)))
class Person(SQLModel, table=True):
    id: int | None = identity()
    address_id: int = reference("address.id", cascade=False)
    first_name: str = Field(default="", max_length=120)
    language: str = Field(default="fr", max_length=8)
    standing: Standing = choice(Standing, Standing.VISITOR)
    charter: str | None = Field(default=None, max_length=20)
    timezone: str = Field(default="Europe/Paris", max_length=40)
    geste_rhythm: Rhythm = choice(Rhythm, Rhythm.WEEK)
    geste_hour: str = Field(default="09:00", max_length=5)
    asks_a_month: int = 4
    skills: dict[str, Any] = document()
    simple: bool = False
    paused_until: datetime | None = instant(optional=True)
    stopped: bool = False
    first_seen_at: datetime = instant()
    seen_at: datetime = instant(index=True)
    joined_at: datetime | None = instant(optional=True)
    warned_at: datetime | None = instant(optional=True)

    __table_args__ = (UniqueConstraint("address_id"),
                      Index("ix_person_visitor", "seen_at", sqlite_where=VISITOR, postgresql_where=VISITOR))


@holds(Holds("Vos lieux", "adresser chaque besoin au bon voisinage", MISSION, "tant qu’un groupe ou une personne y est "
             "rattaché", owned("id", By.ZONE, Erasing.SHARED), "kind label commune cell", "", "id key shown"))
class Zone(SQLModel, table=True):
    """A building, a street or a quarter. `key` is its normalised label with the commune: one row per place.

    `cell` is a 0.01° cell "4886:229" (latitude and longitude in hundredths of a degree), never finer. `shown` is what
    people from elsewhere read of it: a street or a commune found in a list, never what somebody typed.
    """

    __table_args__ = (UniqueConstraint("key"),)
    id: int | None = identity()
    kind: ZoneKind = choice(ZoneKind)
    label: str = Field(max_length=120)
    commune: str | None = Field(default=None, max_length=5)
    cell: str | None = Field(default=None, max_length=16, index=True)
    key: str = Field(max_length=160)
    shown: str = Field(default="", max_length=120)


@holds(Holds("Votre rattachement à un lieu", "adresser chaque besoin au bon voisinage", MISSION, ACCOUNT,
             owned("person_id"), "since", "", "person_id zone_id asked_at"))
class Residence(SQLModel, table=True):
    """A person belongs to a zone: at most three.

    asked_at: when they were asked for a hand last, so that the next to be asked is found without reading every ask.
    """

    __table_args__ = (Index("ix_residence_asked", "zone_id", "asked_at"),)
    person_id: int = reference("person.id", key=True)
    zone_id: int = reference("zone.id", key=True)
    since: datetime = instant()
    asked_at: datetime = instant(default=NEVER)


@holds(Holds("Les groupes que vous avez installés", "tenir les réglages d’un groupe", MISSION,
             "30 jours après le retrait du groupe",
             (Owner("added_by", erasing=Erasing.UNNAME), Owner("installed_by", erasing=Erasing.UNNAME)),
             "name added_at installed_at", "added_by installed_by",
             "id address_id state zone_id language timezone quiet_from quiet_to geste_rhythm geste_hour untouched "
             "paused_until removed_at", (Age("removed_at", GROUPS_KEPT, acted=True),)))
class NeighbourGroup(SQLModel, table=True):
    __tablename__ = "neighbour_group"
    __table_args__ = (UniqueConstraint("address_id"),
                      Index("ix_neighbour_group_passing", "state", sqlite_where=PASSING, postgresql_where=PASSING))
    id: int | None = identity()
    address_id: int = reference("address.id", cascade=False)
    name: str = Field(default="", max_length=128)
    state: GroupState = choice(GroupState, GroupState.ADDED)
    zone_id: int | None = reference("zone.id", optional=True, cascade=False, index=True)
    language: str = Field(default="fr", max_length=8)
    timezone: str = Field(default="Europe/Paris", max_length=40)
    quiet_from: str = Field(default="20:00", max_length=5)
    quiet_to: str = Field(default="09:00", max_length=5)
    geste_rhythm: GroupRhythm = choice(GroupRhythm, GroupRhythm.WEEKDAYS)
    geste_hour: str = Field(default="09:00", max_length=5)
    untouched: int = 0
    paused_until: datetime | None = instant(optional=True)
    added_by: int | None = reference("person.id", optional=True, cascade=False)
    installed_by: int | None = reference("person.id", optional=True, cascade=False)
    added_at: datetime = instant()
    installed_at: datetime | None = instant(optional=True)
    removed_at: datetime | None = instant(optional=True)


@holds(Holds("Vos groupes", "savoir qui participe à quel groupe", MISSION, ACCOUNT, owned("person_id"),
             "admin since", "", "person_id group_id"))
class Participation(SQLModel, table=True):
    """« Je participe » : this person takes part in this group. `admin` when they installed or run it."""

    person_id: int = reference("person.id", key=True)
    group_id: int = reference("neighbour_group.id", key=True, index=True)
    admin: bool = False
    since: datetime = instant()


@holds(Holds("Recommandations", "protéger l’aide à domicile", MISSION, ACCOUNT, (Owner("person_id"), Owner("by_id")),
             "at", "person_id by_id"))
class Vouch(SQLModel, table=True):
    """A recommendation for help at home."""

    person_id: int = reference("person.id", key=True)
    by_id: int = reference("person.id", key=True)
    at: datetime = instant()


@holds(Holds("Vos liens d’invitation", "ouvrir la bonne page en privé", NEEDED,
             "jusqu’à leur échéance, 30 jours au plus",
             (Owner("by_id"), Owner("used_by", erasing=Erasing.UNNAME, unseen="params created_at expires_at uses")),
             "purpose params created_at expires_at used_at uses", "by_id used_by", "hash single group_id",
             (Age("expires_at"),)))
class Link(SQLModel, table=True):
    """A deep link. Only the hash of its token is kept; `single` ones work once, within their time.

    `group_id` is the group it leads to: it goes with it.
    """

    hash: str = Field(primary_key=True, max_length=64)
    purpose: str = Field(max_length=30)
    params: dict[str, Any] = document()
    single: bool = True
    by_id: int | None = reference("person.id", optional=True)
    group_id: int | None = reference("neighbour_group.id", optional=True, index=True)
    created_at: datetime = instant()
    expires_at: datetime | None = instant(optional=True, index=True)
    used_at: datetime | None = instant(optional=True)
    used_by: int | None = reference("person.id", optional=True, cascade=False)
    uses: int = 0


@holds(Holds("Le code imprimé sur les affiches d’un groupe", "entrer dans un groupe en écrivant un mot", NEEDED,
             "30 jours après le retrait du groupe", plain="code group_id created_at uses"))
class PosterCode(SQLModel, table=True):
    """What is typed instead of photographing a group's poster, « lilas47 »: one a group, gone with it."""

    __tablename__ = "poster_code"
    __table_args__ = (UniqueConstraint("group_id"),)
    code: str = Field(primary_key=True, max_length=20)
    group_id: int = reference("neighbour_group.id")
    created_at: datetime = instant()
    uses: int = 0


@holds(Holds("Vos brouillons", "reprendre où vous en étiez", MISSION, "30 jours", owned("person_id"),
             "name answers args misses active updated_at", "", "person_id run", (Age("updated_at", DRAFTS_KEPT),)))
class Conversation(SQLModel, table=True):
    """Answers of a person by question name. One is active; the others are drafts, kept 30 days."""

    person_id: int = reference("person.id", key=True)
    name: str = Field(primary_key=True, max_length=30)
    run: int
    answers: dict[str, Any] = document()
    args: dict[str, Any] = document()
    misses: int = 0
    active: bool = True
    updated_at: datetime = instant(index=True)
