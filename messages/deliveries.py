"""What an author is told of their own deliveries."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.screens import Button, Screen, screen
from rules.words import _, n_


@kind("deliveries.late", NOTICE)
@dataclass(frozen=True, slots=True)
class TooLate:
    """To the author: `count` deliveries were past their time and were not sent."""

    count: int

    def screen(self) -> Screen:
        return screen(n_("Un de vos messages n’a pas pu partir à temps. Il ne partira pas en retard.",
                         "Votre message n’a pas pu partir à temps pour {n} destinataires. Il ne partira pas en retard.",
                         self.count))


@kind("deliveries.waits", NOTICE)
@dataclass(frozen=True, slots=True)
class WaitsOutside:
    """To who asked: the group takes no message for now; the card leaves as soon as it does."""

    group: str

    def screen(self) -> Screen:
        return screen(_("Le groupe « {name} » n’accepte pas de message en ce moment. Votre demande y partira dès que "
                        "possible, et vous le saurez ici.", name=self.group))


@kind("deliveries.shown", NOTICE)
@dataclass(frozen=True, slots=True)
class ShownAtLast:
    """To who asked: the card that waited is in the group."""

    group: str

    def screen(self) -> Screen:
        return screen(_("✅ Le groupe « {name} » est de nouveau ouvert : votre demande y est.", name=self.group))


@kind("deliveries.never", NOTICE)
@dataclass(frozen=True, slots=True)
class NeverShown:
    """To who asked: the card could not be shown in the group."""

    group: str

    def screen(self) -> Screen:
        return screen(_("Votre demande n’a pas pu être montrée dans le groupe « {name} ». Vous pouvez la redemander, "
                        "ou en parler à la personne qui l’anime.", name=self.group),
                      rows=((Button(_("📋 Mes demandes"), tap="help.list"),),
                            (Button(_("✋ Parler à quelqu’un"), tap="someone"),)))


@kind("deliveries.halted", NOTICE)
@dataclass(frozen=True, slots=True)
class Halted:
    """What the town says to many paused by itself. right: who sends it may no longer, and those who coordinate know."""

    title: str
    right: bool = False

    def screen(self) -> Screen:
        if self.right:
            return screen(_("⏸ « {title} » est en pause : la personne qui l’envoie n’en a plus le droit. Reprenez "
                            "l’envoi, ou arrêtez-le.", title=self.title))
        return screen(_("⏸ « {title} » s’est mis en pause : trop de messages n’arrivent pas. Rien d’autre ne part "
                        "sans vous.", title=self.title))


@kind("deliveries.erase", REPLY)
@dataclass(frozen=True, slots=True)
class Erase:
    """No words: the second copy of a message, `number` in its chat, is taken away."""

    number: int

    def screen(self) -> Screen:
        return screen(_("Ce message n’est plus là."))
