"""What two neighbours read at the moments that count: each their own side, one thing at a time, nothing false."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.pilots import Pilot
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap, press_value


@pytest.fixture
def street(sqlite_engine: Engine) -> Peupliers:
    return Peupliers(sqlite_engine)


def told(pilot: Pilot) -> str:
    return "\n".join(pilot.texts).replace("\u202f", " ").replace("\u00a0", " ")


def test_who_opens_the_door_and_who_rings_read_each_their_own_advice(street: Peupliers) -> None:
    street.agreed()
    odile = next(text for text in street.odile.texts if "Code de visite" in text)
    lucas = next(text for text in street.lucas.texts if "Code de visite" in text)
    assert "Lucas vous le dit en premier" in odile
    assert "N’ouvrez pas" in odile
    assert "Sonnez" not in odile
    assert "dites-le en premier" in lucas
    assert "N’ouvrez pas" not in lucas
    for pilot, own in ((street.odile, "N’ouvrez pas, et appelez le 17"), (street.lucas, "Sonnez")):
        pilot.press("Bons réflexes")
        assert own in pilot.last.text
        assert "Code de visite" in told(pilot), "the code stays on the phone"


def test_an_asker_who_stays_silent_hears_one_thing(street: Peupliers) -> None:
    street.ask(day="2026-11-24")
    press_tap(street.lucas, "help.take", street.chat)
    before = len(street.odile.texts)
    for _look in range(4):
        street.street.later(hours=1)
        street.street.tick()
    news = street.odile.texts[before:]
    assert len(news) == 1
    assert "Lucas proposait de vous aider" in news[0]
    assert "libérée" not in news[0]
    assert street.odile.last.labels == ["🔁 Redemander au groupe", "📅 Changer le jour", "🏛 Passer le relais",
                                        "✋ Parler à quelqu’un",
                                        "✖ Arrêter ma demande"]


def test_after_a_number_was_given_the_address_is_left_for_later(street: Peupliers) -> None:
    street.agreed()
    street.odile.press("Donner mon numéro")
    street.odile.say("06 12 34 56 78")
    assert "✖ Annuler" not in street.odile.last.labels
    assert "🙏 Plus tard" in street.odile.last.labels
    street.odile.say("annuler")
    assert "l’adresse n’est pas donnée" in street.odile.last.text
    assert "Rien n’a été enregistré" not in told(street.odile)


def test_without_a_place_nobody_is_told_that_nobody_needs_help(street: Peupliers) -> None:
    street.ask()
    street.lucas.say("/reglages")
    for label in ("Prénom, lieux, langue", "Mes lieux", "Retirer"):
        street.lucas.press(label)
    for order in ("/aider", "/besoin"):
        street.lucas.say(order)
        assert "Où habitez-vous ? Je cherche autour de chez vous." in told(street.lucas).split("\n")[-1]
        assert street.lucas.last.labels == ["➕ Ajouter un lieu"]


def test_danger_comes_first_and_another_need_leads_to_a_person(street: Peupliers) -> None:
    street.odile.say("/besoin")
    street.odile.press("Un autre besoin")
    assert "Ces demandes vont à un métier ou à la mairie" in street.odile.last.text
    assert street.odile.last.labels[0] == "Une personne en danger"
    press_value(street.odile, "autre-chose")
    assert "✍️ Écrire à Karim" in street.odile.last.labels


def test_a_card_says_whether_a_hand_was_given(street: Peupliers) -> None:
    street.agreed()
    street.street.later(hours=80)
    street.street.tick()
    press_tap(street.odile, "after.yes")
    assert street.chat.last.text.startswith("💛 Coup de main donné")


def test_a_discreet_card_says_where_the_day_is_read(street: Peupliers) -> None:
    street.ask(kind="colis_courrier")
    assert "🔒 Jour et lieu" in street.chat.last.text
    press_tap(street.lucas, "help.take", street.chat)
    assert "jeudi 26 novembre" in street.lucas.last.text, "before anything is agreed"


def test_blocking_stands_last_and_asks(street: Peupliers) -> None:
    street.agreed()
    street.odile.tap("help.mine:1")
    assert street.odile.last.labels[-2:] == ["🚫 Bloquer cette personne", "↩ Retour"]
    street.odile.press("Bloquer")
    assert "Ne plus jamais croiser Lucas" in street.odile.last.text
    street.odile.press("Oui, bloquer")
    assert "vous n’avez plus rien à faire" in told(street.lucas)
