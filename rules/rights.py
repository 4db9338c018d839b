"""Who may do what, and where: one table, read by the dispatcher and by the tests.

An action is "/command", "tap:name", "talk:conversation" or "link:purpose". One that is not listed is refused,
but a conversation: it goes on in private for whoever could begin it, until they are suspended.
What also depends on a row (is this my request?) is checked in that row's own statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.incoming import Place
from rules.residents import Person, Standing


class Role(StrEnum):
    ANYBODY = "anybody"
    VISITOR = "visitor"
    RESIDENT = "resident"
    GROUP_ADMIN = "group_admin"


class Where(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    EVERYWHERE = "everywhere"


class Verdict(StrEnum):
    ALLOWED = "allowed"
    UNKNOWN = "unknown"
    JOIN_FIRST = "join_first"
    SUSPENDED = "suspended"
    PRIVATE_ONLY = "private_only"
    GROUP_ONLY = "group_only"
    NOT_ADMIN = "not_admin"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Right:
    """`role` needed and `where`. GROUP_ADMIN asks Telegram at each use (in private the handler does, by group)."""

    role: Role
    where: Where = Where.PRIVATE


RIGHTS: dict[str, Right] = {}
GOES_ON = Right(Role.VISITOR, Where.PRIVATE)


def allow(role: Role, where: Where, *actions: str) -> None:
    for action in actions:
        if action in RIGHTS:
            raise ValueError(f"the right of {action} is declared twice")
        RIGHTS[action] = Right(role, where)


def judge(action: str, person: Person | None, place: Place) -> Verdict:
    """The verdict before any row is read. NOT_ADMIN is left to the caller, who can ask Telegram."""
    right = RIGHTS.get(action, GOES_ON if action.startswith("talk:") else None)
    if right is None:
        return Verdict.UNKNOWN
    if right.where is Where.PRIVATE and not place.is_private:
        return Verdict.PRIVATE_ONLY
    if right.where is Where.GROUP and not place.is_group:
        return Verdict.GROUP_ONLY
    if right.role is Role.ANYBODY:
        return Verdict.ALLOWED
    if right.role is Role.GROUP_ADMIN:
        return Verdict.ALLOWED
    if person is None:
        return Verdict.JOIN_FIRST if place.is_group else Verdict.NOBODY
    if person.standing is Standing.SUSPENDED:
        return Verdict.SUSPENDED
    if right.role is Role.RESIDENT and not person.is_resident:
        return Verdict.JOIN_FIRST
    return Verdict.ALLOWED
