"""What a table says it holds is what is given back, erased and forgotten: for every table and every owner of its rows.

Odile, fictional like everybody here, has a row in each table under each name by which it may be hers.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Date, Engine, Table, insert, select, update
from sqlmodel import Session

from rules.limits import Limit
from rules.register import ACCOUNT, Age, By, Erasing, Owner, entries
from storage import housekeeping, inbox, limits, links, vouches
from storage.once import first_time
from storage.tables import (
    REGISTER,
    Delivery,
    GesteIdea,
    HelpAcceptance,
    HelpRequest,
    NeighbourGroup,
    Parted,
    Person,
    Schedule,
    Thanks,
    metadata,
    table,
)
from storage.tables import Occurrence as Rang
from tests.bot.lilacs import NOW, TODAY, Lilacs, everything_about, exported

HANGS_ON = {"help_acceptance": "help_request", "help_card": "help_request", "thanks": "help_acceptance",
            "mention": "message", "run": "message", "poster_code": "neighbour_group", "town_link": "neighbour_group",
            "group_tag": "neighbour_group",
            "group_rhythm": "neighbour_group", "group_theme_off": "neighbour_group", "module_off": "neighbour_group",
            "local_entry": "neighbour_group", "voice_vote": "voice_asked",
            "alert": "campaign",
            "asking": "help_request", "seat": "seating", "report_reader": "report",
            "measure": "report", "appeal": "report", "circle_told": "circle_ask",
            "help_consent": "help_request", "partner": "town_role", "mission_card": "mission",
            "workshop_pledge": "workshop", "share_claim": "share",
            "watch_street": "watch_round", "watch_door": "watch_street",
            "watch_helper": "watch_street",
            "tour_stop": "tour", "tour_card": "tour"}
"""Kept as long as what it hangs on, and gone with it."""
EVE, DAY = timedelta(seconds=-1), timedelta(days=1)
OWNERS = [(name, owner) for name, declared in REGISTER.items() for owner in declared.owners]
ACTED = {"delivery", "hour_entry", "message", "neighbour_group", "person", "tombstone"}
"""What an action forgets: with its own tests, beside that action."""


@pytest.fixture
def lilacs(engine: Engine) -> Lilacs:
    lilacs = Lilacs(engine)
    me, other = lilacs.ids["Odile"], lilacs.ids["Lucas"]
    everything_about(lilacs, me, other)
    lilacs.odile.say("/aide")
    acc, group = table(HelpAcceptance), table(NeighbourGroup)
    with lilacs.street.session() as session:
        add = session.connection().execute
        vouches.give(session, other, me, NOW)
        limits.spend(session, Limit.EXPORTS, me, NOW)
        links.add(session, "ef" * 32, "vouch", {"words": "SECRET-DE-LUCAS"}, single=True, by=other, now=NOW,
                  expires=None)
        assert links.use(session, "ef" * 32, me, NOW)
        his = add(select(acc.c.id).where(acc.c.volunteer_id == other)).scalar_one()
        add(insert(table(Thanks)).values(acceptance_id=his, from_id=me, to_id=other, phrase="merci", at=NOW))
        add(update(group).values(installed_by=me))
        add(insert(table(GesteIdea)).values(
            person_id=me, group_id=lilacs.group, text="Un banc", state="adopted", at=NOW))
        add(insert(table(Rang)).values(schedule_id=select(table(Schedule).c.id).limit(1).scalar_subquery(),
                                       local_date=TODAY, at=NOW))
        add(insert(table(Parted)).values(hash="a", other_hash="b", at=NOW))
        for who in (me, other):
            first_time(session, f"relay:{who}:2026w48", f"words-of-{who}:1", NOW)
            first_time(session, f"kits:{who}", f"sheet-of-{who}", NOW)
    return lilacs


def hers(lilacs: Lilacs, session: Session, name: str, owner: Owner) -> set[tuple[Any, ...]]:
    """The keys of the rows that name Odile there."""
    me, of = lilacs.ids["Odile"], metadata.tables[name]
    person, asked, sent = table(Person), table(HelpRequest), table(Delivery)
    address = select(person.c.address_id).where(person.c.id == me)
    named: dict[By, Any] = {
        By.PERSON: [me], By.MARK: [f"p{me}"], By.VALUE: [lilacs.odile.id], By.ADDRESS: address,
        By.MESSAGE: select(sent.c.message_id).where(sent.c.address_id.in_(address)),
        By.REQUEST: select(asked.c.id).where(asked.c.asker_id == me), By.ZONE: [lilacs.zone]}
    return {tuple(row) for row in session.connection().execute(
        select(*of.primary_key.columns).where(of.c[owner.column].in_(named[owner.by])))}


def all_hers(lilacs: Lilacs) -> dict[tuple[str, Owner], set[tuple[Any, ...]]]:
    with lilacs.street.session() as session:
        return {(name, owner): hers(lilacs, session, name, owner) for name, owner in OWNERS}


def test_no_column_is_declared_twice() -> None:
    names = [name for name, _entry in entries(REGISTER)]
    assert len(names) == len(set(names))


def test_every_row_of_every_owner_is_given_back(lilacs: Lilacs) -> None:
    given = {part["table"]: len(part["lignes"]) for part in exported(lilacs.odile)["donnees"]}
    found = all_hers(lilacs)
    for name, owner in OWNERS:
        assert found[name, owner], f"nothing of hers by {name}.{owner.column}"
    for name, declared in REGISTER.items():
        if declared.owners and name not in ("message", "delivery"):  # the export is one more, not in itself
            rows = set.union(*(found[name, owner] for owner in declared.owners))
            assert given[name] == len(rows), name
    assert given["message"] >= 1
    assert given["delivery"] >= 1


def test_marks_of_relays_and_of_printed_sheets_are_given_back_to_whom_they_name(lilacs: Lilacs) -> None:
    me, other = lilacs.ids["Odile"], lilacs.ids["Lucas"]
    marks = next(part for part in exported(lilacs.odile)["donnees"] if part["table"] == "once")["lignes"]
    said = {row["what"] for row in marks}
    assert {f"words-of-{me}:1", f"sheet-of-{me}"} <= said
    assert not {f"words-of-{other}:1", f"sheet-of-{other}"} & said


def test_every_row_of_every_owner_is_gone_or_names_nobody_once_erased(lilacs: Lilacs) -> None:
    before = all_hers(lilacs)
    lilacs.odile.say("/effacer")
    lilacs.odile.press("Oui, effacer")
    lilacs.street.later(hours=1, minutes=1)
    lilacs.street.tick()
    with lilacs.street.session() as session:
        for (name, owner), keys in before.items():
            assert keys, f"nothing of hers by {name}.{owner.column}"
            of = metadata.tables[name]
            left = [row for row in session.connection().execute(select(of)).mappings()
                    if tuple(row[column.name] for column in of.primary_key.columns) in keys]
            if owner.erasing is Erasing.SHARED:
                assert len(left) == len(keys), name
            elif owner.erasing is Erasing.UNNAME or owner.unless:
                assert [row[owner.column] for row in left] == [None] * len(left), name
                assert all(row[owner.unless[0]] == owner.unless[1] for row in left if owner.unless), name
            else:
                assert left == [], f"{name}.{owner.column}"
        idea = table(GesteIdea)
        assert session.connection().execute(select(idea.c.text)).scalars().all() == ["Un banc"]


def test_no_cell_of_any_table_names_who_was_erased(lilacs: Lilacs) -> None:
    me = lilacs.ids["Odile"]
    lilacs.odile.say("/effacer")
    lilacs.odile.press("Oui, effacer")
    lilacs.street.later(hours=1, minutes=1)
    lilacs.street.tick()
    with lilacs.street.session() as session:
        for of in metadata.sorted_tables:
            naming = {c.name for c in of.columns if any(key.target_fullname == "person.id" for key in c.foreign_keys)}
            for row in session.connection().execute(select(of)).mappings():
                assert not [name for name in naming if row[name] == me], f"{of.name}: {dict(row)}"
                for marked in (lilacs.odile.id, f"p{me}", f"kits:{me}", f"relay:{me}:2026w48"):
                    assert marked not in row.values(), f"{of.name}: {dict(row)}"
                for words in ("Odile", "Sonnez deux fois", "06 11 11 11 11", "Arroser"):
                    assert words not in str(dict(row)), f"{of.name}: {dict(row)}"


def test_foreign_keys_do_what_erasing_says() -> None:
    does = {Erasing.CASCADE: "CASCADE", Erasing.UNNAME: "SET NULL", Erasing.DELETE: "SET NULL"}
    for name, owner in OWNERS:
        for key in metadata.tables[name].c[owner.column].foreign_keys:
            if key.target_fullname in ("person.id", "help_request.id"):
                assert key.ondelete == does[owner.erasing], f"{name}.{owner.column}"
    for of in metadata.sorted_tables:
        for key in of.foreign_keys:
            if key.target_fullname == "person.id":
                assert key.ondelete in ("CASCADE", "SET NULL"), f"{of.name}.{key.parent.name}"


def test_of_a_link_one_opened_only_that_is_given_back(lilacs: Lilacs) -> None:
    given = next(part for part in exported(lilacs.odile)["donnees"] if part["table"] == "link")["lignes"]
    (opened,) = [row for row in given if row["used_by"] == "vous"]
    assert opened == {"purpose": "vouch", "params": None, "created_at": None, "expires_at": None,
                      "used_at": "2026-11-24T09:00:00+00:00", "uses": None, "by_id": "une autre personne",
                      "used_by": "vous"}


# ages
def test_every_row_is_forgotten_at_its_age_and_not_before(lilacs: Lilacs) -> None:
    with lilacs.street.session() as session:
        inbox.take_new(session, [77], NOW)
        links.add(session, "cd" * 32, "join", {}, single=True, by=lilacs.ids["Odile"], now=NOW, expires=NOW)
    for name, declared in REGISTER.items():
        for age in declared.ages:
            if not age.acted:
                forgotten_at_its_age(lilacs, metadata.tables[name], age)


def forgotten_at_its_age(lilacs: Lilacs, of: Table, age: Age) -> None:
    at = datetime(2027, 1, 15, 9, 0, tzinfo=UTC)
    months = {6: datetime(2027, 7, 15, 9, 0, tzinfo=UTC), 12: datetime(2028, 1, 15, 9, 0, tzinfo=UTC),
              24: datetime(2029, 1, 15, 9, 0, tzinfo=UTC), 0: at}
    ends = months[age.months] + age.kept
    with lilacs.street.session() as session:
        outer = session.begin_nested()
        column, _dot, theirs = age.column.partition(".")
        aged, dated = (table(HelpRequest), theirs) if theirs else (of, column)
        is_day = isinstance(aged.c[dated].type, Date)
        session.connection().execute(update(aged).values({dated: at.date() if is_day else at}))
        if is_day:  # a day is past when it is over
            ends = datetime.combine(ends.date() + DAY, datetime.min.time(), UTC)
        there = kept(session, of, age)
        assert there, f"{of.name}: nothing to forget"
        housekeeping.forget(session, ends + EVE)
        assert kept(session, of, age) == there, f"{of.name}.{age.column}: too soon"
        housekeeping.forget(session, ends)
        assert kept(session, of, age) == 0, f"{of.name}.{age.column}: too late"
        outer.rollback()


def kept(session: Session, of: Table, age: Age) -> int:
    """Rows that this age concerns and that are still there, or still have their words."""
    rows = session.connection().execute(select(of)).mappings().all()
    return sum((not age.unless or row[age.unless[0]] != age.unless[1])
               and (not age.empties or any(row[text] for text in age.empties.split())) for row in rows)


def test_what_an_action_forgets_is_known() -> None:
    assert {name for name, declared in REGISTER.items() if any(age.acted for age in declared.ages)} == ACTED


def test_the_register_says_the_figure_that_is_kept() -> None:
    said = {timedelta(hours=48): "48 heures", timedelta(hours=72): "72 heures", timedelta(days=30): "30 jours",
            timedelta(days=60): "60 jours", timedelta(days=400): "400 jours", timedelta(days=731): "24 mois",
            timedelta(days=40): "40 jours", timedelta(days=7): "7 jours"}
    for name, declared in REGISTER.items():
        for age in declared.ages:
            if age.kept or age.months:
                figure = f"{age.months} mois" if age.months else said[age.kept]
                assert figure in declared.kept, name


def test_what_is_said_to_be_kept_for_a_time_has_an_age_or_hangs_on_what_has_one() -> None:
    for name, declared in REGISTER.items():
        timed = any(sign.isdigit() for sign in declared.kept.replace(ACCOUNT, ""))
        if timed and not declared.ages and name != "bot_lease":  # one row, written again by each sender
            keys = metadata.tables[name].foreign_keys
            assert [key.ondelete for key in keys if key.column.table.name == HANGS_ON[name]] == ["CASCADE"], name
