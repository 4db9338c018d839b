"""/mairie: the town hall's screens. Each feature brings its own buttons there; a screen with none is not offered.

Numbers only: no screen of these says who asked for what, wrote what or gave which hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from actions import console as actions
from bot.features import Feature, Order, Tap
from bot.handlers import console_groups, console_links, console_mine, console_roles, console_streets
from bot.handlers.house import HOUSE
from bot.routes import obey
from bot.rows import Code
from bot.turn import Turn
from rules.audience import Audience
from rules.console import few
from rules.incoming import Tapped
from rules.refusals import Gone
from rules.rights import STAFF, Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, n_, quoted
from storage import audience

Corner: TypeAlias = Literal["campagnes", "files", "rues", "bilans"]
CORNERS: dict[str, Words] = {
    "campagnes": _("📣 Campagnes"), "files": _("📥 Files"), "rues": _("🏘 Rues"), "bilans": _("📊 Bilans")}
EMPTY: dict[str, Words] = {"files": _("📥 Rien n’attend votre décision.")}
BACK: Row = (Button(_("↩ Mairie"), tap="console"),)
CAMPAIGNS = ("campagne", "appel", "alerte", "calendrier")
"""Orders of the screen « Campagnes », where a feature brings them."""


def console(turn: Turn, _payload: str = "") -> None:
    keep_menu(turn)
    reach = audience.reach(turn.session, Audience())
    name = quoted(turn.town.name) if turn.town.name else _("Mairie")
    rows = [(Button(CORNERS[corner], tap=tap("console.at", corner)),) for corner in CORNERS
            if corner in EMPTY or rows_of(turn, corner)]
    turn.reply(screen(
        _("🏛 <b>{town}</b>", town=name),
        lines(n_("{n} groupe relié", "{n} groupes reliés", reach.groups),
              _("Personnes qui y participent : {n}", n=few(reach.residents)),
              _("Personnes qui veulent les nouvelles : {n}", n=few(reach.people))),
        rows=(*rows, (Button(_("👥 Rôles"), tap="console.roles"),))))


def keep_menu(turn: Turn) -> None:
    """Once a day, by who writes /mairie: their menu follows what a newer version can do, and their language."""
    if not isinstance(turn.incoming.event, Tapped) and turn.desk.once(f"p{turn.person.id}", f"menu-{turn.today}"):
        actions.show_menu(turn.desk, turn.person.id)


def rows_of(turn: Turn, corner: str) -> list[Row]:
    return [row for brought in HOUSE.console.get(corner, ()) for row in brought(turn)]


def at(turn: Turn, corner: Corner) -> None:
    rows = rows_of(turn, corner)
    if not rows and corner not in EMPTY:
        raise Gone
    turn.reply(corner_screen(corner, rows))


def corner_screen(corner: str, rows: Sequence[Row]) -> Screen:
    return screen(CORNERS[corner] if rows else EMPTY[corner], rows=(*rows, BACK))


def queue(turn: Turn, _payload: str = "") -> None:
    """/file: what waits for this person."""
    turn.reply(corner_screen("files", rows_of(turn, "files")))


def campaigns(_turn: Turn) -> list[Row]:
    """The orders of the town's own words, where there are any."""
    return [(Button(LABELS[name], tap=tap("console.do", name)),) for name in CAMPAIGNS
            if name in HOUSE.orders and HOUSE.orders[name].role in STAFF]


LABELS: dict[str, Words] = {
    "campagne": _("📣 Une campagne"), "appel": _("🙋 Un appel"), "alerte": _("🚨 Une alerte"),
    "calendrier": _("🗓 Le calendrier")}


def do(turn: Turn, name: Code) -> None:
    if name not in CAMPAIGNS or name not in HOUSE.orders:
        raise Gone
    obey(turn, HOUSE, name)


COORDINATES = (Role.COORDINATOR, Where.PRIVATE)
FEATURE = Feature(
    "console",
    orders={"mairie": Order(console, *COORDINATES, _("Les écrans de la mairie")),
            "file": Order(queue, *COORDINATES, _("Ce qui attend votre décision")), "monrole": console_mine.ORDER,
            "relier": console_links.ORDER, **console_streets.ORDERS},
    taps={"console": Tap(console, *COORDINATES), "console.at": Tap(at, *COORDINATES),
          "console.do": Tap(do, *COORDINATES), **console_roles.TAPS, **console_mine.TAPS, **console_links.TAPS,
          **console_groups.TAPS, **console_streets.TAPS},
    links={"role": console_mine.LINK, "relier": console_links.OPENED},
    talks=(console_roles.TALK, *console_links.TALKS, *console_groups.TALKS),
    console={"campagnes": campaigns, "files": console_roles.to_confirm, "rues": console_streets.corner,
             "bilans": console_streets.figures_corner},
)
