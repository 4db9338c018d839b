"""« 🙋 Dire mon prénom »: whether the monthly Merci of one's groups may name one. No, until one says yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from bot.features import Feature, Link, Tap
from bot.turn import Turn
from rules.rights import Role, Where
from rules.screens import Button, screen, tap
from rules.thanks_month import CONSENT_VERSION
from rules.words import _
from storage import thanks_month


def asked(turn: Turn) -> None:
    """On the group's card: the answer is a private matter."""
    if turn.private:
        ask(turn, {})
    else:
        turn.toast(start=turn.link("thanks.name"))


def ask(turn: Turn, _params: Mapping[str, Any]) -> None:
    now = (_("Pour l’instant : oui.") if thanks_month.may_be_named(turn.session, turn.person.id) else
           _("Pour l’instant : non."))
    turn.reply(screen(
        _("Chaque mois, le groupe dit merci. Après un coup de main, peut-on y dire votre prénom ?"), now,
        rows=((Button(_("✅ Oui, mon prénom"), tap=tap("thanks.named", "oui")),),
              (Button(_("🙏 Non, sans prénom"), tap=tap("thanks.named", "non")),))))


def answered(turn: Turn, word: Literal["oui", "non"]) -> None:
    thanks_month.name(turn.session, turn.person.id, word == "oui", CONSENT_VERSION, turn.now)
    turn.reply(screen(_("C’est noté : votre prénom pourra être dit. Le bouton du groupe permet de changer d’avis.")
                      if word == "oui" else _("C’est noté : votre prénom ne sera pas dit.")))


FEATURE = Feature(
    "thanks_month",
    taps={"thanks.name": Tap(asked, Role.RESIDENT, Where.EVERYWHERE),
          "thanks.named": Tap(answered, Role.RESIDENT, Where.PRIVATE)},
    links={"thanks.name": Link(ask, Role.RESIDENT)},
    module=_("🎉 Le merci du mois"),
)
