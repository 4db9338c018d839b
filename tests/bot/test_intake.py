"""/saisie besides asking: an offer, a moment, a geste, and the end of each at once. All people are fictional."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from content.pages.press import print_page
from rules.intake import Noted
from storage import hours, intake, kits
from storage import offers as store
from storage.groups import of_zone
from storage.tables import HourEntry, HourTotal, table
from storage.tables.intake import IntakeNote, IntakeOffer
from tests.bot.test_consents import count
from tests.bot.test_todo import Looked
from tests.pilots import Pilot, Street
from tests.world.engines import on_both_engines
from tests.world.pressing import press_value
from tests.world.rows import a_request


@pytest.fixture
def home(street: Street) -> Looked:
    made = Looked(street.engine)
    made.street.tick()
    return made


def types(who: Pilot, door: str, *values: str) -> None:
    who.say("/saisie")
    who.press(door)
    for value in values:
        press_value(who, value)


def offers_on_paper(home: Looked, contact: str = "05 46 00 00 01, chez Mme Petit") -> int:
    types(home.nadia, "Une proposition", "oui", "call")
    home.nadia.say(contact)
    home.nadia.say("faire des courses")
    for value in ("courses", "=", "=", "rue", "oui"):
        press_value(home.nadia, value)
    return home.newest(IntakeOffer)


@pytest.mark.parametrize("door", ["Une demande", "Une proposition", "Un moment donné", "Un geste fait"])
def test_nothing_is_typed_without_a_yes_nor_outside_ones_places(home: Looked, door: str) -> None:
    types(home.nadia, door, "non")
    assert "rien n’est gardé" in home.nadia.last.text
    assert count(home, IntakeOffer) == count(home, IntakeNote) == count(home, HourTotal) == 0
    home.nadia.say("/saisie")
    home.lucas.say("/saisie")
    assert "veillent sur une rue" in home.lucas.last.text
    home.lucas.tap(home.nadia.find(door)[1].tap or "")
    assert not home.lucas.last.labels


def test_an_offer_on_paper_is_counted_and_the_referent_takes_the_steps(home: Looked) -> None:
    number = offers_on_paper(home)
    assert f"papier n° {number}" in home.nadia.last.text
    asker = home.odile.person_id
    with home.street.session() as session:
        assert store.in_zones(session, [home.zone], home.street.now) == {"courses": 1}
        a_request(session, asker, zone_id=home.zone, kind="courses", day=date(2026, 11, 30),
                  created_at=home.street.now)
    home.nadia.say("/referent")
    assert f"le papier n° {number} le propose" in home.nadia.last.text
    where = next(button.tap for row in home.nadia.last.screen.rows for button in row
                 if (button.tap or "").startswith("intake.match"))
    home.nadia.tap(where or "")
    assert any("chez Mme Petit" in text for text in home.nadia.texts), "who to call"
    home.nadia.press("Je peux y aller")
    everybody = [t for p in (home.karim, home.odile, home.lucas, home.fatou) for t in p.texts]
    assert not [t for t in (*everybody, *home.chat.texts) if "05 46" in t or "Petit" in t]


def test_what_was_typed_is_changed_printed_and_ended_at_once(home: Looked) -> None:
    number = offers_on_paper(home)
    home.nadia.say("/saisie")
    home.nadia.press("Ce que j’ai saisi")
    assert "Petit" not in home.nadia.last.text
    home.nadia.press(f"Papier n° {number}")
    assert "05 46 00 00 01" in home.nadia.last.text
    home.nadia.press("Modifier")
    for value in ("=", "immeuble", "oui"):
        press_value(home.nadia, value)
    home.nadia.press("Le papier à remettre")
    sheet = home.nadia.last.screen.attachment
    assert sheet is not None
    assert (sheet.page, sheet.facts["number"], sheet.facts["code"]) == ("papier", f"Papier n° {number}", "")
    assert "Petit" not in str(sheet.facts)
    assert print_page("papier", sheet.facts).count(b"/Type /Page\n") <= 1
    home.lucas.tap(f"intake.paper:{number}")
    home.lucas.tap(f"intake.no:{number}")
    assert "05 46" not in home.lucas.last.text
    assert count(home, IntakeOffer) == 1, "a stranger ends nothing"
    home.nadia.tap(f"intake.no:{number}")
    assert count(home, IntakeOffer) == 0
    with home.street.session() as session:
        assert not store.in_zones(session, [home.zone], home.street.now)
    home.nadia.tap(f"intake.print:{number}")
    assert not home.nadia.last.screen.attachment


def test_after_three_months_the_person_is_asked_again_then_forgotten(home: Looked) -> None:
    number = offers_on_paper(home)
    home.street.later(days=93)
    home.nadia.say("/referent")
    assert f"Papier n° {number}\u00a0: la personne est-elle toujours d’accord" in home.nadia.last.text
    home.nadia.tap(f"intake.sure:{number}")
    home.nadia.say("/referent")
    assert "toujours d’accord" not in home.nadia.last.text
    for _days in range(19):
        home.street.later(days=10)
        home.street.tick()
    assert count(home, IntakeOffer) == 0


@on_both_engines
def test_a_moment_and_a_geste_count_for_the_street_and_for_nobody(home: Looked) -> None:
    types(home.nadia, "Un moment donné", "oui", "voisinage", "30")
    home.nadia.say("hier")
    assert "au nom de personne" in home.nadia.last.text
    types(home.nadia, "Un geste fait", "oui", "bonjour", "15")
    home.nadia.say("hier")
    assert count(home, HourEntry) == 0, "in no profile"
    with home.street.session() as session:
        group = of_zone(session, home.zone)[0].id
        assert hours.group_month(session, group, 2026, 11) == (30, 0), "minutes, and nobody more"
        assert intake.gestes(session, group, date(2026, 11, 1), date(2026, 11, 30)) == 1
        told = kits.month(session, of_zone(session, home.zone)[0], date(2026, 11, 1), date(2026, 11, 30),
                          home.street.now, home.street.now)
        assert (told.gestes.count, told.gestes.people, told.gestes.printed) == (1, 0, None)
        moments = {row.what: row.id for row in session.connection().execute(select(table(IntakeNote)))}
    home.lucas.tap(f"intake.undo:{moments[Noted.HOUR]}")
    for number in moments.values():
        home.nadia.tap(f"intake.undo:{number}")
        home.nadia.tap(f"intake.undo:{number}")
    with home.street.session() as session:
        assert hours.group_month(session, group, 2026, 11) == (0, 0), "taken back once"
    assert count(home, IntakeNote) == 0


def test_not_yet_prints_the_words_to_ask_and_a_slip_is_printed_before_anybody_comes(home: Looked) -> None:
    types(home.nadia, "Une demande", "pas-encore", "papier")
    sheet = home.nadia.last.screen.attachment
    assert sheet is not None
    assert "Puis-je demander un coup de main pour vous" in sheet.facts["lines"][0]
    types(home.nadia, "Une demande", "oui", "paper", "courses-et-repas", "courses", "2026-11-26", "apres-midi")
    home.nadia.say("05 46 00 00 01, chez Mme Petit")
    press_value(home.nadia, "oui")
    home.nadia.press("Le papier à remettre")
    slip = home.nadia.last.screen.attachment
    assert slip is not None
    assert slip.facts["code"] == "", "not before somebody comes"
    assert slip.facts["lines"][1] == "jeudi 26 novembre, l’après-midi"
    assert "Petit" not in str(slip.facts)
