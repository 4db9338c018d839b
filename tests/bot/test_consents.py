"""For somebody else: nothing leaves without their yes, and everything stops when they take it back. All fictional."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select

from content.pages.press import print_page
from storage.tables import Ask, Delivery, HelpRequest, Message, table
from storage.tables.consents import HelpConsent, IntakeContact
from tests.bot.test_todo import Looked
from tests.pilots import Pilot
from tests.world.pressing import press_tap, press_value


@pytest.fixture
def street(engine: Engine) -> Looked:
    made = Looked(engine)
    made.street.tick()
    return made


def count(street: Looked, of: type) -> int:
    with street.street.session() as session:
        return int(session.connection().execute(select(func.count()).select_from(table(of))).scalar_one())


def five_taps(who: Pilot, day: str = "2026-11-26") -> None:
    for value in ("courses-et-repas", "courses", day, "apres-midi"):
        press_value(who, value)


def for_another(who: Pilot, *answers: str, day: str = "2026-11-26") -> None:
    who.say("/besoin")
    five_taps(who, day)
    for value in ("autrui", *answers):
        press_value(who, value)


def on_paper(who: Pilot, reach: str, day: str = "2026-11-26") -> None:
    who.say("/saisie")
    who.press("Une demande")
    press_value(who, "oui")
    press_value(who, "paper")
    five_taps(who, day)
    who.say(reach)


@pytest.mark.parametrize("entry", ["/besoin", "/saisie"])
def test_without_a_yes_nothing_leaves_by_any_entry(street: Looked, entry: str) -> None:
    asker = street.nadia
    for refused in (("non",), ("pas-encore",), ("pas-encore", "non")):
        asker.say(entry)
        if entry == "/besoin":
            five_taps(asker)
            press_value(asker, "autrui")
        else:
            asker.press("Une demande")
        for value in refused:
            press_value(asker, value)
        if refused == ("pas-encore",):
            assert "Puis-je demander un coup de main pour vous" in asker.last.text, "the words to ask with"
            street.street.restart()
            asker.say("demain peut-être")
            assert count(street, HelpRequest) == 0
            asker.say("/annuler")
        else:
            assert "rien n’est gardé" in asker.last.text
    assert count(street, HelpRequest) == count(street, HelpConsent) == count(street, Ask) == 0
    street.lucas.say("/saisie")
    assert "veillent sur une rue" in street.lucas.last.text, "outside one’s zone: refused"


def test_not_yet_keeps_the_draft_until_they_said_yes(street: Looked) -> None:
    for_another(street.odile, "pas-encore")
    street.street.later(hours=20)
    street.street.restart()
    press_value(street.odile, "oui")
    press_value(street.odile, "call")
    assert "une personne qui a dit oui" in street.odile.last.text
    press_value(street.odile, "oui")
    with street.street.session() as session:
        kept = session.connection().execute(select(table(HelpConsent))).one()
    assert (kept.how, kept.proxy_id, kept.version) == ("call", street.odile.person_id, "2026-11")
    assert count(street, HelpRequest) == 1


def test_a_person_asked_for_by_two_neighbours_is_asked_for_once(street: Looked) -> None:
    for_another(street.odile, "oui", "aloud")
    press_value(street.odile, "oui")
    for_another(street.lucas, "oui", "aloud")
    press_value(street.lucas, "oui")
    assert "Une demande semblable existe" in street.lucas.last.text
    assert "Odile" not in street.lucas.last.text
    press_value(street.lucas, "oui")
    assert "déjà demandé" in street.lucas.last.text
    assert count(street, HelpRequest) == 1
    for_another(street.lucas, "oui", "aloud")
    press_value(street.lucas, "oui")
    press_value(street.lucas, "non")
    assert "C’est publié" in street.lucas.last.text or "C’est prêt" in street.lucas.last.text
    assert count(street, HelpRequest) == count(street, HelpConsent) == 2


def test_a_slip_is_a_request_whose_contact_only_who_comes_reads(street: Looked) -> None:
    on_paper(street.nadia, "05 46 00 00 01, chez Mme Petit")
    press_value(street.nadia, "oui")
    everybody = [t for p in (street.karim, street.odile, street.lucas, street.fatou) for t in p.texts]
    assert not [t for t in (*everybody, *street.chat.texts) if "05 46" in t or "Petit" in t]
    press_tap(street.lucas, "help.take", street.chat)
    assert not [t for t in street.lucas.texts if "05 46" in t], "not before the yes"
    press_tap(street.nadia, "help.yes")
    assert [t for t in street.lucas.texts if "05 46 00 00 01, chez Mme Petit" in t]
    assert not [t for t in (*street.karim.texts, *street.odile.texts, *street.chat.texts) if "05 46" in t]
    street.nadia.say("/mesdemandes")
    press_tap(street.nadia, "help.mine")
    street.nadia.press("Carte du code")
    card = street.nadia.last.screen.attachment
    assert card is not None
    assert (card.page, len(card.facts["code"]), card.facts["when"]) == ("visite", 4, "jeudi 26 novembre, l’après-midi")
    assert print_page("visite", card.facts)[:4] == b"%PDF"
    street.odile.tap(f"consents.card:{street.newest(HelpRequest)}")
    assert not street.odile.last.screen.attachment, "a stranger gets nothing"


def test_a_yes_taken_back_stops_everything_the_same_second(street: Looked) -> None:
    on_paper(street.nadia, "05 46 00 00 01")
    press_value(street.nadia, "oui")
    assert "verront la demande dans le groupe, sans aucun nom" in street.nadia.last.text, "it is not theirs"
    press_tap(street.lucas, "help.take", street.chat)
    press_tap(street.nadia, "help.yes")
    street.nadia.say("/mesdemandes")
    press_tap(street.nadia, "help.mine")
    street.nadia.press("La personne dit non")
    assert "arrêté aussitôt" in street.nadia.last.text
    assert count(street, IntakeContact) == 0
    assert not [t for t in street.lucas.texts if "05 46" in t], "what was read says so no more"
    (told,) = [text for text in street.lucas.texts if "vous n’avez plus rien à faire" in text]
    assert "Nadia" not in told
    with street.street.session() as session:
        waiting = session.connection().execute(select(func.count()).select_from(table(Delivery)).join(
            table(Message), table(Message).c.id == table(Delivery).c.message_id).where(
            table(Message).c.kind == "help.ask", table(Delivery).c.state == "waiting")).scalar_one()
    assert waiting == 0
    street.nadia.tap(f"consents.no:{street.newest(HelpRequest)}")
    assert "arrêté aussitôt" not in street.nadia.last.text, "once"


def test_the_contact_is_wiped_three_days_after_the_end_and_not_before(street: Looked) -> None:
    on_paper(street.nadia, "05 46 00 00 01")
    press_value(street.nadia, "oui")
    street.nadia.say("/mesdemandes")
    press_tap(street.nadia, "help.mine")
    press_tap(street.nadia, "help.close")
    press_tap(street.nadia, "help.closed")
    for hours, left in ((71, 1), (2, 0)):
        street.street.later(hours=hours)
        street.street.tick()
        assert count(street, IntakeContact) == left, hours


def test_a_yes_taken_back_in_mid_wave_edits_what_was_read_and_stops_the_rest(street: Looked) -> None:
    around = [*(street.neighbour(name) for name in ("Mehdi", "Rose", "Paul", "Lina")), street.karim, street.odile,
              street.lucas, street.fatou]
    on_paper(street.nadia, "05 46 00 00 01", day="2026-11-30")
    press_value(street.nadia, "oui")
    street.street.tick()
    read = [p for p in around if asked(p)]
    assert 0 < len(read) < len(around), "some have read it, the others wait for the next wave"
    street.nadia.say("/mesdemandes")
    press_tap(street.nadia, "help.mine")
    street.nadia.press("La personne dit non")
    street.street.deliver()
    assert not [p.first_name for p in around if asked(p)], "what was read asks nothing any more"
    for _hours in range(6):
        street.street.later(hours=5)
        street.street.tick()
    assert not [p.first_name for p in around if asked(p)], "nor does anything that waited"


def asked(who: Pilot) -> bool:
    return any((button.tap or "").startswith("help.take") for seen in who.phone.messages.values()
               for row in seen.rows for _label, button in row)


def test_one_asks_for_five_people_at_most(street: Looked) -> None:
    for _person in range(6):
        on_paper(street.nadia, "chez elle")
        press_value(street.nadia, "oui")
        street.street.later(hours=3)
    assert "cinq personnes" in street.nadia.last.text
    assert count(street, HelpRequest) == 5


def test_not_yet_offers_the_words_on_paper(street: Looked) -> None:
    for_another(street.odile, "pas-encore")
    assert "Rien n’est perdu" in street.odile.last.text
    street.odile.press("Imprimer ces mots")
    assert street.odile.last.screen.attachment is not None
    assert count(street, HelpRequest) == 0, "nothing is asked yet"
