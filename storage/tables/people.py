"""Residents, their zones, their groups, and what opens the door to them: links, recommendations, consents."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint

from rules.groups import GroupRhythm, GroupState
from rules.residents import Rhythm, Standing, ZoneKind
from storage.tables.base import Field, SQLModel, big, choice, document, identity, instant, reference


class Person(SQLModel, table=True):
    id: int | None = identity()
    address_id: int = reference("address.id", cascade=False)
    first_name: str = Field(default="", max_length=40)
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

    __table_args__ = (UniqueConstraint("address_id"),)


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


class Residence(SQLModel, table=True):
    """A person belongs to a zone: at most three."""

    person_id: int = reference("person.id", key=True)
    zone_id: int = reference("zone.id", key=True, index=True)
    since: datetime = instant()


class NeighbourGroup(SQLModel, table=True):
    __tablename__ = "neighbour_group"
    __table_args__ = (UniqueConstraint("address_id"),)
    id: int | None = identity()
    address_id: int = reference("address.id", cascade=False)
    name: str = Field(default="", max_length=128)
    state: GroupState = choice(GroupState, GroupState.ADDED, index=True)
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


class Participation(SQLModel, table=True):
    """« Je participe » : this person takes part in this group. `admin` when they installed or run it."""

    person_id: int = reference("person.id", key=True)
    group_id: int = reference("neighbour_group.id", key=True, index=True)
    admin: bool = False
    since: datetime = instant()


class Vouch(SQLModel, table=True):
    """A recommendation for help at home."""

    person_id: int = reference("person.id", key=True)
    by_id: int = reference("person.id", key=True)
    at: datetime = instant()


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


class Consent(SQLModel, table=True):
    id: int | None = identity()
    person_id: int = reference("person.id", index=True)
    purpose: str = Field(max_length=40)
    version: str = Field(max_length=20)
    given: bool = True
    at: datetime = instant()


class Block(SQLModel, table=True):
    """These two never meet again, whoever asked for it."""

    person_id: int = reference("person.id", key=True)
    other_id: int = reference("person.id", key=True)
    at: datetime = instant()


class Parted(SQLModel, table=True):
    """A block that outlives an erasure: keyed hashes of who asked for it and of the other, and who of them is here."""

    hash: str = Field(primary_key=True, max_length=64)
    other_hash: str = Field(primary_key=True, max_length=64, index=True)
    person_id: int | None = reference("person.id", optional=True, cascade=False, index=True)
    other_id: int | None = reference("person.id", optional=True, cascade=False, index=True)
    at: datetime = instant(index=True)


class Report(SQLModel, table=True):
    id: int | None = identity()
    author_id: int | None = reference("person.id", optional=True, cascade=False)
    about_id: int | None = reference("person.id", optional=True, cascade=False)
    request_id: int | None = big(optional=True)
    group_id: int | None = reference("neighbour_group.id", optional=True, cascade=False)
    reason: str = Field(max_length=20)
    state: str = Field(default="open", max_length=20)
    at: datetime = instant()


class Tombstone(SQLModel, table=True):
    """A person erased here: after a restore, they are erased again. Only a keyed hash is kept, 60 days."""

    hash: str = Field(primary_key=True, max_length=64)
    at: datetime = instant(index=True)


class Once(SQLModel, table=True):
    """A thing said once about a subject ("help:12", "reminder-eve"): inserting it twice is refused.

    The columns name what the subject is about, so that the mark goes with it.
    """

    subject: str = Field(primary_key=True, max_length=40)
    what: str = Field(primary_key=True, max_length=40)
    person_id: int | None = reference("person.id", optional=True, index=True)
    other_id: int | None = reference("person.id", optional=True, index=True)
    group_id: int | None = reference("neighbour_group.id", optional=True, index=True)
    request_id: int | None = reference("help_request.id", optional=True, index=True)
    at: datetime = instant(index=True)
