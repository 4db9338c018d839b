"""/carte, /reveil and the town's figures: where a group or a référent is missing, which groups are silent, how many.

Five people at least before a number is said; below, « quelques ».
"""

from __future__ import annotations

from datetime import timedelta

from actions import console_links as actions
from bot.features import Order, Tap
from bot.handlers.places import town as commune_name
from bot.turn import Turn
from messages.console_links import GroupAsleep
from rules.audience import Audience
from rules.console import SILENT, Street, TownRole, few
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, n_, quoted
from storage import audience, console
from storage import console_links as store
from storage.console_streets import streets

UNSERVED = timedelta(hours=48)
A_PAGE = 4
BACK: Row = (Button(_("↩ Rues"), tap="console.at:rues"),)


def corner(_turn: Turn) -> list[Row]:
    """The screen « Rues » of /mairie."""
    return [(Button(_("🗺 Où il manque du monde"), tap="console.map"),),
            (Button(_("🏘 Groupes reliés"), tap="console.groups"),),
            (Button(_("💤 Groupes silencieux"), tap="console.silent"),),
            (Button(_("🔑 Code pour les groupes"), tap="console.codes"),)]


def lacking(turn: Turn) -> tuple[list[tuple[str, Street]], int]:
    """Places without a linked group or a référent, the most peopled first; and how many more may not be named."""
    found = [one for one in streets(turn.session, turn.now - UNSERVED, turn.now) if one.lacks]
    told = [(one.name(commune_name(one.commune)), one) for one in found]
    named = sorted(((name, one) for name, one in told if name), key=lambda pair: (-pair[1].residents, pair[0]))
    return named, len(told) - len(named)


def street_map(turn: Turn, page: int = 0) -> None:
    named, hidden = lacking(turn)
    pages = max(1, -(-len(named) // A_PAGE))
    shown = named[page % pages * A_PAGE:][:A_PAGE]
    said = [line(name, one) for name, one in shown]
    if hidden and page % pages == pages - 1:
        said.append(n_("• et {n} petit lieu, de moins de cinq personnes", "• et {n} petits lieux, de moins de cinq "
                       "personnes chacun", hidden))
    more: list[Row] = [(Button(_("➡ Suite"), tap=tap("console.map", (page + 1) % pages)),)] if pages > 1 else []
    turn.reply(screen(_("🗺 <b>Où il manque du monde</b>"),
                      lines(*said) if said else _("Chaque rue a son groupe relié et son référent."),
                      rows=(*more, BACK)))


def map_order(turn: Turn, _payload: str) -> None:
    street_map(turn)


def line(name: str, one: Street) -> Words:
    lack = (_("ni groupe, ni référent") if not one.groups and not one.referents else
            _("groupe pas relié, pas de référent") if not one.linked and not one.referents else
            _("pas de groupe") if not one.groups else _("groupe pas relié") if not one.linked else _("pas de référent"))
    if one.needs:
        return _("• {street} : {n} pers., {lack}, besoins en attente : {needs}", street=quoted(name[:30]),
                 n=few(one.residents), lack=lack, needs=few(one.needs))
    return _("• {street} : {n} pers., {lack}", street=quoted(name[:30]), n=few(one.residents), lack=lack)


def silent(turn: Turn, _payload: str = "") -> None:
    """/reveil: before anything is sent, how many, and the very words."""
    found = store.silent(turn.session, turn.now - SILENT)
    if not found:
        turn.reply(screen(_("💤 Aucun groupe silencieux à réveiller : chacun a vécu ce mois-ci, ou a déjà reçu un "
                            "mot."), rows=(BACK,)))
        return
    turn.reply(screen(
        n_("💤 {n} groupe est silencieux depuis un mois. On écrit un mot à qui l’anime ?",
           "💤 {n} groupes sont silencieux depuis un mois. On écrit un mot à qui les anime ?", len(found)),
        _("Un mot par groupe et par mois, au plus."),
        rows=((Button(_("👁 Lire le mot"), tap="console.word"),), (Button(_("✅ Envoyer"), tap="console.wake"),), BACK)))


def word(turn: Turn) -> None:
    shown = GroupAsleep(0, "…", turn.town.name).screen()
    turn.reply(screen(*shown.text, rows=((Button(_("✅ Envoyer"), tap="console.wake"),), BACK)))


def wake(turn: Turn) -> None:
    count = actions.wake(turn.desk)
    if not count:
        silent(turn)
        return
    turn.reply(screen(n_("Le mot part dans une minute, pour {n} groupe.",
                         "Le mot part dans une minute, pour {n} groupes.", count),
                      rows=((Button(_("↩ Annuler"), tap="console.hush"),), BACK)))


def hush(turn: Turn) -> None:
    actions.let_sleep(turn.desk)
    turn.reply(screen(_("C’est annulé : ce qui n’était pas parti ne partira pas."), rows=(BACK,)))


def figures(turn: Turn) -> None:
    """What is there today. Each number says what it counts."""
    reach = audience.reach(turn.session, Audience())
    places = streets(turn.session, turn.now - UNSERVED, turn.now)
    held = [one.role for one in console.in_states(turn.session, console.S.ACTIVE)]
    turn.reply(screen(
        _("📊 <b>Aujourd’hui</b>"),
        lines(_("• Groupes reliés et ouverts : {n}", n=reach.groups),
              _("• Personnes qui y participent, comptées une fois : {n}", n=few(reach.residents)),
              _("• Personnes qui ont demandé les nouvelles : {n}", n=few(reach.people)),
              _("• Rues et immeubles habités : {n}", n=len(places)),
              _("• dont avec un groupe relié : {n}", n=sum(bool(one.linked) for one in places)),
              _("• Référents : {n}", n=held.count(TownRole.REFERENT)),
              _("• Besoins sans réponse depuis 48 h : {n}", n=few(sum(one.needs for one in places)))),
        rows=((Button(_("↩ Mairie"), tap="console"),),)))


def figures_corner(_turn: Turn) -> list[Row]:
    return [(Button(_("📊 Aujourd’hui"), tap="console.figures"),)]


COORDINATES = (Role.COORDINATOR, Where.PRIVATE)
ORDERS = {"carte": Order(map_order, *COORDINATES, _("Les rues sans groupe ni référent")),
          "reveil": Order(silent, *COORDINATES, _("Un mot aux groupes silencieux"))}
TAPS = {
    "console.map": Tap(street_map, *COORDINATES), "console.silent": Tap(silent, *COORDINATES),
    "console.word": Tap(word, *COORDINATES), "console.wake": Tap(wake, *COORDINATES),
    "console.hush": Tap(hush, *COORDINATES), "console.figures": Tap(figures, *COORDINATES),
}
