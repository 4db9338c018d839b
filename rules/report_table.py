"""A bilan as a table for a spreadsheet: months of the town, then its places; cells of five and more alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.console import FEWEST
from rules.periods import Period
from rules.reports import Cell, Report, Unit, cells, shielded
from rules.words import Words

HEAD = ("debut", "fin", "lieu", "indicateur", "libelle", "valeur", "unite", "secret")
OF_PLACES = ("servies", "sans_personne", "manquees", "sans_nouvelles")
SUMMED = ("servies", "famille", "voisinage", "organismes")
"""The first is the sum of the others: where one is not told, none is."""
UNITS = {Unit.REQUESTS: "demandes", Unit.MINUTES: "heures", Unit.SHARE: "%"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """place: empty for the whole town. value None: of too few to be told."""

    period: Period
    place: str
    code: str
    label: Words
    value: Decimal | int | None
    unit: str


def months(town: Sequence[tuple[Period, Report]]) -> list[Line]:
    """The months of a year, or one: no month is found by taking the others from the year."""
    return _lines([(period, "", report) for period, report in town], 0)


def places(period: Period, named: Sequence[tuple[str, Report]], others: Sequence[Report]) -> list[Line]:
    """Places with a name that may be read; the others lie in the town's sum alone, and are not found by it."""
    found, of_each = [], [(period, name, report) for name, report in named]
    for code in OF_PLACES:
        lost = sum(_counts(report)[code] for report in others)
        found += [line for line in _lines(of_each, lost) if line.code == code]
    return found


def _counts(report: Report) -> dict[str, int]:
    return {cell.code: cell.value or 0 for cell in cells(report, 0)}


def _lines(rows: Sequence[tuple[Period, str, Report]], lost: int) -> list[Line]:
    said = [{cell.code: cell for cell in cells(report, FEWEST)} for _period, _place, report in rows]
    column: dict[str, list[int | None]] = {}
    for code in {code for one in said for code in one if one[code].unit is Unit.REQUESTS}:
        column[code] = shielded([_counts(report)[code] for _period, _place, report in rows], FEWEST, lost)
    found = []
    for n in range(len(rows)):
        if any(code in column and column[code][n] is None for code in SUMMED):
            column |= {code: [*column[code][:n], None, *column[code][n + 1:]] for code in SUMMED if column[code][n]}
    for n, (period, place, _report) in enumerate(rows):
        for code, cell in said[n].items():
            hidden = code in column and column[code][n] is None
            found.append(Line(period, place, code, cell.label, None if hidden else _value(cell), UNITS[cell.unit]))
    return found


def _value(cell: Cell) -> Decimal | int | None:
    if cell.unit is Unit.MINUTES and cell.value is not None:
        return (Decimal(cell.value) / 60).quantize(Decimal("0.01"))
    return cell.value


def rows(lines: Sequence[Line], say: Callable[[Words], str]) -> list[list[str | None]]:
    """The cells of each line, HEAD apart; numbers with a point, None where nothing is told."""
    return [[one.period.first.isoformat(), one.period.last.isoformat(), one.place, one.code, say(one.label),
             None if one.value is None else str(one.value), one.unit, "oui" if one.value is None else "non"]
            for one in lines]


def as_csv(lines: Sequence[Line], say: Callable[[Words], str]) -> str:
    """As French spreadsheets open it: a byte-order mark, semicolons, decimal commas, dates by year, month, day."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for first, last, place, code, label, value, unit, secret in rows(lines, say):
        figure = (value or "").replace(".", ",")
        writer.writerow([first, last, harmless(place or ""), code, label, figure, unit, secret])
    return out.getvalue()


def harmless(text: str) -> str:
    """Words that somebody typed, which no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0\u202f").startswith(FORMULA) else text
