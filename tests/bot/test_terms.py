"""Everything has a term, and meets it: a town falls silent, its clock turns for two years, and nothing is left of
anybody. What goes when is read from what the tables declare, so that a new one is held to it too.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, Table, select
from sqlmodel import Session

from rules.register import Age
from storage.tables import REGISTER, HelpRequest, Person, metadata, table
from tests.bot.lilacs import NOW, Lilacs, everything_about

DAY, EVE, AN_HOUR = timedelta(days=1), timedelta(seconds=-1), timedelta(hours=1)
ENDS_OTHERWISE = {
    "address": "the last answer to who erased themself arrived: retention.forget",
    "zone": "nobody lives there and nothing names it: retention.zones",
    "circle": "its last member left: actions/circles",
    "town_code": "taken back by the town hall, which is asked to sort once a year"}
ABOUT_NOBODY = {name for name, one in REGISTER.items() if one.kept.startswith("sans limite")} | {
    "agenda", "bot_lease", "module_off"}
"""Neither a person nor a word of one: counts, decisions, settings, and the house’s own clock."""


# every table has one
@pytest.mark.parametrize("name", REGISTER)
def test_every_table_has_a_term(name: str) -> None:
    """An age of its own, or it goes with a row that has one; a new table that says neither is refused here."""
    assert name in ENDS_OTHERWISE or name in ABOUT_NOBODY or has_a_term(name, ()), (
        f"{name}: give it an Age, or hang it by a CASCADE on a row that has one")


def has_a_term(name: str, seen: tuple[str, ...]) -> bool:
    declared, of = REGISTER[name], metadata.tables[name]
    if any(not age.empties for age in declared.ages):
        return True
    owners = {owner.column for owner in declared.owners}
    keys = (key for column in of.columns for key in column.foreign_keys if key.ondelete == "CASCADE"
            and (not column.nullable or column.name in owners) and key.column.table.name not in seen)
    return any(has_a_term(key.column.table.name, (*seen, name)) for key in keys)


@pytest.mark.parametrize("name", sorted(ABOUT_NOBODY))
def test_what_is_kept_without_limit_is_about_nobody(name: str) -> None:
    declared, of = REGISTER[name], metadata.tables[name]
    assert not declared.owners
    assert not declared.personal
    assert not declared.others
    assert not [key.target_fullname for column in of.columns for key in column.foreign_keys
                if key.target_fullname == "person.id"]


# and meets it
def test_two_silent_years_leave_nothing_past_its_date_and_nobody(sqlite_engine: Engine) -> None:
    lilacs = Lilacs(sqlite_engine)
    everything_about(lilacs, lilacs.ids["Odile"], lilacs.ids["Lucas"])
    lilacs.street.deliver()
    for now in instants():
        lilacs.street.at(now)
        lilacs.street.tick()
        with lilacs.street.session() as session:
            late = [f"{name}: {row}" for name, row in overdue(session, now)]
        assert late == [], now
    with lilacs.street.session() as session:
        for of in metadata.sorted_tables:
            for row in session.connection().execute(select(of)).mappings():
                assert not naming(of, row), f"{of.name}: {dict(row)}"
    assert lilacs.count(Person) == 0


def naming(of: Table, row: Any) -> list[str]:
    """What is left of somebody: a reference, a mark, a word they wrote."""
    people = [column.name for column in of.columns for key in column.foreign_keys
              if key.target_fullname == "person.id" and row[column.name] is not None]
    words = [word for word in ("Odile", "Lucas", "Karim", "SECRET", "Sonnez", "cousins", "06 11", "05 46", "Menuiserie",
                               "trottoir", "bacs") if word in str(dict(row))]
    marks = [str(cell) for cell in row.values() if isinstance(cell, str) and re.fullmatch(r"p\d+", cell)]
    return [*people, *words, *marks]


def instants() -> list[datetime]:
    """Each month of them, and each term of the register at its eve and on its day."""
    terms = {later(NOW, age.months) + age.kept for declared in REGISTER.values() for age in declared.ages}
    months = {later(NOW, n) + 2 * AN_HOUR for n in range(1, 28)}
    return sorted({moment for end in terms for moment in (end + EVE, end + AN_HOUR)} | months)


def later(day: datetime, months: int) -> datetime:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1,
                       day=min(day.day, monthrange(day.year + years, month + 1)[1]))


def overdue(session: Session, now: datetime) -> Iterator[tuple[str, Any]]:
    """Rows that are past what their table declares, counted here by hand."""
    for name, declared in REGISTER.items():
        of = metadata.tables[name]
        for age in declared.ages:
            for row in session.connection().execute(select(of)).mappings():
                end = end_of(session, of, age, row)
                if end is not None and end <= now - AN_HOUR:
                    yield name, dict(row)


def end_of(session: Session, of: Table, age: Age, row: Any) -> datetime | None:
    """None while nothing has begun to count, for what is spared, and where the words are gone."""
    column, _dot, theirs = age.column.partition(".")
    since: datetime | date | None = row[column]
    if theirs:
        asked = table(HelpRequest)
        since = session.connection().execute(select(asked.c[theirs]).where(asked.c.id == row[column])).scalar()
    if since is None or (age.unless and row[age.unless[0]] == age.unless[1]):
        return None
    if age.empties and not any(row[text] for text in age.empties.split()):
        return None
    if not isinstance(since, datetime):
        since = datetime.combine(since + DAY, time(0), UTC)
    return later(since, age.months) + age.kept

