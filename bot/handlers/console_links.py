"""/relier: the admin of a group links it to the town, or takes the link back; and the town's codes for that.

The town may then write there. It reads nothing, and is shown the group's name, its street and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import console_links as actions
from bot import talking
from bot.conversations.console_links import COMMUNE, LINK, CodeFor, GroupFacts, LinkGroup
from bot.features import Link, Order, Talk, Tap
from bot.handlers.house import HOUSE
from bot.handlers.places import town as commune_name
from bot.rows import NOT_INSTALLED, Administered, Code, administered
from bot.turn import Turn
from content.communes import communes
from rules.console_codes import shown, spelled
from rules.groups import Group
from rules.limits import FIGURES, Limit, sentence
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted
from storage import console_links as store
from storage import limits, zones

UNKNOWN = _("Je ne connais pas ce code. Demandez-le à la mairie : un mot, puis cinq chiffres.")
A_PAGE = 4
BACK: Row = (Button(_("↩ Rues"), tap="console.at:rues"),)


def town_of(turn: Turn) -> Words:
    return quoted(turn.town.name) if turn.town.name else _("La mairie")


# the group's own admin
def order(turn: Turn, payload: str) -> None:
    """In the group. Without a code, it is asked for in private: nobody else needs to read it."""
    group = administered(turn, turn.group.id) if turn.group else None
    if group is None:
        raise Refusal(NOT_INSTALLED)
    if store.is_linked(turn.session, group.id):
        turn.reply(linked(turn, group))
    elif payload:
        turn.reply(tried(turn, group, payload))
    else:
        link = turn.link("relier", single=False, hours=1, group=group.id)
        turn.reply(screen(_("Le code de la mairie se tape en privé."),
                          rows=((Button(_("🏛 Relier en privé"), start=link),),), silent=True))


def open_link(turn: Turn, params: Mapping[str, Any]) -> None:
    group = administered(turn, int(params["group"]))
    if group is None:
        raise Refusal(NOT_INSTALLED)
    of_group(turn, group)


def of_group(turn: Turn, group: Administered) -> None:
    if store.is_linked(turn.session, group.id):
        turn.reply(linked(turn, group))
    else:
        talking.begin(turn, HOUSE, LINK.name, {"group": group.id}, answers={})


def facts(turn: Turn, args: Mapping[str, Any]) -> GroupFacts:
    group = administered(turn, int(args["group"]))
    if group is None:
        raise Refusal(NOT_INSTALLED)
    return GroupFacts(group.id, group.name)


def typed(turn: Turn, command: LinkGroup) -> None:
    group = administered(turn, command.group)
    if group is None:
        raise Refusal(NOT_INSTALLED)
    turn.reply(tried(turn, group, command.code))


def tried(turn: Turn, group: Group, code: str) -> Screen:
    """Every try counts, for the group and for the person: guessing leads nowhere."""
    tries = {f"g{group.id}": 1} | ({f"p{turn.visitor.id}": 1} if turn.visitor else {})
    if max(limits.spend_all(turn.session, Limit.LINKS, tries, turn.now).values()) > FIGURES[Limit.LINKS].most:
        return screen(sentence(Limit.LINKS))
    found = store.code(turn.session, spelled(code) or "")
    if found is None:
        again: Row = (Button(_("🔁 Réessayer"), tap=tap("town.link", group.id)),)
        return screen(UNKNOWN, rows=(again,) if turn.private else ())
    place = zones.by_id(turn.session, group.zone) if group.zone else None
    if found.commune and place and place.commune and found.commune not in whole(place.commune):
        return screen(_("Ce code est celui de {commune}, et « {group} » est ailleurs. Demandez le code de votre "
                        "mairie, ou changez le lieu du groupe dans /reglages.", commune=commune_name(found.commune),
                        group=quoted(group.name)))
    actions.link(turn.desk, group, found.code)
    return linked(turn, group)


def whole(code: str) -> set[str]:
    """A commune, and the one it is an arrondissement of."""
    found = communes().whole_of(code)
    return {code, found.code if found else code}


def linked(turn: Turn, group: Group) -> Screen:
    return screen(
        _("🏛 « {group} » est relié : {town} peut y écrire, deux fois par semaine au plus, et en cas d’alerte.",
          group=quoted(group.name), town=town_of(turn)),
        _("Elle ne lit rien ici. Elle voit le nom du groupe, sa rue, et des nombres : jamais une demande, jamais une "
          "personne."), rows=((Button(_("✖ Délier"), tap=tap("town.unlink", group.id)),),))


def unlink(turn: Turn, group: Administered) -> None:
    if not actions.unlink(turn.desk, group):
        raise Gone
    turn.reply(screen(_("« {group} » est délié : {town} ne peut plus y écrire, dès maintenant. Pour le relier à "
                        "nouveau : /relier, puis le code, dans le groupe.", group=quoted(group.name),
                        town=town_of(turn))))


# those who coordinate
def codes(turn: Turn, page: int = 0) -> None:
    """Read only here, in private, by who coordinates."""
    every = store.codes(turn.session)
    pages = max(1, -(-len(every) // A_PAGE))
    found = every[page % pages * A_PAGE:][:A_PAGE]
    said = lines(*(_("• {place} : <b>{code}</b>", place=place(turn, one.commune), code=shown(one.code))
                   for one in found)) if found else _("Aucun code pour l’instant.")
    rows: list[Row] = [(Button(_("🗑 {code}", code=shown(one.code)), tap=tap("code.drop", one.code)),)
                       for one in found]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("console.codes", (page + 1) % pages)),))
    if all(one.commune for one in every):
        rows.append((Button(_("➕ Un code pour tous"), tap="code.town"),))
    rows.append((Button(_("➕ Un code par commune"), tap="code.commune"),))
    turn.reply(screen(_("🔑 <b>Code pour les groupes</b>"), said,
                      _("Donnez-le aux personnes qui animent un groupe : elles écrivent /relier dans leur groupe."),
                      rows=(*rows, BACK)))


def place(turn: Turn, commune: str) -> Words:
    return quoted(commune_name(commune) or commune) if commune else town_of(turn)


def for_town(turn: Turn) -> None:
    actions.make_code(turn.desk, turn.town.name or "mairie", "")
    codes(turn)


def ask_commune(turn: Turn) -> None:
    talking.begin(turn, HOUSE, COMMUNE.name, answers={})


def for_commune(turn: Turn, command: CodeFor) -> None:
    found = communes().certain(command.commune)
    if found is None:
        turn.reply(screen(_("Je ne connais pas cette commune, ou il y en a plusieurs de ce nom. Ajoutez son "
                            "code postal : « Saint-Denis 93200 »."), rows=(BACK,)))
        return
    actions.make_code(turn.desk, found.name, found.code)
    codes(turn)


def drop(turn: Turn, code: Code) -> None:
    if not actions.drop_code(turn.desk, code):
        raise Gone
    turn.reply(screen(_("Le code {code} ne relie plus personne. Les groupes déjà reliés le restent.",
                        code=shown(code)), rows=((Button(_("🔑 Les codes"), tap="console.codes"),),)))


def nothing(_turn: Turn, _args: Mapping[str, Any]) -> None:
    return None


COORDINATES = (Role.COORDINATOR, Where.PRIVATE)
ORDER = Order(order, Role.GROUP_ADMIN, Where.GROUP, _("Relier le groupe à la mairie"), in_groups=True)
OPENED = Link(open_link, Role.VISITOR)
TAPS = {
    "town.link": Tap(of_group, Role.VISITOR, Where.PRIVATE), "town.unlink": Tap(unlink, Role.ANYBODY, Where.EVERYWHERE),
    "console.codes": Tap(codes, *COORDINATES), "code.town": Tap(for_town, *COORDINATES),
    "code.commune": Tap(ask_commune, *COORDINATES), "code.drop": Tap(drop, *COORDINATES),
}
TALKS = (Talk(LINK, facts, typed), Talk(COMMUNE, nothing, for_commune, role=Role.COORDINATOR))
