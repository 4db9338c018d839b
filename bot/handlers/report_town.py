"""« /bilan mairie »: the town's own figures, by its coordinators. Five at least before a number is said."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias
from zoneinfo import ZoneInfo

from actions import reports as actions
from bot.features import Tap
from bot.handlers import report_files
from bot.handlers.kit_facts import sayer
from bot.handlers.places import town as commune_name
from bot.turn import Turn
from rules.console import FEWEST
from rules.help import UNSERVED
from rules.limits import Limit
from rules.periods import Period, around, read_code
from rules.refusals import Refusal
from rules.report_table import HEAD, Line, as_csv, months, places, rows
from rules.reports import Report, cells, in_its_time, nothing, told
from rules.rights import Role, Where
from rules.screens import Attachment, Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted
from storage.console_streets import streets

PeriodCode: TypeAlias = Annotated[str, re.compile(r"\d{4}(-\d{2})?", re.ASCII)]
BACK: Row = (Button(_("↩ Bilans"), tap="console.at:bilans"),)
NAMES: tuple[Words, ...] = (_("🗓 Ce mois-ci"), _("🗓 Le mois dernier"), _("🗓 Cette année"), _("🗓 L’année dernière"))


def name(turn: Turn) -> Words:
    return quoted(turn.town.name[:60]) if turn.town.name else _("La commune")


def this_month(turn: Turn) -> Period:
    return around(turn.now.astimezone(ZoneInfo(turn.town.timezone)).date())[0]


def counted(turn: Turn, period: Period) -> Report:
    in_its_time(turn.now, period, turn.town.timezone, actions.began(turn.desk, None))
    found = actions.of_town(turn.desk, period)
    if found.is_empty:
        raise Refusal(nothing(period))
    return found


def shown(turn: Turn, code: PeriodCode = "") -> None:
    period = read_code(code) or this_month(turn)
    other: Row = (Button(_("🗓 Autre période"), tap="report.ages"),)
    try:
        found = counted(turn, period)
    except Refusal as sentence:
        turn.reply(screen(sentence.words, rows=(other, BACK)))
        return
    turn.reply(Screen(
        (lines(_("📊 <b>{where}</b>", where=name(turn)), period.words), told(cells(found, FEWEST))),
        ((Button(_("📥 Tableau"), tap=tap("report.table", period.code)),),
         (Button(_("📄 Deux pages (PDF)"), tap=tap("report.town2", period.code)),), other,
         (Button(_("❓ Ce que cela compte"), tap="report.means:0"),), BACK)))


def ages(turn: Turn) -> None:
    today = turn.now.astimezone(ZoneInfo(turn.town.timezone)).date()
    each = [(Button(words, tap=tap("report.town", period.code)),)
            for words, period in zip(NAMES, around(today), strict=True)]
    turn.reply(screen(_("📊 Le bilan de quelle période ?"), rows=(*each, BACK)))


def sheet(turn: Turn, code: PeriodCode) -> None:
    period = read_code(code) or this_month(turn)
    report_files.sent(turn, name(turn), period, counted(turn, period), FEWEST, "pdf")


def table(turn: Turn, code: PeriodCode) -> None:
    period = read_code(code) or this_month(turn)
    counted(turn, period)
    ways: list[Row] = [(Button(_("📥 Tableau CSV"), tap=tap("report.csv", period.code)),),
                       (Button(_("📥 Classeur Excel"), tap=tap("report.xlsx", period.code)),)]
    if turn.town.open_data:
        ways.append((Button(_("📥 Données ouvertes"), tap="report.open"),))
    turn.reply(screen(_("📥 {period} : sous quelle forme ?", period=period.words), rows=(*ways, BACK)))


def text_table(turn: Turn, code: PeriodCode) -> None:
    period = read_code(code) or this_month(turn)
    give(turn, f"bilan-{period.code}.csv", text=as_csv(counted_lines(turn, period), sayer(turn, "fr")))


def workbook(turn: Turn, code: PeriodCode) -> None:
    period = read_code(code) or this_month(turn)
    facts = {"name": f"bilan {period.code}", "head": list(HEAD),
             "rows": rows(counted_lines(turn, period), sayer(turn, "fr"))}
    give(turn, f"bilan-{period.code}.xlsx", facts=facts, form="xlsx")


def give(turn: Turn, name: str, **made: Any) -> None:
    turn.within(Limit.EXPORTS)
    turn.reply(Screen((_("📥 Cellules de 5 et plus ; en dessous, la valeur est vide et « secret » dit oui."),),
                      attachment=Attachment(name, **made)), edit=False)


def counted_lines(turn: Turn, period: Period) -> list[Line]:
    """Every month of it that has begun, then its places."""
    counted(turn, period)
    begun = [month for month in period.months if month.instants(turn.town.timezone)[0] <= turn.now]
    found = months([(month, actions.of_town(turn.desk, month)) for month in begun])
    by_place = actions.by_place(turn.desk, period)
    names = {one.zone: one.name(commune_name(one.commune)) for one in streets(
        turn.session, turn.now - UNSERVED, turn.now) if one.residents >= FEWEST}
    named = [(label, by_place.get(zone, Report())) for zone, label in names.items() if label]
    others = [report for zone, report in by_place.items() if not names.get(zone)]
    return [*found, *places(period, named, others)]


def opened(turn: Turn) -> None:
    """By any resident, where the town chose so: its past months of this year and the last, of the logs alone."""
    if not turn.town.open_data:
        raise Refusal(_("La commune n’a pas choisi d’ouvrir ces chiffres. Ceux de votre groupe : /bilan."))
    *_now, year, before = around(this_month(turn).first)
    past = [month for one in (before, year) for month in one.months
            if month.instants(turn.town.timezone)[1] <= turn.now]
    since = actions.began(turn.desk, None)
    found = [(month, actions.of_town(turn.desk, month)) for month in past
             if since is not None and month.instants(turn.town.timezone)[1] > since]
    if not found:
        raise Refusal(_("📥 Aucun mois n’est encore fini depuis le début : revenez le mois prochain."))
    lines = [line for line in months(found) if line.code != "sollicitation"]
    give(turn, "tous-voisins-donnees-ouvertes.csv", text=as_csv(lines, sayer(turn, "fr")))


def corner(_turn: Turn) -> list[Row]:
    return [(Button(_("📊 Mois et année"), tap="report.town"),)]


COORDINATES = (Role.COORDINATOR, Where.PRIVATE)
TAPS = {"report.town": Tap(shown, *COORDINATES), "report.ages": Tap(ages, *COORDINATES),
        "report.table": Tap(table, *COORDINATES), "report.csv": Tap(text_table, *COORDINATES),
        "report.xlsx": Tap(workbook, *COORDINATES), "report.open": Tap(opened, Role.RESIDENT, Where.PRIVATE),
        "report.town2": Tap(sheet, *COORDINATES)}
