"""What somebody said of themselves on joining, corrected: their first name, what they like to do, and when."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bot import talking
from bot.conversations.about_me import LIKES, NAME, LikesFacts, MyLikes, MyName, NameFacts
from bot.conversations.kit import Option
from bot.features import Talk, Tap
from bot.handlers.house import HOUSE
from bot.turn import Turn
from rules.helpkinds import Family
from rules.rights import Role, Where
from rules.screens import Button, screen
from rules.words import Words, _, quoted
from storage import residents

SETTINGS = ((Button(_("⚙️ Les réglages"), tap="set"),),)


def name(turn: Turn) -> None:
    talking.begin(turn, HOUSE, NAME.name, answers={})


def name_facts(turn: Turn, _args: Mapping[str, Any]) -> NameFacts:
    return NameFacts(turn.person.first_name, turn.town.name)


def named(turn: Turn, command: MyName) -> None:
    residents.change(turn.session, turn.person.id, first_name=command.first_name)
    turn.know_anew()
    turn.reply(screen(_("C’est noté : {name}.", name=quoted(command.first_name)), rows=SETTINGS))


def likes(turn: Turn) -> None:
    """What was chosen before is ticked."""
    before = residents.row(turn.session, turn.person.id).skills or {}
    talking.begin(turn, HOUSE, LIKES.name, answers={
        f"{key}*": list(before.get(key, ())) for key in ("likes", "slots")})


def families(turn: Turn) -> tuple[Option, ...]:
    return _options(turn.content.help_families)


@lru_cache(maxsize=4)
def _options(of: tuple[Family, ...]) -> tuple[Option, ...]:
    return tuple(Option(f.code, _("{emoji} {title}", emoji=f.emoji, title=Words(f.title))) for f in of)


def likes_facts(turn: Turn, _args: Mapping[str, Any]) -> LikesFacts:
    return LikesFacts(families(turn))


def liked(turn: Turn, command: MyLikes) -> None:
    before = residents.row(turn.session, turn.person.id).skills or {}
    residents.change(turn.session, turn.person.id,
                     skills=before | {"likes": list(command.likes), "slots": list(command.slots)})
    turn.reply(screen(_("C’est noté, merci !"), rows=SETTINGS))


TAPS: Mapping[str, Tap] = {
    "set.name": Tap(name, Role.RESIDENT, Where.PRIVATE),
    "set.likes": Tap(likes, Role.RESIDENT, Where.PRIVATE),
}
TALKS = (Talk(NAME, name_facts, named, role=Role.RESIDENT), Talk(LIKES, likes_facts, liked, role=Role.RESIDENT))
