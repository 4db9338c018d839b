"""Joining, inviting, recommending, leaving. All people are fictional."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from rules.residents import Standing, ZoneKind
from storage import residents, vouches, zones
from storage.tables import Consent, Participation, Residence, Zone
from tests.bot.scenes import LILACS, agree, begin_join, dump, faults, install, join, rows
from tests.pilots import Chat, Pilot, Street
from tests.world.engines import on_both_engines
from tests.world.rows import a_need


def zones_of(pilot: Pilot) -> list[int]:
    number = pilot.person_id
    with pilot.street.session() as session:
        return [zone.id for zone in zones.of_person(session, number)]


def test_from_the_first_word_to_the_menu_on_both_databases(engine: Engine) -> None:
    street = Street(engine)
    odile = street.person("Odile")
    join(odile)
    assert odile.row.standing is Standing.RESIDENT
    assert odile.row.first_name == "Odile"
    welcome = next(m for m in odile.phone.messages.values() if "Bienvenue, Odile" in m.text)
    assert welcome.screen.keyboard == "menu"
    assert rows(street, Consent) == rows(street, Residence) == 1


def test_going_back_to_the_name_proposes_that_of_the_profile_again(street: Street) -> None:
    odile = street.person("Odile")
    begin_join(odile)
    odile.say("Zoé")
    odile.press("Retour")
    odile.press("Odile")
    assert "habitez-vous" in odile.last.text


@on_both_engines
def test_eight_taps_from_the_groups_button_to_a_geste_and_a_need(street: Street) -> None:
    karim, lucas, odile = map(street.person, ("Karim", "Lucas", "Odile"))
    chat = street.group("Les Lilas")
    install(chat, karim)
    join(lucas, "rue du Port, Nantes")
    asker, zone = lucas.person_id, chat.group.zone
    with street.session() as session:
        a_need(session, asker, zone, (street.now + timedelta(days=1)).date())
    taps = 0
    odile.press("Je participe", chat)
    taps += 2  # the button, then Telegram's own « Démarrer »
    for label in ("Odile", "C’est tout", "C’est tout", "18 ans ou plus"):
        odile.press(label)
        taps += 1
    said = "\n".join(odile.texts)
    assert "💡" in said
    odile.press("Je peux")
    taps += 1
    assert taps <= 8
    assert rows(street, Participation) == 2


@on_both_engines
def test_the_groups_link_brings_the_place(street: Street) -> None:
    karim, odile = street.person("Karim"), street.person("Odile")
    chat = street.group("Les Lilas")
    install(chat, karim)
    odile.press("Je participe", chat)
    agree(odile, place=None)
    assert any("Vous participez au groupe « Les Lilas »" in text.replace("\u00a0", " ") for text in odile.texts)
    assert zones_of(odile) == [chat.group.zone]
    odile.press("Je participe", chat)
    assert "Vous participez déjà" in chat.toast


@pytest.mark.parametrize("word", ["J’ai moins de 18 ans", "non"])
def test_a_minor_is_refused_kindly_and_nothing_is_kept(street: Street, word: str) -> None:
    tom = street.person("Tom")
    begin_join(tom)
    empty = dump(street)
    tom.say("Tommy")
    tom.say(LILACS)
    tom.press("rue des Lilas")
    tom.press("Courses")
    tom.press("C’est tout")
    tom.press("C’est tout")
    tom.say(word)
    assert "à partir de 18 ans" in tom.last.text
    after = dump(street)
    assert after["conversation"] == []
    assert [{**row, "seen_at": None} for row in after.pop("person")] == [
        {**row, "seen_at": None} for row in empty.pop("person")]
    assert {**after, "conversation": empty["conversation"]} == empty
    street.later(hours=1, minutes=1)
    street.tick()
    assert dump(street)["person"] == []
    kept = str(dump(street, but=frozenset({"link"})))
    assert "Tommy" not in kept
    assert "Lilas" not in kept


@on_both_engines
def test_a_position_abroad_is_refused_and_one_in_france_asks_the_street(street: Street) -> None:
    odile = street.person("Odile")
    begin_join(odile)
    odile.press("Odile")
    assert "pas en France" in odile.share(None).text
    odile.share("4721:-155")
    assert "Écrivez le nom de votre rue" in odile.last.text
    odile.say("rue des Lilas, Nantes")
    odile.press("rue des Lilas")
    odile.press("C’est tout")
    odile.press("C’est tout")
    odile.press("18 ans ou plus")
    number = odile.person_id
    with street.session() as session:
        assert [z.cell for z in zones.of_person(session, number)] == ["4721:-155"]


@on_both_engines
def test_a_street_kept_against_advice_is_read_back_with_its_commune(street: Street) -> None:
    odile = street.person("Odile")
    begin_join(odile)
    odile.press("Odile")
    odile.say("12 impasse du Bout du Monde, Nantes")
    odile.press("Non, autre lieu")
    odile.say("Résidence du Bout, Nantes")
    odile.press("Garder mon texte")
    odile.press("Résidence du Bout, Nantes")
    odile.press("C’est tout")
    odile.press("C’est tout")
    odile.press("18 ans ou plus")
    number = odile.person_id
    with street.session() as session:
        [home] = zones.of_person(session, number)
    assert (home.label, home.kind, home.commune) == ("Résidence du Bout", "immeuble", "44109")
    odile.say("/quitter")


@on_both_engines
def test_the_house_number_is_not_kept(street: Street) -> None:
    odile = street.person("Odile")
    begin_join(odile)
    odile.press("Odile")
    odile.say("12 rue des Lilas, Nantes")
    odile.press("rue des Lilas")
    odile.press("C’est tout")
    odile.press("C’est tout")
    odile.press("18 ans ou plus")
    number = odile.person_id
    with street.session() as session:
        assert [z.label for z in zones.of_person(session, number)] == ["rue des Lilas"]
    assert "12 rue" not in str(dump(street))


def test_names_of_telegram_that_are_no_names_are_not_offered(street: Street) -> None:
    for name in ("<b>Bot</b>", "x" * 31, "🌸🌸", "\u202eelidO"):
        pilot = street.person(name)
        begin_join(pilot)
        assert pilot.last.labels[0] != name
        assert name not in pilot.last.text


@on_both_engines
def test_accents_typed_apart_are_one_name(street: Street) -> None:
    pilot = street.person("?")
    begin_join(pilot)
    pilot.say("Zoe\u0301")
    pilot.say(LILACS)
    pilot.press("rue des Lilas")
    pilot.press("C’est tout")
    pilot.press("C’est tout")
    pilot.press("18 ans ou plus")
    assert pilot.row.first_name == "Zoé"


@on_both_engines
def test_neighbours_of_one_street_share_its_zone(street: Street) -> None:
    for name, place in (("Odile", LILACS), ("Lucas", "12 Rue des Lilas, nantes")):
        pilot = street.person(name)
        begin_join(pilot)
        pilot.press(name)
        pilot.say(place)
        pilot.press("rue des Lilas")
        pilot.press("C’est tout")
        pilot.press("C’est tout")
        pilot.press("18 ans ou plus")
    assert (rows(street, Zone), rows(street, Residence)) == (1, 2)


@on_both_engines
def test_streets_in_another_script_are_not_one_place(street: Street) -> None:
    with street.session() as session:
        labels = ("شارع الورد", "شارع السلام", "🌸", "🌻")
        made = {zones.ensure(session, ZoneKind.STREET, label).id for label in labels}
    assert len(made) == 4


@on_both_engines
def test_an_invitation_leads_a_friend_to_the_same_group(street: Street) -> None:
    karim, odile = street.person("Karim"), street.person("Odile")
    chat = street.group("Les Lilas")
    install(chat, karim)
    join(karim)
    karim.press("Je participe", chat)
    karim.say("/inviter")
    token = karim.last.text.rpartition("start=")[2]
    assert len(token) <= 64
    street.later(days=29)
    odile.start(token)
    agree(odile, place=None)
    assert rows(street, Participation) == 2
    street.later(days=2)
    late = street.person("Fatou")
    late.start(token)
    assert "n’est plus valable" in late.last.text


@pytest.mark.parametrize("token", ["x", "A" * 22, "é" * 64, "' OR 1=1"])
def test_a_guessed_link_says_so_and_shows_the_menu(street: Street, token: str) -> None:
    odile = street.person("Odile")
    odile.start(token)
    assert "Ce lien n’est plus valable" in odile.last.text
    assert odile.last.screen.keyboard == "menu"
    assert not faults(street)


def residents_of(street: Street, *names: str) -> list[Pilot]:
    pilots = [street.person(name) for name in names]
    for pilot in pilots:
        join(pilot)
    return pilots


def may_help_at_home(pilot: Pilot) -> bool:
    number = pilot.person_id
    with pilot.street.session() as session:
        return bool(vouches.where_vouched(session, number))


def installed_with_four_more(street: Street, karim: Pilot) -> Chat:
    """A group of five participants: whoever runs it may speak for its neighbours."""
    chat = street.group("Les Lilas")
    install(chat, karim)
    for name in ("Ana", "Blaise", "Chloé", "Driss"):
        pilot = street.person(name)
        pilot.press("Je participe", chat)
        agree(pilot, None)
    return chat


def recommendation(pilot: Pilot) -> str:
    seen = pilot.say("/recommander")
    assert seen is not None
    return seen.text.rpartition("start=")[2]


@on_both_engines
def test_help_at_home_takes_an_admin_or_two_recommended_neighbours(street: Street) -> None:
    karim, odile, lucas, fatou, nadia = residents_of(street, "Karim", "Odile", "Lucas", "Fatou", "Nadia")
    installed_with_four_more(street, karim)
    assert [may_help_at_home(p) for p in (karim, odile)] == [True, False]
    assert "avoir soi-même une recommandation" in recommendation(odile)
    odile.start(recommendation(karim))
    assert "aider aussi au domicile" in odile.last.text
    lucas.start(recommendation(karim))
    fatou.start(recommendation(odile))
    assert "Encore une" in fatou.last.text
    assert not may_help_at_home(fatou)
    fatou.start(recommendation(odile))
    assert not may_help_at_home(fatou), "twice the same neighbour is one"
    fatou.start(recommendation(lucas))
    assert may_help_at_home(fatou)
    assert not may_help_at_home(nadia)


@on_both_engines
def test_a_recommendation_serves_one_person_once_and_not_oneself(street: Street) -> None:
    karim, odile, lucas = residents_of(street, "Karim", "Odile", "Lucas")
    installed_with_four_more(street, karim)
    mine = recommendation(karim)
    karim.start(mine)
    assert "pour une autre personne" in karim.last.text
    token = recommendation(karim)
    odile.start(token)
    lucas.start(token)
    assert "Ce lien n’est plus valable" in lucas.last.text
    assert not may_help_at_home(lucas)
    late = recommendation(karim)
    street.later(hours=73)
    lucas.start(late)
    assert not may_help_at_home(lucas)


def standing(pilot: Pilot) -> Standing:
    return Standing(pilot.row.standing)


@on_both_engines
def test_leaving_keeps_no_place_and_one_may_return(street: Street) -> None:
    [odile] = residents_of(street, "Odile")
    odile.say("/monheure")
    odile.press("Noter un moment")
    odile.say("/quitter")
    odile.press("Non, rester")
    assert standing(odile) is Standing.RESIDENT
    odile.say("/quitter")
    odile.press("Oui, quitter")
    assert standing(odile) is Standing.LEFT
    assert rows(street, Residence) == 0
    odile.say("voisinage")
    assert "Combien de temps" not in odile.last.text, "what was begun ended with the rest"
    odile.say("/monheure")
    assert "faisons d’abord connaissance" in odile.last.text.casefold()
    join(odile)
    assert standing(odile) is Standing.RESIDENT


def suspend(pilot: Pilot) -> None:
    number = pilot.person_id
    with pilot.street.session() as session:
        residents.change(session, number, standing=Standing.SUSPENDED)


@on_both_engines
def test_a_suspended_person_cannot_end_what_they_began(street: Street) -> None:
    [odile] = residents_of(street, "Odile")
    odile.say("/monheure")
    odile.press("Noter un moment")
    suspend(odile)
    affairs = dump(street)
    odile.press("Le voisinage")
    assert "suspendue" in odile.toast
    odile.say("voisinage")
    assert "suspendue" in odile.last.text
    odile.say("/start")
    assert dump(street) == affairs


@on_both_engines
def test_the_same_tap_sent_twice_leaves_the_choice_as_it_is(street: Street) -> None:
    """A phone may send a tap again: a button says what it wants, chosen or not."""
    odile = street.person("Odile")
    odile.start()
    odile.press("Commencer")
    odile.press("Odile")
    odile.say("rue des Lilas, Nantes")
    odile.press("rue des Lilas")
    label = odile.last.labels[0]
    seen, choose = odile.find(label)
    assert choose.tap is not None
    for _twice in range(2):
        odile.tap(choose.tap, seen.id)
    assert f"✓ {label}" in odile.last.labels
    seen, leave = odile.find(f"✓ {label}")
    assert leave.tap is not None
    for _twice in range(2):
        odile.tap(leave.tap, seen.id)
    assert label in odile.last.labels


@pytest.mark.parametrize("name", ["عبدالرحمنالمستقيمالطويلجدااسم", "Константинополитанский",
                                  "Odile-Marie-Bérengère-Zoé"])
def test_a_long_first_name_in_any_script_is_offered_and_kept(street: Street, name: str) -> None:
    """Nothing of a person's words travels in a button, which holds 64 bytes."""
    somebody = street.person(name)
    begin_join(somebody)
    [offered] = [b.tap for row in somebody.last.screen.rows for b in row if b.tap and ":name:" in b.tap]
    assert len(offered.encode()) <= 64
    assert name not in offered
    somebody.press(name)
    assert "Où habitez-vous" in somebody.last.text
    [row] = dump(street)["conversation"]
    assert row["answers"] == {"name": name}
    assert not faults(street)


def test_a_first_name_is_asked_again_until_it_is_one_on_both_databases(engine: Engine) -> None:
    street = Street(engine)
    odile = street.person("Odile 🌸")
    begin_join(odile)
    assert "Odile" in odile.last.labels, "the pictures of a profile are left out of what is offered"
    for typed, why in (("mairie-valmont.fr", "devient un lien"), ("Tous Voisins", "mon nom à moi"),
                       ("Mairie", "la mairie ou un service"), ("\u3164", "avec des lettres"), ("é" * 31, "30 lettres")):
        odile.say(typed)
        assert why in odile.last.text.replace("\u00a0", " ")
    odile.say("வெங்கடசுப்பிரமணியன்-வெங்கடசுப்பிரமணி")
    assert "Où habitez-vous" in odile.last.text
    odile.say(LILACS)
    for label in ("rue des Lilas", "C’est tout", "C’est tout", "18 ans ou plus"):
        odile.press(label)
    assert odile.row.first_name == "வெங்கடசுப்பிரமணியன்-வெங்கடசுப்பிரமணி"
