"""/urgence: five lines, anywhere, for anybody."""

from __future__ import annotations

from bot.features import Feature, Order
from bot.turn import Turn
from rules.calendar import Territory
from rules.messages import Button, Words, _, lines, screen
from rules.rights import Role, Where, allow

allow(Role.ANYBODY, Where.EVERYWHERE, "/urgence", "/urgences", "tap:numbers")


def territory_of(turn: Turn) -> Territory:
    """The group's territory, or that of the metropole: an unknown one is never guessed further."""
    name = turn.group.territory if turn.group else Territory.METROPOLE
    return Territory(name) if name in set(Territory) else Territory.METROPOLE


def urgence(turn: Turn, _payload: str = "") -> None:
    said = turn.content.urgency(territory_of(turn))
    more = ((Button(_("☎ Autres numéros"), tap="numbers"),),) if turn.private else ()
    turn.reply(screen(lines(*map(Words, said)), rows=more), edit=False)


def others(turn: Turn) -> None:
    said = [_("<b>{number}</b> — {purpose}", number=n.number, purpose=Words(n.purpose)) if n.checked else
            _("<b>{number}</b> — {purpose} (à vérifier)", number=n.number, purpose=Words(n.purpose))
            for n in turn.content.numbers_for(territory_of(turn), urgent=False) if not n.only_when_activated]
    turn.reply(screen(_("Ces numéros écoutent et conseillent :"), lines(*said)))


FEATURE = Feature("numbers", orders={"urgence": Order(urgence, _("Les numéros d’urgence"), in_groups=True),
                                     "urgences": Order(urgence)}, taps={"numbers": others})
