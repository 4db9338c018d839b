"""When the geste comes: a person's own choice, or a group's by one of its admins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import talking
from bot.conversations.gestes import RHYTHM, RhythmFacts, SetRhythm
from bot.handlers.house import HOUSE
from bot.rows import NOT_ADMIN, Administered, administered
from bot.turn import Turn
from rules.civil import clock
from rules.groups import GroupRhythm
from rules.refusals import Refusal
from rules.residents import Rhythm
from rules.screens import screen
from rules.words import Words, _
from storage import geste_plans, groups, residents


def mine(turn: Turn) -> None:
    talking.start(turn, HOUSE, RHYTHM.name, {})


def of_group(turn: Turn, group: Administered) -> None:
    talking.start(turn, HOUSE, RHYTHM.name, {"group": group.id})


def facts(turn: Turn, args: Mapping[str, Any]) -> RhythmFacts:
    group = groups.by_id(turn.session, int(args["group"])) if args.get("group") else None
    return RhythmFacts(group.id, group.quiet_from, group.quiet_to) if group else RhythmFacts()


def execute(turn: Turn, command: SetRhythm) -> None:
    hour = {"geste_hour": command.hour} if command.hour else {}
    if command.group:
        group = administered(turn, command.group)
        if group is None:
            raise Refusal(NOT_ADMIN)
        groups.change(turn.session, group.id, geste_rhythm=GroupRhythm(command.rhythm), untouched=0, **hour)
        geste_plans.follow_group(turn.session, group.id, turn.now)
    else:
        residents.change(turn.session, turn.person.id, geste_rhythm=Rhythm(command.rhythm), **hour)
        geste_plans.follow_person(turn.session, turn.person.id, turn.now)
    turn.reply(screen(_settled(command)))


def _settled(command: SetRhythm) -> Words:
    if command.hour is None:
        return _("C’est noté : le geste du jour ne viendra plus de lui-même. /geste le donne quand vous voulez.")
    often = {str(Rhythm.DAY): _("chaque jour"), str(GroupRhythm.WEEKDAYS): _("du lundi au vendredi")}.get(
        command.rhythm, _("le lundi"))
    return _("C’est noté : le geste viendra {often} à {hour}.", often=often, hour=clock(command.hour))
