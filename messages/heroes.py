"""What is said of heroes: to who reads the story first, to whom it is about, to who told it, and in the group."""

from __future__ import annotations

from dataclasses import dataclass, replace

from messages.deliveries import Erase
from rules.deliveries import Lane, Policy, Purpose
from rules.heroes import DEGREES, DEGREES_OF_ALL
from rules.kinds import kind
from rules.manners import NOTICE, Cap, Hours, Manner
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, quoted

POST = Manner(Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ANIMATION)
TAKE_BACK = _("↩ Retirer")
MENU: Row = (Button(_("☰ Menu"), tap="menu"),)


def told(what: str) -> Words:
    return _("« {what} »", what=quoted(what))


def honoured(name: str, street: str) -> Words:
    if not name:
        return _("🌟 <b>À l’honneur</b>, tout près d’ici")
    if not street:
        return _("🌟 <b>À l’honneur</b> : {name}", name=quoted(name))
    return _("🌟 <b>À l’honneur</b> : {name}, {street}", name=quoted(name), street=quoted(street))


@kind("heroes.card", POST)
@dataclass(frozen=True, slots=True)
class HeroCard:
    """In the group: as much as the person agreed to, and never who told it."""

    hero: int
    what: str
    name: str = ""
    street: str = ""

    def screen(self) -> Screen:
        return screen(honoured(self.name, self.street), told(self.what), _("Merci de la part du voisinage !"),
                      rows=((Button(_("↩ C’est moi : retirer"), tap=tap("hero.gone", self.hero)),),))


@kind("heroes.gone", replace(NOTICE, hours=Hours.ALWAYS, anew=False))
@dataclass(frozen=True, slots=True)
class HeroGone:
    """In place of a card that is too old to be taken away."""

    def screen(self) -> Screen:
        return screen(_("🌟 Ce récit a été retiré."))


@kind("heroes.hidden", replace(NOTICE, hours=Hours.ALWAYS, anew=False))
@dataclass(frozen=True, slots=True)
class HeroHidden:
    """In place of a card that a report had hidden, as long as it is."""

    def screen(self) -> Screen:
        return screen(_("🌟 Ce récit n’est plus montré pour l’instant."))


@kind("heroes.erase", replace(NOTICE, hours=Hours.ALWAYS, anew=False))
@dataclass(frozen=True, slots=True)
class HeroErased(Erase):
    """No words: what this takes the place of is taken away."""

    number: int = 0


@kind("heroes.waits", NOTICE)
@dataclass(frozen=True, slots=True)
class HeroWaits:
    """To whoever looks after the street. Without the story: it is read on a screen that does not stay."""

    hero: int

    def screen(self) -> Screen:
        return screen(_("🌟 Quelqu’un souhaite mettre une personne à l’honneur. Relisez d’abord, s’il vous plaît : un "
                        "geste, rien de sa vie."),
                      rows=((Button(_("👉 Relire"), tap=tap("hero.read", self.hero)),),))


@kind("heroes.asked", NOTICE)
@dataclass(frozen=True, slots=True)
class HeroAsked:
    """To whom it is about: nothing is said before their tap."""

    hero: int
    what: str
    group: str
    whole: str = ""
    again: bool = False

    def screen(self) -> Screen:
        who = (_("🌟 Dans « {group} », on souhaite mettre à l’honneur {name} :", group=quoted(self.group),
                 name=quoted(self.whole)) if self.whole else
               _("🌟 Dans « {group} », on souhaite vous mettre à l’honneur :", group=quoted(self.group)))
        ask = (_("Rien ne paraît sans vous. On ne redemandera pas : comment le dire ?") if self.again else
               _("Rien ne paraît sans vous. Comment le dire dans le groupe ?"))
        return screen(who, told(self.what), ask, rows=degrees(self.hero, whole=bool(self.whole)))


def degrees(hero: int, *, whole: bool) -> tuple[Row, ...]:
    shown = DEGREES_OF_ALL if whole else DEGREES
    return (*((Button(words, tap=tap("hero.say", hero, one.value)),) for one, words in shown.items()),
            (Button(_("🙏 Non merci"), tap=tap("hero.no", hero)),))


@kind("heroes.to_pass", NOTICE)
@dataclass(frozen=True, slots=True)
class HeroToPass:
    """To who told it, when the bot does not know the person: the next message is for them."""

    again: bool = False

    def screen(self) -> Screen:
        if self.again:
            return screen(_("Personne n’a encore ouvert votre message. Transmettez-le à la personne, si le cœur vous "
                            "en dit : le voici."))
        return screen(_("🌟 Votre récit est relu. Transmettez le message qui suit à la personne, ou à qui parle pour "
                        "tout le monde : rien ne paraît sans un oui."))


@kind("heroes.letter", NOTICE)
@dataclass(frozen=True, slots=True)
class HeroLetter:
    """To be passed on as it is. link: opens the private question."""

    link: str

    def screen(self) -> Screen:
        return screen(_("🌟 Quelqu’un de votre voisinage souhaite vous mettre à l’honneur. Vous lisez d’abord, vous "
                        "décidez ensuite."),
                      rows=((Button(_("✉ Lire et décider"), start=self.link),),))


@kind("heroes.refused", NOTICE)
@dataclass(frozen=True, slots=True)
class HeroRefused:
    """To who told it, from whoever looks after the street."""

    def screen(self) -> Screen:
        return screen(_("Votre récit n’est pas retenu cette fois : il en disait peut-être trop sur quelqu’un. "
                        "Racontez seulement le geste, et il repart."),
                      rows=((Button(_("🌟 Raconter autrement"), tap="hero.new"),),))


@kind("heroes.kept", NOTICE)
@dataclass(frozen=True, slots=True)
class HeroKept:
    """To who told it: it does not appear, whatever the reason, and nobody is named."""

    def screen(self) -> Screen:
        return screen(_("🌟 Votre récit ne paraîtra pas, et ce n’est pas grave du tout. Merci d’avoir vu ce geste, et "
                        "d’avoir voulu le dire."), rows=(MENU,))


@kind("heroes.delayed", NOTICE)
@dataclass(frozen=True, slots=True)
class HeroDelayed:
    """To who told it, once: the group has had its messages for now, or rests."""

    group: str

    def screen(self) -> Screen:
        return screen(_("🌟 Votre récit est prêt pour « {group} ». Le groupe n’a pas de place en ce moment : il "
                        "paraîtra dès qu’il y a une place, sans rien à faire.", group=quoted(self.group)))


@kind("heroes.appears", NOTICE)
@dataclass(frozen=True, slots=True)
class HeroAppears:
    """To who told it."""

    group: str

    def screen(self) -> Screen:
        return screen(_("🌟 Votre récit paraît dans « {group} », sans votre prénom. Merci d’avoir vu ce geste.",
                        group=quoted(self.group)))


@kind("heroes.shown", NOTICE)
@dataclass(frozen=True, slots=True)
class HeroShown:
    """To whom it is about, on the day."""

    hero: int
    group: str

    def screen(self) -> Screen:
        return screen(_("🌟 Vous êtes à l’honneur dans « {group} ». Vous pouvez retirer ce récit à tout moment.",
                        group=quoted(self.group)),
                      _("La mairie prépare parfois une cérémonie. Peut-elle vous y inviter, avec ce récit et votre "
                        "prénom ?"),
                      rows=((Button(_("✅ Oui, elle peut"), tap=tap("hero.town", self.hero, "oui")),),
                            (Button(_("🙏 Non, sans moi"), tap=tap("hero.town", self.hero, "non")),),
                            (Button(TAKE_BACK, tap=tap("hero.out", self.hero)),)))
