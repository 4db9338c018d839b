"""The linked groups, as whoever coordinates sorts them: their quarter, their tags, and the link taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from actions import console_links as actions
from bot import talking
from bot.conversations.console_links import QUARTER, TAG, GroupFacts, NameQuarter, TagGroup
from bot.features import Talk, Tap
from bot.handlers.house import HOUSE
from bot.handlers.places import town as commune_name
from bot.rows import Code, Loaded
from bot.turn import Turn
from rules.civil import UNDO
from rules.console import few, slug
from rules.groups import Group
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import _, lines, quoted
from storage import audience, console, groups, people, zones
from storage import console_links as store

A_PAGE = 6
MOST_TAGS = 8


def linked(turn: Turn, number: int) -> Group | None:
    group = groups.by_id(turn.session, number)
    return group if group and group.is_installed and store.is_linked(turn.session, number) else None


def my_line(turn: Turn, number: int) -> Any:
    """What this person changed in the last minute."""
    line = console.written(turn.session, number)
    mine = line is not None and line.by_id == turn.person.id and line.what == "quarter"
    return line if mine and turn.now - line.at <= UNDO else None


Linked: TypeAlias = Annotated[Group, Loaded(linked)]
MyLine: TypeAlias = Annotated[Any, Loaded(my_line)]
BACK: Row = (Button(_("↩ Groupes reliés"), tap="console.groups"),)


def listed(turn: Turn, after: int = 0) -> None:
    found = store.page(turn.session, after, A_PAGE + 1)
    rows: list[Row] = [(Button(quoted(name[:22]), tap=tap("console.group", number)),)
                       for number, name in found[:A_PAGE]]
    if len(found) > A_PAGE:
        rows.append((Button(_("➡ Suite"), tap=tap("console.groups", found[A_PAGE - 1][0])),))
    rows.append((Button(_("↩ Rues"), tap="console.at:rues"),))
    turn.reply(screen(_("🏘 <b>Groupes reliés</b>") if found or after else
                      _("Aucun groupe relié pour l’instant : donnez le code aux personnes qui en animent un."),
                      rows=tuple(rows)))


def see(turn: Turn, group: Linked) -> None:
    zone = zones.by_id(turn.session, group.zone) if group.zone else None
    commune = commune_name(zone.commune) if zone else ""
    where = _("📍 {street}, {commune}", street=quoted(zone.label), commune=quoted(commune)) if zone and commune else (
        _("📍 {street}", street=quoted(zone.label)) if zone else _("📍 Sans lieu"))
    quarter = store.quarter(turn.session, group.id)
    tags = store.tags(turn.session, group.id)
    turn.reply(screen(
        lines(_("🏘 <b>{name}</b>", name=quoted(group.name)), where,
              _("Quartier : {quarter}", quarter=quoted(quarter) if quarter else _("aucun")),
              _("Étiquettes : {tags}", tags=quoted(", ".join(tags)) if tags else _("aucune")),
              _("Personnes qui y participent : {n}", n=few(people.members(turn.session, group.id)))),
        rows=((Button(_("🧭 Quartier"), tap=tap("group.quarter", group.id)),),
              (Button(_("🏷 Étiquettes"), tap=tap("group.tags", group.id)),),
              (Button(_("✖ Délier ce groupe"), tap=tap("group.off", group.id)),), BACK)))


def tags(turn: Turn, group: Linked) -> None:
    """One press puts a tag, another takes it away."""
    mine = store.tags(turn.session, group.id)
    known = list(dict.fromkeys([*mine, *(tag for tag, _count in audience.tags(turn.session))]))[:MOST_TAGS]
    rows: list[Row] = [
        (Button(_("✓ {tag}", tag=quoted(one)), tap=tap("group.tag", group.id, slug(one), "off")),) if one in mine else
        (Button(quoted(one), tap=tap("group.tag", group.id, slug(one), "on")),) for one in known]
    rows += [(Button(_("➕ Autre étiquette"), tap=tap("group.newtag", group.id)),),
             (Button(_("↩ Retour au groupe"), tap=tap("console.group", group.id)),)]
    turn.reply(screen(_("🏷 Étiquettes de « {group} »", group=quoted(group.name)), rows=tuple(rows)))


def put_tag(turn: Turn, group: Linked, code: Code, state: Literal["on", "off"]) -> None:
    every = [*store.tags(turn.session, group.id), *(tag for tag, _count in audience.tags(turn.session))]
    tag = next((one for one in every if slug(one) == code), None)
    if tag is None:
        raise Gone
    actions.put_tag(turn.desk, group, tag, wanted=state == "on")
    tags(turn, group)


def ask_tag(turn: Turn, group: Linked) -> None:
    talking.begin(turn, HOUSE, TAG.name, {"group": group.id}, answers={})


def ask_quarter(turn: Turn, group: Linked) -> None:
    talking.begin(turn, HOUSE, QUARTER.name, {"group": group.id}, answers={})


def facts(turn: Turn, args: Mapping[str, Any]) -> GroupFacts:
    group = still(turn, int(args["group"]))
    return GroupFacts(group.id, group.name)


def still(turn: Turn, number: int) -> Group:
    group = linked(turn, number)
    if group is None:
        raise Refusal(_("Ce groupe n’est plus relié."))
    return group


def new_tag(turn: Turn, command: TagGroup) -> None:
    """The spelling that is known wins: two tags never differ by an accent alone."""
    group = still(turn, command.group)
    known = {slug(tag): tag for tag, _count in audience.tags(turn.session)}
    actions.put_tag(turn.desk, group, known.get(slug(command.tag), command.tag), wanted=True)
    tags(turn, group)


def name_quarter(turn: Turn, command: NameQuarter) -> None:
    group = still(turn, command.group)
    known = {slug(name): name for name, _count in audience.quarters(turn.session)}
    line = actions.name_quarter(turn.desk, group, known.get(slug(command.quarter), command.quarter))
    turn.reply(screen(_("C’est noté pour « {group} ».", group=quoted(group.name)),
                      rows=((Button(_("↩ Annuler"), tap=tap("group.reset", line)),),
                            (Button(_("↩ Retour au groupe"), tap=tap("console.group", group.id)),))))


def take_back(turn: Turn, line: MyLine) -> None:
    group = still(turn, line.group_id)
    actions.name_quarter(turn.desk, group, line.was)
    see(turn, group)


def off(turn: Turn, group: Linked) -> None:
    turn.reply(screen(_("Délier « {group} » ? Vous ne pourrez plus y écrire. La personne qui l’anime pourra le relier.",
                        group=quoted(group.name)),
                      rows=((Button(_("✖ Oui, délier"), tap=tap("group.gone", group.id)),),
                            (Button(_("↩ Non, garder"), tap=tap("console.group", group.id)),))))


def gone(turn: Turn, group: Linked) -> None:
    actions.unlink(turn.desk, group)
    turn.reply(screen(_("« {group} » n’est plus relié.", group=quoted(group.name)), rows=(BACK,)))


COORDINATES = (Role.COORDINATOR, Where.PRIVATE)
TAPS = {
    "console.groups": Tap(listed, *COORDINATES), "console.group": Tap(see, *COORDINATES),
    "group.tags": Tap(tags, *COORDINATES), "group.tag": Tap(put_tag, *COORDINATES),
    "group.newtag": Tap(ask_tag, *COORDINATES), "group.quarter": Tap(ask_quarter, *COORDINATES),
    "group.reset": Tap(take_back, *COORDINATES), "group.off": Tap(off, *COORDINATES),
    "group.gone": Tap(gone, *COORDINATES),
}
TALKS = (Talk(TAG, facts, new_tag, role=Role.COORDINATOR), Talk(QUARTER, facts, name_quarter, role=Role.COORDINATOR))
