"""Who was erased and comes back with an old backup leaves again: what they promised is freed, nothing of them stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import delete, exists, insert, select
from sqlmodel import Session

from messages.help import HelpCancelled
from messages.privacy import HandGone
from rules.help import AcceptanceState, CloseReason, RequestState
from rules.helpkinds import Kind
from rules.messages import Message
from storage import help as requests
from storage import help_cards, ledger, privacy, residents, taking_back, tombstones
from storage.ledger import Draft
from storage.tables import Address, Delivery, Tombstone, table
from storage.tables import Message as MessageRow

_t, _a, _m, _d = table(Tombstone), table(Address), table(MessageRow), table(Delivery)
Kinds: TypeAlias = Callable[[str], Kind]


def erase_again(session: Session, file: Path, erased: Mapping[str, datetime], kinds: Kinds) -> int:
    """Erase them as they were, and put their tombstones back. Returns how many came back."""
    connection = session.connection()
    here = set(connection.execute(select(_t.c.hash)).scalars())
    missing = [{"hash": made, "at": at} for made, at in erased.items() if made not in here]
    if missing:
        connection.execute(insert(_t), missing)
    people = tombstones.returned(session, tombstones.key_of(file), erased)
    now = max(erased.values())
    for number in people:
        person = residents.by_id(session, number)
        if person is None:
            continue
        take_leave(session, number, kinds, now)
        privacy.erase(session, person, now, marked=False, file=file)
        connection.execute(delete(_a).where(_a.c.id == person.address))
    connection.execute(delete(_m).where(~exists().where(_d.c.message_id == _m.c.id)))
    return len(people)


def take_leave(session: Session, person: int, kinds: Kinds, now: datetime) -> None:
    """Their open requests close, their promises are taken back; the other side is told, without a name."""
    for number in privacy.living_requests(session, person):
        helper = requests.held(session, number)
        requests.close(session, number, RequestState.CLOSED, CloseReason.ERASED, now)
        title = refresh(session, number, kinds, now)
        if helper:
            tell(session, helper.volunteer, HelpCancelled(title), now)
    for hand in privacy.held_hands(session, person):
        found = requests.acceptance(session, hand)
        if found and requests.release(session, hand, AcceptanceState.FREED, now):
            tell(session, found.asker, HandGone(found.request, refresh(session, found.request, kinds, now)), now)
    taking_back.of_person(session, person, now)


def refresh(session: Session, number: int, kinds: Kinds, now: datetime) -> str:
    """The cards say how it stands; the title of its kind."""
    request = requests.by_id(session, number)
    assert request is not None
    kind = kinds(request.kind)
    help_cards.refresh(session, request, kind, now)
    return kind.title


def tell(session: Session, to: int, message: Message, now: datetime) -> None:
    person = residents.by_id(session, to)
    if person is not None:
        ledger.add(session, Draft(message, person.address), now)
