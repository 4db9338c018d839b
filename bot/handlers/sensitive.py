"""Words that never wait for a neighbour: whom to call, at once and in private. They are neither kept nor shown."""

from __future__ import annotations

from bot import talking
from bot.features import Feature, Tap
from bot.handlers.house import HOUSE
from bot.handlers.numbers import RESCUE, line, territory_of
from bot.handlers.routing import PASS
from bot.turn import Turn
from rules.rights import STAFF, Role, Where
from rules.screens import Button, Row, screen, tap
from rules.sensitive import Topic
from rules.words import Words, _, lines

CALM = "calm"
ASKING = ("help", "circleask")
"""Where words are of a need: care and money are heard there too."""
NOT_KEPT = _("Ces mots n’ont été ni gardés, ni montrés.")


def heard(turn: Turn, text: str) -> bool:
    """Danger is heard wherever somebody types; care and money, where words ask for something or answer no question. A
    campaign's text, and a conversation where somebody said that it was a false alarm, are read as they are.
    """
    held = turn.held
    if held and (held.args.get(CALM) or not from_a_neighbour(held.name)):
        return False
    topic = turn.content.sensitive.topic_in(text)
    if topic is None or (held and held.name not in ASKING and not topic.is_danger):
        return False
    turn.reply(screen(*told(turn, topic), rows=ways_on(turn, topic)), edit=False)
    return True


def from_a_neighbour(talk: str) -> bool:
    return HOUSE.talks[talk].role not in STAFF


def told(turn: Turn, topic: Topic) -> tuple[Words, ...]:
    if not topic.is_danger:
        redirect = next(one for one in turn.content.refusals if one.code == topic.elsewhere)
        return Words(redirect.text), NOT_KEPT
    known = {number.id: number for number in turn.content.numbers_for(territory_of(turn))}
    listed = [line(known[one]) for one in topic.numbers if one in known]
    return Words(topic.lead), lines(*listed), NOT_KEPT


def ways_on(turn: Turn, topic: Topic) -> tuple[Row, ...]:
    asking = turn.held is not None and turn.held.name in ASKING
    on = (Button(_("↩ Continuer ma demande") if asking else _("↩ Continuer"), tap="sensitive.go"),)
    someone = (Button(_("✋ Parler à quelqu’un"), tap="someone"),)
    if topic.is_danger:
        return RESCUE, on
    organised = (Button(PASS, tap=tap("relay.about", topic.elsewhere)),)
    return (organised, someone, on) if turn.person.is_resident else (someone, on)


def go_on(turn: Turn) -> None:
    """It was nothing, or it is taken care of: the question comes again, and what is typed now is its answer."""
    if turn.held is None:
        turn.reply(screen(_("D’accord. Voici le menu."), keyboard="menu"), edit=False)
        return
    turn.held.args[CALM] = True
    turn.batch.dirty[turn.held.person] = turn.held
    talking.proceed(turn, HOUSE)


FEATURE = Feature("sensitive", taps={"sensitive.go": Tap(go_on, Role.ANYBODY, Where.PRIVATE)}, guards=(heard,))
