"""Pause, stop, the notice, one's own data and erasing them. All people are fictional."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select, update

from content.privacy import LONGEST, notice
from rules.deliveries import DeliveryState, Purpose
from rules.help import AcceptanceState, RequestState, Slot
from rules.hours import EntryState, HourKind
from rules.messages import screen
from rules.privacy import read_pause
from rules.register import REGISTER, By, entries, personal_columns
from rules.residents import Standing
from storage import hour_totals, hours, ledger, links, people, tombstones, vouches
from storage import help as requests
from storage.help import NewRequest
from storage.ledger import Draft
from storage.tables import (
    Address,
    Block,
    Consent,
    Conversation,
    Deed,
    GesteIdea,
    GesteShown,
    GesteTap,
    HelpAcceptance,
    HelpContact,
    HelpRequest,
    HourEntry,
    Message,
    NeighbourGroup,
    Once,
    Participation,
    Person,
    Report,
    Residence,
    Schedule,
    SetAside,
    Thanks,
    metadata,
    table,
)
from tests.pilots import Pilot, Street
from tests.scheduler.street import a_group, a_person, a_zone

# Tuesday 24 November 2026, 10:00 in Paris.
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


class Lilacs:
    """A group with its admin Karim, and Odile and Lucas who help each other."""

    def __init__(self, engine: Engine) -> None:
        self.street = Street(engine, NOW)
        self.chat = self.street.group("Les Lilas")
        self.karim, self.odile, self.lucas = map(self.street.person, ("Karim", "Odile", "Lucas"))
        with self.street.session() as session:
            self.ids = {pilot.first_name: a_person(session, pilot.id, first_name=pilot.first_name)
                        for pilot in (self.karim, self.odile, self.lucas)}
            self.zone = a_zone(session, "rue des Lilas")
            self.group = a_group(session, -self.chat.value, name="Les Lilas", zone_id=self.zone,
                                 installed_by=self.ids["Karim"])
            for name, person in self.ids.items():
                people.take_part(session, person, self.group, NOW, admin=name == "Karim")
                session.connection().execute(insert(table(Residence)).values(
                    person_id=person, zone_id=self.zone, since=NOW))
        self.street.admins.add((self.chat.value, self.karim.id))

    def count(self, of: Any, *where: Any) -> int:
        with self.street.session() as session:
            return int(session.connection().execute(
                select(func.count()).select_from(table(of)).where(*where)).scalar_one())

    def request(self, asker: str, note: str = "") -> int:
        with self.street.session() as session:
            return requests.create(session, NewRequest(
                self.ids[asker], self.zone, "courses", TODAY + timedelta(days=2), Slot.MORNING, 30, note, "4821",
                NOW + timedelta(days=15)), NOW)


@pytest.fixture
def lilacs(engine: Engine) -> Lilacs:
    return Lilacs(engine)


# pause and stop
@pytest.mark.parametrize(("typed", "day"), [
    ("3j", date(2026, 11, 27)), ("2sem", date(2026, 12, 8)), ("1 mois", date(2026, 12, 24)),
    ("une semaine", date(2026, 12, 1)), ("24/12", date(2026, 12, 24)), ("demain", date(2026, 11, 25)),
    ("0j", None), ("hier", None), ("400j", None), ("jamais", None), ("", None)])
def test_a_pause_is_read_as_people_write_it(typed: str, day: date | None) -> None:
    assert read_pause(typed, TODAY) == day


@pytest.mark.parametrize(("presses", "day"), [
    (["1 semaine"], "mardi 1er décembre"), (["1 mois"], "jeudi 24 décembre"), (["Jusqu’à un jour", "Demain"], "mercredi 25")])
def test_a_pause_by_taps_holds_asks_until_its_day(lilacs: Lilacs, presses: list[str], day: str) -> None:
    lilacs.odile.say("/pause")
    for label in presses:
        lilacs.odile.press(label)
    assert day in lilacs.odile.last.text
    with lilacs.street.session() as session:
        ledger.add(session, Draft(screen(), lilacs.odile.row.address_id, purpose=Purpose.ASK), NOW)
    before = len(lilacs.odile.texts)
    lilacs.street.deliver()
    assert len(lilacs.odile.texts) == before
    lilacs.odile.press("Reprendre")
    assert lilacs.odile.row.paused_until is None


def test_stop_stops_all_but_answers_and_any_pause_tap_brings_it_back(lilacs: Lilacs) -> None:
    lilacs.lucas.say("/stop")
    with lilacs.street.session() as session:
        ledger.add(session, Draft(screen(), lilacs.lucas.row.address_id, purpose=Purpose.NOTICE), NOW)
    before = len(lilacs.lucas.texts)
    lilacs.street.deliver()
    assert len(lilacs.lucas.texts) == before
    lilacs.lucas.say("/privacy")
    assert len(lilacs.lucas.texts) == before + 1
    lilacs.lucas.say("/pause reprendre")
    assert not lilacs.lucas.row.stopped


def test_a_group_pauses_by_its_admin_alone_and_says_so(lilacs: Lilacs) -> None:
    lilacs.odile.say("/pause 2sem", lilacs.chat)
    assert "Seule une personne qui administre" in lilacs.chat.last.text
    assert lilacs.chat.facts.paused_until is None
    lilacs.karim.say("/pause 2sem", lilacs.chat)
    assert "mardi 8 décembre" in lilacs.chat.last.text
    assert lilacs.chat.facts.paused_until == datetime(2026, 12, 7, 23, 0, tzinfo=UTC)
    lilacs.odile.press("Reprendre", lilacs.chat)
    assert "Seule une personne" in lilacs.chat.notice
    assert lilacs.chat.facts.paused_until is not None
    lilacs.karim.press("Reprendre", lilacs.chat)
    assert lilacs.chat.facts.paused_until is None
    lilacs.karim.say("/pause", lilacs.chat)
    lilacs.karim.press("1 mois", lilacs.chat)
    assert "jeudi 24 décembre" in lilacs.chat.last.text


# the notice
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_notice_says_what_the_law_wants_in_short_pages(language: str) -> None:
    pages = notice(language).pages
    assert len(pages) == 8
    whole = " ".join(page.text for page in pages)
    for word in ("{contact}", "CNIL", "cnil.fr", "/mesdonnees", "/effacer", "/stop", "/signaler", "Telegram", "24",
                 "13", "72", "30"):
        assert word in whole
    assert all(len(page.text) <= LONGEST for page in pages)


def test_a_stranger_reads_the_notice_in_a_group_and_page_by_page_in_private(lilacs: Lilacs) -> None:
    stranger = lilacs.street.person("Nour")
    for order in ("/privacy", "/confidentialite"):
        stranger.say(order, lilacs.chat)
        assert "ni nom" in lilacs.chat.last.text
    stranger.press("Tout lire en privé", lilacs.chat)
    seen = [stranger.last.text]
    for _page in range(7):
        stranger.press("Suite")
        seen.append(stranger.last.text)
    assert len(set(seen)) == 8
    assert "Suite" not in "".join(stranger.last.labels)
    assert any("cnil.fr" in text for text in seen)


def test_the_notice_names_the_controller_of_the_settings(lilacs: Lilacs) -> None:
    from dataclasses import replace

    from rules.town import Town

    town = Town("Ville-d’Essai", "", "Mairie d’Essai <dpo@essai.example>")
    lilacs.street.dialogue = replace(lilacs.street.dialogue, town=town)
    lilacs.odile.say("/privacy")
    assert "Mairie d’Essai &lt;dpo@essai.example&gt;" in lilacs.odile.last.text


@pytest.mark.parametrize("order", ["/mesdonnees", "/effacer", "/stop"])
def test_what_is_personal_leaves_the_group_for_the_private_chat(lilacs: Lilacs, order: str) -> None:
    lilacs.odile.say(order, lilacs.chat)
    assert lilacs.chat.last.labels == ["Continuer en privé"]
    before = lilacs.odile.texts
    lilacs.odile.press("Continuer en privé", lilacs.chat)
    assert lilacs.odile.texts != before
    assert len(lilacs.chat.phone.messages) == 1
