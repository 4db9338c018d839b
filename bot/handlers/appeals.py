"""/appel: one need, one sentence, one button, one day. It becomes a draft like any other, already filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import campaigns as actions
from bot import talking
from bot.conversations.appeals import APPEAL, AppealFacts, Call
from bot.features import Feature, Order, Talk
from bot.handlers import campaign_screens as screens
from bot.handlers.house import HOUSE
from bot.turn import Turn
from rules.rights import Role, Where
from rules.words import _


def begin(turn: Turn, _payload: str = "") -> None:
    actions.may_write(turn.desk)
    talking.start(turn, HOUSE, APPEAL.name)


def facts(turn: Turn, _args: Mapping[str, Any]) -> AppealFacts:
    return AppealFacts(turn.today, turn.content.private_words)


def appeal(turn: Turn, command: Call) -> None:
    turn.reply(screens.draft(turn, actions.appeal(turn.desk, command.text, command.day, command.seats)))


FEATURE = Feature(
    "appeals",
    orders={"appel": Order(begin, Role.REFERENT, Where.PRIVATE, _("Un appel : un besoin, un jour"))},
    talks=(Talk(APPEAL, facts, appeal, role=Role.REFERENT),),
)
