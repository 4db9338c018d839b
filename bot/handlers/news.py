"""« Nouvelles de la mairie » in /reglages: off until somebody asks for them, and off again in one tap."""

from __future__ import annotations

from typing import Literal

from bot.features import Feature, Tap
from bot.turn import Turn
from rules.rights import Role, Where
from rules.screens import Button, screen, tap
from rules.words import _, quoted
from storage import news as store
from storage import people

PURPOSE, VERSION = "town_news", "2026-11"


def news(turn: Turn) -> None:
    wanted = store.wants(turn.session, turn.person.id)
    town = quoted(turn.town.name) if turn.town.name else _("la mairie")
    button = (Button(_("✖ Ne plus les recevoir"), tap=tap("news.set", "off")) if wanted else
              Button(_("✅ Oui, les recevoir"), tap=tap("news.set", "on")))
    turn.reply(screen(
        _("🏛 <b>Nouvelles de la mairie</b> : {state}", state=_("oui") if wanted else _("non")),
        _("Si vous le demandez, {town} peut vous écrire ici, en privé : une fête, un appel à un coup de main. Elle ne "
          "sait pas qui vous êtes, et ne lit rien.", town=town),
        rows=((button,), (Button(_("↩ Retour"), tap="set"),))))


def choose(turn: Turn, state: Literal["on", "off"]) -> None:
    wanted = state == "on"
    if store.choose(turn.session, turn.person.id, turn.now, wanted=wanted):
        people.agree(turn.session, turn.person.id, PURPOSE, VERSION, turn.now, given=wanted)
    news(turn)


FEATURE = Feature("news", taps={"news": Tap(news, Role.RESIDENT, Where.PRIVATE),
                                     "news.set": Tap(choose, Role.RESIDENT, Where.PRIVATE)})
