"""What is asked of somebody in private: a hand for a neighbour; and what whoever asked is told meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from messages.help_lines import need, request_row
from rules.civil import clock
from rules.deliveries import Lane, Policy, Purpose
from rules.help import when
from rules.kinds import kind
from rules.manners import NOTICE, REPLY, Cap, Hours, Manner
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted, titled

ASK = Manner(Lane.NOTICE, Purpose.ASK, Policy.AT_LEAST_ONCE, Hours.WORKDAYS, Cap.ASKS)
FIRST = Manner(Lane.NOTICE, Purpose.ASK, Policy.AT_LEAST_ONCE, Hours.OFFICE, Cap.ASKS, timedelta(days=1))
AWAITED = Manner(Lane.NOTICE, Purpose.NOTICE, Policy.AT_LEAST_ONCE, Hours.WORKDAYS)
YES, NO = _("✋ Oui, je peux"), _("🙏 Pas cette fois")
LATER = _("🕐 Un autre jour")


def signed(by: str) -> Words:
    return _("{name}, pour le voisinage", name=quoted(by)) if by else _("Tous Voisins")


def answers(request: int) -> tuple[Row, ...]:
    return ((Button(YES, tap=tap("help.take", request)),), (Button(LATER, tap=tap("asks.later", request)),),
            (Button(NO, tap=tap("asks.no", request)),))


@kind("help.ask", ASK)
@dataclass(frozen=True, slots=True)
class HelpAsk:
    """In private. by: the first name of whoever looks after the street."""

    request: int
    title: str
    minutes: int
    zone: str = ""
    day: date | None = None
    slot: str = ""
    by: str = ""

    def screen(self) -> Screen:
        return screen(_("Une personne de votre voisinage a besoin d’un coup de main :"),
                      need(self.title, self.minutes, self.zone, self.day, self.slot), signed(self.by),
                      rows=answers(self.request))


@kind("help.first_ask", FIRST)
@dataclass(frozen=True, slots=True)
class FirstAsk(HelpAsk):
    """The first need shown to somebody who has just joined."""


@kind("help.awaited", AWAITED)
@dataclass(frozen=True, slots=True)
class AwaitedAsk(HelpAsk):
    """They said « un autre jour », and it is today."""

    def screen(self) -> Screen:
        return screen(_("Vous aviez dit « un autre jour » : c’est aujourd’hui. Le coup de main :"),
                      need(self.title, self.minutes, self.zone, self.day, self.slot), signed(self.by),
                      rows=answers(self.request))


@kind("help.ask_over", REPLY)
@dataclass(frozen=True, slots=True)
class AskOver:
    """In place of an ask: somebody else said yes, or the request is over."""

    filled: bool

    def screen(self) -> Screen:
        return screen(FILLED if self.filled else _("Cette demande est terminée, merci."))


FILLED = _("C’est pourvu, merci !")


@kind("asks.wider", NOTICE)
@dataclass(frozen=True, slots=True)
class AskWider:
    """To the asker: their group sees it now. who: the first name of whoever is told next, on that day at that hour of
    theirs ("HH:MM").
    """

    request: int
    title: str
    day: date | None = None
    hour: str = ""
    who: str = ""

    def screen(self) -> Screen:
        told = [_("Votre demande part dans votre groupe, sans votre nom : {title}.", title=Words(self.title))]
        if self.day:
            told.append(_("Une réponse d’ici {day} {hour}, sinon nous prévenons {name}.", day=self.day,
                          hour=clock(self.hour), name=quoted(self.who)))
        return screen(*told, rows=request_row(self.request))


@kind("asks.call", NOTICE)
@dataclass(frozen=True, slots=True)
class AskCall:
    """To whoever looks after the street: nobody came, or whoever was to come cannot any more. Never for whom."""

    title: str
    late: bool
    zone: str = ""
    day: date | None = None
    slot: str = ""

    def screen(self) -> Screen:
        about = [_("🤝 {title}", title=titled(self.title))]
        if self.day:
            about += [_("📅 {when}", when=when(self.day, self.slot)), _("📍 {zone}", zone=quoted(self.zone))]
        if self.late:
            return screen(_("La personne qui devait venir ne peut plus. Pouvez-vous trouver quelqu’un ?"),
                          lines(*about))
        return screen(_("Une demande attend encore. Un mot de votre part peut aider."), lines(*about))
