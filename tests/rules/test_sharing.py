"""What is shared fairly: a group's cards of a day, the asks of a month, the word of who recommends."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from actions.desk import holidays
from messages.asks import ASK
from rules.asks import month_of
from rules.cards import Place, Placed, place
from rules.manners import Reader, is_shut, leaves
from rules.vouches import trusted

ODILE, LUCAS, FATOU, KARIM = 1, 2, 3, 4


def cards(*askers: int, waiting: bool = True) -> list[Placed]:
    return [Placed(n, 10 + n, asker, waiting) for n, asker in enumerate(askers, 1)]


@pytest.mark.parametrize(("there", "asker", "found"), [
    ([], ODILE, Place()),
    (cards(ODILE), ODILE, Place()),
    (cards(ODILE, ODILE), ODILE, None),
    (cards(ODILE, ODILE), LUCAS, Place()),
    (cards(ODILE, LUCAS), ODILE, None),
    (cards(ODILE, LUCAS, FATOU), KARIM, None),
    (cards(ODILE, ODILE, LUCAS), FATOU, Place(Placed(2, 12, ODILE, True))),
    (cards(ODILE, ODILE, LUCAS, waiting=False), FATOU, None),
    (cards(ODILE, ODILE, LUCAS), ODILE, None),
])
def test_everybodys_first_card_of_a_day_before_anybodys_second(there: list[Placed], asker: int,
                                                               found: Place | None) -> None:
    assert place(there, asker) == found


@pytest.mark.parametrize(("now", "commune", "zone", "opens"), [
    (datetime(2026, 11, 24, 9, 30, tzinfo=UTC), "44109", "Europe/Paris", None),
    (datetime(2026, 11, 24, 20, 0, tzinfo=UTC), "44109", "Europe/Paris", datetime(2026, 11, 25, 8, tzinfo=UTC)),
    # Saturday evening: not on Sunday.
    (datetime(2026, 11, 28, 20, 0, tzinfo=UTC), "44109", "Europe/Paris", datetime(2026, 11, 30, 8, tzinfo=UTC)),
    # Saint Stephen's day is a holiday in Strasbourg, not in Nantes (a Saturday, then a Sunday).
    (datetime(2026, 12, 26, 10, 0, tzinfo=UTC), "44109", "Europe/Paris", None),
    (datetime(2026, 12, 26, 10, 0, tzinfo=UTC), "67482", "Europe/Paris", datetime(2026, 12, 28, 8, tzinfo=UTC)),
    (datetime(2026, 12, 26, 10, 0, tzinfo=UTC), "57463", "Europe/Paris", datetime(2026, 12, 28, 8, tzinfo=UTC)),
    # The end of slavery is kept in La Réunion on 20 December (in 2027 a Monday); it is 14 h there.
    (datetime(2027, 12, 20, 10, 0, tzinfo=UTC), None, "Indian/Reunion", datetime(2027, 12, 21, 5, tzinfo=UTC)),
    (datetime(2027, 12, 20, 10, 0, tzinfo=UTC), None, "Europe/Paris", None),
])
def test_an_ask_waits_for_a_day_and_an_hour_of_its_reader(now: datetime, commune: str | None, zone: str,
                                                          opens: datetime | None) -> None:
    found = leaves(ASK, now, Reader(zone, holiday=holidays(commune, zone)), last=date(2028, 1, 1))
    assert not is_shut(found, now)
    assert found.not_before == opens


def test_an_ask_that_would_come_after_its_day_is_not_made() -> None:
    sunday = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
    neighbour = Reader("Europe/Paris", holiday=holidays(None, "Europe/Paris"))
    assert is_shut(leaves(ASK, sunday, neighbour, last=date(2026, 11, 29)), sunday)
    monday = leaves(ASK, sunday, neighbour, last=date(2026, 11, 30))
    assert not is_shut(monday, sunday)
    assert monday.not_after == datetime(2026, 11, 30, 23, 0, tzinfo=UTC)


def test_a_month_begins_by_the_clock_of_who_is_asked() -> None:
    night = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert month_of(night, "Europe/Paris") == datetime(2026, 11, 30, 23, 0, tzinfo=UTC)
    assert month_of(night, "America/Guadeloupe") == datetime(2026, 11, 1, 4, 0, tzinfo=UTC)


LILACS, PORT = 100, 200


@pytest.mark.parametrize(("givers", "roots", "where"), [
    ({}, {}, set()),
    ({}, {ODILE: {LILACS}}, {LILACS}),
    ({ODILE: {KARIM}}, {KARIM: {LILACS}}, {LILACS}),
    ({ODILE: {LUCAS, FATOU}}, {}, set()),
    ({ODILE: {LUCAS}, LUCAS: {KARIM}}, {KARIM: {LILACS}}, set()),
    ({ODILE: {LUCAS, FATOU}, LUCAS: {KARIM}, FATOU: {KARIM}}, {KARIM: {LILACS}}, {LILACS}),
    # Recommended in two places is not recommended twice in one.
    ({ODILE: {LUCAS, FATOU}, LUCAS: {KARIM}, FATOU: {5}}, {KARIM: {LILACS}, 5: {PORT}}, set()),
    # Two who only recommend each other lead nowhere.
    ({ODILE: {LUCAS, FATOU}, LUCAS: {ODILE, FATOU}, FATOU: {ODILE, LUCAS}}, {KARIM: {LILACS}}, set()),
])
def test_a_recommendation_holds_where_it_comes_from(givers: dict[int, set[int]], roots: dict[int, set[int]],
                                                    where: set[int]) -> None:
    assert trusted(ODILE, givers, roots) == where
