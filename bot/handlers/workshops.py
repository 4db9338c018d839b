"""/atelier: what is under way, launching one, reading it over first, stopping it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import workshops as actions
from bot import talking
from bot.conversations.workshops import WORKSHOP, LaunchWorkshop, WorkshopFacts
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import todo, workshops_bring
from bot.handlers.here import groups_of_mine
from bot.handlers.house import HOUSE
from bot.turn import Turn
from bot.workshop_rows import MyWorkshop, ToRead, open_or_mine
from messages.workshops import MENU, counted
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import _, lines, quoted
from rules.workshops import OPEN_AT_ONCE, WorkshopState
from storage import groups
from storage import workshops as store

NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
S = WorkshopState
PAGE = 4
NO_READER = _("Personne ne veille encore sur ce lieu pour relire votre atelier. Parlez-en à qui anime le groupe.")


# the list
def order(turn: Turn, _payload: str = "") -> None:
    if turn.private:
        near(turn)
        return
    turn.reply(screen(_("📦 Réunir quelque chose à plusieurs : cela se prépare en privé."),
                      rows=((Button(_("Continuer en privé"), start=turn.link("workshops")),),), silent=True))


def near(turn: Turn, page: int = 0) -> None:
    mine = store.standing(turn.session, turn.person.id)
    others = [one for one in store.near(turn.session, turn.person.id, turn.now) if one.author != turn.person.id]
    found = [*mine, *others]
    pages = max(1, -(-len(found) // PAGE))
    rows: list[Row] = [(Button(_("📦 {n} {what}", n=one.goal, what=quoted(one.what[:14])),
                               tap=tap("workshop.see", one.id)),) for one in found[page % pages * PAGE:][:PAGE]]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("workshops", (page + 1) % pages)),))
    rows.append((Button(_("➕ Lancer un atelier"), tap="workshop.new"),))
    turn.reply(screen(_("📦 <b>Ateliers</b> : on réunit à plusieurs ce qu’il faut, un peu par personne."),
                      rows=(*rows, MENU)))


def opened(turn: Turn, params: Mapping[str, Any]) -> None:
    if not params.get("workshop"):
        near(turn)
    elif found := open_or_mine(turn, int(params["workshop"])):
        workshops_bring.open_(turn, found)
    else:
        turn.reply(screen(workshops_bring.ENOUGH, rows=(MENU,)))


# launching
def begin(turn: Turn) -> None:
    ready(turn)
    talking.start(turn, HOUSE, WORKSHOP.name)


def ready(turn: Turn) -> None:
    groups_of_mine(turn)
    if len(store.standing(turn.session, turn.person.id)) >= OPEN_AT_ONCE:
        raise Refusal(_("Deux de vos ateliers sont déjà en cours. Le suivant commencera quand l’un d’eux finit."))


def facts(turn: Turn, _args: Mapping[str, Any]) -> WorkshopFacts:
    return WorkshopFacts(tuple((one.id, one.name) for one in groups_of_mine(turn) if "workshops" not in one.off),
                         turn.today, turn.content.private_words)


def launched(turn: Turn, command: LaunchWorkshop) -> None:
    ready(turn)
    group = next((one for one in groups.of_person(turn.session, turn.person.id) if one.id == command.group), None)
    if group is None:
        raise Gone
    made = actions.propose(turn.desk, actions.Proposal(group, command.what, command.goal, command.place, command.day),
                           turn.person.id)
    if made is None:
        raise Refusal(NO_READER)
    waits = _("📦 C’est noté, merci ! La personne qui veille sur la rue relit, puis le groupe le lit.")
    workshops_bring.show(turn, made, waits if made.state is S.SENT else _("📦 C’est lancé, merci !"))


def read(turn: Turn, workshop: ToRead) -> None:
    turn.reply(screen(_("📦 À relire : est-ce utile à tous, et le lieu est-il public ?"),
                      lines(_("📦 {what}", what=counted(workshop.goal, workshop.what)),
                            _("📅 Jusqu’au {day}", day=workshop.day), _("📍 {place}", place=quoted(workshop.place))),
                      rows=((Button(_("✅ On le lance"), tap=tap("workshop.pass", workshop.id)),),
                            (Button(_("🙏 Pas cette fois"), tap=tap("workshop.keep", workshop.id)),), todo.BACK)))


def passed(turn: Turn, workshop: ToRead) -> None:
    if not actions.approve(turn.desk, workshop, turn.person.id):
        raise Gone
    turn.reply(screen(_("✅ C’est lancé. Merci d’avoir relu !"), rows=(todo.BACK,)))


def kept(turn: Turn, workshop: ToRead) -> None:
    if not actions.refuse(turn.desk, workshop, turn.person.id):
        raise Gone
    turn.reply(screen(_("C’est noté : la personne peut le dire autrement. Votre prénom n’est pas donné."),
                      rows=(todo.BACK,)))


def cancel(turn: Turn, workshop: MyWorkshop) -> None:
    turn.reply(screen(_("Arrêter cet atelier ? Les personnes qui voulaient apporter le sauront aussitôt."),
                      rows=((Button(_("✖ Oui, l’arrêter"), tap=tap("workshop.stop", workshop.id)),),
                            (Button(_("↩ Non, garder"), tap=tap("workshop.see", workshop.id)),))))


def stopped(turn: Turn, workshop: MyWorkshop) -> None:
    if not actions.cancel(turn.desk, workshop):
        raise Gone
    turn.reply(screen(_("C’est arrêté, et dit avec un merci. Vous pourrez en lancer un autre."), rows=(
        (Button(_("↩ Les ateliers"), tap="workshops"),), MENU)))


FEATURE = Feature(
    "workshops",
    module=_("📦 Les ateliers"),
    orders={"atelier": Order(order, Role.RESIDENT, Where.EVERYWHERE, _("Réunir quelque chose à plusieurs"))},
    taps={
        **workshops_bring.TAPS, "workshops": Tap(near, *NEIGHBOUR),
        **{f"workshop.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
            ("new", begin), ("read", read), ("pass", passed), ("keep", kept), ("cancel", cancel), ("stop", stopped))}},
    links={"workshops": Link(opened, Role.RESIDENT)},
    talks=(Talk(WORKSHOP, facts, launched, role=Role.RESIDENT), *workshops_bring.TALKS),
)
