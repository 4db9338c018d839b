"""Who is in a group and who runs it, as Telegram says at this moment; and what ends when somebody is gone.

What ends must be kept: after asking here, a turn answers, it does not raise a Refusal, which would undo it.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.turn import Turn
from rules.groups import Group, Membership
from rules.words import _
from storage import belonging, groups, residents

NOT_A_MEMBER = _("Ce bouton sert aux membres du groupe. Entrez d’abord dans le groupe, puis appuyez à nouveau.")


def belongs(turn: Turn, group: Group) -> bool:
    """Whether who speaks is in this group; if not, they take part in it no more. A doubt is a no, and changes nothing.
    """
    value = turn.incoming.sender.value
    return value is not None and membership(turn, group, turn.visitor.id if turn.visitor else None, value).here


def membership(turn: Turn, group: Group, person: int | None, value: int) -> Membership:
    found = turn.membership(group.chat, value)
    if person is not None:
        if found is Membership.GONE:
            belonging.end(turn.session, person, group, turn.now)
        elif found is Membership.MEMBER:
            belonging.demote(turn.session, person, group, turn.now)
    return found


def organiser(turn: Turn, group: Group, but: Iterable[int] = ()) -> int | None:
    """Who runs this group now: the one who installed it, else another who runs it, if Telegram still says so."""
    apart = set(but)
    for one in belonging.runners(turn.session, group.id):
        if one.id not in apart and membership(turn, group, one.id, one.value) is Membership.ADMIN:
            return int(one.id)
    return None


def organisers(turn: Turn, numbers: Iterable[int], but: Iterable[int] = ()) -> list[tuple[int, str]]:
    """(who runs it, its name) of those of these groups that somebody runs."""
    known = [group for number in numbers if (group := groups.by_id(turn.session, number)) and group.is_installed]
    return [(found, group.name) for group in known if (found := organiser(turn, group, but)) is not None]


def mine(turn: Turn) -> tuple[int, str] | None:
    """Who runs the first of a person's groups that somebody else runs, and its name."""
    me = turn.person.id
    for group in groups.of_person(turn.session, me):
        if (found := organiser(turn, group, {me})) is not None:
            return found, group.name
    return None


def runs(turn: Turn, person: int) -> None:
    """Marks of somebody who is said to run groups are judged anew: what Telegram denies goes."""
    value = residents.value_of(turn.session, person)
    for group in belonging.run_by(turn.session, person):
        membership(turn, group, person, value)
