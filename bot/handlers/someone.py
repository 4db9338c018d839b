"""« ✋ Parler à quelqu’un »: the one who runs the group, the mairie, and the emergency numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot import talking
from bot.features import Link, Tap
from bot.handlers.house import HOUSE
from bot.rows import WroteToMe
from bot.turn import Turn
from rules.incoming import Tapped
from rules.limits import Limit
from rules.messages import Button, Row, _, lines, said, screen
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.someone import SomeoneWrote
from storage import contacts, help_lists


def stay(turn: Turn) -> None:
    """What was tapped keeps its words: they may hold a number or a message one still needs."""
    event = turn.incoming.event
    if isinstance(event, Tapped):
        turn.incoming = replace(turn.incoming, event=replace(event, message=None))


def someone(turn: Turn) -> None:
    """In a group, the rest is private; in private, what was being answered stays where it is."""
    if not turn.private:
        turn.notice(start=turn.link("someone"))
        return
    stay(turn)
    shown(turn)


def from_link(turn: Turn, _params: Mapping[str, Any]) -> None:
    shown(turn)


def shown(turn: Turn) -> None:
    admin = help_lists.admin_of(turn.session, turn.person.id) if turn.person.is_resident else None
    numbers = [_("☎ Mairie : {phone}", phone=turn.town.phone)] if turn.town.phone else []
    numbers.append(_("Urgence : <b>15</b>, <b>18</b>, <b>112</b>."))
    rows: tuple[Row, ...] = ()
    words = _("Une vraie personne peut vous répondre.") if admin or turn.town.phone else _(
        "Il n’y a pas encore de groupe près de chez vous pour vous répondre. La mairie de votre commune vous oriente.")
    if admin:
        rows = ((Button(_("✍️ Écrire à qui anime"), tap="someone.write"),),)
        words = lines(words, _("Vous pouvez écrire à la personne qui anime « {group} » : elle seule vous lira.",
                               group=said(admin[1])))
    turn.reply(screen(words, lines(*numbers), rows=rows))


def write(turn: Turn) -> None:
    admin = help_lists.admin_of(turn.session, turn.person.id)
    if admin is None:
        raise Gone
    talking.begin(turn, HOUSE, "relay", {"to": admin[0], "admin": True}, answers={})


def reply(turn: Turn, person: WroteToMe) -> None:
    """Only to somebody who wrote first."""
    stay(turn)
    talking.begin(turn, HOUSE, "relay", {"to": person, "admin": True}, answers={})


def carried(turn: Turn, to: int, text: str) -> None:
    """To the one who runs the group, or back from them."""
    me = turn.person.id
    admin = help_lists.admin_of(turn.session, me)
    asks = admin is not None and admin[0] == to
    allowed = asks or contacts.may_write(turn.session, me, to)
    if not allowed or contacts.blocked(turn.session, me, to):
        turn.reply(screen(_("Ce message n’a pas pu être transmis.")))
        return
    turn.within(Limit.RELAYS)
    contacts.wrote(turn.session, me, to, turn.now)
    turn.tell(to, SomeoneWrote(me, turn.person.first_name, text, admin[1] if asks and admin else ""))
    turn.reply(screen(_("📨 Ça part. La réponse viendra ici."),
                      _("Si c’est urgent, n’attendez pas : 15, 18 ou 112.")))


TAPS: Mapping[str, Tap] = {
    "someone": Tap(someone, Role.ANYBODY, Where.EVERYWHERE),
    "someone.write": Tap(write, Role.RESIDENT, Where.PRIVATE),
    "someone.reply": Tap(reply, Role.RESIDENT, Where.PRIVATE),
}
LINKS: Mapping[str, Link] = {"someone": Link(from_link, Role.VISITOR)}
