"""Where an incoming thing goes: orders, taps, links, the active conversation, events. Rights are judged here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot import talking
from bot.conversations.kit import Input
from bot.door import admit, dead_button
from bot.editing import edited, forget_answer
from bot.features import House
from bot.labels import footer_in
from bot.turn import Turn
from rules.incoming import Edited, Located, Ordered, Other, PlaceKind, Tapped, Typed
from rules.refusals import Gone, Refusal
from rules.rights import Right, Role, Verdict
from rules.screens import Button, Screen
from rules.words import Words, _
from storage import links, modules


def route(turn: Turn, house: House) -> None:
    if turn.incoming.place.kind is PlaceKind.CHANNEL:
        return
    if turn.held and turn.held.name not in house.talks:
        talking.drop(turn)  # a conversation that a newer version no longer has
    match turn.incoming.event:
        case Ordered() as ordered:
            _order(turn, house, ordered)
        case Tapped() as tapped:
            _tap(turn, house, tapped)
        case Typed(text, marks):
            if turn.private:
                _private(turn, house, Input(text=text, on=turn.written_on, marks=marks))
        case Located(cell):
            if turn.private:
                _private(turn, house, Input(cell=cell, abroad=cell is None))
        case Edited(message, text) if turn.private and house.stops(turn, text):
            forget_answer(turn, message)
        case Edited() as event:
            right = house.talks[turn.held.name].right if turn.held else None
            may_talk = right is not None and turn.verdict(right) is Verdict.ALLOWED
            edited(turn, house, event, may_talk=may_talk)
        case Other() as other:
            if turn.private:
                _private(turn, house, Input(other=other.what, file=other.file, seconds=other.seconds,
                                           phone=other.phone, marks=other.marks, caption=other.caption,
                                           size=other.size, mime=other.mime))
        case event:
            for listener in house.events.get(type(event).__name__, []):
                listener(turn)


def _order(turn: Turn, house: House, ordered: Ordered) -> None:
    if ordered.name == "start" and ordered.payload and turn.private:
        open_link(turn, house, ordered.payload)
        return
    if turn.private and ordered.name != "start" and house.stops(turn, ordered.payload):
        return
    order = house.orders.get(ordered.name)
    if order is None:
        if turn.private:
            _unknown_order(turn, house)
        return
    if _allowed(turn, order.right):
        _is_wanted(turn, house, ordered.name, order.role)
        order.handler(turn, ordered.payload)


def _is_wanted(turn: Turn, house: House, name: str, role: Role) -> None:
    """Raises the sentence for an order of what is done without: in this group, in all of a neighbour’s, in town."""
    turn.module = house.of_module.get(f"/{name}", "")
    if not turn.module:
        return
    mine = turn.person.id if role is Role.RESIDENT and not turn.group else 0
    off = turn.group.off if turn.group else modules.off_for(turn.session, mine, turn.module)
    if turn.module in off:
        raise Refusal(off.sentence(turn.module))


def _unknown_order(turn: Turn, house: House) -> None:
    """Never taken for an answer: the question comes again, or the menu."""
    words = _("Je ne connais pas cette commande. Pour les voir toutes, écrivez /aide.")
    if turn.held and _goes_on(turn, house, turn.held.name):
        talking.proceed(turn, house, problem=words)
    elif not turn.held:
        turn.reply(Screen((words,), keyboard="menu"))


def obey(turn: Turn, house: House, name: str, payload: str = "") -> None:
    """Do as if the person had written `/name payload`, with the same rights."""
    _order(turn, house, Ordered(name, payload))


def open_link(turn: Turn, house: House, payload: str) -> None:
    """`/start payload`: a deep link. Unknown, used or expired ones get a sentence and the menu."""
    opened = links.use(turn.session, hashlib.sha256(payload.encode()).hexdigest(), turn.person.id, turn.now)
    link = house.links.get(opened.purpose) if opened else None
    if opened is None or link is None:
        turn.reply(Screen((_("Ce lien n’est plus valable. Demandez-en un nouveau, ou continuez par le menu."),),
                          keyboard="menu"))
        return
    if _allowed(turn, link.right):
        turn.module = house.of_module.get(f"link:{opened.purpose}", "")
        link.handler(turn, {**opened.params, "by": opened.by})


def _tap(turn: Turn, house: House, tapped: Tapped) -> None:
    action, *args = tapped.data.split(":")
    if action == "c":
        _tap_answer(turn, house, args)
        return
    button = house.taps.get(action)
    if button is None:
        _dead_button(turn, house)
        return
    if not _allowed(turn, button.right):
        return
    turn.module = house.of_module.get(f"tap:{action}", "")
    try:
        named = admit(turn, button.handler, args)
    except Gone as gone:
        _dead_button(turn, house, gone.words)
        return
    button.handler(turn, *named)


def _tap_answer(turn: Turn, house: House, args: Sequence[str]) -> None:
    """`c:conversation:run:question:value`"""
    ours = turn.private and len(args) >= 4 and args[0] in house.talks
    if ours and not _goes_on(turn, house, args[0]):
        return
    if not (ours and talking.tapped(turn, house, args[0], args[1], args[2], ":".join(args[3:]))):
        _dead_button(turn, house)


def _dead_button(turn: Turn, house: House, words: Words | None = None) -> None:
    """Said, with the question again where one waits."""
    dead_button(turn, words)
    if turn.private and turn.held:
        talking.proceed(turn, house)


def _private(turn: Turn, house: House, given: Input) -> None:
    if house.stops(turn, given.text or given.caption):
        return
    if turn.held and given.text and _footer(turn, house, given.text):
        return
    if order := house.heard.get((given.text or "").strip().casefold()):
        obey(turn, house, order)
        return
    if turn.held:
        if _goes_on(turn, house, turn.held.name):
            talking.answer(turn, house, given)
        return
    if house.understands(turn, given.text):
        return
    turn.reply(Screen((_("Je n’ai pas compris. Choisissez dans le menu ci-dessous, ou écrivez /aide."),),
                      keyboard="menu"))


def _footer(turn: Turn, house: House, text: str) -> bool:
    """What stands under every question, typed instead of tapped: never an answer, never words to carry."""
    match footer_in(text):
        case "cancel":
            talking.cancel(turn, house)
        case "back":
            talking.back(turn, house)
        case "someone":
            house.taps["someone"].handler(turn)
        case _:
            return False
    return True


def _goes_on(turn: Turn, house: House, name: str) -> bool:
    return _allowed(turn, house.talks[name].right)


def _allowed(turn: Turn, right: Right) -> bool:
    verdict = turn.verdict(right)
    if verdict is Verdict.ALLOWED and right.role is Role.GROUP_ADMIN and not turn.private:
        verdict = _admin_verdict(turn)
    if verdict is Verdict.ALLOWED:
        return True
    _refuse(turn, verdict)
    return False


def _admin_verdict(turn: Turn) -> Verdict:
    """Asked of the chat itself: a group whose arrival was missed has no row yet, and may still be installed."""
    return Verdict.ALLOWED if turn.is_admin_of(turn.incoming.place.value) else Verdict.NOT_ADMIN


def _refuse(turn: Turn, verdict: Verdict) -> None:
    said = {
        Verdict.SUSPENDED: _("Votre participation est suspendue. Parlez-en à la personne qui anime le groupe."),
        Verdict.GROUP_ONLY: _("Cette commande s’utilise dans le groupe."),
        Verdict.NOT_ADMIN: _("Seule une personne qui administre le groupe peut le faire."),
        Verdict.NOT_STAFF: _("C’est réservé aux personnes à qui la mairie a donné un rôle."),
        Verdict.NOBODY: _("Je ne peux répondre qu’à une personne, en privé."),
    }
    if verdict is Verdict.JOIN_FIRST:
        _invite(turn, _("Faisons d’abord connaissance : c’est une minute, sans engagement."), "join")
    elif verdict is Verdict.PRIVATE_ONLY:
        _invite(turn, _("C’est personnel : continuons en privé."), "menu")
    elif verdict is Verdict.GROUP_ONLY and turn.private:
        turn.reply(Screen((said[verdict],), ((Button(_("➕ Ajouter à mon groupe"), startgroup="installer"),),)))
    else:
        turn.toast(said[verdict], alert=not turn.private)


def _invite(turn: Turn, words: Words, purpose: str) -> None:
    """Lead to the private chat: a tap opens it at once, an order gets a button."""
    if turn.private:
        turn.reply(Screen((words,), ((Button(_("👋 Commencer"), tap="join"),),)), edit=False)
        return
    event = turn.incoming.event
    helps = {"helps": True} if isinstance(event, Tapped) and event.data.startswith("help.take") else {}
    payload = turn.link(purpose, group=turn.group.id, card=True, **helps) if turn.group else turn.link(purpose)
    if isinstance(event, Tapped):
        turn.toast(None, start=payload)
    else:
        turn.reply(Screen((words,), ((Button(_("Continuer en privé"), start=payload),),), silent=True))
