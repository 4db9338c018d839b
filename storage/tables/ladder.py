"""Who goes along with somebody new, and for which help."""

from __future__ import annotations

from datetime import datetime

from rules.ladder import DuoState
from rules.register import ACCOUNT, CONSENT, Erasing, Holds, Owner, owned
from storage.tables.base import SQLModel, choice, holds, instant, reference


@holds(Holds("Vous accompagnez les personnes nouvelles", "ne laisser personne partir seul la première fois", CONSENT,
             ACCOUNT, owned("person_id"), "since", "", "person_id"))
class Companion(SQLModel, table=True):
    """« Binôme »: agreed, and taken back in one tap."""

    person_id: int = reference("person.id", key=True)
    since: datetime = instant()


@holds(Holds("Vos premières fois à deux", "aller à deux la première fois", CONSENT, "avec le coup de main",
             (Owner("companion_id", erasing=Erasing.UNNAME),), "state at", "companion_id", "acceptance_id"))
class Duo(SQLModel, table=True):
    """A help for which somebody new wishes to be two. companion_id: who goes along."""

    acceptance_id: int = reference("help_acceptance.id", key=True)
    companion_id: int | None = reference("person.id", optional=True, cascade=False)
    state: DuoState = choice(DuoState, DuoState.WANTED)
    at: datetime = instant()


@holds(Holds("On vous a proposé d’accompagner", "savoir qui peut répondre", CONSENT, "avec le coup de main",
             owned("person_id"), "at", "", "acceptance_id person_id"))
class DuoAsk(SQLModel, table=True):
    __tablename__ = "duo_ask"
    acceptance_id: int = reference("help_acceptance.id", key=True)
    person_id: int = reference("person.id", key=True)
    at: datetime = instant()
