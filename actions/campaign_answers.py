"""What people answer to the town: counted once a person, a place taken once, and never who."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from actions.agenda import when
from actions.campaign_changes import complete
from actions.desk import Desk
from messages.campaigns import SeatTaken, card_of
from rules.campaign_buttons import SEAT, Answer, read, said_count
from rules.campaigns import Campaign
from rules.civil import local_date
from rules.groups import Group
from rules.refusals import Gone
from storage import campaign_answers as store
from storage import campaign_rows as rows
from storage import campaigns, gestes, runs

SEATS_SAID = timedelta(minutes=1)


class Heard(StrEnum):
    COUNTED = "counted"
    ALREADY = "already"
    FULL = "full"
    OVER = "over"


def press(desk: Desk, number: int, code: str, person: int, group: Group | None) -> Heard:
    """Raises Gone for a button that this message does not have."""
    found = campaigns.by_id(desk.session, number)
    answer = next((one for one in read(found.buttons) if one.code == code and one.counts), None) if found else None
    if found is None or answer is None:
        raise Gone
    if found.full_at is not None:
        return Heard.FULL
    if found.withdrawn_at is not None or is_over(desk, found, group):
        return Heard.OVER
    if not store.press(desk.session, number, person, group.id if group else None, code, desk.now):
        return Heard.ALREADY
    if code == SEAT and found.seats:
        return _take_seat(desk, found, person, group)
    if group is not None:
        _count(desk, found, answer, group)
    return Heard.COUNTED


def is_over(desk: Desk, found: Campaign, group: Group | None) -> bool:
    """The day it speaks of is past there."""
    zone = group.timezone if group else desk.town.timezone
    return found.event is not None and local_date(desk.now, zone) > found.event


def _take_seat(desk: Desk, found: Campaign, person: int, group: Group | None) -> Heard:
    taken = store.take_seat(desk.session, found.id)
    if taken is None:
        store.take_back(desk.session, found.id, person, SEAT)
        return Heard.FULL
    desk.tell(person, SeatTaken(found.id, found.title, found.event))
    if taken >= found.seats:
        complete(desk, found.id)
    else:
        if group is not None:
            _rewrite(desk, replace(found, taken=taken), group)
        desk.later("campaigns.seats", found.id, SEATS_SAID)
    return Heard.COUNTED


def leave(desk: Desk, number: int, person: int) -> bool:
    """« Je ne viens plus »: the place is free for somebody else, unless all is told to be full. False when it was."""
    found = campaigns.by_id(desk.session, number)
    if found is None or not store.take_back(desk.session, number, person, SEAT):
        return False
    store.free_seat(desk.session, number)
    desk.later("campaigns.seats", number, SEATS_SAID)
    return True


@when("campaigns.seats")
def seats(desk: Desk, number: int) -> None:
    """Each card says how many places are left, a minute late at most."""
    found, message = campaigns.by_id(desk.session, number), runs.message_of(desk.session, number)
    if found and message and found.full_at is None and found.withdrawn_at is None:
        rows.change_each(desk.session, message, card_of(found, desk.town.name), desk.now)


def _count(desk: Desk, found: Campaign, answer: Answer, group: Group) -> None:
    """The group's card says how many, when that changes what is said."""
    now = dict(store.counts(desk.session, found.id, group.id)).get(answer.code, 0)
    if said_count(answer.words, now) != said_count(answer.words, now - 1):
        _rewrite(desk, found, group)


def _rewrite(desk: Desk, found: Campaign, group: Group) -> None:
    card = rows.card_in(desk.session, found.id, group.address)
    if card is None or card.telegram_id is None:
        return
    gestes.drop_older_edits(desk.session, group.address, card.telegram_id, desk.now)
    counts = store.counts(desk.session, found.id, group.id)
    desk.rewrite(group.address, card.telegram_id, card_of(found, desk.town.name, counts=counts))
