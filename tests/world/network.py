"""What Telegram and the address service know of a street, as they would tell the program that asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from rules.groups import Membership

STATUS = {Membership.ADMIN: "administrator", Membership.MEMBER: "member", Membership.GONE: "left"}


@dataclass(slots=True)
class Network:
    """Pairs are (chat, user). `takes_part`: whether the house holds somebody for one of a group."""

    takes_part: Callable[[int, int], bool]
    admins: set[tuple[int, int]] = field(default_factory=set)
    members: dict[int, set[int]] = field(default_factory=dict)
    gone: set[tuple[int, int]] = field(default_factory=set)
    places: dict[str, Any] = field(default_factory=dict)

    async def get_chat_member(self, chat: int, user: int) -> Any:
        return SimpleNamespace(status=STATUS[self.membership(chat, user)])

    def membership(self, chat: int, user: int) -> Membership:
        """Who acts in a group, or takes part in it from the start, is its member until they leave."""
        if (chat, user) in self.gone:
            return Membership.GONE
        if (chat, user) in self.admins:
            return Membership.ADMIN
        inside = user in self.members.get(chat, set()) or self.takes_part(chat, user)
        return Membership.MEMBER if inside else Membership.GONE
