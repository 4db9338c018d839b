"""The comité of a town: its chat, what it proposes, who objects; and the hat from which two neighbours are drawn."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text

from rules.committees import Matter, ProposalState, TicketState
from rules.register import CONSENT, MISSION, Age, Erasing, Holds, owned
from storage.tables.base import Field, SQLModel, big, choice, holds, identity, instant, reference

HERE, STANDS = text("over_at IS NULL"), text("withdrawn_at IS NULL")


@holds(Holds("Le groupe du comité", "savoir dans quel groupe le comité décide", MISSION, "sans limite : un groupe",
             plain="id group_id one at over_at"))
class CommitteeChat(SQLModel, table=True):
    """One at a time (`one` is always 1). group_id: none once the chat is gone."""

    __tablename__ = "committee_chat"
    __table_args__ = (Index("uq_committee_chat_here", "one", unique=True, sqlite_where=HERE, postgresql_where=HERE),)
    id: int | None = identity()
    group_id: int | None = reference("neighbour_group.id", optional=True, cascade=False)
    one: int = 1
    at: datetime = instant()
    over_at: datetime | None = instant(optional=True)


@holds(Holds("Vos propositions au comité", "décider à plusieurs, et dire ce qui a été décidé", MISSION,
             "12 mois après la décision ; le titre seul après un effacement",
             owned("author_id", erasing=Erasing.UNNAME), "matter title word why state at due closed_at", "author_id",
             "id delivery_id", (Age("closed_at", months=12),)))
class CommitteeProposal(SQLModel, table=True):
    """word: of the module to be opened. due: until when anybody of the comité may object."""

    __tablename__ = "committee_proposal"
    __table_args__ = (Index("ix_committee_proposal_state", "state", "id"),)
    id: int | None = identity()
    matter: Matter = choice(Matter)
    title: str = Field(max_length=80)
    word: str = Field(default="", max_length=40)
    why: str = Field(max_length=240)
    author_id: int | None = reference("person.id", optional=True, cascade=False)
    state: ProposalState = choice(ProposalState, ProposalState.OPEN)
    delivery_id: int | None = big(optional=True)
    at: datetime = instant()
    due: datetime = instant()
    closed_at: datetime | None = instant(optional=True, index=True)


@holds(Holds("Vos objections au comité", "qu’une décision attende qu’on se soit parlé", MISSION,
             "avec la proposition ; sans raison ni auteur après un effacement",
             owned("person_id", erasing=Erasing.UNNAME), "reason at withdrawn_at", "person_id", "id proposal_id"))
class CommitteeObjection(SQLModel, table=True):
    """One of a person at a time; it stands until they take it back."""

    __tablename__ = "committee_objection"
    __table_args__ = (Index("uq_committee_objection_stands", "proposal_id", "person_id", unique=True,
                            sqlite_where=STANDS, postgresql_where=STANDS),)
    id: int | None = identity()
    proposal_id: int = reference("committee_proposal.id", index=True)
    person_id: int | None = reference("person.id", optional=True, cascade=False)
    reason: str = Field(max_length=240)
    at: datetime = instant()
    withdrawn_at: datetime | None = instant(optional=True)


@holds(Holds("Votre numéro pour le tirage au sort", "tirer au sort deux personnes du voisinage qui le veulent bien",
             CONSENT, "jusqu’à ce que vous le retiriez", owned("person_id"), "state at asked_at", "",
             "id person_id rank"))
class CommitteeTicket(SQLModel, table=True):
    """The id is the number in the hat. rank: its place in the last draw."""

    __tablename__ = "committee_ticket"
    __table_args__ = (UniqueConstraint("person_id"), Index("ix_committee_ticket_state", "state", "rank"))
    id: int | None = identity()
    person_id: int = reference("person.id")
    state: TicketState = choice(TicketState, TicketState.WILLING)
    rank: int | None = None
    at: datetime = instant()
    asked_at: datetime | None = instant(optional=True)
