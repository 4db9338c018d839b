"""After the yes: numbers, address, or words carried by the bot. Each side chooses for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import contacts as actions
from bot import talking
from bot.conversations.contacts import (
    CONTACT,
    DOOR,
    FOR_WHOM,
    PHONE,
    RELAY,
    Carry,
    ContactFacts,
    ForWhomFacts,
    GiveContact,
    RelayFacts,
)
from bot.features import Feature, Talk, Tap
from bot.handlers import someone
from bot.handlers.free_words import for_somebody
from bot.handlers.house import HOUSE
from bot.handlers.someone import stay
from bot.rows import OVER, ExchangeOfMyRequest, MyExchange, my_exchange
from bot.turn import Turn
from rules.help import Acceptance, Request
from rules.limits import Limit
from rules.rights import Role, Where
from rules.screens import Button, screen, tap
from rules.words import _
from storage import contacts as given
from storage import residents


def name_of(turn: Turn, found: Acceptance, request: Request) -> str:
    """The first name of the other side."""
    return found.volunteer_name if turn.person.id == found.asker else request.asker_name


def phone(turn: Turn, hand: MyExchange) -> None:
    talking.begin(turn, HOUSE, "contact", {"acceptance": hand.acceptance.id, "what": PHONE}, answers={})


def door(turn: Turn, hand: ExchangeOfMyRequest) -> None:
    stay(turn)
    talking.begin(turn, HOUSE, "contact", {"acceptance": hand.acceptance.id, "what": DOOR}, answers={})


def facts(turn: Turn, args: Mapping[str, Any]) -> ContactFacts:
    both = my_exchange(turn, args["acceptance"])
    return ContactFacts(both[0].id if both else 0, args["what"], name_of(turn, *both) if both else "",
                        turn.person.timezone)


def gave(turn: Turn, command: GiveContact) -> None:
    both = my_exchange(turn, command.acceptance)
    if both is None:
        turn.reply(screen(OVER))
        return
    found, request = both
    if not command.phone and not command.door:
        turn.reply(screen(_("Entendu, l’adresse n’est pas donnée. Vous pourrez la donner plus tard avec /mesdemandes."),
                          rows=((Button(_("☰ Menu"), tap="menu"),),)))
        return
    actions.give(turn.desk, found, turn.person, phone=command.phone, door=command.door)
    turn.reply(screen(_("📨 Ça part vers {name}, et personne d’autre. Effacé trois jours après la fin.",
                        name=name_of(turn, found, request))))
    if command.phone:
        ask_address(turn, found, request)


def relay(turn: Turn, hand: MyExchange) -> None:
    found, request = hand
    actions.relay(turn.desk, found, turn.person)
    turn.reply(screen(_("Entendu : {name} vous écrira par ici, sans voir votre numéro.",
                        name=name_of(turn, found, request)),
                      rows=((Button(_("✍️ Écrire"), tap=tap("contact.write", found.id)),),)))
    ask_address(turn, found, request)


def ask_address(turn: Turn, found: Acceptance, request: Request) -> None:
    """The asker is asked where to come, once, and may pass."""
    if turn.person.id == found.asker and given.of(turn.session, request.id, turn.person.id)[1] is None:
        stay(turn)
        talking.begin(turn, HOUSE, "contact", {"acceptance": found.id, "what": DOOR}, answers={})


def write(turn: Turn, hand: MyExchange) -> None:
    stay(turn)
    talking.begin(turn, HOUSE, "relay", {"to": hand.acceptance.id}, answers={})


def relay_facts(turn: Turn, args: Mapping[str, Any]) -> RelayFacts:
    if args.get("admin"):
        other = residents.by_id(turn.session, int(args["to"]))
        return RelayFacts(int(args["to"]), other.first_name if other else "", True)
    both = my_exchange(turn, args["to"])
    return RelayFacts(both[0].id if both else 0, name_of(turn, *both) if both else "")


def for_whom_facts(turn: Turn, args: Mapping[str, Any]) -> ForWhomFacts:
    hands = [both for number in args["hands"] if (both := my_exchange(turn, int(number)))]
    return ForWhomFacts(args["typed"], tuple((both.acceptance.id, name_of(turn, *both)) for both in hands))


def meant(turn: Turn, command: Carry) -> None:
    """What was typed to nobody leaves for whom it was for, or is forgotten."""
    if command.to:
        carried(turn, command)
    else:
        turn.reply(screen(_("Entendu, rien n’est envoyé."), keyboard="menu"))


def carried(turn: Turn, command: Carry) -> None:
    if command.admin:
        someone.carried(turn, command.to, command.text)
        return
    both = my_exchange(turn, command.to)
    if both is None:
        turn.reply(screen(OVER))
        return
    found, request = both
    turn.within(Limit.RELAYS)
    actions.carry(turn.desk, found, turn.person, command.text)
    someone.watch_repeats(turn, command.text)
    turn.reply(screen(_("📨 Ça part vers {name}.", name=name_of(turn, found, request)),
                      rows=((Button(_("✍️ Écrire encore"), tap=tap("contact.write", found.id)),),)))


FEATURE = Feature(
    "contacts",
    taps={
        "contact.phone": Tap(phone, Role.RESIDENT, Where.PRIVATE),
        "contact.relay": Tap(relay, Role.RESIDENT, Where.PRIVATE),
        "contact.write": Tap(write, Role.RESIDENT, Where.PRIVATE),
        "contact.door": Tap(door, Role.RESIDENT, Where.PRIVATE),
        **someone.TAPS,
    },
    talks=(Talk(CONTACT, facts, gave), Talk(RELAY, relay_facts, carried), Talk(FOR_WHOM, for_whom_facts, meant)),
    links=someone.LINKS,
    listens=(for_somebody,),
)
