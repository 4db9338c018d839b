"""/projet: an idea, three neighbours who are in, then a project; who carries it, who is in, how it stops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import projects as actions
from bot import talking
from bot.conversations.projects import PROJECT, ProjectFacts, ProposeProject
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import project_plans
from bot.handlers.here import JOIN_FIRST, groups_of_mine
from bot.handlers.house import HOUSE
from bot.handlers.project_pages import LIST, button, missions, page
from bot.project_rows import IdeaOfMine, MyLiving, ProjectWithMe, SeenProject, ToRefuse, Uncarried, is_in, seen
from bot.turn import Turn
from messages.projects import MENU
from rules.projects import LONGEST, MOST_LIVING, Project, ProjectState, for_neighbours
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, quoted
from storage import groups, ideas
from storage import projects as store

NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
PAGE = 3
MARKS: dict[ProjectState, Words] = {
    ProjectState.IDEA: _("💡 {what}"), ProjectState.BACKED: _("🌱 {what}"), ProjectState.OPEN: _("📅 {what}"),
    ProjectState.DONE: _("🎉 {what}")}
ENOUGH = _("Ce projet ne cherche plus personne en ce moment. Merci de votre élan !")


def order(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        turn.reply(screen(_("🌱 Une idée pour ici ? Elle se dit d’abord en privé, puis se propose au groupe."),
                          rows=((Button(_("Continuer en privé"), start=turn.link("projects")),),), silent=True))
        return
    shown(turn)


def opened(turn: Turn, _params: Mapping[str, Any]) -> None:
    shown(turn)


def shown(turn: Turn, at: int = 0) -> None:
    """Those I carry, those I am in, those of my groups; one’s own finished ones, from which a practice may be made."""
    me = turn.person.id
    ours = groups_of_mine(turn)
    found = [*store.carried_by(turn.session, me), *store.with_me(turn.session, me),
             *store.of_groups(turn.session, [one.id for one in ours], me),
             *store.carried_by(turn.session, me, [ProjectState.DONE])]
    found = list({one.id: one for one in found}.values())
    rows: list[Row] = [(Button(_("🌱 Proposer une idée"), tap="project.new"),)]
    pages = max(1, -(-len(found) // PAGE))
    rows += [(Button(Words(MARKS[one.state].text, {"what": quoted(one.what[:20])}),
                     tap=tap("project.see", one.id)),) for one in found[at % pages * PAGE:][:PAGE]]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("projects", (at + 1) % pages)),))
    turn.reply(screen(_("🌱 <b>Les projets d’ici</b>"),
                      _("Une idée, trois personnes qui en sont, un plan en quatre questions, et chaque personne "
                        "apporte sa part."), rows=(*rows, MENU)))


# the idea
def begin(turn: Turn) -> None:
    ready(turn)
    talking.start(turn, HOUSE, PROJECT.name)


def ready(turn: Turn) -> None:
    groups_of_mine(turn)
    if len(store.carried_by(turn.session, turn.person.id)) >= MOST_LIVING:
        raise Refusal(_("Vous portez déjà trois projets. Le prochain attendra que l’un soit fait, merci !"))


def of_idea(turn: Turn, idea: IdeaOfMine) -> None:
    """From a geste’s « J’ai une idée »."""
    ready(turn)
    talking.begin(turn, HOUSE, PROJECT.name, {"idea": idea.id}, answers={})


def from_idea(_turn: Turn, number: int) -> list[Row]:
    return [(Button(_("🌱 En faire un projet"), tap=tap("project.idea", number)),)]


def facts(turn: Turn, args: Mapping[str, Any]) -> ProjectFacts:
    mine = tuple((one.id, one.name) for one in groups_of_mine(turn))
    idea = ideas.by_id(turn.session, int(args["idea"])) if args.get("idea") else None
    if idea is not None and idea.person == turn.person.id:
        fits = len(idea.text) <= LONGEST and for_neighbours(idea.text) is None
        mine = tuple(one for one in mine if one[0] == idea.group) or mine
        return ProjectFacts(mine, idea.text if fits else "", private=turn.content.private_words)
    return ProjectFacts(mine, private=turn.content.private_words)


def proposed(turn: Turn, command: ProposeProject) -> None:
    ready(turn)
    group = next((one for one in groups.of_person(turn.session, turn.person.id) if one.id == command.group), None)
    if group is None:
        raise Gone
    number = actions.propose(turn.desk, group, turn.person.id, command.what)
    turn.reply(screen(_("🌱 C’est noté, merci ! L’idée se propose à « {group} », sans votre nom. Dès que trois "
                        "personnes en sont, vous le saurez.", group=quoted(group.name)),
                      rows=((Button(_("🌱 Voir le projet"), tap=tap("project.see", number)),), MENU)))


# who is in
def see(turn: Turn, project: SeenProject) -> None:
    turn.reply(page(turn, project))


def follow(turn: Turn, params: Mapping[str, Any]) -> None:
    """From the card of a group, to what is needed."""
    project = seen(turn, int(params.get("project", 0)))
    if project is None:
        raise Refusal(ENOUGH)
    turn.reply(missions(turn, project) if project.state is ProjectState.OPEN else page(turn, project))


def come(turn: Turn, number: int) -> None:
    """« J’en suis »: the statement is the judge."""
    project = store.by_id(turn.session, number)
    if project is None:
        raise Gone
    if project.author == turn.person.id:
        turn.toast(_("C’est votre idée : il faut trois autres personnes."), alert=True)
        return
    if not is_in(turn, number) and not actions.join(turn.desk, project, turn.person):
        turn.toast(why_not(turn, project), alert=True)
        return
    turn.toast(_("Merci, vous en êtes ! La suite est en privé."))
    done = page(turn, actions.get(turn.desk, number))
    said = screen(_("🙋 Vous en êtes. Votre prénom est dit à la personne qui porte l’idée, à personne d’autre."),
                  *done.text, rows=done.rows)
    if turn.private:
        turn.reply(said)
    else:
        turn.privately(said)


def why_not(turn: Turn, project: Project) -> Words:
    """Never that somebody there is apart from them."""
    if project.group not in {one.id for one in groups.of_person(turn.session, turn.person.id)}:
        return JOIN_FIRST
    if project.state is ProjectState.IDEA and project.until <= turn.now:
        return _("Les 14 jours sont passés : l’idée se repose. Elle reviendra peut-être.")
    return ENOUGH


def out(turn: Turn, project: ProjectWithMe) -> None:
    if not actions.leave(turn.desk, project, turn.person.id):
        raise Gone
    turn.reply(screen(_("🙏 C’est noté, cela arrive. Vos missions sont rendues, et personne ne vous en voudra."),
                      rows=(LIST, MENU)))


def carry(turn: Turn, project: Uncarried) -> None:
    if not actions.carry(turn.desk, project, turn.person.id):
        raise Gone
    turn.reply(page(turn, actions.get(turn.desk, project.id)))


# the end
def again(turn: Turn, project: MyLiving) -> None:
    if not actions.again(turn.desk, project):
        raise Gone
    turn.reply(screen(_("🔁 C’est reparti pour 14 jours : le groupe reverra l’idée dès qu’il y aura de la place."),
                      rows=(button(_("🌱 Voir le projet"), "see", project), MENU)))


def ask_drop(turn: Turn, project: MyLiving) -> None:
    turn.reply(screen(_("On arrête « {what} » ? Les personnes qui en sont recevront un merci.",
                        what=quoted(project.what)),
                      rows=(button(_("🙏 Oui, arrêter"), "drop", project), button(_("↩ Non, garder"), "see", project))))


def drop(turn: Turn, project: MyLiving) -> None:
    if not actions.drop(turn.desk, project, without=turn.person.id):
        raise Gone
    turn.reply(screen(_("🙏 C’est arrêté. Merci d’avoir proposé : une idée dite en fait naître d’autres."),
                      rows=(LIST, MENU)))


def refuse(turn: Turn, project: ToRefuse) -> None:
    if not actions.refuse(turn.desk, project):
        raise Gone
    turn.reply(screen(_("C’est retiré. La personne qui l’a proposée le sait, sans votre prénom."), rows=(MENU,)))


FEATURE = Feature(
    "projects",
    module=_("Projets"),
    orders={"projet": Order(order, Role.RESIDENT, Where.EVERYWHERE, _("Proposer un projet à mon groupe"))},
    taps={
        "projects": Tap(shown, *NEIGHBOUR),
        "project.in": Tap(come, Role.RESIDENT, Where.EVERYWHERE),
        **{f"project.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
            ("new", begin), ("idea", of_idea), ("see", see), ("out", out), ("carry", carry), ("again", again),
            ("ask_drop", ask_drop), ("drop", drop), ("refuse", refuse))},
        **project_plans.TAPS},
    links={"projects": Link(opened, Role.RESIDENT), "project": Link(follow, Role.RESIDENT)},
    talks=(Talk(PROJECT, facts, proposed), *project_plans.TALKS),
    console={"files": project_plans.corner},
    doors={"idea": from_idea},
)
