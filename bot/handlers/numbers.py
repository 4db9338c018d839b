"""/urgence: five lines, anywhere, for anybody."""

from __future__ import annotations

from bot.features import Feature, Order
from bot.turn import Turn
from rules.calendar import Territory
from rules.geste_messages import group_key, person_key
from rules.messages import Button, Words, _, lines, screen
from rules.rights import Role, Where, allow
from rules.territories import territory_of_zone
from scheduler import geste_day
from storage import gestes

allow(Role.ANYBODY, Where.EVERYWHERE, "/urgence", "/urgences", "tap:numbers")


def territory_of(turn: Turn) -> Territory:
    """The group's, in private the person's; for who is not known yet, the town's."""
    key = _whose(turn)
    owner = gestes.owner_of(turn.session, key, turn.now) if key else None
    return geste_day.territory_of(owner) if owner else territory_of_zone(turn.town.timezone)


def _whose(turn: Turn) -> str | None:
    if turn.group:
        return group_key(turn.group.id) if turn.group.is_installed else None
    return person_key(turn.visitor.id) if turn.visitor else None


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
