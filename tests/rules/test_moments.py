"""Days, moments, durations and nights as people write them, counted from the day they were written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.days import Heard, hear_day, read_day
from rules.durations import Unclear, read_hours, read_minutes
from rules.help import Slot
from rules.moments import read_moment

TUESDAY = date(2026, 11, 24)
MORNING, AFTERNOON, EVENING, ANY = Slot.MORNING, Slot.AFTERNOON, Slot.EVENING, Slot.ANY


@pytest.mark.parametrize(("said", "day", "slot"), [
    ("samedi prochain", "2026-11-28", None), ("mardi prochain", "2026-12-01", None), ("le 31", "2026-12-31", None),
    ("le 24", "2026-11-24", None), ("ce soir", "2026-11-24", EVENING), ("cet après-midi", "2026-11-24", AFTERNOON),
    ("demain matin", "2026-11-25", MORNING), ("Demain !", "2026-11-25", None),
    ("demain, vers 15 h", "2026-11-25", AFTERNOON),
    ("dans 3 jours", "2026-11-27", None), ("dans une semaine", "2026-12-01", None),
    ("dans deux semaines", "2026-12-08", None),
    ("dans quinze jours", "2026-12-08", None), ("24 déc.", "2026-12-24", None), ("jeu. 24 déc.", "2026-12-24", None),
    ("le 1er janvier", "2027-01-01", None), ("samedi en huit", "2026-12-05", None),
    ("pour demain svp", "2026-11-25", None),
    ("👍 demain", "2026-11-25", None), ("24/12 à 10h", "2026-12-24", MORNING), ("ce mardi", "2026-11-24", None),
    ("après-demain dans l’après-midi", "2026-11-26", AFTERNOON), ("aujourd’hui 14h30", "2026-11-24", AFTERNOON),
    ("dimanche 29", "2026-11-29", None), ("tomorrow morning", "2026-11-25", MORNING), ("in 3 days", "2026-11-27", None),
    ("mercredi 25 novembre en fin de journée", "2026-11-25", EVENING), ("December 24", "2026-12-24", None)])
def test_a_day_and_its_moment_are_heard_together(said: str, day: str, slot: Slot | None) -> None:
    assert hear_day(said, TUESDAY) == Heard(date.fromisoformat(day), slot)


@pytest.mark.parametrize(("said", "day"), [
    # what other readers of French dates are reported to miss
    ("lundi prochain à midi", "2026-11-30"), ("mardi midi", "2026-11-24"), ("mardi à midi", "2026-11-24"),
    ("mardi de la semaine suivante", "2026-12-01"),
    *((f"{name}. 24 déc. à 08:26", "2026-12-24") for name in ("jeu", "jeudi")),
    ("mar. 1 déc. à 08:26", "2026-12-01"), ("next tuesday", "2026-12-01"), ("tuesday", "2026-11-24")])
def test_what_other_readers_of_dates_miss(said: str, day: str) -> None:
    assert read_day(said, TUESDAY) == date.fromisoformat(day)


@pytest.mark.parametrize("said", ["lundi 24/12", "lundi 24 décembre", "lundi 29", "mer. 24 déc."])
def test_a_weekday_and_a_date_that_disagree_are_no_day(said: str) -> None:
    heard = hear_day(said, TUESDAY)
    assert heard is not None
    assert heard.clash
    assert read_day(said, TUESDAY) is None


@pytest.mark.parametrize("said", ["la semaine prochaine", "ce week-end", "bientôt", "le matin", "10:30", "vers 15 h",
                                  "dans longtemps", "dans 999 jours x", "le 32", "chez moi"])
def test_what_names_no_day_is_asked_again(said: str) -> None:
    assert hear_day(said, TUESDAY) is None


@pytest.mark.parametrize(("said", "slot"), [
    ("l’après midi", AFTERNOON), ("L'après-midi !", AFTERNOON), ("vers 15 h", AFTERNOON), ("15h", AFTERNOON),
    ("15:30", AFTERNOON), ("à 9 heures", MORNING), ("en fin de journée", EVENING), ("midi", AFTERNOON),
    ("avant midi", MORNING),
    ("entre 14h et 16h", AFTERNOON), ("14-16h", AFTERNOON), ("après 18h", EVENING), ("8 heures du soir", EVENING),
    ("dans la matinée", MORNING), ("n’importe quand", ANY), ("toute la journée", ANY), ("3 pm", AFTERNOON),
    ("15", AFTERNOON),
    ("le soir, merci", EVENING), ("minuit", None), ("23h", None), ("2", None), ("jamais", None), ("25:00", None),
    ("ça dépend du soir et du matin de mon fils", None)])
def test_a_moment_is_heard(said: str, slot: Slot | None) -> None:
    assert read_moment(said) == slot


@pytest.mark.parametrize(("said", "minutes"), [
    ("une heure et demie", 90), ("1h et demi", 90), ("trois quarts d’heure", 45), ("3/4 d’heure", 45), ("1 heure.", 60),
    ("½ h", 30), ("1½ h", 90), ("1 h ½", 90), ("un quart d’heure.", 15), ("90 min", 90), ("une bonne heure", 60),
    ("environ 1h", 60), ("deux heures", 120), ("deux heures moins le quart", 105), ("2 h et quart", 135),
    ("une heure trente", 90),
    ("trente minutes", 30), ("quarante-cinq minutes", 45), ("1 heure et 20 minutes", 80), ("2", Unclear(2)),
    ("demi", None), ("heures", None), ("½", None)])
def test_a_duration_is_heard(said: str, minutes: object) -> None:
    assert read_minutes(said) == minutes


@pytest.mark.parametrize(("said", "hours"), [
    ("21-8", "21:00-08:00"), ("minuit-7h", "00:00-07:00"), ("de 21h à 8h30", "21:00-08:30"),
    ("21 h – 8 h", "21:00-08:00"),
    ("22 heures à 7 heures", "22:00-07:00"), ("de 9h du soir à 8h du matin", "21:00-08:00"),
    ("entre 21h et 8h", "21:00-08:00"),
    ("20h30/8h", "20:30-08:00"), ("24h-7h", "00:00-07:00"), ("8-8", None), ("21", None), ("25-8", None),
    ("21-8-7", None),
    ("21h-8h75", None), ("la nuit", None)])
def test_a_night_is_heard(said: str, hours: str | None) -> None:
    assert read_hours(said) == hours


DAYS = st.dates(date(2025, 1, 1), date(2035, 12, 31))


@given(DAYS, st.sampled_from(["aujourd’hui", "demain", "après-demain"]),
       st.sampled_from(["", " matin", " après-midi", " vers 15 h", " !", " en fin de journée"]))
def test_near_words_count_from_the_day_they_are_said(today: date, word: str, more: str) -> None:
    away = ("aujourd’hui", "demain", "après-demain").index(word)
    assert read_day(word + more, today) == today + timedelta(days=away)


@given(DAYS, st.integers(1, 31))
def test_a_number_alone_is_the_next_day_of_that_number(today: date, number: int) -> None:
    found = read_day(f"le {number}", today)
    assert found is not None
    assert found.day == number
    assert 0 <= (found - today).days <= 62


@given(st.text(max_size=60))
def test_no_words_break_the_readers(text: str) -> None:
    hear_day(text, TUESDAY)
    read_moment(text)
    read_minutes(text)
    read_hours(text)
