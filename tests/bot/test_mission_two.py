"""« À deux » on a mission: two seats or none, a fair list, one given back or both. All people are fictional."""

from __future__ import annotations

import re

import pytest

from rules.seating import SeatState
from tests.bot.scenes import join
from tests.bot.test_missions import Missions, heard, take, town
from tests.pilots import Pilot
from tests.world.engines import on_both_engines

__all__ = ["town"]
S = SeatState


def invite(who: Pilot, number: int) -> str:
    """The link that they forward."""
    who.tap(f"mission.see:{number}")
    who.press("Venir à deux")
    assert "rien n’est pris avant son oui" in who.last.text
    return re.findall(r"start=([\w-]+)", who.last.text)[-1]


def two(who: Pilot, other: Pilot, number: int) -> None:
    other.say(f"/start {invite(who, number)}")
    assert f"{who.first_name} vous propose d’y aller à deux" in other.last.text
    other.press("Oui, à deux")


@on_both_engines
def test_two_come_together_and_one_comes_alone_after_all(town: Missions) -> None:
    number = town.open(seats="2")
    two(town.odile, town.lucas, number)
    assert town.seats(number) == {"Odile": S.SEATED, "Lucas": S.SEATED}
    assert "À deux, avec Odile" in town.lucas.last.text
    assert "vos deux places sont notées" in town.odile.last.text
    assert heard(town.bruno, "Odile vient"), "the structure has a word for each"
    assert heard(town.bruno, "Lucas vient")
    take(town.fatou, number)
    town.lucas.press("Je ne peux plus")
    town.lucas.press("Ma place seulement")
    assert town.seats(number) == {"Odile": S.SEATED, "Lucas": S.GIVEN_BACK, "Fatou": S.OFFERED}
    assert "ne vient plus" in town.odile.last.text
    assert "Votre place reste la vôtre" in town.odile.last.text
    town.odile.press("Je ne peux plus")
    assert "C’est noté, merci" in town.odile.last.text, "alone, nobody asks whose place is meant"


@on_both_engines
def test_where_two_seats_are_not_free_neither_is_taken_and_the_list_stays_fair(town: Missions) -> None:
    """A single seat goes to who can use it; two that are free go to the two, before whoever came after them."""
    number = town.open(seats="2")
    karim, nadia, sami = (town.street.person(name) for name in ("Karim", "Nadia", "Sami"))
    for pilot in (karim, nadia, sami):
        join(pilot)
    take(karim, number)
    two(town.odile, town.lucas, number)
    assert town.seats(number) == {"Karim": S.SEATED, "Odile": S.WAITING, "Lucas": S.WAITING}
    assert "au rang 2" in town.lucas.last.text
    assert "Vous attendez ensemble" in town.odile.last.text
    take(town.fatou, number)
    assert town.seats(number)["Fatou"] is S.SEATED, "one seat is of no use to two"
    take(nadia, number)
    karim.tap(f"mission.see:{number}")
    karim.press("Je ne peux plus")
    assert town.seats(number)["Nadia"] is S.OFFERED
    take(sami, number)
    nadia.press("Non, sans moi")
    assert town.seats(number)["Sami"] is S.OFFERED
    sami.press("Oui, je la prends")
    town.fatou.press("Je ne peux plus")
    town.fatou.tap(f"mission.see:{number}")
    sami.tap(f"mission.see:{number}")
    sami.press("Je ne peux plus")
    seats = town.seats(number)
    assert (seats["Odile"], seats["Lucas"]) == (S.OFFERED, S.OFFERED), "two are free, and they waited first"
    for pilot in (town.odile, town.lucas):
        assert "Une place se libère" in pilot.last.text
        pilot.press("Oui, je la prends")
    town.odile.press("Je ne peux plus")
    town.odile.press("Nos deux places")
    assert "Odile a rendu vos deux places" in town.lucas.last.text
    assert {town.seats(number)[name] for name in ("Odile", "Lucas")} == {S.GIVEN_BACK}
    take(town.lucas, number)
    assert town.seats(number)["Lucas"] is S.SEATED, "who was told may come all the same"


def test_who_waits_for_two_seats_takes_the_single_one_once_alone(town: Missions) -> None:
    number = town.open(seats="1")
    two(town.odile, town.lucas, number)
    assert town.seats(number) == {"Odile": S.WAITING, "Lucas": S.WAITING}
    town.lucas.press("Quitter la liste")
    town.lucas.press("Ma place seulement")
    assert town.seats(number) == {"Odile": S.OFFERED, "Lucas": S.GIVEN_BACK}
    assert "Une place se libère" in town.odile.last.text


def test_an_invitation_is_for_one_person_once(town: Missions) -> None:
    number = town.open(seats="3")
    link = invite(town.odile, number)
    town.odile.say(f"/start {link}")
    assert "n’est plus valable" in town.odile.last.text, "nobody comes with themselves"
    town.lucas.say(f"/start {link}")
    town.lucas.press("Non merci")
    assert "Personne n’en est averti" in town.lucas.last.text
    town.lucas.say(f"/start {link}")
    town.fatou.say(f"/start {link}")
    assert "n’est plus valable" in town.fatou.last.text
    assert "n’est plus valable" in town.lucas.last.text
    town.fatou.tap("mission.two_yes:1")
    assert town.seats(number) == {}, "a stranger's press takes nothing"
    take(town.odile, number)
    two(town.odile, town.fatou, number) if False else None


def test_somebody_new_joins_first_and_the_invitation_waits(town: Missions) -> None:
    number = town.open(seats="2")
    camille = town.street.person("Camille")
    camille.say(f"/start {invite(town.odile, number)}")
    assert "une minute" in camille.last.text
    before = camille.last
    join(camille)
    camille.press_on(before, next(b for row in before.rows for label, b in row if "Revoir" in str(label)))
    camille.press("Oui, à deux")
    assert town.seats(number) == {"Odile": S.SEATED, "Camille": S.SEATED}


@pytest.mark.parametrize("first", ["odile", "lucas"])
def test_one_of_them_had_a_seat_already(town: Missions, first: str) -> None:
    number = town.open(seats="2")
    link = invite(town.odile, number)
    take(getattr(town, first), number)
    town.lucas.say(f"/start {link}")
    town.lucas.press("Oui, à deux")
    assert town.seats(number) == {"Odile": S.SEATED, "Lucas": S.SEATED}
    assert "À deux, avec Odile" in town.lucas.last.text
