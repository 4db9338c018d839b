"""The screens of a project, for who carries it, for who is in, for a neighbour who reads it."""

from __future__ import annotations

from bot.handlers.house import HOUSE
from bot.project_rows import holds, is_in
from bot.turn import Turn
from messages.projects import IN, MENU, said
from rules.civil import local_date
from rules.help import when
from rules.projects import (
    INSURED,
    LENT,
    MOST_TASKS,
    SUPPORTED,
    Insured,
    Project,
    ProjectState,
    Town,
    listed,
    missing,
    the_plan,
)
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted
from storage import projects as store
from storage.projects import Task

S = ProjectState
LIST: Row = (Button(_("↩ Les projets"), tap="projects"),)
TOWNS: dict[Town, Words] = {Town.ASKED: _("🏛 Votre demande attend la réponse de la mairie."),
                            Town.CANNOT: _("🏛 La mairie ne peut pas aider cette fois.")}


def button(label: Words, name: str, project: Project) -> Row:
    return (Button(label, tap=tap(f"project.{name}", project.id)),)


def page(turn: Turn, project: Project) -> Screen:
    mine = project.author == turn.person.id
    rows = of_carrier(turn, project) if mine else of_neighbour(turn, project)
    return screen(_("🌱 <b>{what}</b>", what=quoted(project.what)), lines(*facts(turn, project, mine=mine)),
                  rows=(*rows, LIST))


def facts(turn: Turn, project: Project, *, mine: bool) -> list[Words]:
    match project.state:
        case S.IDEA:
            return idea(turn, project, mine=mine)
        case S.BACKED:
            lacks = project.day is not None and not project.insured
            asks = _("☔ Il manque l’assurance : reprenez le plan.") if lacks else _(
                "Trois personnes en sont. Il reste le plan : quoi, quand, besoins, assurance.")
            return [asks, *support(project, mine=mine)]
        case S.OPEN:
            assert project.day is not None
            return [_("📅 {when}", when=when(project.day, project.slot)), *the_plan(project),
                    *support(project, mine=mine), _("☔ Assurance : {what}", what=INSURED[Insured(project.insured)])]
        case S.DONE:
            return [_("🎉 C’est fait. Merci !")]
    return [_("Ce projet s’est arrêté là. Merci !")]


def idea(turn: Turn, project: Project, *, mine: bool) -> list[Words]:
    count = store.count_in(turn.session, project.id)
    if project.until <= turn.now:
        return [_("Les 14 jours sont passés."), missing(count)]
    until = local_date(project.until, turn.person.timezone)
    asks = _("Il faut trois personnes avant le {day}.", day=until)
    return [asks, missing(count)] if mine else [asks]


def support(project: Project, *, mine: bool) -> list[Words]:
    found = []
    if project.supports:
        found.append(_("🤝 Appui : {who}", who=listed([SUPPORTED[one] for one in project.supports])))
    if project.lends:
        found.append(_("🏛 La mairie prête {what}.", what=listed([LENT[one] for one in project.lends])))
    elif mine and project.town in TOWNS:
        found.append(TOWNS[project.town])
    if mine and project.word:
        found.append(said(project.word))
    return found


def of_carrier(turn: Turn, project: Project) -> list[Row]:
    drop = button(_("🙏 Arrêter le projet"), "ask_drop", project)
    match project.state:
        case S.IDEA if project.until <= turn.now:
            return [button(_("🔁 Reproposer"), "again", project), drop]
        case S.IDEA:
            return [drop]
        case S.BACKED:
            return [button(_("📝 Le plan"), "plan", project), button(_("🤝 Qui appuie ?"), "support", project), drop]
        case S.OPEN:
            came = project.day is not None and project.day <= turn.today
            went = [button(_("✅ C’est fait"), "done", project)] if came else []
            return [*went, button(_("🧺 Ce qu’il faut"), "tasks", project), button(_("📝 Le plan"), "plan", project),
                    *([] if came else [button(_("🤝 Qui appuie ?"), "support", project)]), drop]
        case S.DONE:
            return HOUSE.doors_of(turn, "project", project.id)
    return []


def of_neighbour(turn: Turn, project: Project) -> list[Row]:
    if not project.living:
        return []
    if is_in(turn, project.id):
        carry = [button(_("🌱 Je le porte"), "carry", project)] if project.author is None else []
        tasks = [button(_("🧺 Ce qu’il faut"), "tasks", project)] if project.state is S.OPEN else []
        return [*carry, *tasks, button(_("🙏 Je n’en suis plus"), "out", project)]
    open_ = project.state is not S.IDEA or project.until > turn.now
    return [button(IN, "in", project)] if open_ and project.author is not None else []


def missions(turn: Turn, project: Project) -> Screen:
    """What is to be brought or done: taken, or free."""
    found = store.tasks(turn.session, project.id)
    back = button(_("↩ Le projet"), "see", project)
    rows: list[Row] = [(Button(label(turn, one), tap=tap("project.task", one.id)),) for one in found]
    if project.author == turn.person.id and project.state is S.OPEN and len(found) < MOST_TASKS:
        rows.append(button(_("➕ Une mission"), "add", project))
    said_so = _("🧺 Ce qu’il faut pour « {what} ». Touchez une ligne.", what=quoted(project.what)) if found else _(
        "🧺 « {what} » : rien n’est encore demandé. Venez comme vous êtes.", what=quoted(project.what))
    return screen(said_so, rows=(*rows, back))


def label(turn: Turn, one: Task) -> Words:
    mark = "✓" if holds(turn, one.id) else "✋" if one.free else "✅"
    return _("{mark} {what} ({taken}/{seats})", mark=mark, what=quoted(one.what[:15]), taken=one.taken,
             seats=one.seats)


def mission(turn: Turn, one: Task, project: Project) -> Screen:
    rows: list[Row] = []
    if holds(turn, one.id):
        rows.append((Button(_("🙏 Je ne peux plus"), tap=tap("project.untake", one.id)),))
    elif one.free:
        rows.append((Button(_("✋ Je m’en charge"), tap=tap("project.take", one.id)),))
    if project.author == turn.person.id and not one.taken:
        rows.append((Button(_("🗑 La retirer"), tap=tap("project.untask", one.id)),))
    left = _("Il n’y a plus de place, merci !") if not one.free else _(
        "Places : {taken} sur {seats}.", taken=one.taken, seats=one.seats)
    return screen(_("🧺 {what}", what=quoted(one.what)), left,
                  rows=(*rows, button(_("↩ Ce qu’il faut"), "tasks", project)))


def to_the_town(project: Project, group: str) -> Screen:
    """What the town hall reads: the project, the group, nobody’s name."""
    plan = list(the_plan(project))
    if project.day is not None:
        plan.insert(0, _("📅 {when}", when=when(project.day, project.slot)))
    return screen(_("🌱 <b>{what}</b>", what=quoted(project.what)), lines(_("👥 {group}", group=quoted(group)), *plan),
                  rows=(button(_("✍ Répondre"), "answer", project), (Button(_("↩ Les demandes"), tap="projects.town"),),
                        MENU))
