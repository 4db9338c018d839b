"""What an author is told of their own deliveries."""

from __future__ import annotations

from bot.render import words_for
from rules.delivery_messages import Erase, NeverShown, ShownAtLast, TooLate, WaitsOutside
from rules.messages import Button, Screen, _, n_, screen


@words_for(TooLate)
def too_late(m: TooLate) -> Screen:
    return screen(n_("Un de vos messages n’a pas pu partir à temps. Il ne partira pas en retard.",
                     "Votre message n’a pas pu partir à temps pour {n} destinataires. Il ne partira pas en retard.",
                     m.count))


@words_for(WaitsOutside)
def waits(m: WaitsOutside) -> Screen:
    return screen(_("Le groupe « {name} » n’accepte pas de message en ce moment. Votre demande y partira dès que "
                    "possible, et vous le saurez ici.", name=m.group))


@words_for(ShownAtLast)
def shown(m: ShownAtLast) -> Screen:
    return screen(_("✅ Le groupe « {name} » est de nouveau ouvert : votre demande y est.", name=m.group))


@words_for(NeverShown)
def never(m: NeverShown) -> Screen:
    return screen(_("Votre demande n’a pas pu être montrée dans le groupe « {name} ». Vous pouvez la redemander, "
                    "ou en parler à la personne qui l’anime.", name=m.group),
                  rows=((Button(_("📋 Mes demandes"), tap="help.list"),),
                        (Button(_("✋ Parler à quelqu’un"), tap="someone"),)))


@words_for(Erase)
def erase(_m: Erase) -> Screen:
    return screen(_("Ce message n’est plus là."))
