"""/bilan: what a group did in a month or a year, in totals. Anyone of the group; in the group itself too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, TypeAlias
from zoneinfo import ZoneInfo

from actions import reports as actions
from bot.features import Feature, Link, Order, Tap
from bot.handlers import report_files, report_town
from bot.handlers.here import group_here, groups_of_mine
from bot.rows import Loaded, group_of_mine
from bot.turn import Turn
from rules.groups import Group
from rules.offers import INSIDE
from rules.periods import Period, around, read, read_code
from rules.postercodes import folded
from rules.refusals import Refusal
from rules.reports import DEFINITIONS, Report, cells, in_its_time, nothing, told
from rules.rights import Right, Role, Verdict, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted

GroupOfMine: TypeAlias = Annotated[Group, Loaded(group_of_mine)]
PeriodCode: TypeAlias = Annotated[str, re.compile(r"\d{4}(-\d{2})?", re.ASCII)]
WHICH = _("Quel mois, ou quelle année ? Par exemple « /bilan octobre », « /bilan mois dernier » ou « /bilan année ».")
NAMES: tuple[Words, ...] = (_("🗓 Ce mois-ci"), _("🗓 Le mois dernier"), _("🗓 Cette année"), _("🗓 L’année dernière"))
OF_TOWN = _("Ces chiffres sont pour la mairie, en privé. Ceux de votre groupe : /bilan.")
MEANING: Row = (Button(_("❓ Ce que cela compte"), tap="report.means:0"),)


def shown(turn: Turn, payload: str = "") -> None:
    first, _blank, rest = payload.strip().partition(" ")
    if folded(first) == "mairie":
        of_town(turn, rest)
        return
    if turn.private and folded(first).startswith("ouvert"):
        report_town.opened(turn)
        return
    if not turn.private:
        in_group(turn, payload)
        return
    mine = groups_of_mine(turn)
    period = wanted(payload, today(turn, mine[0]))
    if len(mine) == 1:
        report(turn, mine[0], period.code)
        return
    turn.reply(screen(_("Le bilan de quel groupe ?"), rows=tuple(
        (Button(quoted(group.name[:32]), tap=tap("report", group.id, period.code)),) for group in mine[:6])))


def of_town(turn: Turn, payload: str) -> None:
    if turn.verdict(Right(Role.COORDINATOR, Where.PRIVATE)) is not Verdict.ALLOWED:
        raise Refusal(OF_TOWN)
    report_town.shown(turn, wanted(payload, report_town.this_month(turn).first).code)


def in_group(turn: Turn, payload: str) -> None:
    """To everybody there: totals alone."""
    group = group_here(turn)
    period = wanted(payload, today(turn, group))
    found = counted(turn, group, period)
    turn.reply(Screen(words(group, period, found), (MEANING,), silent=True))


def wanted(payload: str, day: date) -> Period:
    period = read(payload, day)
    if period is None:
        raise Refusal(WHICH)
    return period


def today(turn: Turn, group: Group) -> date:
    return turn.now.astimezone(ZoneInfo(group.timezone)).date()


def counted(turn: Turn, group: Group, period: Period) -> Report:
    """Raises Refusal for what is not there yet, or was before the group was."""
    in_its_time(turn.now, period, group.timezone, actions.began(turn.desk, group))
    found = actions.of_group(turn.desk, group, period)
    if found.is_empty:
        raise Refusal(nothing(period))
    return found


def words(group: Group, period: Period, found: Report) -> tuple[Words, ...]:
    return (lines(_("📊 <b>{where}</b>", where=quoted(group.name[:40])), period.words), told(cells(found, INSIDE)))


def report(turn: Turn, group: GroupOfMine, code: PeriodCode = "") -> None:
    period = read_code(code) or around(today(turn, group))[0]
    other: Row = (Button(_("🗓 Autre période"), tap=tap("report.when", group.id)),)
    try:
        said = words(group, period, counted(turn, group, period))
    except Refusal as sentence:
        turn.reply(screen(sentence.words, rows=(other,)))
    else:
        turn.reply(Screen(said, (
            (Button(_("🖼 Une image"), tap=tap("report.image", group.id, period.code)),),
            (Button(_("📄 Deux pages (PDF)"), tap=tap("report.pages", group.id, period.code)),), other, MEANING)))


def image(turn: Turn, group: GroupOfMine, code: PeriodCode) -> None:
    drawn(turn, group, code, "png")


def pages(turn: Turn, group: GroupOfMine, code: PeriodCode) -> None:
    drawn(turn, group, code, "pdf")


def drawn(turn: Turn, group: Group, code: str, form: str) -> None:
    period = read_code(code) or around(today(turn, group))[0]
    report_files.sent(turn, quoted(group.name[:60]), period, counted(turn, group, period), INSIDE, form)


def when(turn: Turn, group: GroupOfMine) -> None:
    rows = tuple((Button(name, tap=tap("report", group.id, period.code)),)
                 for name, period in zip(NAMES, around(today(turn, group)), strict=True))
    turn.reply(screen(_("📊 Le bilan de quelle période ?"), rows=rows))


def means(turn: Turn, page: int = 0) -> None:
    """What each figure counts, in private: a group is not written to at each press."""
    if not turn.private:
        turn.toast(start=turn.link("report.means"))
        return
    rows: tuple[Row, ...] = ((Button(_("➡ Suite"), tap=tap("report.means", (page + 1) % len(DEFINITIONS))),),)
    turn.reply(screen(*DEFINITIONS[page % len(DEFINITIONS)], rows=rows), edit=page != 0)


def means_link(turn: Turn, _params: Mapping[str, Any]) -> None:
    means(turn)


FEATURE = Feature(
    "reports",
    orders={"bilan": Order(shown, Role.RESIDENT, Where.EVERYWHERE, _("Le bilan du mois ou de l’année"),
                           in_groups=True)},
    taps={"report": Tap(report, Role.RESIDENT, Where.PRIVATE), "report.when": Tap(when, Role.RESIDENT, Where.PRIVATE),
          "report.image": Tap(image, Role.RESIDENT, Where.PRIVATE),
          "report.pages": Tap(pages, Role.RESIDENT, Where.PRIVATE), **report_town.TAPS,
          "report.means": Tap(means, Role.RESIDENT, Where.EVERYWHERE)},
    links={"report.means": Link(means_link, Role.RESIDENT)},
    console={"bilans": report_town.corner},
)
