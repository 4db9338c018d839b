"""What guards people: consents, blocks, reports, marks of an erasure, and what was said once."""

from __future__ import annotations

from datetime import datetime

from rules.privacy import ONCE_KEPT, PARTED_KEPT, TOMBSTONES_KEPT, TRACES_KEPT
from rules.register import ACCOUNT, LEGAL, MISSION, NEEDED, Age, Erasing, Holds, owned
from storage.tables.base import Field, SQLModel, big, holds, identity, instant, reference


@holds(Holds("Vos accords", "prouver un accord donné ou retiré", LEGAL, ACCOUNT, owned("person_id"),
             "purpose version given at", "", "id person_id"))
class Consent(SQLModel, table=True):
    id: int | None = identity()
    person_id: int = reference("person.id", index=True)
    purpose: str = Field(max_length=40)
    version: str = Field(max_length=20)
    given: bool = True
    at: datetime = instant()


@holds(Holds("Les personnes que vous ne voulez plus rencontrer", "ne plus jamais réunir deux personnes", MISSION,
             ACCOUNT, owned("person_id"), "at", "person_id other_id"))
class Block(SQLModel, table=True):
    """These two never meet again, whoever asked for it."""

    person_id: int = reference("person.id", key=True)
    other_id: int = reference("person.id", key=True)
    at: datetime = instant()


@holds(Holds("Empreintes de personnes qui ne se rencontrent plus", "tenir un blocage après un effacement", MISSION,
             "24 mois après l’effacement : deux empreintes chiffrées", plain="hash other_hash person_id other_id at",
             ages=(Age("at", PARTED_KEPT),)))
class Parted(SQLModel, table=True):
    """A block that outlives an erasure: keyed hashes of who asked for it and of the other, and who of them is here."""

    hash: str = Field(primary_key=True, max_length=64)
    other_hash: str = Field(primary_key=True, max_length=64, index=True)
    person_id: int | None = reference("person.id", optional=True, cascade=False, index=True)
    other_id: int | None = reference("person.id", optional=True, cascade=False, index=True)
    at: datetime = instant(index=True)


@holds(Holds("Vos signalements", "protéger les personnes", MISSION, "6 mois",
             owned("author_id", erasing=Erasing.UNNAME), "code reason state at", "author_id about_id decided_by_id",
             "id request_id group_id case_id against thing", (Age("at", months=TRACES_KEPT),)))
class Report(SQLModel, table=True):
    """case_id: the one of the same thing that somebody wrote before. code: the number their author was given. thing:
    what a group sees that it is about, when it is no request: "mission:12".
    """

    id: int | None = identity()
    code: str = Field(default="", max_length=8)
    author_id: int | None = reference("person.id", optional=True, cascade=False)
    about_id: int | None = reference("person.id", optional=True, cascade=False)
    request_id: int | None = big(optional=True)
    group_id: int | None = reference("neighbour_group.id", optional=True, cascade=False)
    case_id: int | None = big(optional=True, index=True)
    reason: str = Field(max_length=20)
    against: str = Field(default="n", max_length=1)
    thing: str = Field(default="", max_length=24)
    state: str = Field(default="open", max_length=20)
    decided_by_id: int | None = reference("person.id", optional=True, cascade=False)
    at: datetime = instant(index=True)


@holds(Holds("Marque d’effacement", "effacer à nouveau après une restauration", LEGAL, "60 jours", plain="hash at",
             ages=(Age("at", TOMBSTONES_KEPT, acted=True),)))
class Tombstone(SQLModel, table=True):
    """A person erased here: after a restore, they are erased again. Only a keyed hash is kept, 60 days."""

    hash: str = Field(primary_key=True, max_length=64)
    at: datetime = instant(index=True)


@holds(Holds("Ce qui vous a déjà été dit une fois", "ne pas répéter un message", NEEDED, "400 jours",
             owned("person_id"), "what at", "", "subject person_id other_id group_id request_id",
             (Age("at", ONCE_KEPT),)))
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
