"""/jaifait: a geste done without anybody asking. Two taps, five a day, and a thank you."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import talking
from bot.conversations.gestes import DEED, DeedFacts, NoteDeed
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers.house import HOUSE
from bot.turn import Turn
from rules.geste_owners import FEW
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.screens import Button, screen
from rules.words import Words, _, quoted
from storage import deeds, groups

A_DAY = 5


def begin(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        payload = turn.link("deed", group=turn.group.id if turn.group else 0)
        turn.reply(screen(_("Un geste de fait ? Dites-le en privé, en deux appuis."),
                          rows=((Button(_("Continuer en privé"), start=payload),),), silent=True))
        return
    _start(turn, 0)


def opened(turn: Turn, params: Mapping[str, Any]) -> None:
    _start(turn, int(params.get("group") or 0))


def _start(turn: Turn, group: int) -> None:
    _check_day(turn)
    talking.start(turn, HOUSE, DEED.name, {"group": group} if group else {})


def _check_day(turn: Turn) -> None:
    if deeds.count_of_day(turn.session, turn.person.id, turn.today) >= A_DAY:
        raise Refusal(_("Cinq gestes aujourd’hui, quelle journée ! Les suivants comptent demain."))


def facts(turn: Turn, args: Mapping[str, Any]) -> DeedFacts:
    """Counted in the group it was said from, else in the person's first one."""
    asked = groups.by_id(turn.session, int(args["group"])) if args.get("group") else None
    if asked and asked.is_installed:
        return DeedFacts(asked.id)
    mine = groups.of_person(turn.session, turn.person.id)
    return DeedFacts(mine[0].id if mine else None)


def execute(turn: Turn, command: NoteDeed) -> None:
    _check_day(turn)
    deeds.add(turn.session, turn.person.id, command.group, command.theme, command.minutes, turn.today, turn.now)
    group = groups.by_id(turn.session, command.group) if command.group else None
    turn.reply(screen(_("Merci !"), *([_of_group(turn, group.id, group.name)] if group else []),
                      rows=((Button(_("💡 Le geste du jour"), tap="geste"),),)))


def _of_group(turn: Turn, group: int, name: str) -> Words:
    count = deeds.count_of_group(turn.session, group, turn.today.replace(day=1))
    if count < FEW:
        return _("Ce mois-ci, quelques gestes dans « {group} ».", group=quoted(name))
    return _("Ce mois-ci, {n} gestes dans « {group} ».", n=count, group=quoted(name))


FEATURE = Feature(
    "deeds",
    orders={"jaifait": Order(begin, Role.RESIDENT, Where.EVERYWHERE, _("J’ai fait un geste"), in_groups=True)},
    taps={"deed": Tap(begin, Role.RESIDENT, Where.PRIVATE)},
    links={"deed": Link(opened, Role.RESIDENT)},
    talks=(Talk(DEED, facts, execute),),
)
