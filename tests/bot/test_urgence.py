"""/urgence: anywhere, for anybody, at any moment. All people are fictional."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.residents import Standing
from rules.town import Town
from storage import residents
from tests.bot.scenes import begin_join, dump, install, join
from tests.pilots import Street

PLACES = {"rue des Lilas, Le Tampon": True, "rue de Sébastopol, Nouméa": False, "rue des Lilas, Atlantide": True}
NUMBERS = ("15", "17", "18", "112", "114")


@pytest.mark.parametrize("command", ["/urgence", "/urgences"])
def test_a_stranger_gets_the_numbers_in_private_and_leaves_no_trace_in_a_group(street: Street, command: str) -> None:
    ana, karim = street.person("Ana"), street.person("Karim")
    ana.say(command)
    assert all(number in ana.last.text for number in NUMBERS)
    assert len(ana.last.text.splitlines()) <= 6
    chat = street.group("Les Lilas")
    chat.add_bot(karim)
    people = dump(street)["person"]
    street.person("Lucas").say(command, chat)
    assert all(number in chat.last.text for number in NUMBERS)
    assert dump(street)["person"] == people


def test_the_numbers_come_in_the_middle_of_a_conversation_which_goes_on(street: Street) -> None:
    odile = street.person("Odile")
    begin_join(odile)
    odile.say("/urgence")
    assert "112" in odile.last.text
    odile.say("Odile")
    assert "Où habitez-vous" in odile.last.text


def test_who_is_suspended_gets_them_too(street: Street) -> None:
    odile = street.person("Odile")
    join(odile)
    number = odile.person_id
    with street.session() as session:
        residents.change(session, number, standing=Standing.SUSPENDED)
    odile.say("/urgence")
    assert "112" in odile.last.text


def test_other_numbers_are_one_tap_away(street: Street) -> None:
    ana = street.person("Ana")
    ana.say("/urgence")
    ana.press("Autres numéros")
    assert "3919" in ana.last.text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")


def test_where_no_other_line_is_known_none_is_promised(street: Street) -> None:
    ana = street.person("Ana")
    join(ana, "rue de Sébastopol, Nouméa")
    ana.say("/urgence")
    assert "112" in ana.last.text
    assert "☎ Autres numéros" not in ana.last.labels
    ana.tap("numbers")
    assert "112" in ana.last.text


def test_in_private_the_numbers_are_those_of_home(street: Street) -> None:
    leilani, ana = street.person("Leïlani"), street.person("Ana")
    join(leilani, "rue de Sébastopol, Nouméa")
    join(ana)
    for pilot, checked in ((leilani, False), (ana, True)):
        pilot.say("/urgence")
        assert ("restent à vérifier" not in pilot.last.text) is checked
        assert ("3919" in pilot.last.text) is checked
    with street.session() as session:
        facts = residents.by_id(session, leilani.person_id)
    assert facts is not None
    assert facts.timezone == "Pacific/Noumea"


def test_a_town_overseas_speaks_of_its_own_territory_before_anybody_says_where_they_live(street: Street) -> None:
    street.dialogue = replace(street.dialogue, town=Town("Papeete", timezone="Pacific/Tahiti"))
    karim, ana = street.person("Karim"), street.person("Ana")
    ana.say("/urgence")
    assert "restent à vérifier" in ana.last.text
    chat = street.group("Les Lilas")
    install(chat, karim, "rue du Marché")
    ana.say("/urgence", chat)
    assert "restent à vérifier" in chat.last.text


def test_where_the_numbers_were_not_checked_the_group_is_told_so(street: Street) -> None:
    karim = street.person("Karim")
    for number, (place, checked) in enumerate(PLACES.items()):
        chat = street.group(f"Les Lilas {number}")
        install(chat, karim, place)
        karim.say("/urgence", chat)
        assert "112" in chat.last.text
        assert ("restent à vérifier" not in chat.last.text) is checked
