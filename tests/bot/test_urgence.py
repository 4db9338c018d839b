"""/urgence: anywhere, for anybody, at any moment. All people are fictional."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rules.residents import Standing
from rules.town import Town
from storage import residents
from tests.bot.scenes import begin_join, dump, install, join
from tests.pilots import Street

PLACES = {"rue des Lilas, Le Tampon": True, "rue de Sébastopol, Nouméa": False, "rue des Lilas, Nantes": True}
NUMBERS = ("15", "17", "18", "112", "114")
ELSEWHERE = "D’autres numéros existent peut-être ici"


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


def test_the_first_line_says_what_each_number_is_for(street: Street) -> None:
    ana, karim = street.person("Ana"), street.person("Karim")
    ana.say("/urgence")
    first, *_others, last = ana.last.text.splitlines()
    assert first == "15 Samu – 17 police – 18 pompiers – 112 Europe – SMS 114"
    assert last == "Ce service n’est pas un secours. La nuit, personne ne lit vos messages."
    chat = street.group("Les Lilas")
    chat.add_bot(karim)
    ana.say("/urgence", chat)
    assert chat.last.text.splitlines()[-1].endswith("La nuit, personne ne lit ce groupe.")


def test_the_other_numbers_say_when_they_answer_and_end_with_a_way_out(street: Street) -> None:
    ana = street.person("Ana")
    ana.say("/urgence")
    ana.press("Autres numéros")
    night = plain(ana.last.text)
    assert night.startswith("Jour et nuit :")
    for line in ("115 — Personne sans abri", "0 800 47 33 33 — Odeur de gaz", "196 — Secours en mer"):
        assert line in night
    ana.press("À certaines heures")
    hours = plain(ana.last.text)
    assert "tous les jours, 9 h–19 h, pause à 13 h le week-end" in hours
    assert "Solitude, dès 50 ans : tous les jours, 15 h–20 h" in hours
    assert "0 805 805 817 — Arnaques" in hours
    assert "06 66 66" not in night + hours, "a line that opens only in a heatwave is not always there"
    assert len(night) <= 300
    assert len(hours) <= 300
    ana.press("Numéros d’urgence")
    assert ana.last.text.startswith("15 Samu")
    assert ana.last.edited


def test_overseas_only_the_lines_of_the_place_are_listed(street: Street) -> None:
    ana = street.person("Ana")
    join(ana, "rue des Lilas, Le Tampon")
    ana.say("/urgence")
    ana.press("Autres numéros")
    assert "196" in ana.last.text
    assert "GRDF" not in ana.last.text


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", re.sub(r"</?b>", "", text))


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
        assert (ELSEWHERE not in pilot.last.text) is checked
        assert ("3919" in pilot.last.text) is checked
    with street.session() as session:
        known = residents.by_id(session, leilani.person_id)
    assert known is not None
    assert known.timezone == "Pacific/Noumea"


def test_a_town_overseas_speaks_of_its_own_territory_before_anybody_says_where_they_live(street: Street) -> None:
    street.dialogue = replace(street.dialogue, town=Town("Papeete", timezone="Pacific/Tahiti"))
    karim, ana = street.person("Karim"), street.person("Ana")
    ana.say("/urgence")
    assert ELSEWHERE in ana.last.text
    chat = street.group("Les Lilas")
    install(chat, karim, "rue du Marché")
    ana.say("/urgence", chat)
    assert ELSEWHERE in chat.last.text


def test_where_the_numbers_were_not_checked_the_group_is_told_so(street: Street) -> None:
    karim = street.person("Karim")
    for number, (place, checked) in enumerate(PLACES.items()):
        chat = street.group(f"Les Lilas {number}")
        install(chat, karim, place)
        karim.say("/urgence", chat)
        assert "112" in chat.last.text
        assert (ELSEWHERE not in chat.last.text) is checked
