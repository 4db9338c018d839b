"""The code of a poster, typed instead of photographed: it says the group's public name, then opens the same door."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import talking
from bot.conversations.postercodes import CODE_TALK, EnterCode
from bot.features import Feature, Talk, Tap
from bot.handlers import residents
from bot.handlers.house import HOUSE
from bot.rows import Code
from bot.turn import Turn
from rules.groups import Group
from rules.invites import CODE
from rules.limits import Limit, sentence
from rules.postercodes import is_one_word, spelled
from rules.rights import Role, Where
from rules.screens import Button, screen, tap
from rules.words import _, quoted
from storage import groups, limits
from storage import postercodes as store


def ask(turn: Turn) -> None:
    talking.begin(turn, HOUSE, CODE_TALK.name, answers={})


def entered(turn: Turn, command: EnterCode) -> None:
    answer(turn, command.code, tried(turn, command.code))


def heard(turn: Turn, text: str) -> bool:
    """Whether these words are a code. Where something else was asked, only one that exists is."""
    code = spelled(text)
    if code is None or (turn.held is None and not is_one_word(text)):
        return False
    if turn.held and limits.is_spent(turn.session, Limit.CODES, turn.person.id, turn.now):
        return False
    group = tried(turn, code)
    if turn.held and group is None:
        return False
    answer(turn, code, group)
    return True


def tried(turn: Turn, code: str) -> Group | None:
    """The group of a code. Every try counts, so that guessing leads nowhere."""
    if not limits.spend(turn.session, Limit.CODES, turn.person.id, turn.now):
        return None
    number = store.group_of(turn.session, code)
    return groups.by_id(turn.session, number) if number else None


def answer(turn: Turn, code: str, group: Group | None) -> None:
    """Never more than the group's public name; it is said back before anything happens: a digit is soon mistaken."""
    if group is None:
        unknown(turn)
    elif any(mine.id == group.id for mine in groups.of_person(turn.session, turn.person.id)):
        turn.reply(screen(_("Vous participez déjà au groupe « {group} ».", group=quoted(group.name)), keyboard="menu"))
    else:
        turn.reply(screen(_("Ce code mène à « {group} ». C’est bien là ?", group=quoted(group.name)),
                          rows=((Button(_("👋 Oui, je participe"), tap=tap("code.in", code)),),
                                (Button(_("🔁 Autre code"), tap="code"),))))


def unknown(turn: Turn) -> None:
    if limits.is_spent(turn.session, Limit.CODES, turn.person.id, turn.now):
        turn.reply(screen(sentence(Limit.CODES), keyboard="menu" if turn.person.is_resident else None))
        return
    turn.reply(screen(_("Je ne connais pas ce code. Vérifiez-le sur la feuille : un mot, puis un nombre."),
                      rows=((Button(_("🔁 Réessayer"), tap="code"),), (Button(_("☰ Menu"), tap="menu"),))))


def come_in(turn: Turn, code: Code) -> None:
    """What the square of the same poster does."""
    group = tried(turn, spelled(code) or "")
    if group is None:
        unknown(turn)
        return
    store.count(turn.session, code)
    residents.begin(turn, group.id, kit=CODE)


def nothing(_turn: Turn, _args: Mapping[str, Any]) -> None:
    return None


FEATURE = Feature(
    "postercodes",
    taps={
        "code": Tap(ask, Role.VISITOR, Where.PRIVATE),
        "code.in": Tap(come_in, Role.VISITOR, Where.PRIVATE),
    },
    talks=(Talk(CODE_TALK, nothing, entered),),
    listens=(heard,),
)
