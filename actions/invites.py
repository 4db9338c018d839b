"""An invitation of one's own: made, shown again, taken back; who came by it says so, or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from actions.desk import Desk
from messages.invites import InviteClosed, InviteJoined
from rules.invites import LIVES, MOST_JOINED, source_of
from rules.residents import Person
from storage import invites as store
from storage import parted, residents

A_YEAR = timedelta(days=365)


def link_of(desk: Desk, person: Person, group: int | None) -> str:
    """The link of this person: the same as long as it opens, and for its whole time again."""
    known = store.token_of(desk.session, person.id, desk.now)
    if known:
        store.renew(desk.session, person.id, known, desk.now)
        return known
    store.end(desk.session, person.id)
    token = desk.link(store.PURPOSE, single=False, hours=int(LIVES.total_seconds()) // 3600,
                      **({"group": group} if group else {}))
    store.keep(desk.session, person.id, token, desk.now)
    return token


def end(desk: Desk, person: int) -> bool:
    return store.end(desk.session, person)


def inviter(desk: Desk, by: int | None, newcomer: int) -> Person | None:
    """Whose invitation it is, when their name may be read by this person."""
    person = residents.by_id(desk.session, by) if by else None
    if person is None or not person.is_resident or not person.first_name:
        return None
    return None if parted.apart_from_any(desk.session, newcomer, (person.id,)) else person


def came(desk: Desk, person: int, args: Mapping[str, object], group: int | None) -> Person | None:
    """Somebody joined: counted by what brought them. By whom, when it was somebody's own link."""
    store.count(desk.session, source_of(args), f"{desk.now:%Y-%m}", group)
    by = inviter(desk, int(str(args.get("by") or 0)), person)
    if by is None:
        return None
    if store.came(desk.session, person, by.id, desk.now) >= MOST_JOINED:
        store.end(desk.session, by.id)
        desk.tell(by, InviteClosed(MOST_JOINED))
    return by


def say(desk: Desk, newcomer: Person) -> Person | None:
    """The newcomer agrees that their inviter knows: told once. None when there is nobody to tell."""
    by = inviter(desk, store.invited_by(desk.session, newcomer.id), newcomer.id)
    store.answered(desk.session, newcomer.id)
    if by:
        desk.tell(by, InviteJoined(newcomer.first_name))
    return by


def say_nothing(desk: Desk, newcomer: int) -> None:
    store.answered(desk.session, newcomer)


def a_year_ago(today: date) -> str:
    return f"{today - A_YEAR:%Y-%m}"
