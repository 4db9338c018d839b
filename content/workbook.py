"""A table as a workbook: texts stay texts, numbers are numbers, days are days. The same facts give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import xlsxwriter

WIDTHS = (12, 12, 28, 20, 28, 12, 12, 8)
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - of the file itself, which says no hour


def workbook(facts: Mapping[str, Any]) -> bytes:
    """`facts`: "name" of its only sheet, "head", and "rows": two days, then texts, "valeur" a number or null."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": MADE, "title": facts["name"]})
    sheet, strong = book.add_worksheet(facts["name"]), book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    for column, (head, width) in enumerate(zip(facts["head"], WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, strong)
    value = facts["head"].index("valeur")
    for number, row in enumerate(facts["rows"], 1):
        for column, cell in enumerate(row):
            if column < 2:
                sheet.write_datetime(number, column, date.fromisoformat(cell), day)
            elif column != value:
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write_number(number, column, float(cell))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(facts["rows"]), len(facts["head"]) - 1)
    book.close()
    return out.getvalue()
