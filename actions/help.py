"""A request from its publishing to its end: its cards say how it stands, and whoever came forward is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from actions import asks, help_cards
from actions import residents as newcomers
from actions.desk import Desk
from messages.help import HelpCancelled, HelpMoved
from rules.civil import next_open_minute
from rules.help import (
    LIFE,
    LIVING,
    LONGEST,
    Acceptance,
    CloseReason,
    Pillar,
    Request,
    RequestState,
    Side,
    Slot,
    extended,
)
from storage import help as store
from storage import help_cards as cards
from storage import people, seats
from storage.thanks import forget_answers


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody asks for."""

    zone: int
    kind: str
    day: date
    slot: Slot
    minutes: int
    note: str
    people: int = 1


@dataclass(frozen=True, slots=True)
class OnCards:
    """On a card in groups: when the first leaves. shut: nobody may write in any of them for now. night: it waits for
    the end of the quiet hours alone, and not for its turn among the cards of a day.
    """

    leaves: datetime
    shut: bool
    night: bool = True


Shown: TypeAlias = OnCards | asks.Asked


def publish(desk: Desk, asker: int, need: Need) -> tuple[Request, Shown]:
    number = store.create(desk.session, store.NewRequest(
        asker, need.zone, need.kind, need.day, need.slot, need.minutes, need.note, desk.digits(), desk.now + LIFE,
        need.people), desk.now)
    request = store.by_id(desk.session, number)
    assert request is not None
    return request, show(desk, request)


def show(desk: Desk, request: Request) -> Shown:
    """Privately, a few at a time; at once on a card in the groups of the place that the asker takes part in, when too
    few people may be asked."""
    here = cards.willing(desk.session, request.zone, desk.now)
    mine = [group for group in here if people.takes_part(desk.session, request.asker, group.id)]
    asked = asks.begin(desk, request, () if mine else here)
    if asked is not None:
        return asked
    hours = [help_cards.put_up(desk, request, group) for group in mine]
    newcomers.look_for(desk, request.id)
    opens = {next_open_minute(desk.now, group.timezone, group.quiet_from, group.quiet_to) for group in mine}
    return OnCards(min(hours), all(group.is_shut for group in mine), min(hours) in opens)


def again(desk: Desk, request: Request) -> Shown | None:
    """Ask the groups a second time, once; None when that was done."""
    if not desk.once(f"help:{request.id}", "again"):
        return None
    leaves = help_cards.again(desk, request)
    if leaves is None:
        return asks.begin(desk, request) or asks.Asked(0, None)
    return OnCards(leaves, cards.all_shut(desk.session, request.zone, desk.now))


def close(desk: Desk, request: Request, *, undone: bool = False) -> bool:
    """The asker may close at any moment; whoever comes is told, contacts go. False when it was closed already.

    undone: within a minute of asking: its cards go too.
    """
    coming = store.helpers(desk.session, request.id)
    if not store.close(desk.session, request.id, RequestState.CANCELLED, CloseReason.CANCELLED, desk.now,
                       asker=request.asker):
        return False
    for helper in coming:
        desk.tell(helper.volunteer, HelpCancelled(help_cards.title(desk, request)))
    help_cards.refresh(desk, request.id, undone=undone)
    return True


def served_elsewhere(desk: Desk, request: Request, pillar: Pillar, *, only: tuple[RequestState, ...] = LIVING) -> bool:
    """Somebody of the family comes, or who is organised for it: neighbours are asked no more."""
    coming = store.helpers(desk.session, request.id)
    if not store.close(desk.session, request.id, RequestState.CLOSED, CloseReason.ELSEWHERE, desk.now, only=only,
                       what=pillar.value, pillar=pillar):
        return False
    for helper in coming:
        desk.tell(helper.volunteer, HelpCancelled(help_cards.title(desk, request)))
    help_cards.refresh(desk, request.id)
    return True


def move(desk: Desk, number: int, person: int, day: date, slot: Slot) -> bool:
    """A new day, chosen by the asker or by the helper who comes later: the other side is told. False when it is not
    theirs to move, or no longer.
    """
    request, coming = store.by_id(desk.session, number), store.helpers(desk.session, number)
    allowed = {request.asker if request else 0, *(helper.volunteer for helper in coming)}
    if request is None or person not in allowed or not request.living:
        return False
    until = min(max(request.expires_at, desk.now + LIFE), request.created_at + LONGEST)
    store.move(desk.session, request.id, day, slot, until, desk.now)
    seats.settle(desk.session, request.id)
    for helper in coming:
        forget_answers(desk.session, helper.id)
    for other, side, helper in sides(request, coming):
        if other != person:
            desk.tell(other, HelpMoved(helper.id, side, help_cards.title(desk, request), day, slot))
    help_cards.refresh(desk, request.id)
    return True


def sides(request: Request, coming: Sequence[Acceptance]) -> Iterator[tuple[int, Side, Acceptance]]:
    """The asker, once, and each of those who come; with a help to answer about."""
    if coming:
        yield request.asker, Side.ASKER, coming[0]
    for helper in coming:
        yield helper.volunteer, Side.VOLUNTEER, helper


def extend(desk: Desk, request: Request) -> datetime | None:
    """Until when it now stays open; None when it lasts no longer."""
    until = extended(request)
    return until if store.extend(desk.session, request.id, request.asker, until, desk.now) else None
