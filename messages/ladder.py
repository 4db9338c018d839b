"""What is said of going along with somebody new, and of the next step for who helps often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.help import when
from rules.kinds import kind
from rules.manners import NOTICE, REPLY, Cap, Hours, Manner
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted, titled

ALONG = Manner(Lane.NOTICE, Purpose.ASK, Policy.AT_LEAST_ONCE, Hours.WORKDAYS, Cap.ASKS, timedelta(days=2))
NOT_NOW: Row = (Button(_("🙏 Pas maintenant"), tap="ladder.no"),)


@kind("ladder.duo_offer", REPLY)
@dataclass(frozen=True, slots=True)
class DuoOffer:
    """To somebody new, once their first help is agreed on."""

    acceptance: int

    def screen(self) -> Screen:
        return screen(_("C’est votre première fois. Aimeriez-vous y aller à deux, avec une personne du voisinage qui a "
                        "l’habitude ?"),
                      rows=((Button(_("👥 Oui, à deux"), tap=tap("duo.want", self.acceptance)),),
                            (Button(_("Ça ira, merci"), tap="ladder.no"),)))


@kind("ladder.duo_ask", ALONG)
@dataclass(frozen=True, slots=True)
class DuoAsk:
    """To who agreed to go along: without a name."""

    acceptance: int
    title: str
    day: date
    slot: str

    def screen(self) -> Screen:
        return screen(_("Une personne nouvelle donne son premier coup de main, près de chez vous. À deux, la première "
                        "fois ?"), _("🤝 {title}, {when}", title=titled(self.title), when=when(self.day, self.slot)),
                      rows=((Button(_("👥 Oui, à deux"), tap=tap("duo.yes", self.acceptance)),),
                            (Button(_("🙏 Pas cette fois"), tap="ladder.no"),)))


@kind("ladder.duo_told", REPLY)
@dataclass(frozen=True, slots=True)
class DuoTold:
    """To who is visited: it is their door."""

    acceptance: int
    first_name: str
    companion: str
    title: str
    day: date
    slot: str

    def screen(self) -> Screen:
        return screen(_("{name} donne son premier coup de main. {companion} peut venir aussi. À deux, cela vous "
                        "convient ?", name=quoted(self.first_name), companion=quoted(self.companion)),
                      _("🤝 {title}, {when}", title=titled(self.title), when=when(self.day, self.slot)),
                      rows=((Button(_("✅ D’accord"), tap=tap("duo.agree", self.acceptance)),),
                            (Button(_("🙏 Une seule personne"), tap=tap("duo.refuse", self.acceptance)),)))


@kind("ladder.duo_agreed", REPLY)
@dataclass(frozen=True, slots=True)
class DuoAgreed:
    """To both who go: they may write to each other."""

    other: int
    first_name: str
    title: str
    day: date
    slot: str

    def screen(self) -> Screen:
        return screen(lines(_("👥 C’est entendu : vous y allez à deux, avec {name}.", name=quoted(self.first_name)),
                            _("🤝 {title}, {when}", title=titled(self.title), when=when(self.day, self.slot))),
                      _("Retrouvez-vous devant l’entrée, un peu avant."),
                      rows=((Button(_("✍️ Écrire"), tap=tap("someone.reply", self.other)),),))


@kind("ladder.duo_not", REPLY)
@dataclass(frozen=True, slots=True)
class DuoNot:
    """Whatever the reason."""

    title: str

    def screen(self) -> Screen:
        return screen(_("Cette fois, ce ne sera pas à deux ({title}). Le reste ne change pas.",
                        title=Words(self.title)))


@kind("ladder.binome", NOTICE)
@dataclass(frozen=True, slots=True)
class ProposeBinome:
    """After the third hand, once."""

    count: int

    def screen(self) -> Screen:
        return screen(_("Déjà {n} coups de main : merci ! Pourriez-vous accompagner parfois une personne nouvelle, "
                        "pour sa première fois ?", n=self.count),
                      rows=((Button(_("👥 Oui, en binôme"), tap="ladder.along"),), NOT_NOW))


@kind("ladder.referent", NOTICE)
@dataclass(frozen=True, slots=True)
class ProposeReferent:
    """After more of them, once."""

    count: int

    def screen(self) -> Screen:
        return screen(_("Déjà {n} coups de main : merci ! Aimeriez-vous veiller un peu sur votre rue ? Deux semaines "
                        "pour essayer, et libre d’arrêter.", n=self.count),
                      rows=((Button(_("🙋 Pourquoi pas"), tap="ladder.try"),), NOT_NOW))


@kind("ladder.wishes", NOTICE)
@dataclass(frozen=True, slots=True)
class WishesToTry:
    """To who looks after the place. place: its number, when this reader may begin the two weeks themselves."""

    person: int
    first_name: str
    zone: str
    place: int = 0

    def screen(self) -> Screen:
        begin = ((Button(_("✅ Commencer l’essai"), tap=tap("trial.begin", self.person, self.place)),),
                 ) if self.place else ()
        return screen(_("{name}, {zone}, aimerait veiller un peu sur la rue, deux semaines pour essayer. Vous pouvez "
                        "en parler ensemble.", name=quoted(self.first_name), zone=quoted(self.zone)),
                      rows=(*begin, (Button(_("✍️ Répondre"), tap=tap("someone.reply", self.person)),)))
