"""« ✋ Parler à quelqu’un »: whoever looks after the street, else runs the group; the mairie, the emergency numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from actions import moderation
from actions import someone as actions
from bot import talking
from bot.features import Link, Tap
from bot.handlers import members
from bot.handlers.house import HOUSE
from bot.rows import WroteToMe
from bot.turn import Turn
from rules.alike import MOST_ALIKE, mark, marks
from rules.incoming import Tapped
from rules.limits import Limit
from rules.moderation import REPEATED
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.someone import has_link
from rules.words import Words, _, lines, quoted
from storage import asks_leaders, contacts, groups, help_lists, moderation_alike, residents, zones

MENU: tuple[Row, ...] = ((Button(_("☰ Menu"), tap="menu"),),)
NOBODY = _("Personne n’anime votre groupe par ici en ce moment : ce message ne peut être confié à personne.")


def stay(turn: Turn) -> None:
    """What was tapped keeps its words: they may hold a number or a message one still needs."""
    event = turn.incoming.event
    if isinstance(event, Tapped):
        turn.incoming = replace(turn.incoming, event=replace(event, message=None))


def someone(turn: Turn) -> None:
    """In a group, the rest is private; in private, what was being answered stays where it is."""
    if not turn.private:
        turn.toast(start=turn.link("someone"))
        return
    stay(turn)
    shown(turn)


def from_link(turn: Turn, _params: Mapping[str, Any]) -> None:
    shown(turn)


def looks_after(turn: Turn) -> tuple[int, str] | None:
    """Whoever looks after one of this person's places now, and its label: its référent, or who stands in for them."""
    places = {zone.id: zone.label for zone in zones.of_person(turn.session, turn.person.id)}
    found = asks_leaders.referent_of(turn.session, list(places), turn.person.id, turn.now)
    return (found[0].id, places[found[1]]) if found else None


def shown(turn: Turn) -> None:
    referent = looks_after(turn) if turn.person.is_resident else None
    admin = referent or (help_lists.admin_of(turn.session, turn.person.id) if turn.person.is_resident else None)
    numbers = [_("☎ Mairie : {phone}", phone=turn.town.phone)] if turn.town.phone else []
    numbers.append(_("Urgence : <b>15</b>, <b>18</b>, <b>112</b>."))
    rows: tuple[Row, ...] = ()
    words = _("Une vraie personne peut vous répondre.") if admin or turn.town.phone else _(
        "Il n’y a pas encore de groupe près de chez vous pour vous répondre. La mairie de votre commune vous oriente.")
    if admin:
        who = residents.by_id(turn.session, admin[0])
        rows = ((Button(_("✍️ Écrire à {name}", name=quoted(who.first_name)) if who and who.first_name else
                        _("✍️ Écrire"), tap="someone.write"),),)
        said = (_("Vous pouvez écrire à la personne qui veille sur {place} : elle seule vous lira.",
                  place=quoted(admin[1])) if referent else
                _("Vous pouvez écrire à la personne qui anime « {group} » : elle seule vous lira.",
                  group=quoted(admin[1])))
        words = lines(words, said)
    turn.reply(screen(words, lines(*numbers), rows=rows))


def write(turn: Turn) -> None:
    admin = looks_after(turn) or members.mine(turn)
    if admin is None:
        turn.reply(screen(NOBODY, *town(turn), rows=MENU))
        return
    talking.begin(turn, HOUSE, "relay", {"to": admin[0], "admin": True}, answers={})


def town(turn: Turn) -> tuple[Words, ...]:
    return (_("☎ Mairie : {phone}", phone=turn.town.phone),) if turn.town.phone else ()


def reply(turn: Turn, person: WroteToMe) -> None:
    """Only to somebody who wrote first."""
    stay(turn)
    talking.begin(turn, HOUSE, "relay", {"to": person, "admin": True}, answers={})


def carried(turn: Turn, to: int, text: str) -> None:
    """To the one who runs the group now, or back from them."""
    me = turn.person.id
    answers = contacts.may_write(turn.session, me, to)
    referent = None if answers else looks_after(turn)
    admin = None if answers else referent or members.mine(turn)
    if not answers and (admin is None or admin[0] != to):
        turn.reply(screen(NOBODY, *town(turn), rows=MENU))
        return
    if contacts.blocked(turn.session, me, to) or contacts.muted(turn.session, to, me):
        turn.reply(screen(_("Ce message n’a pas pu être transmis."), *town(turn), rows=MENU))
        return
    turn.within(Limit.RELAYS)
    if admin:
        turn.within(Limit.TO_ORGANISER)
    actions.write(turn.desk, turn.person, to, text, admin[1] if admin else "", is_place=bool(referent))
    watch_repeats(turn, text)
    if answers:
        other = residents.by_id(turn.session, to)
        turn.reply(screen(_("📨 Votre réponse part vers {name}.", name=quoted(other.first_name if other else ""))))
        return
    turn.reply(screen(_("📨 Ça part. La réponse viendra ici."),
                      _("Si c’est urgent, n’attendez pas : 15, 18 ou 112."), rows=unfinished(turn) or MENU))


def unfinished(turn: Turn) -> tuple[Row, ...]:
    """A way back to what was put aside to say something else."""
    waiting = [held for held in turn.batch.drafts.get(turn.person.id, {}).values() if held.answers]
    words = {"help": _("▶ Reprendre ma demande")}
    return tuple((Button(words.get(held.name, _("▶ Reprendre")), tap=tap("talk.resume", held.name)),)
                 for held in waiting[-1:])


def watch_repeats(turn: Turn, text: str) -> None:
    """Nearly the same words, or links whatever the words, five times in seven days: a human will look, the bot decides
    nothing.
    """
    key, me = moderation_alike.key(turn.session), turn.person.id
    link = tuple(mark(piece, key) for piece in ("a link", "another link")) if has_link(text) else ()
    counts = [moderation_alike.carried(turn.session, me, turn.digits(12), found, turn.now)
              for found in (marks(text, key), link)]
    if MOST_ALIKE in counts:
        group = next(iter(groups.of_person(turn.session, me)), None)
        moderation.flag(turn.desk, me, group.id if group else None, REPEATED, partial(members.organiser, turn))


def mute(turn: Turn, person: WroteToMe) -> None:
    """Who runs a group reads no more of somebody who wrote to them; nobody is told."""
    contacts.mute(turn.session, turn.person.id, person, turn.now)
    contacts.answered(turn.session, turn.person.id, person)
    stay(turn)
    turn.reply(screen(_("🔇 C’est fait : cette personne ne peut plus vous écrire par ici. Elle n’en est pas avertie."),
                      rows=((Button(_("↩ Annuler"), tap=tap("someone.hear", person)),),)))


def hear(turn: Turn, person: WroteToMe) -> None:
    contacts.hear(turn.session, turn.person.id, person)
    turn.reply(screen(_("C’est annulé : cette personne peut à nouveau vous écrire."), rows=MENU))


TAPS: Mapping[str, Tap] = {
    "someone": Tap(someone, Role.ANYBODY, Where.EVERYWHERE),
    "someone.write": Tap(write, Role.RESIDENT, Where.PRIVATE),
    "someone.reply": Tap(reply, Role.RESIDENT, Where.PRIVATE),
    "someone.mute": Tap(mute, Role.VISITOR, Where.PRIVATE),
    "someone.hear": Tap(hear, Role.VISITOR, Where.PRIVATE),
}
LINKS: Mapping[str, Link] = {"someone": Link(from_link, Role.VISITOR)}
