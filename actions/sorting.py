"""Once a year, in January: who coordinates is asked to sort what has no term, is reminded once, and it ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions import console, console_links
from actions.agenda import when
from actions.desk import Desk
from messages.sorting import SortAsked, SortOver
from rules.civil import instant, local_date
from rules.sorting import ASKED_AT, ENDS, LATEST, REMINDED, Item, Pile, first_of
from storage import console as roles
from storage import groups
from storage import sorting as store

YEAR, AGAIN, OVER = "sorting.year", "sorting.again", "sorting.over"


@when(YEAR, every=timedelta(days=366))
def year(desk: Desk, _house: int = 0) -> None:
    """On the eighth of January; a machine that was off then asks within the four weeks that follow."""
    this = local_date(desk.now, desk.town.timezone).year
    if desk.now < asked_at(desk, this):
        desk.at(YEAR, 0, asked_at(desk, this))
        return
    desk.at(YEAR, 0, asked_at(desk, this + 1))
    if desk.now - asked_at(desk, this) < LATEST:
        ask(desk)


def ask(desk: Desk) -> None:
    if not roles.coordinators(desk.session) or not store.mark(desk.session, store.ASKED, desk.now):
        return
    if not any(waiting(desk).values()):
        finish(desk)
        return
    desk.later(AGAIN, desk.now.year, REMINDED)
    desk.later(OVER, desk.now.year, ENDS)
    tell(desk, desk.now + ENDS)


def tell(desk: Desk, ends: datetime, *, again: bool = False) -> None:
    n = waiting(desk)
    asked = SortAsked(n[Pile.CODES], n[Pile.ROLES], n[Pile.GROUPS], local_date(ends, desk.town.timezone), again)
    for person in roles.coordinators(desk.session):
        desk.tell(person, asked)


@when(AGAIN)
def remind(desk: Desk, asked: int) -> None:
    if is_open(desk) and asked == desk.now.year:
        tell(desk, desk.now + ENDS - REMINDED, again=True)


@when(OVER)
def over(desk: Desk, _asked: int) -> None:
    if is_open(desk):
        finish(desk)


def finish(desk: Desk) -> None:
    """Said to everybody who coordinates, and written in the journal."""
    if not store.mark(desk.session, store.OVER, desk.now):
        return
    found, left = store.marks(desk.session, desk.now.year), sum(waiting(desk).values())
    kept, gone = (sum(one.startswith(word) for one in found) for word in ("kept:", "gone:"))
    for what in (AGAIN, OVER):
        desk.never(what, desk.now.year)
    console.note(desk, "sorted", said=f"{kept} kept, {gone} gone, {left} left")
    if kept or gone or left:
        for person in roles.coordinators(desk.session):
            desk.tell(person, SortOver(kept, gone, left))


def is_open(desk: Desk) -> bool:
    found = store.marks(desk.session, desk.now.year)
    return store.ASKED in found and store.OVER not in found


def waiting(desk: Desk) -> dict[Pile, int]:
    return {pile: len(store.items(desk.session, pile, desk.now)) for pile in Pile}


def keep(desk: Desk, item: Item) -> None:
    """Asked again the year after."""
    store.mark(desk.session, f"kept:{item.pile}:{item.key}", desk.now)
    settled(desk)


def take_away(desk: Desk, item: Item) -> bool:
    """As it is done on its own screen, with what goes with it. False when it is gone already."""
    done = {Pile.CODES: drop, Pile.ROLES: end, Pile.GROUPS: unlink}[item.pile](desk, item)
    if done:
        store.mark(desk.session, f"gone:{item.pile}:{item.key}", desk.now)
        settled(desk)
    return done


def settled(desk: Desk) -> None:
    if is_open(desk) and not any(waiting(desk).values()):
        finish(desk)


def drop(desk: Desk, item: Item) -> bool:
    return console_links.drop_code(desk, item.key)


def end(desk: Desk, item: Item) -> bool:
    held = roles.by_id(desk.session, int(item.key))
    return held is not None and console.revoke(desk, held)


def unlink(desk: Desk, item: Item) -> bool:
    group = groups.by_id(desk.session, int(item.key))
    return group is not None and console_links.unlink(desk, group)


def asked_at(desk: Desk, year: int) -> datetime:
    return instant(first_of(year), ASKED_AT, desk.town.timezone)
