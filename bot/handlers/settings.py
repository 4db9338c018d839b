"""/reglages: a person's own choices in private; a group's, by one of its admins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from bot import talking
from bot.features import Feature, Link, Order, Tap
from bot.handlers import about_me
from bot.handlers.asks_words import expected
from bot.handlers.house import HOUSE
from bot.rows import NOT_ADMIN, NOT_INSTALLED, Administered, Code, ZoneOfMine, administered
from bot.turn import Turn
from rules.civil import clock
from rules.groups import Group
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, n_, quoted
from storage import alerts, errands, residents, zones

ASKS = (1, 2, 4, 8)
LANGUAGES = {"fr": "Français", "en": "English", "ar": "العربية"}
Part: TypeAlias = Literal["name", "zone", "quiet"]
BACK: Row = (Button(_("↩ Retour"), tap="set"),)


def settings(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        in_group(turn)
    elif turn.person.is_resident:
        turn.reply(mine(turn), edit=True)
    else:
        language(turn)


def in_group(turn: Turn) -> None:
    if turn.group is None or not turn.is_admin(turn.group):
        raise Refusal(NOT_ADMIN)
    link = turn.link("settings", single=False, hours=1, group=turn.group.id)
    turn.reply(screen(_("Les réglages du groupe s’ouvrent en privé."),
                      rows=((Button(_("⚙️ Ouvrir les réglages"), start=link),),), silent=True))


def mine(turn: Turn) -> Screen:
    """What comes, how often, and how it reads; who one is stands behind the last button."""
    row = residents.row(turn.session, turn.person.id)
    simple = _("oui") if row.simple else _("non")
    told = errands.reads(turn.session, turn.person.id)
    shops = _("oui") if told else _("non")
    warned = _("oui") if alerts.reads(turn.session, turn.person.id) else _("non")
    rows: list[Row] = [
        (Button(a_month(row.asks_a_month), tap="set.asks"),), (Button(_("💡 Le geste"), tap="geste.mine"),),
        (Button(_("🚨 Alertes : {state}", state=warned), tap="alert.wanted"),),
        (Button(_("🔤 Version simple : {state}", state=simple), tap="set.simple"),),
        (Button(_("🛒 Courses d’autrui : {state}", state=shops), tap="errands.quiet" if told else "errands.hear"),),
        (Button(_("🏛 Nouvelles de la mairie"), tap="news"),),
        *(row for brought in HOUSE.settings for row in brought(turn)),
        (Button(_("⏸ Pause"), tap="privacy.pause"),),
        (Button(_("👤 Prénom, lieux, langue"), tap="set.me"),)]
    return screen(_("⚙️ <b>Vos réglages</b>"), rows=tuple(rows))


def a_month(count: int) -> Words:
    return n_("🤝 {n} demande par mois", "🤝 {n} demandes par mois", count)


def me(turn: Turn) -> None:
    """Who one is, where one lives, what one likes to do and when: what was said on joining, to be corrected."""
    places = zones.of_person(turn.session, turn.person.id)
    language = turn.person.language
    turn.reply(screen(_("👤 <b>{name}</b>", name=quoted(turn.person.first_name)), rows=(
        (Button(_("✏️ Mon prénom"), tap="set.name"),), (Button(_("💪 Ce que j’aime faire"), tap="set.likes"),),
        (Button(_("🏘 Mes lieux : {n}", n=len(places)), tap="set.zones"),),
        (Button(_("🌍 Langue : {name}", name=LANGUAGES.get(language, language)), tap="set.lang"),),
        (Button(_("🚫 Personnes bloquées"), tap="block.list"),), BACK)))


def language(turn: Turn) -> None:
    rows: list[Row] = [(Button(quoted(name), tap=tap("set.speak", code)),) for code, name in LANGUAGES.items()]
    if turn.person.is_resident:
        rows.append((Button(_("↩ Retour"), tap="set.me"),))
    turn.reply(screen(_("Dans quelle langue souhaitez-vous lire ?"), rows=tuple(rows)))


def speak(turn: Turn, code: Code) -> None:
    if code not in LANGUAGES:
        raise Gone
    residents.change(turn.session, turn.person.id, language=code)
    turn.know_anew()
    turn.reply(screen(_("C’est changé. Vous pouvez revenir en arrière quand vous voulez dans /reglages."),
                      keyboard="menu" if turn.person.is_resident else None))


def asks(turn: Turn) -> None:
    rows = tuple((Button(_("{n} par mois", n=n), tap=tap("set.ask", n)),) for n in ASKS)
    turn.reply(screen(expected(turn), _("Combien de fois par mois, au plus, puis-je vous demander un coup de main ?"),
                      rows=(*rows, BACK)))


def ask(turn: Turn, number: int) -> None:
    if number not in ASKS:
        raise Gone
    residents.change(turn.session, turn.person.id, asks_a_month=number)
    turn.reply(mine(turn))


def simple(turn: Turn) -> None:
    residents.change(turn.session, turn.person.id, simple=not turn.person.simple)
    turn.know_anew()
    turn.reply(mine(turn))


def my_zones(turn: Turn) -> None:
    places = zones.of_person(turn.session, turn.person.id)
    rows: list[Row] = [(Button(_("🗑 Retirer {label}", label=z.label), tap=tap("set.leave", z.id)),) for z in places]
    said_places = lines(*(_("• {label}", label=z.label) for z in places)) if places else _("Aucun lieu pour l’instant.")
    if len(places) < zones.MOST:
        rows.append((Button(_("➕ Ajouter un lieu"), tap="place"),))
    rows.append((Button(_("↩ Retour"), tap="set.me"),))
    turn.reply(screen(_("Vos lieux, trois au plus :"), said_places, rows=tuple(rows)))


def leave_zone(turn: Turn, zone: ZoneOfMine) -> None:
    zones.leave(turn.session, turn.person.id, zone.id)
    my_zones(turn)


def back(turn: Turn) -> None:
    turn.reply(mine(turn))


def group_link(turn: Turn, params: Mapping[str, Any]) -> None:
    group = administered(turn, int(params["group"]))
    if group is None:
        raise Refusal(NOT_INSTALLED)
    turn.reply(of_group(turn, group))


def of_group(turn: Turn, group: Group) -> Screen:
    return screen(
        lines(_("⚙️ <b>{name}</b>", name=group.name),
              _("Silence de {start} à {end}", start=clock(group.quiet_from), end=clock(group.quiet_to))),
        rows=((Button(_("✏️ Changer le nom"), tap=tap("set.group", group.id, "name")),),
              (Button(_("📍 Changer le lieu"), tap=tap("set.group", group.id, "zone")),),
              (Button(_("🌙 Changer le silence"), tap=tap("set.group", group.id, "quiet")),),
              (Button(_("💡 Le geste du groupe"), tap=tap("geste.group", group.id)),),
              (Button(_("🏛 Lien avec la mairie"), tap=tap("town.link", group.id)),),
              (Button(_("📅 Les thèmes de l’année"), tap=tap("calendar.themes", group.id)),),
              *(row for brought in HOUSE.group_settings for row in brought(turn, group)),
              (Button(_("🖨 Imprimer une affiche"), tap=tap("kit", group.id)),)))


def change_group(turn: Turn, group: Administered, part: Part) -> None:
    talking.begin(turn, HOUSE, "install", {"group": group.id, "part": part}, answers={})


FEATURE = Feature(
    "settings",
    orders={
        "reglages": Order(settings, Role.ANYBODY, Where.EVERYWHERE, _("Les réglages"), in_groups=True),
        "settings": Order(settings, Role.ANYBODY, Where.EVERYWHERE),
    },
    taps={
        "set": Tap(back, Role.RESIDENT, Where.PRIVATE),
        "set.me": Tap(me, Role.RESIDENT, Where.PRIVATE),
        **about_me.TAPS,
        "set.lang": Tap(language, Role.VISITOR, Where.PRIVATE),
        "set.speak": Tap(speak, Role.VISITOR, Where.PRIVATE),
        "set.asks": Tap(asks, Role.RESIDENT, Where.PRIVATE),
        "set.ask": Tap(ask, Role.RESIDENT, Where.PRIVATE),
        "set.simple": Tap(simple, Role.RESIDENT, Where.PRIVATE),
        "set.zones": Tap(my_zones, Role.RESIDENT, Where.PRIVATE),
        "set.leave": Tap(leave_zone, Role.RESIDENT, Where.PRIVATE),
        "set.group": Tap(change_group, Role.VISITOR, Where.PRIVATE),
    },
    links={"settings": Link(group_link, Role.VISITOR)},
    talks=about_me.TALKS,
)
