"""The rhythm of a group’s year: what is said when, once, in the days it has; what its admin does without; what a silent
group is spared. All people are fictional.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert, update

from rules.deliveries import Lane, Purpose, Window
from rules.groups import GroupRhythm
from rules.heroes import Degree, HeroState
from rules.screens import screen
from rules.words import quoted
from storage import deeds, groups, ledger, modules, rhythm
from storage.ledger import Draft
from storage.tables import Person, table
from storage.tables.heroes import Hero
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap

# Eleven in Paris, on the days of December 2026; the 10th is a Thursday.
DAY = timedelta(days=1)


def noon(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
def street(sqlite_engine: Engine) -> Peupliers:
    return opened(sqlite_engine)


def opened(engine: Engine) -> Peupliers:
    made = Peupliers(engine)
    with made.street.session() as session:
        modules.set_for_group(session, made.group, "rhythm", noon(2026, 11, 24), on=True)
        groups.change(session, made.group, installed_at=noon(2026, 11, 24))
        session.connection().execute(update(table(Person)).values(seen_at=noon(2027, 11, 1)))
    return made


def heard(street: Peupliers, at: datetime) -> list[str]:
    """What the group reads at that instant that it had not read; somebody does something there meanwhile."""
    before = len(street.chat.texts)
    street.street.at(at)
    street.street.tick()
    return [typed(text) for text in street.chat.texts[before:]]


def typed(text: str) -> str:
    """With plain spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("<b>", "").replace("</b>", "")


def lived(street: Peupliers, first: date, last: date) -> list[tuple[date, str]]:
    """A tick at noon, each working day, in a group where there is life."""
    found, day = [], first
    while day <= last:
        if day.weekday() < 5:
            at = noon(day.year, day.month, day.day) + DAY / 24
            lucas = street.lucas.person_id
            with street.street.session() as session:
                deeds.add(session, lucas, street.group, "bonjour", 5, day, at)
            found += [(day, text) for text in heard(street, at)]
        day += DAY
    return found


def first_words(said: list[tuple[date, str]]) -> list[tuple[date, str]]:
    return [(day, text.splitlines()[0]) for day, text in said]


def test_a_month_of_a_street(street: Peupliers) -> None:
    """One post a week of ours at most; every week has one; each occasion once, whatever stops and starts again."""
    said = first_words(lived(street, date(2026, 11, 30), date(2026, 12, 27)))
    assert [(day, text.split(" :")[0]) for day, text in said] == [
        (date(2026, 12, 1), "🙏 Merci, Les Peupliers !"),
        (date(2026, 12, 10), "💡 L’idée du mois"),
        (date(2026, 12, 18), "🏘 Cette semaine chez nous"),
        (date(2026, 12, 21), "🌟 Qui mettre à l’honneur ?")]
    street.street.restart()
    assert heard(street, noon(2026, 12, 21, 14)) == []


def test_on_a_holiday_and_a_sunday_an_occasion_waits_for_the_next_open_day(street: Peupliers) -> None:
    """The 10th of October 2027 is a Sunday. Nothing of the days that were slept through is said in a crowd."""
    said = first_words(lived(street, date(2027, 10, 8), date(2027, 10, 11)))
    assert [day for day, text in said if "L’idée du mois" in text] == [date(2027, 10, 11)]
    later = first_words(lived(street, date(2027, 11, 8), date(2027, 11, 13)))
    assert [day for day, text in later if "L’idée du mois" in text] == [date(2027, 11, 12)], (
        "the thanks came on Monday: a second post waits for the end of the week, and the 11th is a holiday")


def test_after_ten_days_without_the_program_one_post_is_said_not_three(street: Peupliers) -> None:
    assert heard(street, noon(2026, 12, 9)) == []
    assert len(heard(street, noon(2026, 12, 21, 13))) == 1
    assert heard(street, noon(2026, 12, 21, 15)) == []


def test_an_occasion_that_could_not_be_said_on_its_day_is_not_lost_for_a_month(street: Peupliers) -> None:
    """Two posts of others fill the week of the 10th: the idea comes on the next Monday."""
    with street.street.session() as session:
        group = groups.by_id(session, street.group)
        assert group is not None
        for text in ("one", "two"):
            ledger.add(session, Draft(screen(quoted(text)), group.address, Lane.CAMPAIGN, Purpose.CAMPAIGN,
                                      window=Window()), noon(2026, 12, 7, 9))
    said = first_words(lived(street, date(2026, 12, 7), date(2026, 12, 14)))
    assert [day for day, text in said if "L’idée du mois" in text] == [date(2026, 12, 14)]
    assert len([day for day, _text in said if day < date(2026, 12, 14)]) == 2


def test_the_hour_stays_the_same_when_the_clocks_change(street: Peupliers) -> None:
    """28 March 2027, a Sunday, loses an hour; 31 October has one twice."""
    lucas = street.lucas.person_id
    with street.street.session() as session:
        modules.set_for_group(session, street.group, "thanks_month", noon(2026, 11, 24), on=False)
    for day, before, at in ((date(2027, 3, 26), 9, 10), (date(2027, 4, 2), 8, 9), (date(2027, 10, 29), 8, 9),
                            (date(2027, 11, 5), 9, 10)):
        with street.street.session() as session:
            deeds.add(session, lucas, street.group, "bonjour", 5, day, noon(day.year, day.month, day.day, 6))
        assert heard(street, noon(day.year, day.month, day.day, before) + timedelta(minutes=55)) == []
        assert len(heard(street, noon(day.year, day.month, day.day, at))) == 1, day
        assert heard(street, noon(day.year, day.month, day.day, at + 1)) == []


def test_what_is_true_is_said_and_nothing_else(street: Peupliers) -> None:
    [(_day, text)] = [one for one in lived(street, date(2027, 1, 4), date(2027, 1, 8)) if "Cette" in one[1]]
    assert "5 gestes" in text
    assert "coups de main" not in text
    assert not any(name in text for name in ("Lucas", "Odile"))


def test_nothing_after_a_pause_nor_in_a_group_that_does_without(street: Peupliers) -> None:
    with street.street.session() as session:
        groups.change(session, street.group, paused_until=noon(2026, 12, 20))
    assert lived(street, date(2026, 12, 7), date(2026, 12, 19)) == []
    street.karim.tap(f"rhythm.set:{street.group}")
    assert "✓ 🌟 Le 20 : à l’honneur" in labels(street)
    street.karim.tap(f"rhythm.switch:{street.group}:heroes")
    assert "🌟 Le 20 : à l’honneur" in labels(street)
    said = first_words(lived(street, date(2026, 12, 20), date(2026, 12, 24)))
    assert not [text for _day, text in said if "honneur" in text]
    street.odile.tap(f"rhythm.switch:{street.group}:idea")
    assert "Seule une personne qui administre" in street.odile.toast + street.odile.newest.text
    for word in ("rhythm", "thanks_month", "memories"):
        street.karim.tap(f"modules.set:{street.group}:{word}:0")
    assert lived(street, date(2027, 1, 4), date(2027, 1, 12)) == []


def labels(street: Peupliers) -> list[str]:
    return [typed(label) for label in street.karim.last.labels]


def test_a_month_that_has_its_hero_asks_for_no_other(street: Peupliers) -> None:
    lucas = street.lucas.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Hero)).values(
            token="t", group_id=street.group, author_id=None, nominee_id=lucas, whole="", what="un geste",
            state=HeroState.SHOWN, degree=Degree.NOBODY, town=False, reminded=False, created_at=noon(2026, 12, 3),
            changed_at=noon(2026, 12, 3), shown_at=noon(2026, 12, 3)))
    said = first_words(lived(street, date(2026, 12, 21), date(2026, 12, 25)))
    assert not [text for _day, text in said if "honneur" in text]


def test_a_silent_group_is_asked_about_then_left_to_itself_and_wakes_by_itself(street: Peupliers) -> None:
    """After 14, 30 and 60 days; the first sign of life puts everything back."""
    lucas = street.lucas.person_id
    with street.street.session() as session:
        groups.change(session, street.group, geste_rhythm=GroupRhythm.WEEKLY)
    told = [line for day in (date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 9), date(2026, 12, 23),
                             date(2026, 12, 24), date(2027, 1, 22), date(2027, 1, 23), date(2027, 1, 26))
            for line in to_karim(street, day)]
    assert told == [(date(2026, 12, 8), "deux semaines"), (date(2026, 12, 24), "depuis un mois"),
                    (date(2027, 1, 23), "une fois par mois")]
    later = [date(2027, 2, 10), date(2027, 2, 19), date(2027, 2, 22), date(2027, 3, 10), date(2027, 3, 19)]
    assert [day for day in later if heard(street, noon(day.year, day.month, day.day, 11))] == [later[0], later[3]]
    with street.street.session() as session:
        assert groups.row(session, street.group).geste_rhythm is GroupRhythm.NEVER
        deeds.add(session, lucas, street.group, "bonjour", 5, date(2027, 3, 22), noon(2027, 3, 22, 8))
    heard(street, noon(2027, 3, 22))
    with street.street.session() as session:
        assert groups.row(session, street.group).geste_rhythm is GroupRhythm.WEEKLY


def to_karim(street: Peupliers, day: date) -> list[tuple[date, str]]:
    """What he reads about his group that day."""
    before = len(street.karim.texts)
    heard(street, noon(day.year, day.month, day.day) + DAY / 48)
    return [(day, words) for text in street.karim.texts[before:]
            for words in ("deux semaines", "depuis un mois", "une fois par mois") if words in typed(text)]


def test_who_runs_a_silent_group_may_ask_for_less_at_once(street: Peupliers) -> None:
    for day in (4, 8):
        heard(street, noon(2026, 12, day) + DAY / 48)
    press_tap(street.karim, "rhythm.calm")
    assert "une fois par mois" in street.karim.last.text
    street.karim.tap(f"rhythm.calm:{street.group}")
    assert "Rien ne change" in street.karim.last.text
    assert len(heard(street, noon(2026, 12, 11, 11))) == 1, "the idea of the month"
    assert [text for day in (18, 21) for text in heard(street, noon(2026, 12, day, 11))] == []


def test_an_apero_is_voted_for_and_nobody_reads_who_chose_what(street: Peupliers) -> None:
    said = lived(street, date(2027, 5, 3), date(2027, 5, 4))
    assert "Un apéro entre voisins et voisines" in said[0][1]
    for who in (street.odile, street.lucas, street.fatou):
        who.press("Samedi midi", street.chat)
    card = typed(street.chat.newest.text)
    assert "Samedi midi : 3 personnes" in card
    street.fatou.press("Pas cette fois", street.chat)
    assert "Samedi midi : quelques personnes" in typed(street.chat.newest.text)
    stranger = street.street.person("Zoé")
    stranger.press("Samedi midi", street.chat)
    with street.street.session() as session:
        assert rhythm.votes(session, street.group, "2027-05") == {"s": 2, "n": 1}
    lived(street, date(2027, 5, 13), date(2027, 5, 14))
    assert any("le moment qui va le mieux : 🥂 Samedi midi" in typed(text) for text in street.karim.texts)
    street.odile.press("Vendredi soir", street.chat)
    with street.street.session() as session:
        assert rhythm.votes(session, street.group, "2027-05") == {"s": 2, "n": 1}, "it is over"


def test_in_january_who_looks_after_a_street_is_thanked_once(street: Peupliers) -> None:
    for day in (4, 4, 5, 11, 18):
        heard(street, noon(2027, 1, day))
    assert len([text for text in street.karim.texts if "merci de veiller sur la rue" in text]) == 1
