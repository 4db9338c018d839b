"""The words of thanks: a ready phrase, a voice message, a card to hand on. Once an action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import thanks as actions
from bot import talking
from bot.conversations.thanks import ALOUD, AloudFacts, SayAloud
from bot.features import Link, Order, Talk, Tap
from bot.handlers.contacts import name_of
from bot.handlers.house import HOUSE
from bot.handlers.residents import link_to_join
from bot.render import as_screen
from bot.rows import Code, HelpReceived, help_received
from bot.turn import Turn
from messages.thanks import ThanksAloud, ThanksGiven, ThanksPrompt
from rules.elision import of
from rules.help import Acceptance, Request
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Message, Row, screen, tap
from rules.thanks import BY_VOICE, PHRASES
from rules.words import _, quoted
from storage import thanks

SHOWN = 4
MENU: tuple[Row, ...] = ((Button(_("☰ Menu"), tap="menu"),),)


def to_thank(turn: Turn, _payload: str = "") -> None:
    """/merci, at any time: the last people who helped, or a card for somebody else."""
    if not turn.private:
        turn.reply(screen(_("C’est personnel : continuons en privé."),
                          rows=((Button(_("Continuer en privé"), start=turn.link("thanks")),),)))
        return
    found = thanks.to_thank(turn.session, turn.person.id, SHOWN)
    if not found:
        card(turn)
        return
    rows: tuple[Row, ...] = tuple((Button(_("🙏 {name}", name=quoted(a.volunteer_name)), tap=tap("thanks.to", a.id)),)
                                  for a in found)
    rows += ((Button(_("💌 Une autre personne"), tap="thanks.card"),),)
    turn.reply(screen(_("Qui souhaitez-vous remercier ?"), rows=rows))


def from_link(turn: Turn, _params: Mapping[str, Any]) -> None:
    to_thank(turn)


def thank(turn: Turn, hand: HelpReceived) -> None:
    turn.reply(as_screen(ThanksPrompt(hand.acceptance.id, hand.acceptance.volunteer_name)))


def say(turn: Turn, hand: HelpReceived, phrase: Code) -> None:
    found, request = hand
    if phrase not in PHRASES:
        raise Gone
    if turn.held and turn.held.name == ALOUD.name and turn.held.args.get("acceptance") == found.id:
        talking.drop(turn)
    carry(turn, found, request, phrase, ThanksGiven(turn.person.first_name, phrase))


def voice(turn: Turn, hand: HelpReceived) -> None:
    """Ask for one voice message, unless the thanks left already."""
    found, request = hand
    if thanks.given(turn.session, found.id):
        turn.reply(screen(already(turn, found, request)))
        return
    talking.begin(turn, HOUSE, ALOUD.name, {"acceptance": found.id}, answers={})


def facts(turn: Turn, args: Mapping[str, Any]) -> AloudFacts:
    hand = help_received(turn, int(args["acceptance"]))
    return AloudFacts(hand.acceptance.id, name_of(turn, *hand)) if hand else AloudFacts(0, "")


def said_aloud(turn: Turn, command: SayAloud) -> None:
    hand = help_received(turn, command.acceptance)
    if hand is None:
        raise Gone
    if command.file:
        carry(turn, *hand, BY_VOICE, ThanksAloud(turn.person.first_name, command.file))
    else:
        thank(turn, hand)


def carry(turn: Turn, found: Acceptance, request: Request, what: str, message: Message) -> None:
    """Carried once. Only what kind of thanks it was is kept."""
    if not actions.thank(turn.desk, found, what, message):
        turn.reply(screen(already(turn, found, request)))
        return
    turn.reply(screen(_("🙏 Ça part vers {name}.", name=quoted(name_of(turn, found, request))), rows=(
        (Button(_("🌟 À l’honneur ?"), tap=tap("hero.of", found.id)),), *MENU)))


def already(turn: Turn, found: Acceptance, request: Request) -> Any:
    return _("Vos remerciements sont déjà partis. {name} les a.", name=quoted(name_of(turn, found, request)))


def skip(turn: Turn) -> None:
    turn.reply(screen(_("Entendu. Pour remercier plus tard : /merci."), rows=MENU))


def card(turn: Turn) -> None:
    """For a person the bot does not know: words to forward, with the way in."""
    turn.reply(screen(_("Voici une carte à transférer à la personne de votre choix :")), edit=False)
    turn.reply(screen(_("💌 <b>Merci !</b>"),
                      _("Pour votre coup de main, votre temps et votre sourire. De la part {of}.",
                        of=of(turn.person.first_name)),
                      rows=((Button(_("👋 Rejoindre le voisinage"), start=link_to_join(turn)),),)), edit=False)


ORDERS: Mapping[str, Order] = {"merci": Order(to_thank, Role.RESIDENT, Where.EVERYWHERE, _("Remercier quelqu’un"))}
TAPS: Mapping[str, Tap] = {
    "thanks.to": Tap(thank, Role.RESIDENT, Where.PRIVATE),
    "thanks.say": Tap(say, Role.RESIDENT, Where.PRIVATE),
    "thanks.voice": Tap(voice, Role.RESIDENT, Where.PRIVATE),
    "thanks.skip": Tap(skip, Role.RESIDENT, Where.PRIVATE),
    "thanks.card": Tap(card, Role.RESIDENT, Where.PRIVATE),
}
TALK = Talk(ALOUD, facts, said_aloud)
LINKS: Mapping[str, Link] = {"thanks": Link(from_link, Role.RESIDENT)}
