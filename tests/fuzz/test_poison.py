"""A turn that raises: rolled back alone, one apology, set aside; the batch goes on, each person's order is kept. All
people are fictional.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from bot.batch import AdminOf
from bot.features import Feature, House, Order, Tap
from bot.handlers import HOUSE
from bot.turn import Turn
from rules.incoming import Incoming, Ordered, Place, PlaceKind, Sender, Tapped, Typed
from rules.refusals import Refusal
from rules.residents import Standing
from rules.rights import Role, Where
from rules.screens import screen
from rules.words import _, quoted
from storage import residents
from tests.bot.scenes import begin_join, dump, faults, join
from tests.pilots import Pilot, Street

SORRY = "quelque chose n’a pas marché de notre côté"


class Broken(Exception):
    """What no handler expects."""


def write_and_break(turn: Turn, *_args: str) -> None:
    residents.change(turn.session, turn.person.id, first_name="À moitié")
    turn.reply(screen(_("Ceci ne doit pas partir.")))
    raise Broken


def write_and_refuse(turn: Turn, *_args: str) -> None:
    residents.change(turn.session, turn.person.id, first_name="À moitié")
    raise Refusal(_("Pas aujourd’hui."))


def ask_then_write(turn: Turn, payload: str) -> None:
    residents.change(turn.session, turn.person.id, skills={"seen": payload})
    turn.lookup(AdminOf(-5, 5))
    turn.reply(screen(quoted(f"vu {payload}")))


ANYONE = (Role.VISITOR, Where.PRIVATE)
POISON = Feature("poison", orders={"poison": Order(write_and_break, *ANYONE), "refus": Order(write_and_refuse, *ANYONE),
                                   "lent": Order(ask_then_write, *ANYONE)},
                 taps={"poison": Tap(write_and_break, *ANYONE)})


@pytest.fixture
def street(sqlite_engine: Engine) -> Street:
    house = House()
    for feature in (*HOUSE.features.values(), POISON):
        house.add(feature)
    made = Street(sqlite_engine)
    made.restart(house)
    return made


def incoming(street: Street, pilot: Pilot, event: Any) -> Incoming:
    return Incoming(street.update() + 1000, Sender(pilot.id, pilot.first_name, "fr"),
                    Place(pilot.id, PlaceKind.PRIVATE), event)


def test_one_poisoned_turn_harms_nobody_else(street: Street) -> None:
    odile, lucas, fatou = map(street.person, ("Odile", "Lucas", "Fatou"))
    for pilot in (odile, lucas):
        begin_join(pilot)
    batch = [incoming(street, odile, Typed("Odile")), incoming(street, lucas, Ordered("poison", "")),
             incoming(street, fatou, Ordered("start", "")), incoming(street, lucas, Typed("Lucas"))]
    assert not street.dialogue.handle_batch(batch, street.now, 0).waiting
    street.deliver()
    assert "Où habitez-vous" in odile.last.text
    assert "Commencer" in fatou.last.labels[0]
    assert "Où habitez-vous" in lucas.last.text, "the turn after the fault finds what was there before it"
    assert sum(SORRY in text for text in lucas.texts) == 1
    assert not any("Ceci ne doit pas partir" in text for text in lucas.texts)
    assert lucas.row.first_name == ""
    [aside] = faults(street)
    assert (aside["update_id"], aside["reason"]) == (batch[1].update, "turn failed")


def test_the_same_poison_again_says_nothing_more(street: Street) -> None:
    odile = street.person("Odile")
    join(odile)
    poison = incoming(street, odile, Ordered("poison", ""))
    for _again in range(3):
        street.dialogue.handle_batch([poison], street.now, 0)
        street.deliver()
    assert sum(SORRY in text for text in odile.texts) == 1
    assert len(faults(street)) == 1
    assert odile.row.first_name == "Odile"
    assert odile.row.standing is Standing.RESIDENT


def test_a_poisoned_tap_is_answered_above_the_chat(street: Street) -> None:
    odile = street.person("Odile")
    join(odile)
    street.play(incoming(street, odile, Tapped("q-poison", "poison", 1)))
    assert "q-poison" in odile.phone.answered
    assert SORRY in odile.toast


def test_a_refusal_is_no_fault_and_writes_nothing(street: Street) -> None:
    odile = street.person("Odile")
    join(odile)
    affairs = dump(street)
    odile.say("/refus")
    assert odile.last.text == "Pas aujourd’hui."
    assert dump(street) == affairs
    assert not faults(street)


def test_a_refusal_or_a_fault_makes_nobody_elses_turn_be_played_again(street: Street) -> None:
    played: list[int] = []
    house = House()
    count = Order(lambda turn, _payload: played.append(turn.incoming.update), *ANYONE)
    for feature in (*HOUSE.features.values(), POISON, Feature("count", orders={"compte": count})):
        house.add(feature)
    street.restart(house)
    people = [street.person(f"Voisin{n}") for n in range(40)]
    words = ["refus", "poison", *["compte"] * 38]
    batch = [Incoming(street.update(), Sender(p.id, p.first_name, "fr"), Place(p.id, PlaceKind.PRIVATE),
                      Ordered(word, ""))
             for p, word in zip(people, words, strict=True)]
    street.dialogue.handle_batch(batch, street.now, 0)
    assert len(played) == 38


def test_who_waits_for_the_network_keeps_their_order_and_others_do_not_wait(street: Street) -> None:
    odile, lucas = street.person("Odile"), street.person("Lucas")
    for pilot in (odile, lucas):
        join(pilot)
    batch = [incoming(street, odile, Ordered("lent", "un")), incoming(street, odile, Ordered("lent", "deux")),
             incoming(street, lucas, Ordered("monheure", "")), incoming(street, odile, Ordered("monheure", ""))]
    result = street.dialogue.handle_batch(batch, street.now, 0)
    assert [one.update for one, _wanted in result.waiting] == [batch[0].update, batch[1].update, batch[3].update]
    street.deliver()
    assert "heure civique" in lucas.last.text
    assert not any("vu" in text for text in odile.texts)
    again = street.dialogue.handle_batch([one for one, _w in result.waiting], street.now, 0, {AdminOf(-5, 5): True})
    assert not again.waiting
    street.deliver()
    assert [t for t in odile.texts if t.startswith("vu")] == ["vu un", "vu deux"]
    assert "heure civique" in odile.last.text


def test_a_persons_messages_of_one_batch_are_taken_in_their_order(street: Street) -> None:
    odile = street.person("Odile")
    begin_join(odile)
    words = ["Lucas", "retour", "Odile", "retour", "Fatou"]
    assert not street.dialogue.handle_batch([incoming(street, odile, Typed(w)) for w in words], street.now, 0).waiting
    street.deliver()
    asked = ["prénom" if "prénom" in text else "où" for text in odile.texts]
    assert asked == ["prénom", "où", "prénom", "où", "prénom", "où"]
    [row] = dump(street)["conversation"]
    assert row["answers"] == {"name": "Fatou"}
