"""Shopping: the list for who comes and nobody else; who goes anyway and takes for others. All people are fictional."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rules.deliveries import AddressState
from rules.errands import TripState, ceiling_problem, read_ceiling
from rules.help import AcceptanceState, RequestState
from rules.limits import Limit
from storage import groups, help_lists, limits, moderation, residents
from storage.tables import HelpAcceptance, HelpRequest, table
from storage.tables.errands import ErrandList, ErrandTrip, ErrandWish
from tests.bot.lilacs import Lilacs
from tests.bot.scenes import faults, join, rows
from tests.pilots import Pilot, Street
from tests.world.engines import on_both_engines

LIST = "deux pains, un litre de lait"


@pytest.fixture
def home(street: Street) -> Iterator[Lilacs]:
    made = Lilacs(street.engine, ("Odile", "Lucas", "Fatou"))
    yield made
    assert not faults(made.street)


def said(pilot: Pilot) -> str:
    return "\n\n".join(pilot.texts).replace("\u00a0", " ").replace("\u202f", " ")


def last(pilot: Pilot) -> str:
    return str(pilot.last.text.replace("\u00a0", " ").replace("\u202f", " "))


def asks_for_shopping(home: Lilacs) -> None:
    home.odile.say("/besoin")
    for label in ("Courses et repas", "Faire des courses", "Demain", "matin", "Publier"):
        home.odile.press(label)


def gives_a_list(pilot: Pilot, shop: bool = True) -> None:
    pilot.say(LIST)
    if shop:
        pilot.say("le marché")
    pilot.press("30 €")
    pilot.press("C’est juste")


def announces(home: Lilacs, who: str = "Lucas", people: str = "2 personnes") -> None:
    pilot = home[who]
    pilot.say("/jevaisaux")
    pilot.say("le marché")
    pilot.press("Demain")
    pilot.press("Le matin")
    pilot.press(people)
    pilot.press("Annoncer")


@on_both_engines
def test_the_list_reaches_who_comes_once_both_have_said_yes_and_nobody_else(street: Street) -> None:
    home = Lilacs(street.engine, ("Odile", "Lucas", "Fatou"))
    asks_for_shopping(home)
    home.odile.press("Donner ma liste")
    gives_a_list(home.odile)
    assert "à la seule personne qui vient" in last(home.odile)
    home.lucas.tap("help.take:1")
    assert LIST not in said(home.lucas)
    home.odile.press("D’accord")
    assert f"🛒 La liste d’Odile :\n{LIST}\n\n🏪 le marché\n🏷 Jusqu’à 30 €." in said(home.lucas)
    assert "Jamais de carte bancaire" in said(home.lucas)
    for other in (home["Fatou"], home.karim):
        assert LIST not in said(other)
    assert LIST not in "".join(message.text for message in home.chat.phone.messages.values())
    home.lucas.tap("help.withdraw:1")
    assert LIST not in said(home.lucas), "who comes no more keeps nothing"


def test_it_is_erased_three_days_after(home: Lilacs) -> None:
    asks_for_shopping(home)
    home.odile.press("Donner ma liste")
    gives_a_list(home.odile)
    home.lucas.tap("help.take:1")
    home.odile.press("D’accord")
    home.street.later(days=1, hours=10)
    home.odile.tap("after.yes:1")
    assert LIST in said(home.lucas)
    for _day in range(5):
        home.street.later(days=1)
        home.street.tick()
    assert LIST not in said(home.lucas)
    assert rows(home.street, ErrandList) == 0


def test_a_photo_is_shown_for_a_day_when_asked_for(home: Lilacs) -> None:
    asks_for_shopping(home)
    home.lucas.tap("help.take:1")
    home.odile.press("D’accord")
    home.odile.tap("errands.list:1")
    home.odile.photo()
    home.odile.press("Peu importe")
    home.odile.say("25 euros")
    assert "Une photo" in last(home.odile)
    home.odile.press("C’est juste")
    assert "Jusqu’à 25 €" in last(home.lucas)
    home.lucas.press("Voir la photo")
    assert any(seen.screen.photo == "file-1" for seen in home.lucas.phone.messages.values())
    home["Fatou"].tap("errands.photo:1")
    assert "Ce bouton n’est plus actif" in home["Fatou"].toast
    home.street.later(hours=25)
    for _turn in range(3):
        home.street.tick()
    assert not any(seen.screen.photo for seen in home.lucas.phone.messages.values())


@pytest.mark.parametrize(("typed", "answer"), [
    ("x" * 4000, "500 caractères au plus"), ("mon numéro 06 12 34 56 78", "Sans lien"),
    ("https://courses.example", "Sans lien"), ("ma carte bleue et son code", "je ne le garde pas"),
    ("<b>pain</b> & lait 🥖", "Dans quel magasin"), ("du pain\ndu lait", "Dans quel magasin")])
def test_what_is_no_list_has_its_sentence(home: Lilacs, typed: str, answer: str) -> None:
    asks_for_shopping(home)
    home.odile.press("Donner ma liste")
    home.odile.say(typed)
    assert answer in last(home.odile)


@pytest.mark.parametrize(("typed", "euros"), [
    ("30", 30), ("30 €", 30), ("30 euros", 30), ("12,00", 12), ("5", 5), ("50", 50), ("0", None), ("5000", None),
    ("51", None), ("-3", None), ("4", None), ("beaucoup", None), ("3" * 4000, None), ("", None)])
def test_a_ceiling_is_between_five_and_fifty_euros(typed: str, euros: int | None) -> None:
    assert (ceiling_problem(typed) is None) is (euros is not None)
    assert euros is None or read_ceiling(typed) == euros


@on_both_engines
def test_who_goes_anyway_takes_for_a_neighbour(street: Street) -> None:
    home = Lilacs(street.engine, ("Odile", "Lucas", "Fatou"))
    announces(home)
    assert "C’est annoncé dans le groupe, sans votre nom" in last(home.lucas)
    card = home.chat.last.text
    assert "Une personne du voisinage fait ses courses" in card
    assert "Lucas" not in card
    home.odile.press("Prenez pour moi", home.chat)
    gives_a_list(home.odile, shop=False)
    assert "C’est demandé, avec votre prénom" in last(home.odile)
    assert "Odile vous demande quelques courses" in last(home.lucas)
    assert LIST not in said(home.lucas), "the list comes with the yes"
    home.lucas.press("Oui, je prends")
    assert LIST in said(home.lucas)
    assert "Code de visite" in said(home.odile)
    assert "Code de visite" in said(home.lucas)
    assert home.count(HelpRequest, table(HelpRequest).c.state == RequestState.CONFIRMED) == 1
    assert rows(street, ErrandWish) == 0
    assert LIST not in home.chat.last.text


def test_the_last_place_fills_the_card_and_a_late_one_is_told(home: Lilacs) -> None:
    announces(home, people="1 personne")
    for name in ("Odile", "Fatou"):
        home[name].press("Prenez pour moi", home.chat)
        gives_a_list(home[name], shop=False)
    home.lucas.tap("errands.yes:1")
    assert "C’est complet, merci" in last_card(home)
    home.lucas.tap("errands.yes:2")
    assert "déjà complet" in home.lucas.toast
    home["Fatou"].tap("errands.want:1")
    assert "C’est passé ou complet" in home["Fatou"].toast
    home.lucas.tap("errands.no:2")
    assert "Pas possible cette fois" in last(home["Fatou"])
    assert "Lucas" not in last(home["Fatou"])


def last_card(home: Lilacs) -> str:
    return str(home.chat.last.text.replace("\u00a0", " ").replace("\u202f", " "))


def test_it_ends_at_its_hour_and_is_repeated_in_one_tap(home: Lilacs) -> None:
    announces(home)
    home.odile.press("Prenez pour moi", home.chat)
    gives_a_list(home.odile, shop=False)
    home.street.later(days=1, hours=3)
    home.street.tick()
    home.street.tick()
    assert "Pas possible cette fois" in said(home.odile)
    assert "C’est passé, merci" in last_card(home)
    assert "Personne n’avait besoin de rien" in said(home.lucas)
    assert rows(home.street, ErrandWish) == 0
    home.lucas.press("La semaine prochaine")
    assert home.count(ErrandTrip, table(ErrandTrip).c.state == TripState.OPEN) == 1


def test_given_up_it_tells_who_waits_and_opens_what_was_promised(home: Lilacs) -> None:
    announces(home)
    for name in ("Odile", "Fatou"):
        home[name].press("Prenez pour moi", home.chat)
        gives_a_list(home[name], shop=False)
    home.lucas.tap("errands.yes:1")
    home.lucas.tap("errands.cancel:1")
    assert "Pas possible cette fois" in said(home["Fatou"])
    assert "Ce sera pour une autre fois" in last_card(home)
    assert home.count(HelpAcceptance, table(HelpAcceptance).c.state == AcceptanceState.CONFIRMED) == 0
    assert LIST not in said(home.lucas)
    home.odile.tap("errands.cancel:1")
    assert "Ce bouton n’est plus actif" in home.odile.toast


def test_told_in_private_to_those_who_chose_it_and_not_to_who_is_kept_apart(home: Lilacs) -> None:
    for name in ("Odile", "Fatou"):
        home[name].tap("errands.hear")
    with home.street.session() as session:
        moderation.block(session, home.ids["Fatou"], home.ids["Lucas"], home.street.now)
    announces(home)
    assert "Elle peut prendre quelque chose pour vous" in last(home.odile)
    assert "Elle peut prendre" not in said(home["Fatou"])
    home["Fatou"].tap("errands.want:1")
    assert "C’est passé ou complet" in home["Fatou"].toast, "a block is never told"
    home.odile.press("Ne plus me le dire")
    home.odile.say("/reglages")
    assert any("Courses d’autrui" in label and "non" in label for label in home.odile.last.labels)


def test_ones_own_and_twice_and_taken_back(home: Lilacs) -> None:
    announces(home)
    home.lucas.press("Prenez pour moi", home.chat)
    assert "C’est votre annonce" in home.chat.toast
    home.odile.press("Prenez pour moi", home.chat)
    gives_a_list(home.odile, shop=False)
    home.odile.press("Prenez pour moi", home.chat)
    gives_a_list(home.odile, shop=False)
    assert rows(home.street, ErrandWish) == 1
    home.odile.tap("errands.unwish:1")
    assert "votre liste est effacée" in last(home.odile)
    home.lucas.tap("errands.yes:1")
    assert "Ce bouton n’est plus actif" in home.lucas.toast
    home["Fatou"].tap("errands.unwish:1")
    assert "Ce bouton n’est plus actif" in home["Fatou"].toast


def test_a_day_past_and_a_group_where_nobody_may_write_and_one_that_has_had_its_two(home: Lilacs) -> None:
    home.lucas.say("/jevaisaux")
    home.lucas.say("le marché")
    home.lucas.say("hier")
    assert "Choisissez un jour à venir" in last(home.lucas) or "pas compris ce jour" in last(home.lucas)
    home.lucas.say("/annuler")
    with home.street.session() as session:
        address = groups.by_id(session, home.group)
        assert address
        residents.set_address_state(session, address.address, AddressState.MUTED, home.street.now)
    announces(home, "Lucas")
    assert "n’accepte pas de message en ce moment" in last(home.lucas)
    with home.street.session() as session:
        residents.set_address_state(session, address.address, AddressState.OPEN, home.street.now)
    for who in ("Karim", "Odile"):
        announces(home, who)
    announces(home, "Fatou")
    assert "déjà eu ses deux annonces" in last(home["Fatou"])


def test_at_most_two_at_once_and_ten_a_day(home: Lilacs) -> None:
    announces(home)
    announces(home)
    home.lucas.say("/jevaisaux")
    assert "Vous avez déjà deux annonces" in last(home.lucas)
    with home.street.session() as session:
        while limits.spend(session, Limit.PUBLICATIONS, home.ids["Fatou"], home.street.now):
            pass
    announces(home, "Fatou")
    assert rows(home.street, ErrandTrip) == 2


def test_an_erased_traveller_leaves_a_card_that_says_so(home: Lilacs) -> None:
    announces(home)
    home.odile.press("Prenez pour moi", home.chat)
    gives_a_list(home.odile, shop=False)
    home.lucas.say("/effacer")
    home.lucas.press("Oui, effacer")
    assert "Ce sera pour une autre fois" in last_card(home)
    assert "Pas possible cette fois" in said(home.odile)
    assert rows(home.street, ErrandTrip) == rows(home.street, ErrandWish) == 0


def test_in_a_group_the_order_is_answered_in_private(home: Lilacs) -> None:
    home.lucas.say("/jevaisaux", home.chat)
    home.lucas.press("Continuer en privé", home.chat)
    assert "Où faites-vous vos courses" in last(home.lucas)


def test_where_there_is_no_group_it_is_said(street: Street) -> None:
    odile = street.person("Odile")
    join(odile)
    odile.say("/jevaisaux")
    odile.say("le marché")
    for label in ("Demain", "Le matin", "2 personnes", "Annoncer"):
        odile.press(label)
    assert "pas encore de groupe" in last(odile)
    number = odile.person_id
    with street.session() as session:
        assert help_lists.mine(session, number) == []
