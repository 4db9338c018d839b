"""/idees: good practices by kind of place, each copied as a project; told from what was done, and read first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import practices as actions
from actions import projects
from bot import talking
from bot.conversations.practices import (
    COPY,
    CopyFacts,
    CopyPractice,
)
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import practices_told
from bot.handlers.here import groups_of_mine
from bot.handlers.house import HOUSE
from bot.handlers.practices_told import how, to_mind
from bot.handlers.project_pages import page as project_page
from bot.handlers.projects import ready
from bot.project_rows import seen
from bot.rows import Code
from bot.turn import Turn
from messages.practices import ALL, MENU, adoptions
from rules.groups import Group
from rules.practices import (
    COSTS,
    CROWDS,
    GROUNDS,
    KITS,
    TAKES,
    Ground,
    Practice,
    PracticeState,
)
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import groups
from storage import practices as store

NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
PAGE = 4


# reading
def order(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        turn.reply(screen(_("🌿 Des idées déjà essayées, à copier : elles se lisent en privé."),
                          rows=((Button(_("Continuer en privé"), start=turn.link("practices")),),), silent=True))
        return
    shown(turn)


def opened(turn: Turn, _params: Mapping[str, Any]) -> None:
    shown(turn)


def shown(turn: Turn) -> None:
    rows: list[Row] = [(Button(words, tap=tap("practices.at", one.value, 0)),) for one, words in GROUNDS.items()]
    told = store.of_author(turn.session, turn.person.id, [PracticeState.SENT, PracticeState.PUBLISHED])
    rows += [(Button(_("💡 « {what} »", what=quoted(one.practice.title[:16])), tap=tap("practice.mine", one.id)),)
             for one in told[:2]]
    turn.reply(screen(_("🌿 <b>Bonnes pratiques</b>"),
                      _("Ce qui a marché ailleurs, et que votre groupe peut copier. C’est où, chez vous ?"),
                      rows=(*rows, MENU)))


def at(turn: Turn, ground: Ground, page: int) -> None:
    """Those of this kind of place, the most adopted first."""
    found = [one.practice for one in store.published(turn.session, turn.person.id)]
    found = [one for one in (*found, *turn.content.brought["practices"]) if ground in one.grounds]
    counts = store.adopted(turn.session, [one.code for one in found])
    found.sort(key=lambda one: -counts.get(one.code, 0))
    pages = max(1, -(-len(found) // PAGE))
    rows: list[Row] = [(Button(short(one), tap=tap("practice.see", one.code, 0)),)
                       for one in found[page % pages * PAGE:][:PAGE]]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("practices.at", ground.value, (page + 1) % pages)),))
    turn.reply(screen(GROUNDS[ground], lines(*(said(one) for one in found[page % pages * PAGE:][:PAGE])),
                      rows=(*rows, ALL)))


def said(one: Practice) -> Words:
    return _("· {what}", what=one.say(one.title))


def short(one: Practice) -> Words:
    """A title that fits on a button."""
    return _("👉 {what}", what=quoted(one.title[:20].rstrip() + "…" if len(one.title) > 21 else one.title))


def known(turn: Turn, code: str) -> Practice:
    found = actions.find(turn.desk, code, turn.person.id)
    if found is None:
        raise Gone
    return found


def see(turn: Turn, code: Code, page: int) -> None:
    """What it is; then how; then what to mind."""
    one = known(turn, code)
    pages = [what_it_is(turn, one), how(one), to_mind(one)]
    rows: list[Row] = [(Button(_("📋 Copier chez nous"), tap=tap("practice.copy", code)),),
                       (Button(_("➡ Suite"), tap=tap("practice.see", code, (page + 1) % 3)),)]
    if one.kit and page % 3 == 2:
        rows.append((Button(KITS[one.kit], tap=tap("geste.next", "kit", one.kit)),))
    turn.reply(screen(_("🌿 <b>{what}</b>", what=one.say(one.title)), *pages[page % 3], rows=(*rows, ALL)))


def what_it_is(turn: Turn, one: Practice) -> tuple[Words, ...]:
    text = one.simple if turn.person.simple and one.simple else one.text
    count = store.adopted(turn.session, [one.code]).get(one.code, 0)
    facts = [_("💶 {what}", what=COSTS[one.cost]), _("👥 {what}", what=CROWDS[one.crowd]),
             _("⏱ {what}", what=TAKES[one.takes])]
    if count:
        facts.append(adoptions(count))
    if one.group:
        facts.append(_("🏘 Née dans « {group} »", group=quoted(one.group)))
    return (*((one.say(text),) if text else ()), lines(*facts))


# copying
def copy(turn: Turn, code: Code) -> None:
    one = known(turn, code)
    mine = groups_of_mine(turn)
    first = store.copied(turn.session, one.code, mine[0].id) if len(mine) == 1 else None
    if first is not None:
        open_first(turn, first)
        return
    ready(turn)
    talking.begin(turn, HOUSE, COPY.name, {"code": one.code}, answers={})


def copy_facts(turn: Turn, args: Mapping[str, Any]) -> CopyFacts:
    one = known(turn, str(args["code"]))
    return CopyFacts(one.code, one.say(one.title), tuple((each.id, each.name) for each in groups_of_mine(turn)))


def copied(turn: Turn, command: CopyPractice) -> None:
    one, group = known(turn, command.code), group_of(turn, command.group)
    if store.copied(turn.session, one.code, group.id) is None:
        ready(turn)
    number, first = actions.copy(turn.desk, one, group, turn.person.id)
    if not first:
        open_first(turn, number)
        return
    done = project_page(turn, projects.get(turn.desk, number))
    turn.reply(screen(_("📋 C’est copié : le projet est prêt, et se propose à « {group} ».", group=quoted(group.name)),
                      *done.text, rows=done.rows))


def group_of(turn: Turn, number: int) -> Group:
    found = next((one for one in groups.of_person(turn.session, turn.person.id) if one.id == number), None)
    if found is None:
        raise Gone
    return found


def open_first(turn: Turn, number: int) -> None:
    """One copy a group: the second opens the first."""
    project = seen(turn, number) if number else None
    if project is None:
        turn.reply(screen(_("Votre groupe l’a déjà copiée, merci ! Une autre, peut-être ?"), rows=(ALL, MENU)))
        return
    done = project_page(turn, project)
    turn.reply(screen(_("📋 Votre groupe l’a déjà copiée : voici son projet."), *done.text, rows=done.rows))


FEATURE = Feature(
    "practices",
    module=_("Bonnes pratiques"),
    orders={"idees": Order(order, Role.RESIDENT, Where.EVERYWHERE, _("De bonnes idées à copier"))},
    taps={
        "practices": Tap(shown, *NEIGHBOUR), "practices.at": Tap(at, *NEIGHBOUR),
        **{f"practice.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
            ("see", see), ("copy", copy))},
        **practices_told.TAPS},
    links={"practices": Link(opened, Role.RESIDENT)},
    talks=(practices_told.TALK, Talk(COPY, copy_facts, copied)),
    doors={"project": practices_told.from_project},
)
