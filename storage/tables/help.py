"""Requests for a hand, who answers them, their cards in groups, contacts and thanks."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text

from rules.asks import Answer
from rules.asks_waves import Phase
from rules.help import AcceptanceState, CloseReason, Pillar, RequestState, Slot, Way
from rules.privacy import CONTACTS_KEPT, TEXTS_KEPT, TRACES_KEPT
from rules.register import CONSENT, MISSION, Age, By, Erasing, Holds, Owner, owned
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference

WORDED = text("note <> '' OR visit_code <> ''")


@holds(Holds("Vos demandes", "trouver une personne pour un coup de main", MISSION,
             "le mot : 30 jours après la fin ; la trace : 6 mois", owned("asker_id"),
             "kind day slot minutes note state visit_code created_at expires_at closed_at close_reason", "",
             "id asker_id zone_id need taken pillar",
             (Age("closed_at", TEXTS_KEPT, empties="note visit_code"), Age("closed_at", months=TRACES_KEPT))))
class HelpRequest(SQLModel, table=True):
    __tablename__ = "help_request"
    __table_args__ = (CheckConstraint("taken <= need", name="taken"), CheckConstraint("taken >= 0", name="free"),
                      Index("ix_help_request_open", "zone_id", "state"),
                      Index("ix_help_request_worded", "closed_at", sqlite_where=WORDED, postgresql_where=WORDED))
    id: int | None = identity()
    asker_id: int = reference("person.id", index=True)
    zone_id: int = reference("zone.id", cascade=False)
    kind: str = Field(max_length=30)
    day: date
    slot: Slot = choice(Slot)
    minutes: int
    note: str = Field(default="", max_length=200)
    state: RequestState = choice(RequestState, RequestState.OPEN)
    need: int = 1
    taken: int = 0
    visit_code: str = Field(max_length=4)
    created_at: datetime = instant()
    expires_at: datetime = instant(index=True)
    closed_at: datetime | None = instant(optional=True, index=True)
    close_reason: CloseReason | None = choice(CloseReason, optional=True)
    pillar: Pillar = choice(Pillar, Pillar.NEIGHBOURS)


@holds(Holds("Vos coups de main", "mettre deux personnes en relation", MISSION, "6 mois après la fin",
             (Owner("volunteer_id", unseen="asker_says asker_way"),
              Owner("request_id", By.REQUEST, unseen="volunteer_says volunteer_way")),
             "state asker_way volunteer_way reason asker_says volunteer_says at changed_at", "volunteer_id",
             "id request_id place"))
class HelpAcceptance(SQLModel, table=True):
    """A person offered to help. At most one in a living state per place of a request."""

    __tablename__ = "help_acceptance"
    __table_args__ = (
        UniqueConstraint("request_id", "volunteer_id"),
        Index("uq_help_acceptance_place", "request_id", "place", unique=True,
              sqlite_where=text("state in ('proposed', 'confirmed', 'done')"),
              postgresql_where=text("state in ('proposed', 'confirmed', 'done')")),
        Index("ix_help_acceptance_volunteer", "volunteer_id", "changed_at"),
    )
    id: int | None = identity()
    request_id: int = reference("help_request.id")
    volunteer_id: int = reference("person.id")
    place: int = 1
    state: AcceptanceState = choice(AcceptanceState, AcceptanceState.PROPOSED)
    asker_way: Way = choice(Way, Way.UNDECIDED)
    volunteer_way: Way = choice(Way, Way.UNDECIDED)
    reason: str | None = Field(default=None, max_length=30)
    asker_says: str | None = Field(default=None, max_length=20)
    volunteer_says: str | None = Field(default=None, max_length=20)
    at: datetime = instant()
    changed_at: datetime = instant()


@holds(Holds("Le contact que vous avez donné", "vous joindre pour un coup de main", CONSENT, "72 heures après la fin",
             owned("person_id"), "phone door at", "", "request_id person_id",
             (Age("request_id.closed_at", CONTACTS_KEPT),)))
class HelpContact(SQLModel, table=True):
    """What one side chose to give the other: wiped 72 h after closing."""

    __tablename__ = "help_contact"
    request_id: int = reference("help_request.id", key=True)
    person_id: int = reference("person.id", key=True)
    phone: str | None = Field(default=None, max_length=20)
    door: str | None = Field(default=None, max_length=120)
    at: datetime = instant()


@holds(Holds("Les fois où l’on vous a sollicité", "ne solliciter personne plus souvent que son choix", MISSION,
             "6 mois", owned("person_id"), "at answer answered_at back_on", "asker_id",
             "id person_id request_id delivery_id wave", (Age("at", months=TRACES_KEPT),)))
class Ask(SQLModel, table=True):
    """Somebody was asked in private: for a request, or for something small (neither request nor asker).

    back_on: they answered « un autre jour », and it is this one.
    """

    __table_args__ = (Index("ix_ask_person", "person_id", "at"), Index("ix_ask_asker", "asker_id", "at"))
    id: int | None = identity()
    person_id: int = reference("person.id")
    request_id: int | None = reference("help_request.id", optional=True, index=True)
    asker_id: int | None = reference("person.id", optional=True, cascade=False)
    delivery_id: int | None = big(optional=True)
    at: datetime = instant(index=True)
    wave: int = 0
    answer: Answer | None = choice(Answer, optional=True)
    answered_at: datetime | None = instant(optional=True)
    back_on: date | None = None


@holds(Holds("Où en est la recherche d’une personne", "solliciter peu de personnes à la fois", MISSION,
             "6 mois après la fin", plain="request_id wave phase since"))
class Asking(SQLModel, table=True):
    """How far asking has come for a request, since it was published or open again."""

    request_id: int = reference("help_request.id", key=True)
    wave: int = 0
    phase: Phase = choice(Phase, Phase.ASKING)
    since: datetime = instant()


@holds(Holds("Ce qu’un lieu répond aux demandes", "solliciter peu de personnes à la fois", MISSION,
             "sans limite : des totaux, sans personne", plain="zone_id asked yes"))
class ZoneAnswers(SQLModel, table=True):
    """How many asks of a zone were said yes to, lately: of the place, never of a person."""

    __tablename__ = "zone_answers"
    zone_id: int = reference("zone.id", key=True)
    asked: int = 0
    yes: int = 0


@holds(Holds("Cartes de vos demandes", "mettre à jour la carte du groupe", MISSION, "6 mois après la fin",
             plain="request_id group_id delivery_id"))
class HelpCard(SQLModel, table=True):
    """The card of a request in a group, and the delivery that carries it."""

    __tablename__ = "help_card"
    request_id: int = reference("help_request.id", key=True)
    group_id: int = reference("neighbour_group.id", key=True)
    delivery_id: int = big(index=True)


@holds(Holds("Journal des demandes", "compter ce qui a été servi ou non, sans personne", MISSION,
             "sans limite : ni nom, ni texte", plain="id request_id what zone_id at"))
class HelpEvent(SQLModel, table=True):
    """What happened to a request, append-only and without text: the log every figure is recounted from."""

    __tablename__ = "help_event"
    __table_args__ = (Index("ix_help_event_zone", "zone_id", "at"),)
    id: int | None = identity()
    request_id: int = big(index=True)
    what: str = Field(max_length=30)
    zone_id: int | None = big(optional=True)
    at: datetime = instant(index=True)


@holds(Holds("Vos mercis", "transmettre un merci", CONSENT, "6 mois après la fin",
             (Owner("from_id", erasing=Erasing.UNNAME), Owner("to_id", erasing=Erasing.UNNAME)), "phrase at",
             "from_id to_id", "id acceptance_id"))
class Thanks(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("acceptance_id"),)
    id: int | None = identity()
    acceptance_id: int = reference("help_acceptance.id")
    from_id: int | None = reference("person.id", optional=True, cascade=False)
    to_id: int | None = reference("person.id", optional=True, cascade=False)
    phrase: str = Field(max_length=30)
    at: datetime = instant()
