"""What neighbours lend or can do: said once, kept up to date, counted, never for money. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, update

from bot.render import PLAIN_SPACES
from content.catalogue import Catalogue
from rules.consents import How
from rules.console import TownRole
from rules.deliveries import DeliveryState
from rules.incoming import BotStatus
from rules.offers import MOST, OfferState, Reach, names_price
from storage import intake, residents
from storage.tables import Ask, Delivery, Message, Person, Residence, Zone, table
from storage.tables.offers import Offer, OfferQuestion
from tests.pilots import Pilot
from tests.world.peupliers import MORNING, Peupliers
from tests.world.pressing import press_tap, press_value
from tests.world.rows import a_person, a_role
from tests.world.streets import catalogue

_o, _d, _m, _p = table(Offer), table(Delivery), table(Message), table(Person)


@pytest.fixture
def street(sqlite_engine: Engine) -> Peupliers:
    return Peupliers(sqlite_engine)


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return catalogue()


def offer(who: Pilot, theme: str, *things: str, slots: tuple[str, ...] = (), reach: str = "rue") -> None:
    who.tap("offers.add")
    press_value(who, theme)
    for value in (*things, "=", *slots, "=", reach, "oui"):
        press_value(who, value)


def offered(street: Peupliers, who: Pilot) -> list[tuple[str, Any, Any]]:
    person = who.person_id
    with street.street.session() as session:
        return [tuple(r) for r in session.connection().execute(select(_o.c.what, _o.c.reach, _o.c.state).where(
            _o.c.person_id == person).order_by(_o.c.id))]


def learnt(street: Peupliers, who: Pilot) -> dict[str, Any]:
    person = who.person_id
    with street.street.session() as session:
        return dict(residents.row(session, person).skills.get("offers", {}))


def at(street: Peupliers, day: datetime) -> None:
    street.street.at(day)
    for _turn in range(3):
        street.street.tick()


def told(who: Pilot, words: str) -> list[str]:
    return [text for seen in who.phone.messages.values() if words in (text := plain(seen.text))]


def plain(text: str) -> str:
    return text.translate(PLAIN_SPACES)


def said(who: Pilot) -> str:
    """The newest words, and those above the chat."""
    return plain(who.last.text + who.toast)


def test_the_two_doors_of_helping(street: Peupliers) -> None:
    """« 💪 Je peux aider » : see the needs, or say what one lends or can do; and back."""
    street.ask()
    street.lucas.menu(1)
    assert "1 sur 1" in street.lucas.last.text
    street.lucas.press("Ce que je propose")
    assert "Vous ne proposez rien" in street.lucas.last.text
    street.lucas.press("Voir les besoins")
    assert "1 sur 1" in street.lucas.last.text


def test_an_offer_is_chips_read_back_then_kept(street: Peupliers) -> None:
    lucas = street.lucas
    lucas.say("/proposer")
    assert "Que pouvez-vous prêter, ou faire" in lucas.last.text
    press_value(lucas, "outils")
    for label in ("Une perceuse", "Un escabeau"):
        lucas.press(label)
    press_value(lucas, "=")
    lucas.press("Le soir")
    press_value(lucas, "=")
    lucas.press("Mon quartier")
    assert plain(lucas.last.text) == "• Une perceuse\n• Un escabeau\n📍 Jusqu’où : mon quartier\n📅 Quand : le soir"
    assert offered(street, lucas) == [], "nothing is kept before the last yes"
    lucas.press("Proposer")
    assert "2 propositions de plus" in lucas.last.text
    assert [what for what, _reach, _state in offered(street, lucas)] == ["perceuse", "escabeau"]
    assert learnt(street, lucas) == {kind: {"reach": "quartier", "slots": ["soir"]}
                                     for kind in ("pret_objet", "bricolage_leger")}
    lucas.press("Annuler")
    assert "rien n’a été gardé" in lucas.last.text
    assert offered(street, lucas) == []
    assert learnt(street, lucas) == {}


def test_each_is_changed_paused_and_taken_back_by_its_own_person(street: Peupliers) -> None:
    lucas = street.lucas
    offer(lucas, "courses-trajets", "voiture", "courses")
    lucas.say("/proposer")
    assert "Vous proposez 2 choses" in lucas.last.text
    lucas.press("Ma voiture")
    mine = street.newest(Offer) - 1
    for action in ("one", "fix", "pause", "resume", "drop", "dropped"):
        street.fatou.tap(f"offers.{action}:{mine}")
        assert "plus actif" in said(street.fatou), action
    lucas.press("Modifier")
    for value in ("matin", "=", "quartier", "oui"):
        press_value(lucas, value)
    assert "📍 Jusqu’où : mon quartier\n📅 Quand : le matin" in said(lucas)
    assert learnt(street, lucas)["courses"] == {"reach": "quartier", "slots": []}, "« Faire des courses » : any time"
    lucas.press("Mes propositions")
    lucas.press("Ma voiture")
    lucas.press("Mettre en pause")
    assert "En pause" in lucas.last.text
    assert "trajet" not in learnt(street, lucas)
    press_tap(lucas, "offers.resume")
    assert "trajet" in learnt(street, lucas)
    lucas.press("Retirer")
    lucas.press("Oui, retirer")
    assert offered(street, lucas) == [("courses", Reach.STREET, OfferState.ACTIVE)]
    lucas.tap(f"offers.dropped:{mine}")
    assert "plus actif" in said(lucas)


def test_ten_at_most_and_none_twice(street: Peupliers, content: Catalogue) -> None:
    lucas = street.lucas
    for theme in content.offers[:2]:
        offer(lucas, theme.code, *(thing.code for thing in theme.things[:4]))
    third = content.offers[2]
    lucas.tap("offers.add")
    press_value(lucas, third.code)
    for thing in third.things[:3]:
        press_value(lucas, thing.code)
    for value in ("=", "=", "rue"):
        press_value(lucas, value)
    assert "je garde les 2 premières" in lucas.last.text
    press_value(lucas, "oui")
    assert len(offered(street, lucas)) == MOST
    lucas.tap("offers.add")
    assert "déjà dix propositions" in said(lucas)
    press_tap(lucas, "offers")
    reached = {label for _page in range(4) for label in (lucas.last.labels, lucas.press("Suite"))[0]}
    labels = {thing.label for theme in content.offers for thing in theme.things}
    assert len(reached & labels) == MOST, "each of ten can be reached"
    lucas.say("/proposer voiture")
    assert "Vous proposez 10 choses" in lucas.last.text
    assert "➕ Proposer" not in lucas.last.labels


@pytest.mark.parametrize("text", ["ménage 15 € de l’heure", "10euros", "20 EUR", "tarif à voir", "contre paiement",
                                  "je vends une perceuse", "gardiennage rémunéré", "prix : 5"])
def test_a_price_is_known(text: str) -> None:
    assert names_price(text)


@pytest.mark.parametrize("text", ["une perceuse", "2 vélos", "marcher une heure", "un livre de prise"])
def test_no_price_is_seen_where_there_is_none(text: str) -> None:
    assert not names_price(text)


def test_here_all_is_free_and_odd_answers_lose_nothing(street: Peupliers) -> None:
    lucas = street.lucas
    lucas.say("/proposer perceuse 10 €")
    assert "Ici, tout est gratuit" in lucas.last.text
    lucas.say("/proposer")
    lucas.say("ménage, 15 € de l’heure")
    assert "Ici, tout est gratuit" in lucas.last.text
    for odd in ("<b>gras</b>", "🧰🧰", "x" * 4000):
        lucas.say(odd)
        assert "Que pouvez-vous prêter" in lucas.last.text
    lucas.photo()
    assert "Que pouvez-vous prêter" in lucas.last.text
    lucas.say("perceuse")
    assert "Qu’est-ce qui vous va" in lucas.last.text, "a thing that is typed opens its theme"
    lucas.say("Une perceuse, Un escabeau")
    lucas.say("5 euros")
    assert "Ici, tout est gratuit" in lucas.last.text
    press_value(lucas, "=")
    press_value(lucas, "rue")
    lucas.say("oui")
    assert [what for what, _r, _s in offered(street, lucas)] == ["perceuse", "escabeau"]


def test_a_geste_that_says_to_offer_opens_the_very_thing(street: Peupliers) -> None:
    street.lucas.tap("geste.next:proposer:courses")
    assert "Qu’est-ce qui vous va" in street.lucas.last.text
    assert any(label.startswith("✓") for label in street.lucas.last.labels)


def test_once_a_quarter_one_question_for_all_of_them(street: Peupliers) -> None:
    lucas = street.lucas
    offer(lucas, "outils", "perceuse", "escabeau")
    street.street.at(MORNING + timedelta(days=30))
    offer(lucas, "papiers", "telephone")
    at(street, datetime(2027, 2, 23, 12, tzinfo=UTC))
    assert not told(lucas, "Toujours d’accord ?")
    at(street, datetime(2027, 2, 24, 12, tzinfo=UTC))
    assert len(told(lucas, "Toujours d’accord ?")) == 1
    assert "• Une perceuse\n• Un escabeau\n• Régler un téléphone" in lucas.last.text
    lucas.press("Oui, toujours")
    assert "C’est toujours d’accord" in lucas.last.text
    at(street, datetime(2027, 3, 24, 12, tzinfo=UTC))
    assert not told(lucas, "Toujours d’accord ?"), "the others were asked about in the same question"
    at(street, datetime(2027, 5, 24, 12, tzinfo=UTC))
    assert len(told(lucas, "Toujours d’accord ?")) == 1
    lucas.press("Mettre en pause")
    assert learnt(street, lucas) == {}
    at(street, datetime(2027, 12, 1, 12, tzinfo=UTC))
    assert not told(lucas, "Toujours d’accord ?"), "what rests is not asked about"


def test_two_weeks_of_silence_pause_and_say_so_and_a_late_yes_brings_it_back(street: Peupliers) -> None:
    lucas = street.lucas
    offer(lucas, "outils", "perceuse", "escabeau")
    press_tap(lucas, "offers")
    lucas.press("Un escabeau")
    press_tap(lucas, "offers.pause")
    at(street, datetime(2027, 2, 24, 12, tzinfo=UTC))
    at(street, datetime(2027, 3, 10, 9, tzinfo=UTC))
    assert not told(lucas, "sont en pause")
    at(street, datetime(2027, 3, 10, 13, tzinfo=UTC))
    assert len(told(lucas, "Sans réponse de votre part, vos propositions sont en pause")) == 1
    assert learnt(street, lucas) == {}
    at(street, datetime(2027, 6, 1, 12, tzinfo=UTC))
    assert len(told(lucas, "Sans réponse")) == 1, "once"
    lucas.press("Oui, toujours")
    assert offered(street, lucas) == [("perceuse", Reach.STREET, OfferState.ACTIVE),
                                      ("escabeau", Reach.STREET, OfferState.PAUSED)], "what they paused stays so"
    at(street, datetime(2027, 9, 1, 12, tzinfo=UTC))
    assert len(told(lucas, "Toujours d’accord ?")) == 1


def test_nobody_is_silent_who_was_not_asked(street: Peupliers) -> None:
    """In a pause, gone, or never reached: what they propose is not ended behind their back."""
    lucas, fatou = street.lucas, street.fatou
    offer(lucas, "outils", "perceuse")
    offer(fatou, "outils", "perceuse")
    fatou.send(BotStatus("kicked"))
    person = lucas.person_id
    with street.street.session() as session:
        residents.change(session, person, paused_until=datetime(2027, 4, 1, 8, tzinfo=UTC))
    at(street, datetime(2027, 2, 24, 12, tzinfo=UTC))
    at(street, datetime(2027, 3, 25, 12, tzinfo=UTC))
    assert not told(lucas, "Toujours d’accord ?")
    at(street, datetime(2027, 4, 1, 12, tzinfo=UTC))
    assert len(told(lucas, "Toujours d’accord ?")) == 1
    with street.street.session() as session:  # it is found out that it never arrived
        session.connection().execute(update(_d).where(_d.c.id == select(
            table(OfferQuestion).c.delivery_id).scalar_subquery()).values(state=DeliveryState.FAILED))
    at(street, datetime(2027, 4, 15, 13, tzinfo=UTC))
    at(street, datetime(2027, 4, 16, 14, tzinfo=UTC))
    assert len(told(lucas, "Toujours d’accord ?")) == 2, "asked again"
    for who in (lucas, fatou):
        assert [state for _what, _reach, state in offered(street, who)] == [OfferState.ACTIVE]


def test_what_the_content_no_longer_knows_stays_theirs_to_remove_and_counts_for_nobody(street: Peupliers) -> None:
    offer(street.lucas, "outils", "perceuse")
    for who in (street.lucas, street.fatou, street.karim):
        offer(who, "objets", "livres-jeux")
    with street.street.session() as session:
        session.connection().execute(update(_o).where(_o.c.what == "perceuse").values(what="minitel"))
    street.lucas.say("/gisement", street.chat)
    assert plain(street.chat.last.text).split("\n\n")[1] == "• 3 livres ou jeux"
    street.lucas.say("/proposer")
    street.lucas.press("minitel")
    street.lucas.press("Reprendre" if "▶ Reprendre" in street.lucas.last.labels else "pause")
    assert set(learnt(street, street.lucas)) == {"pret_objet"}
    street.lucas.press("Retirer")
    street.lucas.press("Oui, retirer")
    press_tap(street.lucas, "offers")
    street.lucas.press("livres")
    street.lucas.press("pause")
    press_tap(street.lucas, "offers")
    assert "• Des livres, des jeux : en pause" in plain(street.lucas.last.text)
    street.fatou.say("/gisement")
    assert "• quelques livres ou jeux" in plain(street.fatou.last.text), "what is paused is counted nowhere"


def test_what_somebody_offers_outlives_their_other_choices_and_goes_with_them(street: Peupliers) -> None:
    lucas = street.lucas
    offer(lucas, "outils", "perceuse")
    lucas.tap("set.likes")
    for value in ("courses-et-repas", "=", "="):
        press_value(lucas, value)
    assert "bricolage_leger" in learnt(street, lucas), "what one likes is corrected beside it"
    lucas.say("/effacer")
    press_tap(lucas, "privacy.erase")
    with street.street.session() as session:
        assert session.connection().execute(select(_o)).all() == []


def test_who_offers_the_very_thing_is_asked_before_others(engine: Engine) -> None:
    """A drill is looked for: of ten who live there and rest, those who lend one come first; as far as they said."""
    street = Peupliers(engine)
    others = []
    with street.street.session() as session:
        for n in range(10):
            pilot = street.street.person(f"Voisin{n}")
            number = a_person(session, pilot.id, first_name=pilot.first_name)
            session.connection().execute(insert(table(Residence)).values(
                person_id=number, zone_id=street.zone, since=MORNING))
            others.append(pilot)
        session.connection().execute(update(_p).values(joined_at=MORNING - timedelta(days=10)))
    offer(others[7], "outils", "perceuse", reach="quartier")
    offer(others[8], "objets", "livres-jeux", slots=("matin",))
    offer(others[9], "outils", "diable", reach="immeuble")
    street.ask(kind="pret_objet", family="maison-et-jardin", day="2026-11-28")
    assert others[7].person_id in asked(street)
    assert others[8].person_id in asked(street), "at another hour: after, and before who offers nothing"
    assert others[9].person_id not in asked(street), "« mon immeuble » says nothing of a street"
    with street.street.session() as session:
        session.connection().execute(update(table(Zone)).values(kind="immeuble"))
        session.connection().execute(update(table(Residence)).values(asked_at=MORNING - timedelta(days=90)))
        session.connection().execute(table(Ask).delete())
    street.ask(kind="pret_objet", family="maison-et-jardin", day="2026-11-29")
    assert asked(street) == {one.person_id for one in others[7:]}


def asked(street: Peupliers) -> set[int]:
    with street.street.session() as session:
        return set(session.connection().execute(select(table(Ask).c.person_id)).scalars())


def test_counts_in_the_group_from_three_and_for_the_referent_from_five(engine: Engine) -> None:
    street = Peupliers(engine)
    more = [street.neighbour(f"Voisin{n}") for n in range(3)]
    everybody = [street.karim, street.lucas, street.fatou, *more]
    street.lucas.say("/gisement", street.chat)
    assert "Personne n’a encore dit" in street.chat.last.text
    for who in everybody[:5]:
        offer(who, "courses-trajets", "voiture")
    for who in everybody[:3]:
        offer(who, "bricolage-jardin", "bricolage")
    for who in everybody[:2]:
        offer(who, "outils", "perceuse")
    offer(street.odile, "presence", "animaux")
    street.lucas.say("/gisement", street.chat)
    assert street.chat.last.text.split("\n\n")[1].split("\n") == [
        "• 5 voitures", "• 3 pour le bricolage", "• quelques perceuses", "• quelques personnes pour un animal"]
    karim = street.karim.person_id
    with street.street.session() as session:
        a_role(session, karim, TownRole.REFERENT, zone_id=street.zone)
    street.karim.say("/gisement")
    assert street.karim.last.text.split("\n\n")[1].split("\n") == [
        "• 5 voitures", "• quelques perceuses", "• quelques personnes pour le bricolage",
        "• quelques personnes pour un animal"]
    everybody[0].say("/pause 3j")
    everybody[1].say("/stop")
    street.fatou.say("/gisement")
    assert street.fatou.last.text.split("\n\n")[1].split("\n")[0] == "• 3 voitures", "who rests or left lends nothing"
    assert "perceuse" not in street.fatou.last.text
    with street.street.session() as session:
        intake.propose(session, karim, street.zone, ["voiture"], Reach.STREET, [], "", How.CALL, street.street.now)
    street.fatou.say("/gisement")
    assert street.fatou.last.text.split("\n\n")[1].split("\n")[0] == "• 4 voitures", "who has no Telegram lends, too"


def test_counts_are_of_ones_own_places_only(street: Peupliers) -> None:
    offer(street.lucas, "outils", "perceuse")
    street.fatou.tap("gisement.places")
    assert "plus actif" in said(street.fatou)
    stranger = street.street.person("Iris")
    with street.street.session() as session:
        a_person(session, stranger.id, first_name="Iris")
    stranger.say("/gisement")
    assert "Entrez d’abord dans le groupe" in stranger.last.text
    stranger.tap(f"gisement.group:{street.group}")
    assert "plus actif" in said(stranger)


def test_in_english_and_in_the_version_simple(sqlite_engine: Engine) -> None:
    street = Peupliers(sqlite_engine, language="en")
    offer(street.lucas, "outils", "perceuse")
    street.lucas.say("/proposer")
    assert "You offer 1 thing" in street.lucas.last.text
    assert "• A drill: at any time" in street.lucas.last.text
    street.lucas.say("/proposer drill 5€")
    assert "Everything here is free" in street.lucas.last.text
