"""A good practice told from what was done, read first by whoever looks after the place, taken back by who told it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from actions import practices as actions
from bot import talking
from bot.conversations.practices import PRACTICE, PracticeFacts, TellPractice
from bot.features import Talk, Tap
from bot.handlers import todo
from bot.handlers.house import HOUSE
from bot.rows import Loaded
from bot.turn import Turn
from messages.practices import ALL, MENU, SHARE, adoptions
from rules.practices import LONGEST_NEEDS, Ground, Practice, PracticeState, Told
from rules.projects import Project, ProjectState
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted
from storage import groups, ideas
from storage import practices as store
from storage import projects as project_store
from storage.ideas import ADOPTED, Idea

NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
ALREADY = _("Vous l’avez déjà racontée, merci ! Elle se retrouve dans /idees.")


def to_read(turn: Turn, number: int) -> Told | None:
    return next((one for one in actions.to_read(turn.desk, turn.person.id) if one.id == number), None)


def of_mine(turn: Turn, number: int) -> Told | None:
    found = store.by_id(turn.session, number)
    living = found is not None and found.state in (PracticeState.SENT, PracticeState.PUBLISHED)
    return found if found is not None and living and found.author == turn.person.id else None


def done_by_me(turn: Turn, number: int) -> Project | None:
    found = project_store.by_id(turn.session, number)
    mine = found is not None and found.author == turn.person.id and found.state is ProjectState.DONE
    return found if mine else None


def my_adopted(turn: Turn, number: int) -> Idea | None:
    found = ideas.by_id(turn.session, number)
    return found if found is not None and found.person == turn.person.id and found.state == ADOPTED else None


ToRead: TypeAlias = Annotated[Told, Loaded(to_read)]
OfMine: TypeAlias = Annotated[Told, Loaded(of_mine)]
DoneByMe: TypeAlias = Annotated[Project, Loaded(done_by_me)]
MyAdopted: TypeAlias = Annotated[Idea, Loaded(my_adopted)]


def how(one: Practice) -> tuple[Words, ...]:
    steps = [_("{n}. {what}", n=n, what=one.say(step)) for n, step in enumerate(one.steps, 1)]
    return (lines(*(steps if len(steps) > 1 else [_("👣 {what}", what=one.say(step)) for step in one.steps])),)


def to_mind(one: Practice) -> tuple[Words, ...]:
    found = []
    if one.needs:
        found.append(_("🧺 Il faut : {what}", what=one.say(one.needs)))
    if one.pitfalls:
        found.append(_("⚠ {what}", what=one.say(one.pitfalls)))
    return tuple(found) or (_("Rien de plus : c’est tout simple."),)


# telling
def from_project(turn: Turn, number: int) -> list[Row]:
    return [] if store.is_told(turn.session, project=number) else [(Button(SHARE, tap=tap("practice.from", number)),)]


def of_project(turn: Turn, project: DoneByMe) -> None:
    if store.is_told(turn.session, project=project.id):
        raise Refusal(ALREADY)
    talking.start(turn, HOUSE, PRACTICE.name, {"project": project.id})


def of_idea(turn: Turn, idea: MyAdopted) -> None:
    if store.is_told(turn.session, idea=idea.id):
        raise Refusal(ALREADY)
    talking.start(turn, HOUSE, PRACTICE.name, {"idea": idea.id})


def facts(turn: Turn, args: Mapping[str, Any]) -> PracticeFacts:
    project = done_by_me(turn, int(args.get("project", 0)))
    idea = None if project else my_adopted(turn, int(args.get("idea", 0)))
    source = project or idea
    group = groups.by_id(turn.session, source.group) if source else None
    if source is None or group is None:
        raise Gone
    title = source.text if isinstance(source, Idea) else source.what
    return PracticeFacts(group.name, title, project.id if project else 0, idea.id if idea else 0,
                         private=turn.content.private_words)


def told(turn: Turn, command: TellPractice) -> None:
    project = done_by_me(turn, command.project)
    idea = my_adopted(turn, command.idea)
    source = project or idea
    group = groups.by_id(turn.session, source.group) if source else None
    if group is None:
        raise Gone
    sent = actions.tell(
        turn.desk, turn.person.id, group, project_id=command.project or None, idea_id=command.idea or None,
        title=command.title, grounds=" ".join(command.grounds or (Ground.BUILDING,)), cost=command.cost,
        crowd=command.crowd, takes=command.takes, steps=command.steps, pitfalls=command.pitfalls, kit=command.kit,
        needs=project.needs[:LONGEST_NEEDS] if project else "", named=command.named)
    if sent is None:
        raise Refusal(ALREADY)
    if not sent:
        raise Refusal(_("Personne ne veille encore sur ce lieu pour relire. Gardez-la : ce sera pour bientôt."))
    turn.reply(screen(_("💡 C’est parti, merci ! On relit, puis d’autres groupes pourront la copier. Vous saurez la "
                        "suite ici."), rows=(MENU,)))


def mine(turn: Turn, one: OfMine) -> None:
    state = (_("⏳ On la relit.") if one.state is PracticeState.SENT else
             adoptions(store.adopted(turn.session, [one.practice.code]).get(one.practice.code, 0))
             if store.adopted(turn.session, [one.practice.code]) else _("🌍 Elle est proposée aux autres groupes."))
    turn.reply(screen(_("💡 « {what} »", what=quoted(one.practice.title)), state,
                      rows=((Button(_("↩ La retirer"), tap=tap("practice.out", one.id)),), ALL, MENU)))


def out(turn: Turn, one: OfMine) -> None:
    if not actions.withdraw(turn.desk, one):
        raise Gone
    turn.reply(screen(_("↩ C’est retiré. Ce que d’autres groupes en ont fait continue."), rows=(ALL, MENU)))


# reading it first
def read(turn: Turn, one: ToRead) -> None:
    turn.reply(preview(one))


def preview(one: Told) -> Screen:
    found = one.practice
    named = _("Le groupe serait nommé : {group}.", group=quoted(found.group)) if found.group else _(
        "Le groupe ne serait pas nommé.")
    return screen(_("💡 À relire : « {what} »", what=quoted(found.title)), *how(found), *to_mind(found), named,
                  rows=((Button(_("✅ La proposer"), tap=tap("practice.pass", one.id)),),
                        (Button(_("🙏 Pas telle quelle"), tap=tap("practice.keep", one.id)),), todo.BACK))


def passed(turn: Turn, one: ToRead) -> None:
    if not actions.publish(turn.desk, one, turn.person.id):
        raise Gone
    turn.reply(screen(_("✅ Merci d’avoir relu. D’autres groupes peuvent la copier."), rows=(todo.BACK,)))


def kept(turn: Turn, one: ToRead) -> None:
    if not actions.refuse(turn.desk, one, turn.person.id):
        raise Gone
    turn.reply(screen(_("C’est noté : la personne peut la raconter autrement. Votre prénom n’est pas donné."),
                      rows=(todo.BACK,)))


TAPS: Mapping[str, Tap] = {f"practice.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
    ("from", of_project), ("often", of_idea), ("mine", mine), ("out", out), ("read", read), ("pass", passed),
    ("keep", kept))}
TALK = Talk(PRACTICE, facts, told)
