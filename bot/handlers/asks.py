"""What somebody who is asked in private answers: another day, not this time. A yes is « Je peux », as on a card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from actions import asks as actions
from actions import asks_answers
from bot import talking
from bot.conversations.asks import LATER, AnotherDay, LaterFacts
from bot.features import Feature, Talk, Tap
from bot.handlers.house import HOUSE
from bot.render import as_screen
from bot.rows import Loaded
from bot.turn import Turn
from messages.asks import AskOver
from rules.rights import Role, Where
from rules.screens import Button, screen
from rules.words import _
from storage import asks

MENU = ((Button(_("☰ Menu"), tap="menu"),),)


def my_ask(turn: Turn, number: int) -> Any:
    """What I was asked, and nobody else."""
    found = asks.by_id(turn.session, number)
    return found if found and found.person_id == turn.person.id else None


def asked_for(turn: Turn, request: int) -> Any:
    """The ask by which a request came to me."""
    return asks.of_request(turn.session, request, turn.person.id)


MyAsk: TypeAlias = Annotated[Any, Loaded(my_ask)]
AskedForIt: TypeAlias = Annotated[Any, Loaded(asked_for)]


def no(turn: Turn, ask: AskedForIt) -> None:
    refuse(turn, ask)


def no_thanks(turn: Turn, ask: MyAsk) -> None:
    refuse(turn, ask)


def refuse(turn: Turn, ask: Any) -> None:
    """It costs nothing, and nobody is told."""
    asks_answers.said_no(turn.desk, ask)
    turn.reply(screen(_("Entendu, une autre fois. Merci d’avoir lu."), rows=MENU))


def will(turn: Turn, ask: MyAsk) -> None:
    """Something small, that they do alone: nobody waits for it."""
    asks_answers.said_yes_to_small(turn.desk, ask)
    turn.reply(screen(_("Merci ! Une fois fait, vous pouvez le noter avec /jaifait."), rows=MENU))


def later(turn: Turn, ask: AskedForIt) -> None:
    begin(turn, ask)


def another(turn: Turn, ask: MyAsk) -> None:
    begin(turn, ask)


def begin(turn: Turn, ask: Any) -> None:
    if ask.request_id is not None and not actions.open_still(turn.desk, ask.request_id):
        turn.reply(as_screen(AskOver(True)))
        return
    talking.begin(turn, HOUSE, LATER.name, {"ask": ask.id}, answers={})


def facts(turn: Turn, args: Mapping[str, Any]) -> LaterFacts:
    return LaterFacts(int(args["ask"]), turn.today)


def chosen(turn: Turn, command: AnotherDay) -> None:
    ask = my_ask(turn, command.ask)
    if ask is not None:
        asks_answers.said_later(turn.desk, ask, command.day)
    turn.reply(screen(_("C’est noté, merci ! Je reviens vers vous {day}.", day=command.day), rows=MENU))


FEATURE = Feature(
    "asks",
    taps={
        "asks.no": Tap(no, Role.RESIDENT, Where.PRIVATE),
        "asks.later": Tap(later, Role.RESIDENT, Where.PRIVATE),
        "asks.will": Tap(will, Role.RESIDENT, Where.PRIVATE),
        "asks.not": Tap(no_thanks, Role.RESIDENT, Where.PRIVATE),
        "asks.another": Tap(another, Role.RESIDENT, Where.PRIVATE),
    },
    talks=(Talk(LATER, facts, chosen, role=Role.RESIDENT),),
)

