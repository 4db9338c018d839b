"""Roles given by the town: who coordinates, who is a partner, who is a référent; and how one comes to a role.

A role is invited by a link, asked for by whoever opens it first, and active once the inviter has said yes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.postercodes import folded
from rules.words import Words, _, quoted

INVITATION = timedelta(hours=24)
AUDIT_KEPT = 12  # months
SILENT = timedelta(days=30)
FEWEST = 5
"""Counts that leave a group start here."""


class TownRole(StrEnum):
    COORDINATOR = "coordinator"
    PARTNER = "partner"
    REFERENT = "referent"


class RoleState(StrEnum):
    INVITED = "invited"
    ASKED = "asked"
    ACTIVE = "active"
    REVOKED = "revoked"
    LEFT = "left"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


_S = RoleState
NEXT: dict[RoleState, frozenset[RoleState]] = {
    _S.INVITED: frozenset({_S.ASKED, _S.ACTIVE, _S.CANCELLED, _S.EXPIRED, _S.LEFT}),
    _S.ASKED: frozenset({_S.ACTIVE, _S.REFUSED, _S.CANCELLED, _S.EXPIRED, _S.LEFT}),
    _S.ACTIVE: frozenset({_S.REVOKED, _S.LEFT, _S.EXPIRED}),
}
"""The legal ways. What is in none of them is over."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody's role, or an invitation to it. person: None until somebody took the link.

    name: the first name that Telegram gives, shown with the number to whoever confirms. value: that number.
    zone: where a référent is one. tag: the groups a partner may write to.
    """

    id: int
    role: TownRole
    state: RoleState
    person: int | None
    by: int | None
    since: datetime
    until: datetime | None
    name: str = ""
    value: int | None = None
    zone: int | None = None
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Street:
    """A place and its counts. label: as somebody typed it. shown: a street of a list, or the name of its commune."""

    zone: int
    label: str
    shown: str
    commune: str | None
    residents: int
    groups: int
    linked: int
    referents: int
    needs: int

    @property
    def lacks(self) -> bool:
        return not self.linked or not self.referents

    def name(self, commune: str) -> str:
        """What may be read of it: typed words only where several people live by them, or a group is linked."""
        if self.shown and self.shown != commune:
            return self.shown
        return self.label if self.linked or self.residents >= FEWEST else ""


ROLE_NAMES: dict[TownRole, Words] = {
    TownRole.COORDINATOR: _("coordination"), TownRole.PARTNER: _("partenaire"), TownRole.REFERENT: _("référent de rue")}


LONGEST_TAG, LONGEST_QUARTER = 20, 40


def slug(tag: str) -> str:
    """A tag as a button carries it: two that differ by an accent or a capital are one."""
    return "-".join(re.findall(r"[a-z0-9]+", folded(tag)))


def may_become(state: RoleState, new: RoleState) -> bool:
    return new in NEXT.get(state, frozenset())


def few(count: int) -> Words:
    """A count that leaves a group: exact from five, « quelques » below; nobody is nobody."""
    return quoted(str(count)) if count >= FEWEST or count == 0 else _("quelques")
