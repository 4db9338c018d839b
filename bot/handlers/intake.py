"""/saisie: what a slip or a call asks for, typed by whoever looks after the street: the same request as any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot import talking
from bot.conversations.help import ON_PAPER, AskFacts
from bot.features import Feature, Order, Talk
from bot.handlers import help as helping
from bot.handlers.house import HOUSE
from bot.turn import Turn
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.words import _
from storage import asks_leaders, zones

NOT_YOURS = _("/saisie sert aux personnes qui veillent sur une rue. Pour une personne que vous connaissez, écrivez "
              "/besoin, puis « Pour quelqu’un d’autre ».")


def begin(turn: Turn, _payload: str = "") -> None:
    if not asks_leaders.led_by(turn.session, turn.person.id, turn.now):
        raise Refusal(NOT_YOURS)
    talking.start(turn, HOUSE, ON_PAPER.name)


def facts(turn: Turn, args: Mapping[str, Any]) -> AskFacts:
    """Their own places and no other."""
    led = (zones.by_id(turn.session, number) for number in asks_leaders.led_by(turn.session, turn.person.id, turn.now))
    places = {zone.id: zone.label for zone in led if zone}
    if not places:
        raise Refusal(NOT_YOURS)
    return replace(helping.facts(turn, args), zones=places)


FEATURE = Feature(
    "intake",
    orders={"saisie": Order(begin, Role.RESIDENT, Where.PRIVATE, _("Noter une demande sur papier ou par téléphone"))},
    talks=(Talk(ON_PAPER, facts, helping.asked),),
)
