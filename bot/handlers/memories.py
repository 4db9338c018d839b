"""/anniversaires: what one’s groups did a year ago; and whether somebody wishes to be reminded of where they helped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from actions import memories as actions
from bot.features import Feature, Order, Tap
from bot.handlers.here import group_here, groups_of_mine
from bot.turn import Turn
from messages.memories import YearAgo
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _
from storage import memories as store

MENU: Row = (Button(_("☰ Menu"), tap="menu"),)
NOTHING = _("📖 Rien à se rappeler de ce mois-ci, il y a un an. Les souvenirs de l’an prochain s’écrivent ici.")
MOST = 3


def anniversaries(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        found = actions.a_year_ago(turn.desk, group_here(turn), turn.now.date())
        if found is None:
            raise Refusal(NOTHING)
        turn.reply(screen(*shown(found), silent=True))
        return
    groups_of_mine(turn)
    known = actions.of_mine(turn.desk, turn.person.id)[:MOST]
    turn.reply(screen(*([words for one in known for words in shown(one)] or [NOTHING]), rows=(MENU,)))


def shown(found: YearAgo) -> Sequence[Words]:
    return found.screen().text[:2]


def corner(turn: Turn) -> Sequence[Row]:
    wanted = store.wants(turn.session, turn.person.id)
    return ((Button(_("💛 Souvenirs : {state}", state=_("oui") if wanted else _("non")),
                    tap=tap("memories.want", "non" if wanted else "oui")),),)


def want(turn: Turn, wanted: Literal["oui", "non"]) -> None:
    store.want(turn.session, turn.person.id, wanted == "oui", turn.now)
    said = (_("💛 C’est noté : un mot, sept et trente jours après une alerte où vous avez aidé.")
            if wanted == "oui" else _("🔕 C’est noté : plus de souvenirs. /reglages les remet quand vous voulez."))
    turn.reply(screen(said, rows=(MENU,)))


FEATURE = Feature(
    "memories",
    orders={"anniversaires": Order(anniversaries, Role.RESIDENT, Where.EVERYWHERE, _("Il y a un an, près d’ici"))},
    taps={"memories.want": Tap(want, Role.RESIDENT, Where.PRIVATE)},
    settings=(corner,),
    module=_("📖 Souvenirs"),
)
