"""The same hand each week: both say yes in turn, either leaves a week out or ends it in one tap. All fictional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from rules.help import AcceptanceState, RequestState, Slot
from rules.weekly import following, ready_at
from storage import help as requests
from storage import help_lists, moderation, seats, weekly
from storage.help import NewRequest
from storage.tables import HelpRequest, Person, Zone, table
from storage.tables.weekly import Weekly
from tests.bot.lilacs import NOW, TODAY, Lilacs
from tests.bot.scenes import faults, rows
from tests.pilots import Street
from tests.world.engines import on_both_engines

# Odile is helped on Thursday 26 November 2026, in the morning.
THURSDAY = TODAY + timedelta(days=2)


@pytest.fixture
def home(street: Street) -> Iterator[Lilacs]:
    made = Lilacs(street.engine)
    yield made
    assert not faults(made.street)


def agreed_help(home: Lilacs, kind: str = "courses", day: date = THURSDAY) -> int:
    """Lucas comes to Odile; both know it. The hand."""
    with home.street.session() as session:
        number = requests.create(session, NewRequest(
            home.ids["Odile"], home.zone, kind, day, Slot.MORNING, 30, "", "4821", NOW + timedelta(days=15)), NOW)
        hand = seats.take(session, number, home.ids["Lucas"], NOW)
        assert hand
        assert seats.confirm(session, hand, home.ids["Odile"], "4821", NOW)
    return hand


def done(home: Lilacs) -> None:
    """The day after, Odile says that it was done; an hour later she is asked."""
    home.street.at(datetime(2026, 11, 27, 17, 5, tzinfo=UTC))
    home.street.tick()
    home.odile.press("✅ Oui")
    home.street.later(minutes=61)
    home.street.tick()
    home.street.tick()


def agreed(home: Lilacs) -> None:
    agreed_help(home)
    done(home)
    home.odile.press("Oui, chaque semaine")
    home.lucas.press("D’accord")


def at(home: Lilacs, day: int, hour: int = 9, minute: int = 5) -> None:
    """That day in Paris, an hour after it (in winter): what is due is done."""
    home.street.at(datetime(2026, 12, day, hour, minute, tzinfo=UTC))
    for _turn in range(3):
        home.street.tick()


def living(home: Lilacs) -> int:
    return home.count(HelpRequest, table(HelpRequest).c.state == RequestState.CONFIRMED)


def last_of(home: Lilacs, name: str) -> str:
    return str(home[name].last.text.replace("\u00a0", " ").replace("\u202f", " "))


@on_both_engines
def test_asked_of_each_in_turn_then_made_two_days_ahead_with_its_reminder(street: Street) -> None:
    home = Lilacs(street.engine)
    agreed_help(home)
    done(home)
    assert "Chaque semaine, avec la même personne ? Des courses, le jeudi, le matin, avec Lucas." in last_of(
        home, "Odile")
    assert not any("chaque semaine" in text for text in home.lucas.texts), "nobody is asked before the first has agreed"
    home.odile.press("Oui, chaque semaine")
    assert "Odile aimerait continuer avec vous, chaque semaine : des courses, le jeudi, le matin." in last_of(
        home, "Lucas")
    home.lucas.press("D’accord")
    assert "Première fois : jeudi 3 décembre" in last_of(home, "Odile")
    at(home, 1)
    assert "Lucas vient, comme chaque semaine" in last_of(home, "Odile")
    assert "Odile vous attend, comme chaque semaine" in last_of(home, "Lucas")
    assert living(home) == 1
    at(home, 2, 18, 40)
    assert "Code de visite" in last_of(home, "Lucas"), "the day before"
    at(home, 8)
    assert rows(home.street, HelpRequest) == 3, "the next Thursday's too"
    seen = "".join(message.text for message in home.chat.phone.messages.values())
    assert "courses" not in seen, "the group sees nothing of it"


def test_asked_once_for_the_two_and_a_no_is_a_no(home: Lilacs) -> None:
    agreed_help(home)
    done(home)
    home.odile.press("Non merci")
    at(home, 4)
    assert rows(home.street, Weekly) == 0
    assert not any("chaque semaine" in text for text in home.lucas.texts)


def test_the_helpers_no_is_told_with_tact(home: Lilacs) -> None:
    agreed_help(home)
    done(home)
    home.odile.press("Oui, chaque semaine")
    home.lucas.press("Pas chaque semaine")
    assert "Pas chaque semaine pour cette fois" in last_of(home, "Odile")
    assert "Lucas" not in last_of(home, "Odile")
    home.lucas.tap("weekly.agree:1")
    assert "Ce bouton n’est plus actif" in home.lucas.toast


def test_an_unanswered_proposal_ends_by_itself_and_is_told(home: Lilacs) -> None:
    agreed_help(home)
    done(home)
    home.odile.press("Oui, chaque semaine")
    at(home, 12)
    assert "Pas chaque semaine pour cette fois" in " ".join(home.odile.texts).replace("\u00a0", " ")
    assert rows(home.street, Weekly) == 0


@pytest.mark.parametrize("name", ["Odile", "Lucas"])
def test_either_ends_it_in_one_tap_and_may_take_that_back_for_a_minute(home: Lilacs, name: str) -> None:
    other = "Lucas" if name == "Odile" else "Odile"
    agreed(home)
    at(home, 1)
    home[name].press("Arrêter")
    home[name].press("Annuler")
    assert "le rendez-vous continue" in last_of(home, name)
    home[name].tap("weekly.stop:1")
    before = len(home[other].texts)
    home.street.later(minutes=2)
    home.street.tick()
    home.street.tick()
    assert "s’arrête là" in last_of(home, other)
    assert name not in last_of(home, other)
    assert len(home[other].texts) == before + 1
    assert living(home) == rows(home.street, Weekly) == 0
    home[name].tap("weekly.stop:1")
    assert "Ce bouton n’est plus actif" in home[name].toast


def test_a_week_is_left_out_and_the_other_knows_the_next_day(home: Lilacs) -> None:
    agreed(home)
    at(home, 1)
    home.lucas.press("Pas cette semaine")
    assert "Le prochain rendez-vous est jeudi 10 décembre" in last_of(home, "Lucas")
    assert "Lucas ne peut pas jeudi 3 décembre" in last_of(home, "Odile")
    assert living(home) == 0
    home.lucas.tap("weekly.skip:1")
    assert "Rien n’est prévu cette semaine" in home.lucas.toast
    at(home, 8)
    assert living(home) == 1


def test_a_pause_leaves_weeks_out_without_saying_whose_and_a_long_one_ends_it(home: Lilacs) -> None:
    agreed(home)
    with home.street.session() as session:
        session.connection().execute(update(table(Person)).where(table(Person).c.id == home.ids["Lucas"]).values(
            paused_until=datetime(2027, 3, 1, tzinfo=UTC)))
    at(home, 1)
    assert "Pas de rendez-vous jeudi 3 décembre" in last_of(home, "Odile")
    assert "Lucas" not in last_of(home, "Odile")
    assert rows(home.street, HelpRequest) == 1
    for day in (8, 15, 22):
        at(home, day)
    assert "s’arrête là" in last_of(home, "Odile")
    assert rows(home.street, Weekly) == 0


def test_a_public_holiday_is_left_out_and_said(home: Lilacs) -> None:
    """Friday 25 December 2026."""
    agreed_help(home, day=TODAY + timedelta(days=3))
    home.street.at(datetime(2026, 11, 28, 17, 5, tzinfo=UTC))
    home.street.tick()
    home.odile.press("✅ Oui")
    home.street.later(minutes=61)
    home.street.tick()
    home.street.tick()
    home.odile.press("Oui, chaque semaine")
    home.lucas.press("D’accord")
    for day in (2, 9, 16, 23):
        at(home, day)
    assert "Pas de rendez-vous vendredi 25 décembre (des courses) : c’est un jour férié" in last_of(home, "Lucas")


def test_a_block_or_an_erasure_ends_it_and_the_other_has_a_word_without_a_name(home: Lilacs) -> None:
    agreed(home)
    at(home, 1)
    home.odile.tap("block.yes:1")
    assert rows(home.street, Weekly) == living(home) == 0
    assert any("s’arrête là" in text for text in home.lucas.texts)
    assert "Odile" not in last_of(home, "Lucas")


def test_erased_it_is_told_to_who_stays(home: Lilacs) -> None:
    agreed(home)
    at(home, 1)
    home.lucas.say("/effacer")
    home.lucas.press("Oui, effacer")
    assert any("s’arrête là" in text for text in home.odile.texts)
    assert rows(home.street, Weekly) == living(home) == 0
    at(home, 8)
    assert living(home) == 0


def test_a_block_said_elsewhere_is_seen_before_the_next_week(home: Lilacs) -> None:
    agreed(home)
    with home.street.session() as session:
        moderation.block(session, home.ids["Lucas"], home.ids["Odile"], home.street.now)
    at(home, 1)
    assert rows(home.street, Weekly) == 0
    assert rows(home.street, HelpRequest) == 1


def test_nobody_unknown_comes_inside_week_after_week(home: Lilacs) -> None:
    """A visit by somebody whose recommendation is gone."""
    agreed_help(home, "visite_appel")
    done(home)
    home.odile.press("Oui, chaque semaine")
    home.lucas.press("D’accord")
    at(home, 1)
    assert "il manque une recommandation" in last_of(home, "Odile")
    with home.street.session() as session:
        assert [one.state for one in help_lists.promised(session, home.ids["Lucas"])] == []
        assert AcceptanceState.CONFIRMED not in [one.state for one in requests.helpers(session, 2)]


def test_somebody_elses_buttons_do_nothing(home: Lilacs) -> None:
    agreed(home)
    for data in ("weekly.stop:1", "weekly.skip:1", "weekly.agree:1", "weekly.resume:1", "weekly.yes:1"):
        home.karim.tap(data)
        assert "Ce bouton n’est plus actif" in home.karim.toast
    home.lucas.tap("weekly.yes:1")
    assert "Ce bouton n’est plus actif" in home.lucas.toast, "only who was helped begins it"
    assert rows(home.street, Weekly) == 1


def test_the_list_of_them_and_how_to_end_one(home: Lilacs) -> None:
    home.odile.say("/chaquesemaine")
    assert "Vous n’avez pas de rendez-vous chaque semaine" in last_of(home, "Odile")
    agreed(home)
    home.odile.say("/chaquesemaine")
    assert "• Lucas : des courses, le jeudi, le matin. Le prochain : jeudi 3 décembre." in last_of(home, "Odile")
    home.odile.press("Arrêter avec Lucas")
    assert "C’est arrêté" in last_of(home, "Odile")


def test_a_bot_that_slept_three_weeks_makes_up_for_none_of_them(home: Lilacs) -> None:
    agreed(home)
    at(home, 28)
    assert living(home) == 0
    assert rows(home.street, HelpRequest) == 1
    at(home, 29)
    assert living(home) == 1, "for Thursday 31 December"


@pytest.mark.parametrize(("day", "today", "expected"), [
    (date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 3)),
    (date(2026, 11, 26), date(2026, 12, 1), date(2026, 12, 10)),
    (date(2026, 12, 3), date(2026, 11, 30), date(2026, 12, 3)),
])
def test_the_first_is_at_least_three_days_ahead(day: date, today: date, expected: date) -> None:
    assert following(day, today) == expected


def test_a_bot_that_slept_on_the_very_day_makes_it_the_day_after_and_once(home: Lilacs) -> None:
    agreed(home)
    at(home, 2, 7)
    home.street.restart()
    at(home, 2, 8)
    at(home, 2, 9)
    assert living(home) == 1
    assert sum("comme chaque semaine" in text for text in home.lucas.texts) == 1


def test_the_hour_of_the_reader_stays_when_the_clocks_change() -> None:
    assert ready_at(date(2027, 3, 25), "Europe/Paris") == datetime(2027, 3, 23, 9, 0, tzinfo=UTC)
    assert ready_at(date(2027, 4, 1), "Europe/Paris") == datetime(2027, 3, 30, 8, 0, tzinfo=UTC)
    assert following(date(2027, 3, 25), date(2027, 3, 26)) == date(2027, 4, 1)


def test_its_weeks_are_counted_where_it_is_done(home: Lilacs) -> None:
    """Odile counts hours as in Paris; the place she is helped in is of La Réunion."""
    agreed(home)
    zone = table(Zone)
    with home.street.session() as session:
        session.connection().execute(update(zone).where(zone.c.id == home.zone).values(commune="97411"))
        made = weekly.by_id(session, 1)
    assert made is not None
    assert made.timezone == "Indian/Reunion"
