"""`python -m bot totals --towns DIR`: what a département reads of its towns: totals from five, no row of anybody."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from actions.desk import Desk
from actions.reports import of_town
from actions.town_trials import together
from bot.parts import Stop
from bot.render import Renderer
from bot.settings import SettingsError
from bot.towns import Towns, meaning
from content.catalogue import Catalogue, load
from rules.periods import Period, read_code
from rules.report_table import as_csv, months, places
from rules.reports import Report
from rules.town import Town
from storage import schema
from storage.engine import open_engine, transaction

ABOUT = "the totals of several towns, as a table: five and more, and nobody's row"


def arguments(verb: Any) -> None:
    verb.add_argument("--towns", type=Path, required=True, metavar="FOLDER", help="a folder each, with its .env")
    verb.add_argument("--period", default="", metavar="YYYY[-MM]", help="a year or a month (default: this year)")


def totals(args: argparse.Namespace, now: datetime) -> int:
    """1 when a town could not be read: it is named on standard error, and is in no sum."""
    period = read_code(args.period) if args.period else Period(now.astimezone(ZoneInfo("Europe/Paris")).year)
    if period is None:
        raise Stop("The period is a year or a month: 2026, or 2026-11.")
    content = load()
    towns = Towns(args.towns, content)
    towns.check()
    found, missing = counted(towns, content, period, now)
    print(table(found, period), end="")
    return int(missing)


def counted(towns: Towns, content: Catalogue, period: Period, now: datetime) -> tuple[dict[str, Report], bool]:
    found: dict[str, Report] = {}
    missing = False
    for name in towns.found():
        try:
            town, report = one(towns, name, content, period, now)
        except Exception as fault:
            why, words = meaning(fault)
            if words is None:
                raise
            print(f"[{name}] left out ({why}): {words}", file=sys.stderr)
            missing = True
        else:
            found[town if town not in found else f"{town} ({name})"] = together([report])
    return found, missing


def one(towns: Towns, name: str, content: Catalogue, period: Period, now: datetime) -> tuple[str, Report]:
    """A town's bilan, by its name. Reads, and writes nothing."""
    settings = towns.place(name).settings
    if settings.database_url.startswith("sqlite:///") and not Path(settings.database_url[10:]).exists():
        raise SettingsError("it has no database yet")
    engine = open_engine(settings.database_url)
    try:
        schema.check(engine)
        town = Town(settings.town_name, timezone=settings.tz_default)
        with transaction(engine) as session:
            return settings.town_name or name, of_town(Desk(session, now, content, town), period)
    finally:
        engine.dispose()


def table(found: dict[str, Report], period: Period) -> str:
    """All the towns together, then each; no small count is told, nor found by taking the others from the sum."""
    say = Renderer({}).plain
    whole = months([(period, together(list(found.values())))]) if found else []
    return as_csv([*whole, *places(period, sorted(found.items()), [])], lambda words: say(words, "fr"))
