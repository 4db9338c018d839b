"""« Chez nous » in a group's /reglages: what it has of its own, and what it shares with the town."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, TypeAlias

from actions import local as actions
from bot import talking
from bot.conversations.gestes import RhythmFacts
from bot.conversations.local import DAYS, LOCAL_TALK, KeepLocal, LocalFacts
from bot.features import Feature, Talk, Tap
from bot.handlers import todo
from bot.handlers.house import HOUSE
from bot.rows import NOT_ADMIN, Administered, Loaded, administered
from bot.turn import Turn
from rules.civil import clock
from rules.groups import Group
from rules.local import MOST, Around, Local, LocalKind, LocalState, same
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import local as store

A_PAGE = 4
ITS_ADMIN = (Role.VISITOR, Where.PRIVATE)
FULL = _("Cinquante textes à vous, c’est le plus possible. Retirez-en un, puis recommencez.")
NO_READER = _("Personne ne peut encore relire votre geste pour la ville. Il reste bien chez vous.")
S = LocalState


def ours(turn: Turn, number: int) -> Local | None:
    found = store.by_id(turn.session, number)
    return found if found and administered(turn, found.group) else None


def waits(turn: Turn, number: int) -> Local | None:
    return next((one for one in actions.to_judge(turn.desk, turn.person.id) if one.id == number), None)


Ours: TypeAlias = Annotated[Local, Loaded(ours)]
ToRead: TypeAlias = Annotated[Local, Loaded(waits)]


def home(turn: Turn, group: Administered) -> None:
    count = len(store.of_group(turn.session, group.id))
    listed: list[Row] = [(Button(_("📋 Nos textes : {n}", n=count), tap=tap("local.all", group.id)),)] if count else []
    turn.reply(screen(_("🏠 <b>Chez nous</b> : « {group} » choisit ce qui lui va.", group=quoted(group.name)),
                      _("Un geste à vous vient à son tour. Un rituel revient chaque semaine, à son heure."),
                      rows=((Button(_("➕ Un geste à nous"), tap=tap("local.add", group.id, "geste")),),
                            (Button(_("🔁 Un rituel"), tap=tap("local.add", group.id, "ritual")),), *listed,
                            (Button(_("🔘 Modules"), tap=tap("modules", group.id)),))))


def corner(_turn: Turn, group: Group) -> list[Row]:
    return [(Button(_("🏠 Chez nous"), tap=tap("local", group.id)),)]


def everything(turn: Turn, group: Administered, page: int = 0) -> None:
    found = store.of_group(turn.session, group.id)
    first = page * A_PAGE if page * A_PAGE < len(found) else 0
    rows: list[Row] = [(Button(_("{sign} {what}", sign="💡" if one.kind is LocalKind.GESTE else "🔁",
                                 what=quoted(one.text[:20])), tap=tap("local.one", one.id)),)
                       for one in found[first:first + A_PAGE]]
    if len(found) > A_PAGE:
        rows.append((Button(_("➡ Suite"), tap=tap("local.all", group.id, first // A_PAGE + 1)),))
    turn.reply(screen(_("📋 Ce que « {group} » a de particulier :", group=quoted(group.name)),
                      rows=(*rows, back_to(group.id))))


def back_to(group: int) -> Row:
    return (Button(_("↩ Retour"), tap=tap("local", group)),)


def one_of(turn: Turn, one: Ours) -> None:
    if one.state is S.GONE:
        raise Gone
    share: list[Row] = [(Button(_("📢 Partager"), tap=tap("local.share", one.id)),)] if (
        one.kind is LocalKind.GESTE and one.state is S.HERE) else []
    turn.reply(screen(lines(_("« {what} »", what=quoted(one.text)), standing(one)),
                      rows=((Button(_("✏️ Changer"), tap=tap("local.change", one.id)),), *share,
                            (Button(_("🗑 Retirer"), tap=tap("local.drop", one.id)),), back_to(one.group))))


def standing(one: Local) -> Words:
    if one.weekday is not None:
        return _("{day}, à {hour}, dans les deux messages de la semaine.", day=DAYS[one.weekday],
                 hour=clock(time.fromisoformat(one.hour)))
    return {S.ASKED: _("Il attend d’être relu, avant d’aller chez d’autres."),
            S.TOWN: _("Il vient aussi chez d’autres groupes, sans nom ni lieu.")}.get(
                one.state, _("Il vient chez vous seulement."))


# writing it
def begin(turn: Turn, group: Administered, kind: LocalKind) -> None:
    if len(store.of_group(turn.session, group.id)) >= MOST:
        raise Refusal(FULL)
    talking.begin(turn, HOUSE, LOCAL_TALK.name, {"group": group.id, "kind": kind.value}, answers={})


def change(turn: Turn, one: Ours) -> None:
    if one.state is S.GONE:
        raise Gone
    talking.begin(turn, HOUSE, LOCAL_TALK.name, {"group": one.group, "kind": one.kind.value, "entry": one.id},
                  answers={})


def facts(turn: Turn, args: Mapping[str, Any]) -> LocalFacts:
    group, entry = administered(turn, int(args["group"])), int(args.get("entry", 0))
    if group is None:
        raise Gone(NOT_ADMIN)
    others = frozenset(same(one.text) for one in store.of_group(turn.session, group.id) if one.id != entry)
    book = frozenset(same(text) for geste in turn.content.gestes for text in (geste.title, geste.text))
    around = Around(store.first_names(turn.session, group.id), others | book, turn.content.private_words)
    return LocalFacts(group.id, LocalKind(args["kind"]), entry, around,
                      RhythmFacts(group.id, group.quiet_from, group.quiet_to))


def keep(turn: Turn, said: KeepLocal) -> None:
    group = administered(turn, said.group)
    if group is None:
        raise Gone(NOT_ADMIN)
    if said.entry:
        one = ours(turn, said.entry)
        if one is None or not actions.change(turn.desk, one, said.text, said.weekday, said.hour):
            raise Gone
    elif not actions.add(turn.desk, group, turn.person.id, said.kind, said.text, said.weekday, said.hour):
        raise Refusal(FULL)
    turn.reply(screen(_("✅ C’est gardé. Merci pour cette idée de chez vous !"), rows=(back_to(group.id),)))


# taking it away, sharing it
def drop(turn: Turn, one: Ours) -> None:
    if not actions.drop(turn.desk, one):
        raise Gone
    turn.reply(screen(_("🗑 C’est retiré."), rows=((Button(_("↩ Annuler"), tap=tap("local.undo", one.id)),),
                                                  back_to(one.group))))


def undo(turn: Turn, one: Ours) -> None:
    if not actions.bring_back(turn.desk, one):
        raise Gone
    turn.reply(screen(_("↩ C’est revenu chez vous."), rows=(back_to(one.group),)))


def share(turn: Turn, one: Ours) -> None:
    group = administered(turn, one.group)
    if group is None or one.kind is not LocalKind.GESTE or one.state is not S.HERE:
        raise Gone
    if not actions.share(turn.desk, one, group):
        raise Refusal(NO_READER)
    turn.reply(screen(_("📢 Merci ! Une personne relit d’abord. S’il convient partout, il viendra chez d’autres, sans "
                        "nom ni lieu. Vous le saurez ici."), rows=(back_to(one.group),)))


def read(turn: Turn, one: ToRead) -> None:
    turn.reply(screen(_("📢 À relire : ce geste convient-il partout dans la ville ?"),
                      _("« {what} »", what=quoted(one.text)), _("Ni nom, ni adresse, ni rendez-vous d’un seul lieu."),
                      rows=((Button(_("✅ Oui, partout"), tap=tap("local.yes", one.id)),),
                            (Button(_("🙏 Chez eux seulement"), tap=tap("local.no", one.id)),), todo.BACK)))


def yes(turn: Turn, one: ToRead) -> None:
    judged(turn, one, shared=True)


def no(turn: Turn, one: ToRead) -> None:
    judged(turn, one, shared=False)


def judged(turn: Turn, one: Local, *, shared: bool) -> None:
    if not actions.judge(turn.desk, one, shared=shared):
        raise Gone
    turn.reply(screen(_("✅ Il viendra chez les autres groupes. Merci d’avoir relu.") if shared else
                      _("C’est noté : il reste dans son groupe. Merci d’avoir relu."), rows=(todo.BACK,)))


FEATURE = Feature(
    "local",
    module=_("🔁 Nos rituels"),
    taps={
        **{f"local.{name}": Tap(handler, *ITS_ADMIN) for name, handler in (
            ("all", everything), ("one", one_of), ("add", begin), ("change", change), ("drop", drop), ("undo", undo),
            ("share", share))},
        "local": Tap(home, *ITS_ADMIN),
        **{f"local.{name}": Tap(handler, Role.RESIDENT, Where.PRIVATE) for name, handler in (
            ("read", read), ("yes", yes), ("no", no))}},
    talks=(Talk(LOCAL_TALK, facts, keep),),
    group_settings=(corner,),
)
