"""/tableau: how asking goes. A référent reads their own places, a group its own, the town hall street by street."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actions.help_cards import title
from bot.features import Feature, Link, Order, Tap
from bot.handlers.here import group_here, groups_of_mine
from bot.handlers.offers_counts import looked_after
from bot.handlers.places import town as commune_name
from bot.rows import GroupOfMineOrNone
from bot.turn import Turn
from rules.board import DEFINITIONS, Board, board, told
from rules.groups import Group
from rules.help import UNSERVED, Request, when
from rules.offers import INSIDE, OUTSIDE
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted, titled
from storage import board as store
from storage import zones
from storage.console_streets import streets

A_PAGE, STREETS_A_PAGE = 5, 4
MEANT: tuple[Row, ...] = ((Button(_("❓ Ce que cela compte"), tap="board.means:0"),),)


def shown(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        here = group_here(turn)
        turn.reply(screen(heading(quoted(here.name)), told(of_group(turn, here), INSIDE), rows=MEANT, silent=True))
        return
    if looked_after(turn):
        of_places(turn)
    else:
        group(turn, groups_of_mine(turn)[0])


def heading(where: Words) -> Words:
    return _("📊 <b>{where}</b>", where=where)


def of_group(turn: Turn, found: Group) -> Board:
    """Those who take part, and the requests of its place: totals, none of which a group has not enough people for."""
    places = [found.zone] if found.zone else []
    return board(store.volunteers(turn.session, store.taking_part(found.id), turn.now),
                 store.needs(turn.session, places, turn.now),
                 len(store.unserved(turn.session, places, turn.now)), INSIDE)


def of_zones(turn: Turn, places: Sequence[int]) -> Board:
    return board(store.volunteers(turn.session, store.living_in(places), turn.now),
                 store.needs(turn.session, places, turn.now),
                 len(store.unserved(turn.session, places, turn.now)), OUTSIDE)


def group(turn: Turn, mine: GroupOfMineOrNone) -> None:
    if mine is None:
        raise Gone
    turn.reply(screen(heading(quoted(mine.name)), told(of_group(turn, mine), INSIDE), rows=MEANT))


def of_places(turn: Turn) -> None:
    """A référent's own: with what stays without an answer, never from whom."""
    places = looked_after(turn)
    if not places:
        raise Gone
    turn.reply(screen(heading(quoted(names(turn, places))), told(of_zones(turn, places), OUTSIDE),
                      rows=((Button(_("📋 Sans réponse"), tap="board.unserved:0"),), *MEANT)))


def names(turn: Turn, places: Sequence[int]) -> str:
    return ", ".join(zone.label for number in places if (zone := zones.by_id(turn.session, number)))


def unserved(turn: Turn, page: int = 0) -> None:
    """What, where, when; of what is discreet, neither where nor when."""
    places = looked_after(turn)
    if not places:
        raise Gone
    found = store.unserved(turn.session, places, turn.now, turn.person.id)
    back: Row = (Button(_("↩ Retour"), tap="board"),)
    if not found:
        turn.reply(screen(_("Aucune demande ne reste sans réponse. Merci !"), rows=(back,)))
        return
    pages = -(-len(found) // A_PAGE)
    more: list[Row] = [(Button(_("➡ Suite"), tap=tap("board.unserved", (page + 1) % pages)),)] if pages > 1 else []
    turn.reply(screen(_("📋 <b>Sans réponse</b>"), lines(*(line(turn, one, many=len(places) > 1) for one in
                                                         found[page % pages * A_PAGE:][:A_PAGE])),
                      rows=(*more, back)))


def line(turn: Turn, request: Request, *, many: bool) -> Words:
    what = titled(title(turn.desk, request))
    if turn.content.kind(request.kind).discreet:
        return _("• {what}", what=what)
    if many:
        return _("• {what}, {zone}, {when}", what=what, zone=quoted(request.zone_label),
                 when=when(request.day, request.slot))
    return _("• {what}, {when}", what=what, when=when(request.day, request.slot))


def means(turn: Turn, page: int = 0) -> None:
    """What each figure counts, in private: a group is not written to at each press."""
    if not turn.private:
        turn.toast(start=turn.link("board.means"))
        return
    rows: tuple[Row, ...] = ((Button(_("➡ Suite"), tap=tap("board.means", (page + 1) % len(DEFINITIONS))),),)
    turn.reply(screen(*DEFINITIONS[page % len(DEFINITIONS)], rows=rows), edit=page != 0)


def means_link(turn: Turn, _params: Mapping[str, Any]) -> None:
    means(turn)


# the town hall
def town(turn: Turn, page: int = 0) -> None:
    """Places where enough people live, the most peopled first."""
    found = [(name, one) for one in streets(turn.session, turn.now - UNSERVED, turn.now) if one.residents >= OUTSIDE
             and (name := one.name(commune_name(one.commune)))]
    found.sort(key=lambda pair: (-pair[1].residents, pair[0]))
    back: Row = (Button(_("↩ Bilans"), tap="console.at:bilans"),)
    if not found:
        turn.reply(screen(_("Aucune rue n’a encore cinq personnes inscrites : rien ne se compte."), rows=(back,)))
        return
    pages = -(-len(found) // STREETS_A_PAGE)
    rows: list[Row] = [(Button(quoted(name[:32]), tap=tap("board.street", one.zone)),)
                       for name, one in found[page % pages * STREETS_A_PAGE:][:STREETS_A_PAGE]]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("board.town", (page + 1) % pages)),))
    turn.reply(screen(_("📊 Le tableau de quelle rue ?"), rows=(*rows, back)))


def street(turn: Turn, number: int) -> None:
    """Counts alone, and only where enough people live."""
    found = next((one for one in streets(turn.session, turn.now - UNSERVED, turn.now) if one.zone == number), None)
    name = found.name(commune_name(found.commune)) if found and found.residents >= OUTSIDE else ""
    if not name:
        raise Gone
    turn.reply(screen(heading(quoted(name)), told(of_zones(turn, [number]), OUTSIDE),
                      rows=(*MEANT, (Button(_("↩ Rues"), tap="board.town:0"),))))


def corner(_turn: Turn) -> list[Row]:
    return [(Button(_("📊 Tableau par rue"), tap="board.town:0"),)]


COORDINATES = (Role.COORDINATOR, Where.PRIVATE)
FEATURE = Feature(
    "board",
    orders={"tableau": Order(shown, Role.RESIDENT, Where.EVERYWHERE, _("Comment vont les demandes près d’ici"),
                             in_groups=True)},
    taps={"board": Tap(of_places, Role.RESIDENT, Where.PRIVATE),
          "board.group": Tap(group, Role.RESIDENT, Where.PRIVATE),
          "board.unserved": Tap(unserved, Role.RESIDENT, Where.PRIVATE),
          "board.means": Tap(means, Role.RESIDENT, Where.EVERYWHERE),
          "board.town": Tap(town, *COORDINATES), "board.street": Tap(street, *COORDINATES)},
    links={"board.means": Link(means_link, Role.RESIDENT)},
    console={"bilans": corner},
)
