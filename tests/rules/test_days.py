"""Days as people say them, in French and in English."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import Renderer, day_in_full
from rules.days import near_days, read_day

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(("said", "day"), [
    ("aujourd’hui", date(2026, 11, 24)), ("Aujourd'hui", date(2026, 11, 24)), ("today", date(2026, 11, 24)),
    ("demain", date(2026, 11, 25)), (" Demain. ", date(2026, 11, 25)), ("après-demain", date(2026, 11, 26)),
    ("apres demain", date(2026, 11, 26)), ("tomorrow", date(2026, 11, 25)), ("mardi", date(2026, 11, 24)),
    ("mercredi", date(2026, 11, 25)), ("Lundi", date(2026, 11, 30)), ("sunday", date(2026, 11, 29)),
    ("24/12", date(2026, 12, 24)), ("24-12", date(2026, 12, 24)), ("24.12", date(2026, 12, 24)),
    ("1er décembre", date(2026, 12, 1)), ("1 decembre", date(2026, 12, 1)), ("5 january", date(2027, 1, 5)),
    ("jeudi 24 décembre", date(2026, 12, 24)), ("24 décembre 2027", date(2027, 12, 24)),
    ("24/12/27", date(2027, 12, 24)), ("2026-12-24", date(2026, 12, 24)), ("23/11", date(2027, 11, 23)),
    ("29/02", None), ("29/02/2028", date(2028, 2, 29)),
    ("31/02", None), ("32/01", None), ("12/13", None), ("2026-13-01", None), ("", None), ("jamais", None),
    ("25:00", None), ("24 brumaire", None), ("<b>", None), ("0/0", None)])
def test_a_day_ahead(said: str, day: date | None) -> None:
    assert read_day(said, TUESDAY) == day


@pytest.mark.parametrize(("said", "day"), [
    ("hier", date(2026, 11, 23)), ("avant-hier", date(2026, 11, 22)), ("yesterday", date(2026, 11, 23)),
    ("mardi", date(2026, 11, 24)), ("lundi", date(2026, 11, 23)), ("mercredi", date(2026, 11, 18)),
    ("24/12", date(2025, 12, 24)), ("23/11", date(2026, 11, 23)), ("31 décembre", date(2025, 12, 31))])
def test_a_day_behind(said: str, day: date) -> None:
    assert read_day(said, TUESDAY, backwards=True) == day


@given(st.dates(date(2025, 1, 1), date(2035, 12, 31)), st.integers(0, 6), st.booleans())
def test_a_weekday_is_the_nearest_one_that_way(today: date, weekday: int, backwards: bool) -> None:
    name = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")[weekday]
    day = read_day(name, today, backwards=backwards)
    assert day is not None
    assert day.weekday() == weekday
    away = (today - day if backwards else day - today).days
    assert 0 <= away <= 6


@given(st.dates(date(2025, 1, 1), date(2035, 12, 31)), st.integers(0, 360), st.booleans())
def test_a_day_without_its_year_is_the_nearest_one_that_way(today: date, away: int, backwards: bool) -> None:
    day = today - timedelta(days=away) if backwards else today + timedelta(days=away)
    for said in (f"{day.day}/{day.month}", day_in_full(day, "fr"), f"{day.day} {day_in_full(day, 'fr').split()[-1]}"):
        assert read_day(said, today, backwards=backwards) == day


@given(st.text(max_size=40), st.booleans())
def test_no_text_breaks_the_reading(text: str, backwards: bool) -> None:
    day = read_day(text, TUESDAY, backwards=backwards)
    assert day is None or isinstance(day, date)


def test_the_days_offered_begin_with_today_and_have_their_names() -> None:
    renderer = Renderer({})
    ahead = [(day, renderer.plain(words, "fr")) for day, words in near_days(TUESDAY)]
    assert ahead[:3] == [(TUESDAY, "Aujourd’hui"), (date(2026, 11, 25), "Demain"),
                         (date(2026, 11, 26), "jeudi 26 novembre")]
    behind = [(day, renderer.plain(words, "fr")) for day, words in near_days(TUESDAY, backwards=True)]
    assert behind[:3] == [(TUESDAY, "Aujourd’hui"), (date(2026, 11, 23), "Hier"),
                          (date(2026, 11, 22), "dimanche 22 novembre")]
    for day, label in (*ahead, *behind):
        assert read_day(label, TUESDAY, backwards=day < TUESDAY) == day
