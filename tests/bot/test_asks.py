"""Neighbours are asked a few at a time, then the group, then who looks after the street. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from rules.asks import Answer
from rules.deliveries import DeliveryState
from rules.incoming import BotStatus
from rules.residents import Rhythm
from storage import moderation, zones
from storage.tables import Ask, Delivery, HelpRequest, Message, Person, table
from tests.pilots import Pilot
from tests.world.peupliers import MORNING, Peupliers
from tests.world.pressing import press_tap
from tests.world.rows import a_person

_ask, _d, _m = table(Ask), table(Delivery), table(Message)


class Many(Peupliers):
    """The street, with ten more who live there and take part in no group."""

    def __init__(self, engine: Engine, *, grouped: bool = True, more: int = 10) -> None:
        super().__init__(engine, grouped=grouped)
        self.others = [self.street.person(f"Voisin{n}") for n in range(more)]
        with self.street.session() as session:
            for pilot in self.others:
                person = a_person(session, pilot.id, first_name=pilot.first_name, geste_rhythm=Rhythm.NEVER)
                zones.settle(session, person, self.zone, MORNING)
            joined = MORNING - timedelta(days=10)  # neither in their first week nor unasked for a month
            session.connection().execute(update(table(Person)).values(joined_at=joined))

    @property
    def everybody(self) -> list[Pilot]:
        return [self.karim, self.lucas, self.fatou, *self.others]

    def asked(self) -> list[Pilot]:
        """Who read an ask that still asks."""
        return [one for one in self.everybody
                if any("Oui, je peux" in str(seen.labels) for seen in one.phone.messages.values())]

    def turn(self) -> None:
        self.street.tick()


def read(pilot: Pilot, words: str) -> list[str]:
    """What they were told in these words."""
    return [seen.text for seen in pilot.phone.messages.values() if words in seen.text]


def clock(day: int, hour: int, minute: int = 0) -> datetime:
    """An hour of November 2026 in Paris."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


@pytest.fixture
def many(engine: Engine) -> Many:
    return Many(engine)


def test_three_at_a_time_then_the_group_then_whoever_runs_it(many: Many) -> None:
    many.ask(day="2026-11-28")
    said = many.odile.last.text
    assert "3 personnes proches la reçoivent en privé" in said
    assert "Une réponse d’ici 14 h 30, sinon d’autres personnes la recevront" in said
    assert len(many.asked()) == 3
    assert not many.chat.texts, "the group sees nothing yet"
    many.street.at(clock(24, 14, 31))
    many.turn()
    assert len(many.asked()) == 6
    for moment in (clock(24, 18, 32), clock(25, 9, 1)):
        many.street.at(moment)
        many.turn()
    assert len(many.asked()) == 12, "the last one rests: theirs was the small ask of the 25th"
    many.street.at(clock(25, 13, 2))
    many.turn()
    assert len(many.chat.texts) == 1
    assert "Odile" not in many.chat.last.text
    assert "part dans votre groupe, sans votre nom" in many.odile.last.text
    assert "Une réponse d’ici jeudi 26 novembre 13 h 02, sinon nous prévenons Karim" in many.odile.last.text
    many.street.at(clock(26, 13, 4))
    many.turn()
    assert read(many.karim, "une demande attend encore")
    assert read(many.odile, "attend encore quelqu’un")


def test_for_today_five_then_ten_then_the_group(many: Many) -> None:
    many.ask(day="2026-11-24", slot="soir")
    assert "Une réponse d’ici 11 h 30" in many.odile.last.text
    assert len(many.asked()) == 5
    many.street.at(clock(24, 11, 31))
    many.turn()
    assert len(many.asked()) == 13
    many.street.at(clock(24, 12, 32))
    many.turn()
    assert len(many.chat.texts) == 1


def test_few_people_and_the_group_sees_it_at_once(engine: Engine) -> None:
    many = Many(engine, more=0)
    many.ask()
    assert len(many.chat.texts) == 1
    assert not many.asked()


def test_a_yes_ends_it_the_same_second(many: Many) -> None:
    """What was read says so, what waits never leaves, and a late yes is thanked."""
    many.ask(day="2026-11-28")
    first, second, third = many.asked()
    press_tap(first, "help.take")
    assert "peut vous aider" in many.odile.last.text
    for late in (second, third):
        assert late.last.text.startswith("C’est pourvu, merci")
        late.tap(f"help.take:{many.newest(HelpRequest)}")
        assert "C’est pourvu" in late.toast
    many.street.at(clock(24, 18))
    many.turn()
    assert many.asked() == []
    assert not many.chat.texts


def test_what_was_to_leave_at_nine_never_leaves_once_somebody_said_yes(many: Many) -> None:
    many.street.at(clock(24, 22))
    many.ask(day="2026-11-28")
    assert "mercredi 25 novembre à 9 h" in many.odile.last.text
    number = many.newest(HelpRequest)
    many.lucas.say("/aider")
    many.lucas.press("Je peux")
    many.street.at(clock(25, 9, 1))
    many.turn()
    assert [one for one in many.asked() if one is not many.lucas] == []
    assert set(states(many, number)) <= {DeliveryState.CANCELLED}


def states(many: Many, number: int) -> list[Any]:
    with many.street.session() as session:
        return list(session.connection().execute(select(_d.c.state).join(_ask, _ask.c.delivery_id == _d.c.id).where(
            _ask.c.request_id == number)).scalars())


def test_a_no_costs_nothing_and_is_told_to_nobody(many: Many) -> None:
    many.ask(day="2026-11-28")
    before = len(many.odile.phone.messages)
    shy = many.asked()[0]
    shy.press("Pas cette fois")
    assert "Merci d’avoir lu" in shy.last.text
    assert len(many.odile.phone.messages) == before
    assert answer_of(many, shy) == Answer.NO


def answer_of(many: Many, pilot: Pilot) -> Any:
    person = pilot.person_id
    with many.street.session() as session:
        return session.connection().execute(select(_ask.c.answer).where(_ask.c.person_id == person)).scalars().first()


def test_another_day_comes_back_on_that_day(many: Many) -> None:
    many.ask(day="2026-11-30")
    busy = many.asked()[0]
    busy.press("Un autre jour")
    assert "Quel jour vous irait" in busy.last.text
    busy.say("vendredi")
    assert "Je reviens vers vous vendredi 27 novembre" in busy.last.text
    many.street.at(clock(27, 9, 1))
    many.turn()
    assert read(busy, "c’est aujourd’hui")
    busy.press("Oui, je peux")
    assert busy.first_name in many.odile.last.text


def test_another_day_is_first_in_line_for_what_is_asked_then(many: Many) -> None:
    many.ask(day="2026-11-28")
    busy, helper = many.asked()[1], many.asked()[0]
    busy.press("Un autre jour")
    busy.say("jeudi")
    press_tap(helper, "help.take")
    many.street.at(clock(26, 9, 1))
    many.turn()
    many.ask(who=many.others[9], day="2026-11-30")
    assert busy in many.asked()


def test_a_promise_taken_back_at_the_last_moment_asks_at_once_and_calls(many: Many) -> None:
    many.ask(day="2026-11-25", slot="apres-midi")
    helper = many.asked()[0]
    press_tap(helper, "help.take")
    press_tap(many.odile, "help.yes")
    many.street.at(clock(24, 16))
    press_tap(helper, "help.withdraw")
    told = many.odile.last.text
    assert "autres personnes sont sollicitées tout de suite" in told
    assert "Sans réponse dans une heure, nous prévenons Karim" in told
    assert helper not in many.asked()
    assert len(many.asked()) >= 3
    many.street.at(clock(24, 17, 1))
    many.turn()
    told = read(many.karim, "ne peut plus. Pouvez-vous trouver quelqu’un")
    assert told
    assert "Odile" not in told[0]


def test_signed_by_whoever_runs_the_group_unless_they_ask(many: Many) -> None:
    many.ask(day="2026-11-28")
    first = many.asked()
    assert "Karim, pour le voisinage" in next(one for one in first if one is not many.karim).last.text
    many.ask(who=many.karim, day="2026-11-28")
    mine = [one for one in many.asked() if one not in first]
    assert mine
    assert all("Karim" not in one.last.text and "Tous Voisins" in one.last.text for one in mine)


def test_whoever_looks_after_the_street_is_not_asked_in_their_own_name(many: Many) -> None:
    """Nor is it signed, asked again, by somebody whom the reader blocked."""
    many.ask(day="2026-11-28")
    asked = many.asked()
    assert many.karim in asked
    assert "Tous Voisins" in many.karim.last.text
    assert not read(many.karim, "Karim, pour le voisinage")
    taker, other = (one for one in asked if one is not many.karim)
    assert "Karim, pour le voisinage" in other.last.text
    with many.street.session() as session:
        moderation.block(session, other.person_id, many.karim.person_id, many.street.now)
    press_tap(taker, "help.take")
    press_tap(many.odile, "help.other")
    assert read(other, "a besoin d’un coup de main")
    assert not read(other, "Karim")


def test_blocked_pairs_are_never_asked_for_each_other(many: Many) -> None:
    odile, those = many.odile.person_id, [one.person_id for one in many.others[:6]]
    with many.street.session() as session:
        for one in those:
            moderation.block(session, one, odile, MORNING)
    many.ask(day="2026-11-28")
    for moment in (clock(24, 14, 31), clock(24, 18, 32), clock(25, 9, 5)):
        many.street.at(moment)
        many.turn()
    assert not [one for one in many.others[:6] if one in many.asked()]


def test_who_pauses_or_stops_in_mid_wave_reads_nothing_more(many: Many) -> None:
    many.street.at(clock(24, 22))
    many.ask(day="2026-11-28")
    with many.street.session() as session:
        people = list(session.connection().execute(select(_ask.c.person_id).order_by(_ask.c.id)).scalars())
        session.connection().execute(update(table(Person)).where(table(Person).c.id == people[0]).values(
            paused_until=clock(30, 9)))
        session.connection().execute(update(table(Person)).where(table(Person).c.id == people[1]).values(stopped=True))
    many.street.at(clock(25, 9, 1))
    many.turn()
    assert [one.person_id for one in many.asked()] == [people[2]]


def test_an_asker_who_vanishes_is_searched_for_no_more(many: Many) -> None:
    many.ask(day="2026-11-28")
    asked = many.asked()
    many.odile.say("/effacer")
    many.odile.press("Oui, effacer")
    assert [one.last.text for one in asked] == ["Cette demande est terminée, merci."] * 3
    many.street.at(clock(24, 14, 31))
    many.turn()
    assert many.asked() == []
    assert not many.chat.texts


def test_a_stranger_answers_no_ask_of_others(many: Many) -> None:
    number = many.ask(day="2026-11-28")
    stranger = next(one for one in many.others if one not in many.asked())
    for data in (f"asks.no:{number}", f"asks.later:{number}", "asks.no:999", "asks.not:1", "asks.another:1"):
        stranger.tap(data)
    with many.street.session() as session:
        assert not session.connection().execute(select(_ask.c.id).where(_ask.c.answer.is_not(None))).all()


def test_the_turn_of_who_was_not_asked_after_all_comes_back(many: Many) -> None:
    many.street.at(clock(24, 22))
    number = many.ask(day="2026-11-28")
    many.odile.tap(f"help.closed:{number}")
    with many.street.session() as session:
        assert not session.connection().execute(select(_ask.c.id)).all()
    many.ask(day="2026-11-28")
    with many.street.session() as session:
        first = session.connection().execute(select(_ask.c.person_id).order_by(_ask.c.id)).scalars().first()
    assert first == many.karim.person_id


def test_nobody_rests_less_than_a_week_while_somebody_else_may_be_asked(many: Many) -> None:
    many.ask(day="2026-11-28")
    before = many.asked()
    many.ask(who=next(one for one in reversed(many.others) if one not in before), day="2026-11-28")
    with many.street.session() as session:
        asked = list(session.connection().execute(select(_ask.c.person_id)).scalars())
    assert len(set(asked)) == len(asked) == 6
    assert DeliveryState.SENT in states(many, many.newest(HelpRequest))


def test_a_helper_who_blocks_the_bot_is_replaced(many: Many) -> None:
    many.ask(day="2026-11-25", slot="apres-midi")
    helper = many.asked()[0]
    press_tap(helper, "help.take")
    press_tap(many.odile, "help.yes")
    many.street.at(clock(24, 16))
    helper.send(BotStatus("kicked"))
    assert "ne peut plus venir" in many.odile.last.text
    assert helper.first_name not in many.odile.last.text
    assert len([one for one in many.asked() if one is not helper]) >= 5
