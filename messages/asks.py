"""What is asked of somebody in private: a hand for a neighbour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from messages.help_lines import TAKE, need
from rules.deliveries import Lane, Policy, Purpose
from rules.kinds import kind
from rules.manners import Cap, Hours, Manner
from rules.screens import Button, Screen, screen, tap
from rules.words import _

ASK = Manner(Lane.NOTICE, Purpose.ASK, Policy.AT_LEAST_ONCE, Hours.WORKDAYS, Cap.ASKS)
FIRST = Manner(Lane.NOTICE, Purpose.ASK, Policy.AT_LEAST_ONCE, Hours.OFFICE, Cap.ASKS, timedelta(days=1))


@kind("help.ask", ASK)
@dataclass(frozen=True, slots=True)
class HelpAsk:
    """In private, where there is no group."""

    request: int
    title: str
    minutes: int
    zone: str = ""
    day: date | None = None
    slot: str = ""

    def screen(self) -> Screen:
        return screen(_("Une personne de votre voisinage a besoin d’un coup de main :"),
                      need(self.title, self.minutes, self.zone, self.day, self.slot),
                      rows=((Button(TAKE, tap=tap("help.take", self.request)),),
                            (Button(_("🙏 Pas cette fois"), tap="help.not_now"),)))


@kind("help.first_ask", FIRST)
@dataclass(frozen=True, slots=True)
class FirstAsk(HelpAsk):
    """The first need shown to somebody who has just joined."""
