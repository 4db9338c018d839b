"""/famille: a circle of one’s own people. Made, named, opened to one person at a time, left, ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from actions import circles as actions
from bot import talking
from bot.circle_rows import KeptCircle, MyCircle, kept_circle, my_circle
from bot.conversations.circles import ASK, NAME, NameCircle, NameFacts
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import circle_asks, circle_links
from bot.handlers.circle_links import ENOUGH, MENU, see
from bot.handlers.house import HOUSE
from bot.turn import Turn
from rules.circles import MOST_CIRCLES, MOST_PEOPLE, Circle
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, quoted
from storage import circles as store


def order(turn: Turn, _payload: str = "") -> None:
    mine = store.of_person(turn.session, turn.person.id)
    if len(mine) == 1:
        see(turn, mine[0])
        return
    more: Row = (Button(_("➕ Créer un cercle"), tap="circle.new"),)
    if not mine:
        turn.reply(screen(
            _("👪 <b>Le cercle familial</b> : vos proches, de {n} personnes au plus, à qui demander d’abord.",
              n=MOST_PEOPLE),
            _("Rien n’en est vu par le voisinage, ni par la mairie. Chaque personne entre par une invitation à elle, "
              "et sort quand elle veut."), rows=(more,)))
        return
    turn.reply(screen(_("👪 Vos cercles :"), rows=(
        *((Button(quoted(one.name), tap=tap("circle.see", one.id)),) for one in mine),
        *((more,) if len(mine) < MOST_CIRCLES else ()))))


def listed(turn: Turn) -> None:
    order(turn)


def manage(turn: Turn, circle: MyCircle) -> None:
    keeps = kept_circle(turn, circle.id) is not None
    others = len(store.members(turn.session, circle.id, turn.person.id)) > 1
    rows: list[Row] = []
    if keeps:
        rows.append((Button(_("✏️ Changer le nom"), tap=tap("circle.rename", circle.id)),))
    if keeps and others:
        rows.append((Button(_("👤 Retirer quelqu’un"), tap=tap("circle.who", circle.id)),))
    rows.append((Button(_("🚪 Quitter le cercle"), tap=tap("circle.ask_leave", circle.id)),))
    if keeps and others:
        rows.append((Button(_("✖ Supprimer le cercle"), tap=tap("circle.ask_end", circle.id)),))
    elif not keeps and len(store.of_person(turn.session, turn.person.id)) < MOST_CIRCLES:
        rows.append((Button(_("➕ Créer un cercle"), tap="circle.new"),))
    turn.reply(screen(_("⚙️ « {name} »", name=quoted(circle.name)), rows=(
        *rows, (Button(_("↩ Retour"), tap=tap("circle.see", circle.id)),))))


# made and named
def new(turn: Turn) -> None:
    if len(store.of_person(turn.session, turn.person.id)) >= MOST_CIRCLES:
        raise Refusal(ENOUGH)
    talking.begin(turn, HOUSE, NAME.name, {"circle": 0}, answers={})


def rename(turn: Turn, circle: KeptCircle) -> None:
    talking.begin(turn, HOUSE, NAME.name, {"circle": circle.id}, answers={})


def name_facts(turn: Turn, args: Mapping[str, Any]) -> NameFacts:
    found = kept_circle(turn, int(args["circle"])) if args.get("circle") else None
    return NameFacts(found.id, found.name) if found else NameFacts()


def named(turn: Turn, command: NameCircle) -> None:
    if command.circle:
        store.rename(turn.session, command.circle, command.name)
    number = command.circle or actions.create(turn.desk, turn.person.id, command.name)
    circle = my_circle(turn, number) if number else None
    if circle is None:
        raise Refusal(ENOUGH)
    see(turn, circle)


# who goes, and the end
def sure(question: Words, yes: Words, action: str, circle: Circle) -> Screen:
    return screen(question, rows=((Button(yes, tap=tap(action, circle.id)),),
                                  (Button(_("↩ Non, garder"), tap=tap("circle.see", circle.id)),)))


def ask_leave(turn: Turn, circle: MyCircle) -> None:
    alone = len(store.people(turn.session, circle.id)) == 1
    turn.reply(sure(_("Quitter « {name} » ? Vous y êtes la dernière personne : le cercle s’arrêtera.",
                      name=quoted(circle.name)) if alone else
                    _("Quitter « {name} » ? Ce que vous y demandez s’arrête, ce que vous y avez promis est rendu.",
                      name=quoted(circle.name)), _("🚪 Oui, quitter"), "circle.leave", circle))


def leave(turn: Turn, circle: MyCircle) -> None:
    actions.leave(turn.desk, circle, turn.person.id)
    turn.reply(screen(_("C’est fait : vous n’êtes plus dans « {name} ».", name=quoted(circle.name)), rows=MENU))


def who(turn: Turn, circle: KeptCircle) -> None:
    turn.reply(screen(_("Qui retirer de « {name} » ?", name=quoted(circle.name)), rows=(
        *((Button(quoted(one.first_name), tap=tap("circle.remove", circle.id, one.person)),)
          for one in store.members(turn.session, circle.id, turn.person.id) if one.person != turn.person.id),
        (Button(_("↩ Retour"), tap=tap("circle.manage", circle.id)),))))


def remove(turn: Turn, circle: KeptCircle, person: int) -> None:
    if person == turn.person.id or not actions.remove(turn.desk, circle, person):
        raise Gone
    see(turn, circle)


def ask_end(turn: Turn, circle: KeptCircle) -> None:
    turn.reply(sure(_("Supprimer « {name} » pour tout le monde ? Ce qui y est demandé s’arrête, et chaque personne est "
                      "prévenue.", name=quoted(circle.name)), _("✖ Oui, supprimer"), "circle.end", circle))


def end(turn: Turn, circle: KeptCircle) -> None:
    actions.dissolve(turn.desk, circle)
    turn.reply(screen(_("C’est fait : le cercle « {name} » n’existe plus.", name=quoted(circle.name)), rows=MENU))


RESIDENTS = (Role.RESIDENT, Where.PRIVATE)
TAPS: Mapping[str, Callable[..., None]] = {
        "circles": listed, "circle.see": see, "circle.manage": manage, "circle.new": new, "circle.rename": rename,
        "circle.ask_leave": ask_leave, "circle.leave": leave, "circle.who": who,
        "circle.remove": remove, "circle.ask_end": ask_end, "circle.end": end, **circle_links.TAPS, **circle_asks.TAPS}
FEATURE = Feature(
    "circles",
    orders={"famille": Order(order, *RESIDENTS, _("Mon cercle : demander d’abord à mes proches"))},
    taps={name: Tap(handler, *RESIDENTS) for name, handler in TAPS.items()},
    links={"circle": Link(circle_links.from_link, Role.VISITOR)},
    talks=(Talk(NAME, name_facts, named, role=Role.RESIDENT),
           Talk(ASK, circle_asks.facts, circle_asks.asked, follows=True, role=Role.RESIDENT)),
)
