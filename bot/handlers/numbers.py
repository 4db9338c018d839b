"""/urgence: five lines, anywhere, for anybody."""

from __future__ import annotations

from actions import geste_day
from bot.features import Feature, Order, Tap
from bot.turn import Turn
from rules.calendar import Territory
from rules.geste_messages import group_key, person_key
from rules.messages import Button, Words, _, lines, screen
from rules.numbers import Number
from rules.rights import Role, Where
from rules.territories import territory_of_zone
from storage import gestes


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
    here = territory_of(turn)
    said = turn.content.urgency(here)
    more = ((Button(_("☎ Autres numéros"), tap="numbers"),),) if turn.private and listening(turn, here) else ()
    turn.reply(screen(lines(*map(Words, said)), rows=more), edit=False)


def listening(turn: Turn, here: Territory) -> list[Number]:
    return [n for n in turn.content.numbers_for(here, urgent=False) if not n.only_when_activated]


def others(turn: Turn) -> None:
    """Where no such line is known to answer, the numbers of rescue again."""
    known = listening(turn, territory_of(turn))
    if not known:
        urgence(turn)
        return
    said = [_("<b>{number}</b> — {purpose}", number=n.number, purpose=Words(n.purpose)) if n.checked else
            _("<b>{number}</b> — {purpose} (à vérifier)", number=n.number, purpose=Words(n.purpose))
            for n in known]
    turn.reply(screen(_("Ces numéros écoutent et conseillent :"), lines(*said)))


FEATURE = Feature(
    "numbers",
    orders={
        "urgence": Order(urgence, Role.ANYBODY, Where.EVERYWHERE, _("Les numéros d’urgence"), in_groups=True),
        "urgences": Order(urgence, Role.ANYBODY, Where.EVERYWHERE),
    },
    taps={"numbers": Tap(others, Role.ANYBODY, Where.EVERYWHERE)},
)
