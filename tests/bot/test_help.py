"""Asking, accepting, saying yes, stepping back: by taps, both databases. All people are fictional."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, insert, select, update

from rules.deliveries import DeliveryState
from rules.help import AcceptanceState, RequestState
from rules.incoming import Other
from storage.tables import Block, Delivery, HelpAcceptance, HelpContact, HelpRequest, table
from tests.world.peupliers import MORNING, Peupliers
from tests.world.pressing import press_tap, press_value
from tests.world.rows import a_visitor as a_visitor

PHONE, DOOR = "06 12 34 56 78", "3e étage, sonnette Martin"


@pytest.fixture
def street(sqlite_engine: Engine) -> Peupliers:
    return Peupliers(sqlite_engine)


def exchanged(street: Peupliers) -> int:
    """Both chose: the asker gives a number and an address, the helper prefers the bot."""
    acceptance = street.agreed()
    press_tap(street.odile, "contact.phone")
    street.odile.say(PHONE)
    street.odile.say(DOOR)
    press_tap(street.lucas, "contact.relay")
    return acceptance


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_whole_story_and_nothing_private_in_the_group(engine: Engine, language: str) -> None:
    street = Peupliers(engine, language=language)
    shown: list[str] = []
    number = street.ask()
    shown += street.chat.texts
    press_tap(street.lucas, "help.take", street.chat)
    shown += street.chat.texts
    assert not street.chat.last.rows
    assert "Lucas" in street.odile.last.text
    press_tap(street.odile, "help.yes")
    code = street.row(HelpRequest, number).visit_code
    for pilot in (street.odile, street.lucas):
        assert any(code in text for text in pilot.texts)
        assert not any(PHONE in text for text in pilot.texts)
    press_tap(street.odile, "contact.phone")
    street.odile.say(PHONE)
    street.odile.say(DOOR)
    press_tap(street.lucas, "contact.relay")
    assert any(PHONE in text for text in street.lucas.texts)
    assert any(DOOR in text for text in street.lucas.texts)
    press_tap(street.odile, "contact.write")
    street.odile.say("Merci de prendre du pain & du lait <3")
    assert "du pain &amp; du lait &lt;3" in street.lucas.last.text
    press_tap(street.lucas, "contact.write")
    street.lucas.say("Entendu !")
    assert "Entendu" in street.odile.last.text
    assert any(PHONE in text for text in street.lucas.texts), "answering must not wipe the number from the screen"
    street.street.at(datetime(2026, 11, 27, 17, 1, tzinfo=UTC))
    street.street.tick()
    press_tap(street.odile, "after.yes")
    press_tap(street.odile, "thanks.say")
    assert any("Odile" in text and "🙏" in text for text in street.lucas.texts)
    press_tap(street.lucas, "hours.note")
    assert street.row(HelpRequest, number).state is RequestState.DONE
    assert street.events(number) == ["asked", "proposed", "confirmed", "done"]
    shown += street.chat.texts
    assert len(street.chat.texts) == 1, "one card, changed in place"
    for text in shown:
        assert not re.search(r"\d{2}.?\d{2}.?\d{2}", text), text
        for private in (PHONE, DOOR, "Martin", "Odile", "Lucas", code):
            assert private not in text


def test_five_taps_make_a_card_without_a_name(street: Peupliers) -> None:
    street.ask()
    card = street.chat.last
    for part in ("🤝 Des courses", "jeudi 26 novembre", "rue des Peupliers", "1 h"):
        assert part in card.text
    assert "Odile" not in card.text
    assert "publié" in street.odile.last.text


def test_a_discreet_kind_shows_neither_day_nor_place(street: Peupliers) -> None:
    street.ask(kind="animaux_plantes", family="presence-et-sorties")
    assert "novembre" not in street.chat.last.text
    assert "Peupliers" not in street.chat.last.text


def test_what_neighbours_must_not_do_opens_nothing(street: Peupliers) -> None:
    street.odile.say("/besoin")
    press_value(street.odile, "ailleurs")
    press_value(street.odile, "relever")
    assert "15" in street.odile.last.text
    assert street.newest(HelpRequest) == 0
    assert not street.chat.texts


def test_wrong_words_lose_nothing(street: Peupliers) -> None:
    odile = street.odile
    odile.say("/besoin")
    for wrong in ("bonjour", "<b>", "x" * 4000, "/inconnu", "\u202egauche"):
        odile.say(wrong)
        assert "De quel coup de main" in odile.last.text
    odile.send(Other("photo", "f"))
    press_value(odile, "courses-et-repas")
    press_value(odile, "courses")
    for wrong in ("hier", "32/13", "jamais", "24/11/2031"):
        odile.say(wrong)
    assert street.newest(HelpRequest) == 0
    odile.say("demain")
    press_value(odile, "matin")
    odile.say("ok")
    assert street.row(HelpRequest, street.newest(HelpRequest)).day == date(2026, 11, 25)


def test_a_past_moment_of_today_is_not_offered(street: Peupliers) -> None:
    street.street.at(datetime(2026, 11, 24, 14, 0, tzinfo=UTC))
    street.odile.say("/besoin")
    for value in ("courses-et-repas", "courses", "2026-11-24"):
        press_value(street.odile, value)
    assert not any("matin" in label for label in street.odile.last.labels)


def test_a_number_in_the_note_is_removed_and_said(street: Peupliers) -> None:
    odile = street.odile
    odile.say("/besoin")
    for value in ("courses-et-repas", "courses", "2026-11-26", "matin", "note"):
        press_value(odile, value)
    odile.say("Sonnez, porte 12, ou 06.12.34.56.78, merci")
    assert "retiré" in odile.last.text
    press_value(odile, "oui")
    note = street.row(HelpRequest, street.newest(HelpRequest)).note
    assert "12" not in note
    assert "06" not in note
    press_tap(street.lucas, "help.take", street.chat)
    press_tap(odile, "help.yes")
    assert any("Sonnez" in text for text in street.lucas.texts)


@pytest.mark.parametrize("change", ["another day", "closed"])
def test_a_card_on_its_way_is_changed_once_it_arrives_and_never_doubled(street: Peupliers, change: str) -> None:
    number = street.ask()
    card, deliveries = street.chat.last, table(Delivery)
    first = deliveries.c.telegram_id == card.id
    with street.street.session() as session:
        row = session.connection().execute(select(deliveries).where(first)).one()
        session.connection().execute(update(deliveries).where(first).values(
            state=DeliveryState.SENDING, telegram_id=None))
    if change == "another day":
        street.odile.tap(f"help.move:{number}")
        press_value(street.odile, "2026-11-27")
        press_value(street.odile, "matin")
    else:
        street.odile.tap(f"help.closed:{number}")
    street.street.tick()
    assert [m.text for m in street.chat.phone.messages.values()] == [card.text], "nothing is said twice meanwhile"
    with street.street.session() as session:
        session.connection().execute(update(deliveries).where(deliveries.c.id == row.id).values(
            state=DeliveryState.SENT, telegram_id=card.id))
    street.street.later(seconds=1)
    street.street.tick()
    assert len(street.chat.texts) == 1
    assert street.chat.last.id == card.id
    assert street.chat.last.text != card.text


@pytest.mark.parametrize("private", ["Je sors de chimio", "J’ai des dettes", "Sonnez, code A1234", "I have no money"])
def test_a_note_tells_no_health_money_or_code_and_the_rest_is_kept(street: Peupliers, private: str) -> None:
    odile = street.odile
    odile.say("/besoin")
    for value in ("courses-et-repas", "pharmacie", "2026-11-26", "matin", "note"):
        press_value(odile, value)
    odile.say(private)
    assert "je ne le garde pas" in odile.last.text
    assert "Votre mot" in odile.last.text
    odile.say("Deux sacs à prendre à la pharmacie, merci")
    assert "Deux sacs" in odile.last.text
    press_value(odile, "note")
    odile.say(private)
    odile.press("Sans un mot")
    press_value(odile, "oui")
    request = street.row(HelpRequest, street.newest(HelpRequest))
    assert (request.kind, request.note) == ("pharmacie", "")


@pytest.mark.parametrize(("text", "carried"), [
    ("Ma carte : 4970 1012 3456 7890", False), ("Le digicode est A1234", True),
    ("Mon code secret est 1234", False), ("Le code de visite : 0421", True),
    ("FR76 3000 6000 0112 3456 7890 189", False), ("Je suis malade, à demain ?", True),
    ("Appelez-moi au 06 12 34 56 78", True)])
def test_relayed_words_are_theirs_but_for_bank_secrets(street: Peupliers, text: str, carried: bool) -> None:
    acceptance = street.agreed()
    street.lucas.tap(f"contact.write:{acceptance}")
    street.lucas.say(text)
    assert any(text in seen for seen in street.odile.texts) is carried
    assert ("Ni carte bancaire ni code" in street.lucas.last.text) is not carried


def test_the_fourth_card_of_a_day_waits_for_the_next(street: Peupliers) -> None:
    for who in (street.odile, street.lucas, street.karim):
        street.ask(who)
    assert len(street.chat.texts) == 3
    street.ask(street.fatou)
    assert len(street.chat.texts) == 3
    assert "mercredi 25 novembre" in street.fatou.last.text
    street.street.at(datetime(2026, 11, 25, 8, 1, tzinfo=UTC))
    street.street.deliver()
    assert len(street.chat.texts) == 4


def test_at_night_the_card_waits_for_the_morning_and_may_be_undone_unseen(street: Peupliers) -> None:
    street.street.at(datetime(2026, 11, 24, 21, 0, tzinfo=UTC))
    street.ask()
    assert "9 h" in street.odile.last.text
    press_tap(street.odile, "help.undo")
    street.ask()
    street.street.at(datetime(2026, 11, 25, 8, 1, tzinfo=UTC))
    street.street.deliver()
    assert len(street.chat.texts) == 1


def test_a_request_undone_within_the_minute_leaves_no_card_behind(street: Peupliers) -> None:
    before = len(street.chat.texts)
    street.ask()
    assert len(street.chat.texts) == before + 1
    press_tap(street.odile, "help.undo")
    assert len(street.chat.texts) == before, "as if nothing had been asked"


def test_undo_lasts_a_minute_then_one_closes(street: Peupliers) -> None:
    number = street.ask()
    street.street.later(seconds=61)
    press_tap(street.odile, "help.undo")
    assert street.row(HelpRequest, number).state is RequestState.OPEN
    press_tap(street.odile, "help.mine")
    press_tap(street.odile, "help.close")
    press_tap(street.odile, "help.closed")
    assert street.row(HelpRequest, number).state is RequestState.CANCELLED
    assert "terminée" in street.chat.last.text


def test_five_open_requests_at_most(street: Peupliers) -> None:
    for _n in range(5):
        street.ask()
    street.odile.say("/besoin")
    assert "5 demandes" in street.odile.last.text


def test_without_a_group_the_neighbours_are_asked_one_by_one(sqlite_engine: Engine) -> None:
    street = Peupliers(sqlite_engine, grouped=False)
    street.ask()
    assert "en privé" in street.odile.last.text
    assert not street.odile.phone.toasts
    press_tap(street.fatou, "help.take")
    assert "Fatou" in street.odile.last.text
    assert "C’est pourvu, merci" in street.lucas.last.text, "the ask says so at once"
    street.lucas.tap(f"help.take:{street.newest(HelpRequest)}")
    assert "C’est pourvu" in street.lucas.toast


def test_one_does_not_answer_oneself_nor_twice_nor_too_late(street: Peupliers) -> None:
    street.ask()
    assert "votre demande" in press_tap(street.odile, "help.take", street.chat)
    tap = f"help.take:{street.newest(HelpRequest)}"
    press_tap(street.lucas, "help.take", street.chat)
    for pilot, said in ((street.fatou, "déjà"), (street.lucas, "déjà noté")):
        pilot.tap(tap, None, street.chat)
        assert said in street.chat.toast
    for wrong in ("help.take:999", "help.take:x", "help.take", "help.take:-1"):
        street.fatou.tap(wrong, None, street.chat)
    assert street.newest(HelpAcceptance) == 1


def test_help_at_home_needs_a_recommendation(street: Peupliers) -> None:
    street.ask(kind="visite_appel", family="presence-et-sorties")
    assert "recommandation" in press_tap(street.lucas, "help.take", street.chat)
    assert street.newest(HelpAcceptance) == 0
    assert "recommandation" in press_tap(street.karim, "help.take", street.chat), "four people speak for nobody"
    street.neighbour("Nadia")
    press_tap(street.karim, "help.take", street.chat)
    assert street.newest(HelpAcceptance) == 1


def test_a_blocked_pair_never_meets(street: Peupliers) -> None:
    lucas, odile = street.lucas.person_id, street.odile.person_id
    with street.street.session() as session:
        session.connection().execute(insert(table(Block)).values(person_id=lucas, other_id=odile, at=MORNING))
    street.ask()
    assert "déjà" in press_tap(street.lucas, "help.take", street.chat)
    street.lucas.say("/aider")
    assert "Personne" in street.lucas.last.text


def test_someone_else_please_and_the_first_is_thanked(street: Peupliers) -> None:
    number = street.ask()
    press_tap(street.lucas, "help.take", street.chat)
    press_tap(street.odile, "help.other")
    assert "Merci d’avoir proposé" in street.lucas.last.text
    assert street.row(HelpRequest, number).state is RequestState.OPEN
    assert "déjà" in press_tap(street.lucas, "help.take", street.chat)
    assert "privé" in press_tap(street.fatou, "help.take", street.chat)


@pytest.mark.parametrize("action", ["help.yes", "help.other"])
def test_only_the_asker_may_answer(street: Peupliers, action: str) -> None:
    street.ask()
    press_tap(street.lucas, "help.take", street.chat)
    for pilot in (street.lucas, street.fatou):
        pilot.tap(f"{action}:1")
        assert "plus actif" in pilot.toast
    assert street.row(HelpAcceptance, 1).state is AcceptanceState.PROPOSED


def test_stepping_back_reopens_and_wipes_what_was_given(street: Peupliers) -> None:
    acceptance = exchanged(street)
    before = street.row(HelpRequest, 1).visit_code
    street.lucas.say("/mesdemandes")
    press_tap(street.lucas, "help.promise")
    press_tap(street.lucas, "help.withdraw")
    assert "ne peut plus" in street.odile.newest.text
    assert street.row(HelpAcceptance, acceptance).state is AcceptanceState.WITHDRAWN
    with street.street.session() as session:
        assert not session.connection().execute(table(HelpContact).select()).all()
    press_tap(street.fatou, "help.take", street.chat)
    press_tap(street.odile, "help.yes")
    assert street.row(HelpRequest, 1).visit_code != before
    street.lucas.tap(f"contact.write:{acceptance}")
    assert "terminé" in street.lucas.toast


@pytest.mark.parametrize("action", ["contact.phone", "contact.relay", "contact.write", "contact.door", "help.withdraw",
                                    "help.still", "help.promise"])
def test_a_stranger_to_two_people_meets_a_dead_button(street: Peupliers, action: str) -> None:
    street.agreed()
    for wrong in ("1", "77", "x", "-3"):
        street.fatou.tap(f"{action}:{wrong}")
        assert "plus actif" in street.fatou.toast
    street.fatou.tap("help.mine:1")
    assert "plus actif" in street.fatou.toast


def test_what_ends_while_one_types_is_said_and_holds_nobody(street: Peupliers) -> None:
    street.agreed()
    street.lucas.tap("contact.write:1")
    street.odile.tap("help.closed:1")
    street.lucas.say("J’arrive !")
    assert "terminé" in street.lucas.last.text
    street.lucas.say("/besoin")
    assert "De quel coup de main" in street.lucas.last.text


def test_no_number_before_the_yes(street: Peupliers) -> None:
    street.ask()
    press_tap(street.lucas, "help.take", street.chat)
    street.odile.tap("contact.phone:1")
    assert "terminé" in street.odile.toast


def test_numbers_are_read_and_wrong_ones_asked_again(street: Peupliers) -> None:
    street.agreed()
    press_tap(street.odile, "contact.phone")
    for wrong in ("douze", "06 12", "0899 12 34 56", "15", "0" * 30):
        street.odile.say(wrong)
        assert "06 12 34 56 78" in street.odile.last.text or "long" in street.odile.last.text
    street.odile.say("+33 6 12 34 56 78")
    assert any(PHONE in text for text in street.lucas.texts)


def test_the_day_may_change_and_the_helper_is_told(street: Peupliers) -> None:
    street.agreed()
    street.odile.say("/mesdemandes")
    press_tap(street.odile, "help.mine")
    press_tap(street.odile, "help.move")
    street.odile.say("samedi")
    press_value(street.odile, "matin")
    assert "samedi 28 novembre" in street.lucas.last.text
    assert "samedi 28 novembre" in street.chat.last.text
    press_tap(street.lucas, "help.still")
    assert "toujours" in street.lucas.last.text


def test_closing_tells_the_helper(street: Peupliers) -> None:
    street.agreed()
    street.odile.say("/mesdemandes")
    press_tap(street.odile, "help.mine")
    press_tap(street.odile, "help.close")
    press_tap(street.odile, "help.closed")
    assert "plus rien à faire" in street.lucas.newest.text
    assert "terminée" in street.chat.last.text
    street.odile.tap("help.closed:1")
    assert "déjà terminée" in street.odile.toast


def test_needs_nearby_one_a_screen(street: Peupliers) -> None:
    street.ask()
    street.ask(kind="repas")
    street.lucas.say("/aider")
    assert "1 sur 2" in street.lucas.last.text
    press_tap(street.lucas, "help.near")
    assert "2 sur 2" in street.lucas.last.text
    press_tap(street.lucas, "help.take")
    assert "repas" in street.odile.last.text


def test_a_person_who_runs_the_group_is_written_to_and_answers(street: Peupliers) -> None:
    street.odile.say("/besoin")
    press_tap(street.odile, "someone")
    assert "15" in street.odile.last.text
    press_tap(street.odile, "someone.write")
    street.odile.say("Je ne trouve pas le bouton.")
    assert "Je ne trouve pas" in street.karim.last.text
    press_tap(street.karim, "someone.reply")
    street.karim.say("J’arrive.")
    assert "J’arrive" in street.odile.last.text
    for stranger in (street.lucas, street.fatou):
        stranger.tap(f"someone.reply:{street.odile.person_id}")
        assert "plus actif" in stranger.toast


def test_the_same_words_five_times_are_left_for_a_human(street: Peupliers) -> None:
    from storage.tables import Report

    street.agreed()
    for n in range(6):
        street.lucas.tap("contact.write:1")
        street.lucas.say("Achetez ceci.")
        assert street.newest(Report) == (1 if n >= 4 else 0)


def test_a_visitor_who_presses_is_led_to_join(street: Peupliers, sqlite_engine: Engine) -> None:
    street.ask()
    stranger = street.street.person("Noé")
    a_visitor(sqlite_engine, stranger.id)
    press_tap(stranger, "help.take", street.chat)
    assert street.newest(HelpAcceptance) == 0
    assert stranger.texts
