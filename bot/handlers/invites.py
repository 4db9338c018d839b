"""/inviter: a link of one's own, to hand on and to take back; what brought people in, as counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import invites as actions
from bot.features import Feature, Link, Order, Tap
from bot.handlers import residents
from bot.rows import Administered
from bot.turn import Turn
from rules.console import FEWEST as FEWEST_IN_TOWN
from rules.invites import FEWEST, WHOLE_TOWN, told
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, quoted
from storage import groups, kits
from storage import invites as store

MENU: Row = (Button(_("☰ Menu"), tap="menu"),)
ANEW: Row = (Button(_("👋 Un nouveau lien"), tap="invite"),)
NOBODY_YET = _("Aucune arrivée par ici depuis un an.")


def invite(turn: Turn, _payload: str = "") -> None:
    """By a resident; or by who installed a group and has not joined yet: that link is the group's."""
    if turn.person.is_resident:
        shown(turn)
    elif groups.of_person(turn.session, turn.person.id):
        turn.reply(screen(_("Voici l’invitation de votre groupe, valable 30 jours. Transférez-la à qui vous voulez :"),
                          address(turn, residents.link_to_join(turn))))
    else:
        turn.reply(screen(residents.FIRST, rows=((Button(_("👋 Commencer"), tap="join"),),)))


def shown(turn: Turn) -> None:
    group = residents.group_to_join(turn).get("group")
    link = actions.link_of(turn.desk, turn.person, group)
    seen = (_("Qui l’ouvre lit votre prénom et le nom du groupe, rien d’autre.") if group else
            _("Qui l’ouvre lit votre prénom, rien d’autre."))
    run = kits.run_by(turn.session, turn.person.id)
    rows: list[Row] = [(Button(_("✖ Retirer ce lien"), tap="invite.end"),)]
    if run:
        rows.append((Button(_("📊 D’où viennent les gens"), tap=tap("invite.from", run[0].id)),))
    turn.reply(screen(_("Voici votre invitation, valable 30 jours. Transférez-la à qui vous voulez."), seen,
                      address(turn, link), rows=tuple(rows)), edit=False)


def again(turn: Turn) -> None:
    shown(turn)


def address(turn: Turn, link: str) -> Words:
    return _("https://t.me/{bot}?start={link}", bot=turn.batch.username, link=link)


def end(turn: Turn) -> None:
    if not actions.end(turn.desk, turn.person.id):
        raise Gone
    turn.reply(screen(_("C’est retiré : ce lien n’ouvre plus rien. Qui est déjà là reste."), rows=(ANEW, MENU)))


def opened(turn: Turn, params: Mapping[str, Any]) -> None:
    """Somebody else's invitation. Whoever may not read its name comes in by the same door, without it."""
    if params.get("by") == turn.person.id:
        turn.reply(screen(_("C’est votre propre invitation : elle est pour les autres. Transférez-la à qui vous "
                            "voulez."), rows=(MENU,)))
        return
    by = actions.inviter(turn.desk, params.get("by"), turn.person.id)
    group, already = params.get("group"), {one.id for one in groups.of_person(turn.session, turn.person.id)}
    found = groups.by_id(turn.session, group) if group else None
    if turn.person.is_resident and found and found.id in already:
        turn.reply(screen(_("Vous participez déjà au groupe « {group} ».", group=quoted(found.name)), keyboard="menu"))
        return
    residents.begin(turn, group if found and found.is_installed else None, by=by.id if by else None)


def say(turn: Turn) -> None:
    if store.invited_by(turn.session, turn.person.id) is None:
        raise Gone
    by = actions.say(turn.desk, turn.person)
    turn.reply(screen(_("👋 C’est dit à {name}.", name=quoted(by.first_name)) if by else
                      _("Cette personne n’est plus par ici. Bienvenue à vous !")))


def say_nothing(turn: Turn) -> None:
    actions.say_nothing(turn.desk, turn.person.id)
    turn.reply(screen(_("Entendu : cela reste entre nous.")))


def sources(turn: Turn, group: Administered) -> None:
    counts = store.counted(turn.session, group.id, actions.a_year_ago(turn.today))
    turn.reply(screen(_("📊 <b>D’où viennent les gens</b> : « {group} », depuis un an", group=quoted(group.name)),
                      told(counts, FEWEST) if counts else NOBODY_YET, rows=(MENU,)))


def town_sources(turn: Turn) -> None:
    counts = store.counted(turn.session, WHOLE_TOWN, actions.a_year_ago(turn.today))
    turn.reply(screen(_("📊 <b>D’où viennent les gens</b>, depuis un an"),
                      told(counts, FEWEST_IN_TOWN) if counts else NOBODY_YET,
                      rows=((Button(_("↩ Bilans"), tap="console.at:bilans"),),)))


def corner(_turn: Turn) -> list[Row]:
    return [(Button(_("👋 D’où viennent les gens"), tap="invite.town"),)]


FEATURE = Feature(
    "invites",
    orders={"inviter": Order(invite, Role.VISITOR, Where.PRIVATE, _("Inviter une personne du voisinage"))},
    taps={
        "invite": Tap(again, Role.RESIDENT, Where.PRIVATE),
        "invite.end": Tap(end, Role.RESIDENT, Where.PRIVATE),
        "invite.say": Tap(say, Role.RESIDENT, Where.PRIVATE),
        "invite.not": Tap(say_nothing, Role.RESIDENT, Where.PRIVATE),
        "invite.from": Tap(sources, Role.VISITOR, Where.PRIVATE),
        "invite.town": Tap(town_sources, Role.COORDINATOR, Where.PRIVATE),
    },
    links={store.PURPOSE: Link(opened, Role.VISITOR)},
    console={"bilans": corner},
)
