"""The plan of a project: who supports it, the four questions, its missions, the town hall’s answer, how it went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import project_plans as actions
from actions import projects
from bot import talking
from bot.conversations.projects import (
    ADD_TASK,
    PLAN,
    SUPPORT,
    TOWN,
    WENT,
    AddTask,
    AnswerProject,
    ChooseSupport,
    KeepPlan,
    ProjectFacts,
    ProjectWent,
)
from bot.features import Talk, Tap
from bot.handlers.house import HOUSE
from bot.handlers.project_pages import button, mission, missions, page, to_the_town
from bot.project_rows import (
    MissionOfMine,
    MyLiving,
    OpenMission,
    ToAnswer,
    mine_living,
    seen,
    to_answer,
)
from bot.turn import Turn
from messages.projects import MENU
from rules.projects import Loan, Project, ProjectState, Support
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import _, n_, quoted
from storage import groups
from storage import projects as store

NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
COORDINATES = (Role.COORDINATOR, Where.PRIVATE)
S = ProjectState
FIRST_THREE = _("Il faut d’abord trois personnes qui en sont. Ensuite vient le plan.")


def talk(turn: Turn, name: str, project: Project) -> None:
    if project.state is S.IDEA:
        raise Refusal(FIRST_THREE)
    talking.start(turn, HOUSE, name, {"project": project.id})


def support(turn: Turn, project: MyLiving) -> None:
    talk(turn, SUPPORT.name, project)


def plan(turn: Turn, project: MyLiving) -> None:
    talk(turn, PLAN.name, project)


def facts(turn: Turn, args: Mapping[str, Any]) -> ProjectFacts:
    found = mine_living(turn, int(args["project"]))
    if found is None:
        raise Gone
    return ProjectFacts(project=found.id, today=turn.today, does=found.does, needs=found.needs,
                        private=turn.content.private_words)


def mine(turn: Turn, number: int) -> Project:
    found = mine_living(turn, number)
    if found is None:
        raise Gone
    return found


def supported(turn: Turn, command: ChooseSupport) -> None:
    project = mine(turn, command.project)
    if not actions.support(turn.desk, project, [Support(one) for one in command.found]):
        raise Refusal(FIRST_THREE)
    turn.reply(page(turn, projects.get(turn.desk, project.id)))


def planned(turn: Turn, command: KeepPlan) -> None:
    project = mine(turn, command.project)
    if not actions.plan(turn.desk, project, command.does, command.day, command.slot, command.needs, command.insured):
        raise Refusal(FIRST_THREE)
    after = projects.get(turn.desk, project.id)
    if after.state is not S.OPEN:
        turn.reply(page(turn, after))
        return
    turn.reply(screen(_("📅 C’est prêt ! Le groupe le saura dès qu’il aura de la place cette semaine. Faut-il des "
                        "mains, des choses à apporter ?"),
                      rows=(button(_("➕ Une mission"), "add", after), button(_("🌱 Voir le projet"), "see", after))))


# missions
def tasks(turn: Turn, number: int) -> None:
    """From the card of the group too: the rest is in private."""
    if not turn.private:
        turn.toast(None, start=turn.link("project", project=number))
        return
    shown(turn, number)


def shown(turn: Turn, number: int) -> None:
    project = seen(turn, number)
    if project is None:
        raise Gone
    turn.reply(missions(turn, project))


def add(turn: Turn, project: MyLiving) -> None:
    if project.state is not S.OPEN:
        raise Refusal(_("Les missions viennent avec le plan : d’abord le jour."))
    talk(turn, ADD_TASK.name, project)


def added(turn: Turn, command: AddTask) -> None:
    project = mine(turn, command.project)
    if not actions.add_task(turn.desk, project, command.what, command.places):
        raise Refusal(_("Six missions suffisent : le reste se dira sur place."))
    turn.reply(missions(turn, project))


def one(turn: Turn, found: OpenMission) -> None:
    turn.reply(mission(turn, *found))


def take(turn: Turn, found: OpenMission) -> None:
    if not actions.take(turn.desk, found.project, found.task, turn.person):
        turn.toast(_("Cette mission est déjà prise, merci ! Il y en a peut-être une autre."), alert=True)
    else:
        turn.toast(_("Merci, c’est à vous !"))
    turn.reply(missions(turn, found.project))


def give_back(turn: Turn, found: OpenMission) -> None:
    if not actions.give_back(turn.desk, found.task, turn.person.id):
        raise Gone
    turn.toast(_("C’est rendu, cela arrive."))
    turn.reply(missions(turn, found.project))


def remove(turn: Turn, found: MissionOfMine) -> None:
    if not actions.drop_task(turn.desk, found.task):
        raise Refusal(_("Quelqu’un s’en charge déjà : elle reste."))
    turn.reply(missions(turn, found.project))


# the town hall
def corner(turn: Turn) -> list[Row]:
    found = len(store.asking_the_town(turn.session))
    return [(Button(n_("🌱 {n} projet à appuyer", "🌱 {n} projets à appuyer", found),
                    tap="projects.town"),)] if found else []


def waiting(turn: Turn, at: int = 0) -> None:
    found = store.asking_the_town(turn.session)
    if not found:
        turn.reply(screen(_("Aucun projet ne demande l’appui de la mairie."), rows=(MENU,)))
        return
    pages = -(-len(found) // 4)
    rows: list[Row] = [(Button(_("🌱 {what}", what=quoted(one.what[:20])), tap=tap("project.town", one.id)),)
                       for one in found[at % pages * 4:][:4]]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("projects.town", (at + 1) % pages)),))
    turn.reply(screen(_("🌱 Ces projets de voisinage demandent votre appui."), rows=(*rows, MENU)))


def read(turn: Turn, project: ToAnswer) -> None:
    group = groups.by_id(turn.session, project.group)
    turn.reply(to_the_town(project, group.name if group else ""))


def answer(turn: Turn, project: ToAnswer) -> None:
    talking.start(turn, HOUSE, TOWN.name, {"project": project.id})


def town_facts(turn: Turn, args: Mapping[str, Any]) -> ProjectFacts:
    found = to_answer(turn, int(args["project"]))
    if found is None:
        raise Gone
    return ProjectFacts(project=found.id, private=turn.content.private_words)


def answered(turn: Turn, command: AnswerProject) -> None:
    project = to_answer(turn, command.project)
    if project is None or not actions.answer(turn.desk, project, [Loan(one) for one in command.lends], command.word):
        raise Gone
    turn.reply(screen(_("✅ C’est dit à la personne qui porte le projet. Merci pour ce coup de pouce !")
                      if command.lends else _("C’est dit, avec tact. Le projet continue."), rows=(MENU,)))


# how it went
def done(turn: Turn, project: MyLiving) -> None:
    if project.state is not S.OPEN or project.day is None or project.day > turn.today:
        raise Refusal(_("Le jour n’est pas encore venu. À bientôt !"))
    talk(turn, WENT.name, project)


def went(turn: Turn, command: ProjectWent) -> None:
    project = mine(turn, command.project)
    if not actions.done(turn.desk, project, command.came, command.told):
        raise Gone
    turn.reply(screen(_("🎉 Bravo à tout le monde ! Le groupe le saura. D’autres lieux aimeraient peut-être faire de "
                        "même."), rows=(*HOUSE.doors_of(turn, "project", project.id), MENU)))


TAPS: Mapping[str, Tap] = {
    "project.tasks": Tap(tasks, Role.RESIDENT, Where.EVERYWHERE),
    **{f"project.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
        ("support", support), ("plan", plan), ("add", add), ("task", one), ("take", take), ("untake", give_back),
        ("untask", remove), ("done", done))},
    "projects.town": Tap(waiting, *COORDINATES), "project.town": Tap(read, *COORDINATES),
    "project.answer": Tap(answer, *COORDINATES)}
TALKS = (Talk(SUPPORT, facts, supported), Talk(PLAN, facts, planned), Talk(ADD_TASK, facts, added),
         Talk(TOWN, town_facts, answered, role=Role.COORDINATOR), Talk(WENT, facts, went))
