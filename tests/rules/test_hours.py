"""The heure civique: what is summed is what stands in the log; durations as people write them."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import Renderer
from rules.hours import (
    Entry,
    EntryState,
    HourKind,
    Total,
    Unclear,
    duration,
    may_log,
    months_of,
    read_minutes,
    ring,
    rounded,
    standing,
    total,
)

D, C, X = EntryState.DECLARED, EntryState.CONFIRMED, EntryState.CORRECTED
# Around the edges of months and years, and the nights when the clocks change.
DAYS = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 31),
        date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 28), date(2027, 3, 1),
        date(2027, 3, 28), date(2028, 2, 29)]
# What people do, in order: note, move to another day, take back, or see confirmed one of the moments so far.
ACTS = st.lists(st.tuples(st.sampled_from(["note", "note", "move", "withdraw", "confirm"]), st.integers(0, 30),
                          st.sampled_from(DAYS), st.integers(1, 48).map(lambda q: q * 15)), max_size=14)


def lived(acts: list[tuple[str, int, date, int]]) -> tuple[list[Entry], dict[int, tuple[date, int, bool]]]:
    """The log of these acts, and the moments that stand after them, kept apart as a person would on paper."""
    log: list[Entry] = []
    paper: dict[int, tuple[date, int, bool]] = {}
    for act, which, day, minutes in acts:
        number = len(log) + 1
        if act == "note":
            log.append(Entry(number, 1, HourKind.NEIGHBOURS, minutes, day, D))
            paper[number] = (day, minutes, False)
        elif paper:
            old = sorted(paper)[which % len(paper)]
            was_on, was, _confirmed = paper.pop(old)
            if act == "move":
                log.append(Entry(number, 1, HourKind.NEIGHBOURS, was, day, D, replaces=old))
                paper[number] = (day, was, False)
            elif act == "withdraw":
                log.append(Entry(number, 1, HourKind.NEIGHBOURS, 0, was_on, X, replaces=old))
            else:
                log.append(Entry(number, 1, HourKind.NEIGHBOURS, was, was_on, C, replaces=old))
                paper[number] = (was_on, was, True)
    return log, paper


@given(ACTS)
def test_the_report_is_the_recount_of_the_log(acts: list[tuple[str, int, date, int]]) -> None:
    log, paper = lived(acts)
    assert {e.id for e in standing(log)} == set(paper)
    months: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for day, minutes, confirmed in paper.values():
        months[day.year, day.month][confirmed] += minutes
    assert months_of(log) == {month: Total(*sums) for month, sums in months.items()}
    assert list(months_of(log)) == sorted(months, reverse=True)
    assert total(log).minutes == sum(minutes for _day, minutes, _c in paper.values())
    for month in {(d.year, d.month) for d in DAYS}:
        assert total(log, month) == Total(*months.get(month, [0, 0]))


@given(ACTS)
def test_what_was_noted_stays_in_the_log_and_counts_once(acts: list[tuple[str, int, date, int]]) -> None:
    log, _paper = lived(acts)
    assert total([*log, *()]) == total(iter(log))
    replaced = [e.replaces for e in log if e.replaces]
    assert len(replaced) == len(set(replaced))
    assert total(log).minutes <= sum(e.minutes for e in log if e.replaces is None)


def test_a_month_is_that_of_the_local_day() -> None:
    """23:30 on the 31st in Nouméa is still October there; half an hour past midnight, it is no more."""
    moment = datetime(2026, 10, 31, 12, 30, tzinfo=UTC)
    for zone, month in (("Pacific/Noumea", 10), ("Europe/Paris", 10), ("Pacific/Marquesas", 10)):
        day = moment.astimezone(ZoneInfo(zone)).date()
        assert total([Entry(1, 1, HourKind.COMMUNE, 30, day, D)], (2026, month)) == Total(30, 0)
    later = (moment + timedelta(hours=1)).astimezone(ZoneInfo("Pacific/Noumea")).date()
    assert total([Entry(1, 1, HourKind.COMMUNE, 30, later, D)], (2026, 10)) == Total()


@pytest.mark.parametrize(("text", "minutes"), [
    ("1h30", 90), ("1 h 30", 90), ("1H30", 90), ("1:30", 90), ("1h05", 65), ("2h", 120), ("2 heures", 120),
    ("1,5 h", 90), ("1.5h", 90), ("0,25 h", 15), ("45 min", 45), ("45mn", 45), ("45 minutes", 45), ("90", 90),
    ("13", 13), ("une heure", 60), ("une demi-heure", 30), ("un quart d’heure", 15), ("un quart d'heure", 15),
    ("one hour", 60), ("half an hour", 30), ("1\u00a0h\u00a030", 90), ("1\u202fh", 60), ("1 h 30 min", 90),
    ("12", Unclear(12)), ("2", Unclear(2)), ("0", Unclear(0)),
    ("1h60", None), ("25", 25), ("25:00", 1500), ("-1", None), ("1/2", None), ("deux", None), ("", None),
    ("1h30 et demie", None), ("1000", None), ("<b>2</b>", None), ("2 jours", None)])
def test_durations_are_read_as_people_write_them(text: str, minutes: object) -> None:
    assert read_minutes(text) == minutes


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    read = read_minutes(text)
    assert read is None or isinstance(read, Unclear) or read >= 0


@given(st.integers(0, 720))
def test_minutes_are_rounded_up_to_the_quarter(minutes: int) -> None:
    assert rounded(minutes) % 15 == 0
    assert 0 <= rounded(minutes) - minutes < 15


@pytest.mark.parametrize(("minutes", "shown"), [
    (0, "○○○○"), (14, "○○○○"), (15, "●○○○"), (30, "●●○○"), (45, "●●●○"), (60, "●●●●"), (600, "●●●●")])
def test_the_ring_fills_by_quarters(minutes: int, shown: str) -> None:
    assert ring(minutes) == shown


@pytest.mark.parametrize(("minutes", "said"), [
    (0, "0 min"), (15, "15 min"), (60, "1 h"), (75, "1 h 15"), (65, "1 h 05"), (720, "12 h")])
def test_a_duration_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert Renderer({}).plain(duration(minutes), "fr") == said.replace(" ", "\u00a0")


@pytest.mark.parametrize(("back", "good"), [(-1, False), (0, True), (1, True), (60, True), (61, False)])
@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2028, 2, 29), date(2027, 1, 1), date(2026, 10, 25)])
def test_a_moment_is_noted_on_its_day_or_within_sixty(today: date, back: int, good: bool) -> None:
    assert may_log(today - timedelta(days=back), today) is good
