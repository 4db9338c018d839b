"""The report of a trial as a table for a spreadsheet, written as the bilan's: figures, then what did not go well."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from rules.town_trial_words import FAILED, LABELS
from rules.town_trials import TARGETS, UNITS, Counted, Indicator, Trial, failures, measured
from rules.words import Words

HEAD = ("debut", "fin", "indicateur", "libelle", "avant", "vise", "mesure", "unite", "secret")


def as_csv(trial: Trial, months: int, found: Counted, earlier: Sequence[Counted], say: Callable[[Words], str]) -> str:
    """As French spreadsheets open it: a byte-order mark, semicolons, decimal commas, dates by year, month, day."""
    span, values = (trial.first.isoformat(), trial.last(months).isoformat()), measured(found)
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in Indicator:
        writer.writerow([*span, one, say(LABELS[one]), decimal(trial.baseline.get(one)), decimal(TARGETS[one]),
                         decimal(values[one]), UNITS[one], secret(values[one])])
    for what, count in failures(found, earlier).items():
        writer.writerow([*span, f"echec_{what}", say(FAILED[what]), "", "", "" if count is None else count, "nombre",
                         secret(count)])
    return out.getvalue()


def decimal(hundredths: int | None) -> str:
    """« 0,31 »; empty where nothing is told."""
    return "" if hundredths is None else f"{hundredths // 100},{hundredths % 100:02}"


def secret(value: int | None) -> str:
    return "oui" if value is None else "non"
