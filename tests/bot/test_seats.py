"""A request that needs several people: as many come as it has seats, and each of them is followed. All fictional."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from rules.help import AcceptanceState, RequestState
from storage.tables import HelpAcceptance, HelpContact, HelpRequest, table
from tests.bot.test_help_in_time import paris
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap

_q, _acc, _contact = table(HelpRequest), table(HelpAcceptance), table(HelpContact)
A, S = AcceptanceState, RequestState


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    made = Peupliers(engine)
    made.karim.say("/start")
    return made


def ask(street: Peupliers, need: int = 3) -> int:
    """What the asker published is for several: no screen asks for it yet."""
    number = street.ask()
    with street.street.session() as session:
        session.connection().execute(update(_q).where(_q.c.id == number).values(need=need))
    street.odile.tap(f"help.again:{number}")
    return number


def states(street: Peupliers, number: int) -> Counter[str]:
    with street.street.session() as session:
        return Counter(session.connection().execute(
            select(_acc.c.state).where(_acc.c.request_id == number)).scalars())


def hand(street: Peupliers, pilot: Any) -> int:
    person = pilot.person_id
    with street.street.session() as session:
        return int(session.connection().execute(select(_acc.c.id).where(_acc.c.volunteer_id == person)).scalar_one())


def come(street: Peupliers, number: int, *pilots: Any) -> None:
    for pilot in pilots:
        press_tap(pilot, "help.take", street.chat)
        street.odile.tap(f"help.yes:{hand(street, pilot)}")


def test_the_card_counts_those_who_come_until_nobody_is_missing(street: Peupliers) -> None:
    number = ask(street)
    assert "👥 3 personnes attendues" in street.chat.last.text
    press_tap(street.lucas, "help.take", street.chat)
    assert "👥 1 personne sur 3" in street.chat.last.text
    assert street.chat.last.rows, "the card still asks"
    assert "👥 1 personne sur 3" in street.odile.last.text
    press_tap(street.fatou, "help.take", street.chat)
    assert "👥 2 personnes sur 3" in street.chat.last.text
    press_tap(street.karim, "help.take", street.chat)
    assert "✅ 3 personnes s’en occupent" in street.chat.last.text
    assert not street.chat.last.rows
    assert street.row(HelpRequest, number).state is S.PROPOSED
    for pilot in (street.lucas, street.fatou, street.karim):
        street.odile.tap(f"help.yes:{hand(street, pilot)}")
    assert street.row(HelpRequest, number).state is S.CONFIRMED
    late = street.neighbour("Sacha")
    late.tap(f"help.take:{number}")
    assert "déjà" in late.toast
    assert states(street, number) == {A.CONFIRMED: 3}


def test_nobody_has_two_seats(street: Peupliers) -> None:
    number = ask(street)
    for _press in range(3):
        street.lucas.tap(f"help.take:{number}")
    assert (street.row(HelpRequest, number).taken, states(street, number)) == (1, {A.PROPOSED: 1})
    assert "déjà noté" in street.lucas.toast
    street.odile.tap(f"help.yes:{hand(street, street.lucas)}")
    street.lucas.tap(f"help.take:{number}")
    assert "déjà entendu" in street.lucas.toast
    assert street.row(HelpRequest, number).taken == 1


def test_a_seat_given_back_is_offered_again_and_its_code_with_it(street: Peupliers) -> None:
    number = ask(street)
    come(street, number, street.lucas, street.fatou)
    first = street.row(HelpRequest, number).visit_code
    assert any(first in text for text in street.fatou.texts), "one code for those who come"
    street.lucas.tap(f"help.withdraw:{hand(street, street.lucas)}")
    second = street.row(HelpRequest, number).visit_code
    assert second not in ("", first)
    for pilot in (street.fatou, street.odile):
        assert any("Le code de visite change" in text and second in text for text in pilot.texts)
    assert not any(second in text for text in street.lucas.texts)
    assert "👥 1 personne sur 3" in street.chat.last.text
    come(street, number, street.karim, street.neighbour("Sacha"))
    assert states(street, number) == {A.CONFIRMED: 3, A.WITHDRAWN: 1}
    assert street.row(HelpRequest, number).visit_code == second, "who comes later has the code of the others"
    with street.street.session() as session:
        places = session.connection().execute(select(_acc.c.place).where(
            _acc.c.request_id == number, _acc.c.state == A.CONFIRMED)).scalars()
        assert sorted(places) == [1, 2, 3]


def test_who_is_declined_knew_no_code(street: Peupliers) -> None:
    number = ask(street)
    come(street, number, street.lucas)
    code = street.row(HelpRequest, number).visit_code
    press_tap(street.fatou, "help.take", street.chat)
    street.odile.tap(f"help.other:{hand(street, street.fatou)}")
    assert street.row(HelpRequest, number).visit_code == code
    assert not any("code de visite change" in text for text in street.lucas.texts)


def test_the_detail_shows_each_and_what_can_be_done_with_each(street: Peupliers) -> None:
    number = ask(street)
    come(street, number, street.lucas)
    press_tap(street.fatou, "help.take", street.chat)
    street.odile.tap(f"help.mine:{number}")
    assert "👥 2 personnes sur 3" in street.odile.last.text
    assert street.row(HelpRequest, number).visit_code in street.odile.last.text
    street.odile.press("Qui vient")
    assert street.odile.last.labels[:2] == ["Lucas", "Fatou"]
    street.odile.press("Fatou")
    assert "Fatou se propose" in street.odile.last.text
    street.odile.press("D’accord")
    street.odile.tap(f"help.hand:{hand(street, street.lucas)}")
    assert "Lucas vient" in street.odile.last.text
    assert "✍️ Écrire" in street.odile.last.labels
    street.karim.tap(f"help.hand:{hand(street, street.lucas)}")
    assert "plus actif" in street.karim.toast + street.karim.last.text, "a stranger learns nothing of who comes"


def test_each_is_reminded_and_the_asker_reads_of_all_at_once(street: Peupliers) -> None:
    number = ask(street)
    come(street, number, street.lucas, street.fatou, street.karim)
    before = len(street.odile.texts)
    street.street.at(paris(25, 18))
    street.street.tick()
    street.street.tick()
    for pilot in (street.lucas, street.fatou, street.karim):
        assert sum("vous attend" in text for text in pilot.texts) == 1
    [told] = [text for text in street.odile.texts[before:] if "viennent vous aider" in text]
    assert all(name in told for name in ("Lucas", "Fatou", "Karim", street.row(HelpRequest, number).visit_code))


def test_the_day_comes_with_those_who_come(street: Peupliers) -> None:
    """Two of three: nobody is sent away, the card closes, and each is asked whether it was done."""
    number = ask(street)
    come(street, number, street.lucas, street.fatou)
    for moment in (paris(27, 0, 30), paris(27, 18)):
        street.street.at(moment)
        street.street.tick()
        street.street.tick()
    assert states(street, number) == {A.CONFIRMED: 2}
    assert "✅ 2 personnes s’en occupent" in street.chat.last.text
    for pilot in (street.lucas, street.fatou):
        assert any("s’est fait" in text for text in pilot.texts)
    assert sum("s’est fait" in text for text in street.odile.texts) == 2
    street.lucas.tap(f"after.yes:{hand(street, street.lucas)}")
    assert street.row(HelpRequest, number).state is S.CONFIRMED, "it goes on with the other"
    street.odile.tap(f"after.why:{hand(street, street.fatou)}:missed")
    assert states(street, number) == {A.DONE: 1, A.NOT_DONE: 1}
    assert street.row(HelpRequest, number).state is S.DONE, "somebody came"


def test_one_no_among_several_ends_nothing(street: Peupliers) -> None:
    number = ask(street)
    come(street, number, street.lucas, street.fatou)
    street.street.at(paris(27, 18))
    street.street.tick()
    street.odile.tap(f"after.why:{hand(street, street.fatou)}:missed")
    assert "continue avec les autres" in street.odile.last.text
    street.odile.tap(f"after.why:{hand(street, street.lucas)}:missed")
    assert street.row(HelpRequest, number).state is S.CLOSED


def test_a_week_of_silence_closes_it_for_each(street: Peupliers) -> None:
    number = ask(street)
    come(street, number, street.lucas, street.fatou)
    for moment in (paris(27, 0, 30), paris(27, 18), paris(4, 18, 1, month=12)):
        street.street.at(moment)
        street.street.tick()
        street.street.tick()
    assert street.row(HelpRequest, number).state is S.CLOSED
    for pilot in (street.odile, street.lucas, street.fatou):
        assert sum("s’arrête d’elle-même" in text for text in pilot.texts) == 1


def test_a_silent_asker_frees_each_who_waits_and_keeps_who_was_agreed(street: Peupliers) -> None:
    number = ask(street)
    come(street, number, street.lucas)
    press_tap(street.fatou, "help.take", street.chat)
    street.street.later(hours=25)
    street.street.tick()
    street.street.tick()
    assert states(street, number) == {A.CONFIRMED: 1, A.FREED: 1}
    assert any("journée est libre" in text for text in street.fatou.texts)
    assert not any("journée est libre" in text for text in street.lucas.texts)


def test_unserved_says_how_many_come(street: Peupliers) -> None:
    number = street.ask(day="2026-12-01")
    with street.street.session() as session:
        session.connection().execute(update(_q).where(_q.c.id == number).values(need=3))
    come(street, number, street.lucas)
    street.street.at(paris(26, 10, 31))
    street.street.tick()
    street.street.tick()
    assert any("attend encore quelqu’un" in text and "👥 1 personne sur 3" in text for text in street.odile.texts)


def test_what_the_asker_gave_stays_with_those_who_still_come(street: Peupliers) -> None:
    number = ask(street)
    come(street, number, street.lucas, street.fatou)
    for pilot in (street.lucas, street.fatou):
        street.odile.tap(f"contact.phone:{hand(street, pilot)}")
        street.odile.say("06 12 34 56 78")
        street.odile.say("/annuler")
    street.lucas.tap(f"help.withdraw:{hand(street, street.lucas)}")
    assert not any("06 12 34 56 78" in m.text for m in street.lucas.phone.messages.values())
    assert any("06 12 34 56 78" in m.text for m in street.fatou.phone.messages.values())
    street.fatou.tap(f"help.withdraw:{hand(street, street.fatou)}")
    assert not any("06 12 34 56 78" in m.text for m in street.fatou.phone.messages.values())
    with street.street.session() as session:
        assert not session.connection().execute(select(_contact)).all()
    assert street.row(HelpRequest, number).visit_code == ""


def test_another_day_reopens_the_seats_that_were_left(street: Peupliers) -> None:
    number = ask(street)
    come(street, number, street.lucas)
    street.street.at(paris(27, 0, 30))
    street.street.tick()
    assert street.row(HelpRequest, number).state is S.CONFIRMED
    street.odile.tap(f"help.move:{number}")
    street.odile.say("demain")
    street.odile.say("le matin")
    assert street.row(HelpRequest, number).state is S.OPEN
    assert "👥 1 personne sur 3" in street.chat.last.text
