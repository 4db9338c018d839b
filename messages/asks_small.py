"""What is asked of somebody when nobody near them needs a hand: something small, that they can do alone."""

from __future__ import annotations

from dataclasses import dataclass

from messages.asks import ASK, LATER, NO, signed
from rules.hours import duration
from rules.kinds import kind
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, quoted


def answers(ask: int) -> tuple[Row, ...]:
    return ((Button(_("✋ Oui, je m’en occupe"), tap=tap("asks.will", ask)),),
            (Button(LATER, tap=tap("asks.another", ask)),), (Button(NO, tap=tap("asks.not", ask)),))


@kind("asks.news", ASK)
@dataclass(frozen=True, slots=True)
class AskNews:
    """Of somebody they helped, whose first name they know."""

    ask: int
    first_name: str

    def screen(self) -> Screen:
        return screen(_("Auriez-vous cinq minutes, cette semaine, pour prendre des nouvelles de quelqu’un ?"),
                      _("Vous lui avez donné un coup de main : {name}.", name=quoted(self.first_name)),
                      signed(""), rows=answers(self.ask))


@kind("asks.geste", ASK)
@dataclass(frozen=True, slots=True)
class AskGeste:
    ask: int
    title: str
    minutes: int

    def screen(self) -> Screen:
        return screen(_("Personne n’a besoin de vous près d’ici en ce moment. Un petit geste, cette semaine ?"),
                      _("💡 {title}, environ {time}", title=Words(self.title), time=duration(self.minutes)),
                      signed(""), rows=answers(self.ask))
