"""The footer of every conversation: back, cancel, resume."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from bot import talking
from bot.features import Feature, Order, Tap
from bot.handlers.house import HOUSE
from bot.rows import Code, Loaded
from bot.turn import Turn
from rules.rights import Role, Where
from rules.screens import Screen
from rules.words import _


def here(turn: Turn, run: int) -> int | None:
    return run if turn.held and turn.held.run == run else None


MyConversation: TypeAlias = Annotated[int, Loaded(here)]
"""The conversation in hand, by its run: a button of an earlier one is dead."""


def back(turn: Turn, _run: MyConversation) -> None:
    talking.back(turn, HOUSE)


def cancel(turn: Turn, _run: MyConversation) -> None:
    talking.cancel(turn, HOUSE)


def resume(turn: Turn, name: Code) -> None:
    talking.resume(turn, HOUSE, name)


def again(turn: Turn, name: Code) -> None:
    from storage import conversations

    draft = conversations.draft(turn.session, turn.person.id, name)
    if draft and name in HOUSE.talks:
        talking.begin(turn, HOUSE, name, draft.args, answers={})
    else:
        turn.reply(Screen((_("Ce brouillon n’existe plus. Voici le menu."),), keyboard="menu"))


def cancel_order(turn: Turn, _payload: str) -> None:
    if turn.held:
        talking.cancel(turn, HOUSE)
    else:
        turn.reply(Screen((_("Il n’y a rien à annuler. Voici le menu."),), keyboard="menu"))


FEATURE = Feature(
    "talk",
    orders={
        "annuler": Order(cancel_order, Role.VISITOR, Where.PRIVATE, _("Abandonner ce qui est commencé")),
        "cancel": Order(cancel_order, Role.VISITOR, Where.PRIVATE),
    },
    taps={
        "talk.back": Tap(back, Role.VISITOR, Where.PRIVATE),
        "talk.cancel": Tap(cancel, Role.VISITOR, Where.PRIVATE),
        "talk.resume": Tap(resume, Role.VISITOR, Where.PRIVATE),
        "talk.again": Tap(again, Role.VISITOR, Where.PRIVATE),
    },
)
