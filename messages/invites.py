"""What is said to somebody about their own invitation."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import NOTICE
from rules.screens import Button, Screen, screen
from rules.words import _, quoted


@kind("invites.joined", NOTICE)
@dataclass(frozen=True, slots=True)
class InviteJoined:
    """Once, because the newcomer wishes it."""

    first_name: str

    def screen(self) -> Screen:
        return screen(_("👋 {name} a rejoint le voisinage par votre invitation, et tenait à vous le dire. Merci !",
                        name=quoted(self.first_name)))


@kind("invites.closed", NOTICE)
@dataclass(frozen=True, slots=True)
class InviteClosed:
    count: int

    def screen(self) -> Screen:
        return screen(_("{count} personnes sont venues par votre invitation : merci ! Ce lien se ferme ici. Un autre "
                        "vous attend avec /inviter.", count=self.count),
                      rows=((Button(_("👋 Un nouveau lien"), tap="invite"),),))
