"""Who may do what, and where. Features declare the right of each thing they bring; the dispatcher judges it here.

What also depends on a row (is this my request?) is judged where the row is loaded: at the door, by the type of a
button's parameter, and again in the row's own statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.console import TownRole
from rules.incoming import Place
from rules.residents import Person, Standing


class Role(StrEnum):
    ANYBODY = "anybody"
    VISITOR = "visitor"
    RESIDENT = "resident"
    GROUP_ADMIN = "group_admin"
    REFERENT = "referent"
    PARTNER = "partner"
    COORDINATOR = "coordinator"


STAFF: dict[Role, frozenset[TownRole]] = {
    Role.REFERENT: frozenset(TownRole), Role.PARTNER: frozenset({TownRole.PARTNER, TownRole.COORDINATOR}),
    Role.COORDINATOR: frozenset({TownRole.COORDINATOR})}
"""Roles given by the town: what asks for one, and who has it. A coordinator may what a partner may, and so on."""


class Where(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    EVERYWHERE = "everywhere"


class Verdict(StrEnum):
    ALLOWED = "allowed"
    JOIN_FIRST = "join_first"
    SUSPENDED = "suspended"
    PRIVATE_ONLY = "private_only"
    GROUP_ONLY = "group_only"
    NOT_ADMIN = "not_admin"
    NOBODY = "nobody"
    NOT_STAFF = "not_staff"


@dataclass(frozen=True, slots=True)
class Right:
    """`role` needed and `where`. GROUP_ADMIN asks Telegram at each use (in private the handler does, by group)."""

    role: Role
    where: Where = Where.PRIVATE


def judge(right: Right, person: Person | None, place: Place, held: frozenset[TownRole] = frozenset()) -> Verdict:
    """The verdict before any row is read. NOT_ADMIN is left to the caller, who can ask Telegram.

    held: the roles that this person has from the town at this moment.
    """
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
    if right.role in STAFF:
        return Verdict.ALLOWED if held & STAFF[right.role] else Verdict.NOT_STAFF
    if right.role is Role.RESIDENT and not person.is_resident:
        return Verdict.JOIN_FIRST
    return Verdict.ALLOWED
