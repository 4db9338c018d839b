"""/gisement: how many people near here would lend or do each thing. Counts, « quelques » below the threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.features import Order, Tap
from bot.handlers.here import group_here, groups_of_mine
from bot.rows import GroupOfMineOrNone
from bot.turn import Turn
from rules.offers import INSIDE, OUTSIDE, counted
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted
from storage import asks_leaders, zones
from storage import offers as store

A_PAGE = 6


def shown(turn: Turn, _payload: str = "") -> None:
    """In a group, its own; in private, of the places one looks after, else of one's groups."""
    if not turn.private:
        here = group_here(turn)
        found = store.in_group(turn.session, here.id, turn.now)
        turn.reply(page_of(turn, quoted(here.name), found, INSIDE, 0, silent=True))
        return
    if looked_after(turn):
        of_places(turn)
    else:
        of_group(turn, groups_of_mine(turn)[0])


def looked_after(turn: Turn) -> list[int]:
    """The places that are this person's to look after now, those of whom they stand in for too."""
    return asks_leaders.led_by(turn.session, turn.person.id, turn.now)


def of_places(turn: Turn, page: int = 0) -> None:
    places = looked_after(turn)
    if not places:
        raise Gone
    named = [zone.label for number in places if (zone := zones.by_id(turn.session, number))]
    found = store.in_zones(turn.session, places, turn.now)
    turn.reply(page_of(turn, quoted(", ".join(named)), found, OUTSIDE, page, again="gisement.places"))


def of_group(turn: Turn, group: GroupOfMineOrNone, page: int = 0) -> None:
    if group is None:
        raise Gone
    found = store.in_group(turn.session, group.id, turn.now)
    turn.reply(page_of(turn, quoted(group.name), found, INSIDE, page, again=tap("gisement.group", group.id)))


def page_of(turn: Turn, where: Words, found: Mapping[str, int], least: int, page: int, *, again: str = "",
            silent: bool = False) -> Screen:
    said = told(turn, found, least)
    title = _("🧰 <b>Près d’ici : {where}</b>", where=where)
    if not said:
        return screen(title, _("Personne n’a encore dit ce qui peut se prêter ou se faire. Pour commencer, en privé : "
                               "/proposer"), silent=silent)
    pages = -(-len(said) // A_PAGE)
    rows: list[Row] = [(Button(_("➡ Suite"), tap=tap(again, (page + 1) % pages)),)] if again and pages > 1 else []
    more = [_("… Le reste, en privé : /gisement")] if not again and pages > 1 else []
    return screen(title, lines(*said[page % pages * A_PAGE:][:A_PAGE], *more), rows=tuple(rows), silent=silent)


def told(turn: Turn, found: Mapping[str, int], least: int) -> Sequence[Words]:
    """The most proposed first; what is below the threshold comes last, in the content's order."""
    known = turn.content.things
    order = sorted((code for code in known if found.get(code)),
                   key=lambda code: -found[code] if found[code] >= least else 0)
    return [_("• {what}", what=counted(known[code], found[code], least)) for code in order]


ORDERS = {"gisement": Order(shown, Role.RESIDENT, Where.EVERYWHERE, _("Ce qui peut se prêter ou se faire près d’ici"),
                            in_groups=True)}
TAPS = {"gisement.places": Tap(of_places, Role.RESIDENT, Where.PRIVATE),
        "gisement.group": Tap(of_group, Role.RESIDENT, Where.PRIVATE)}
