"""Pause, stop, the statement, one's own data and erasing them. All people are fictional."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update

from actions import help_cards
from actions.desk import Desk
from bot.render import typeset
from content.privacy import LONGEST, statement
from messages.hours import SmallAsk
from rules.deliveries import Purpose, Window
from rules.help import RequestState
from rules.incoming import Incoming, Place, PlaceKind, Sender, Tapped
from rules.privacy import read_pause
from rules.register import By, entries, personal_columns
from rules.residents import Standing
from rules.screens import screen
from rules.theirs import Theirs
from rules.town import Town
from storage import groups, hour_totals, ledger, residents, seats, tombstones
from storage import help as requests
from storage.ledger import Draft
from storage.tables import (
    REGISTER,
    Address,
    HelpRequest,
    HourEntry,
    Message,
    Participation,
    Person,
    metadata,
    table,
)
from tests.bot.lilacs import NOW, TODAY, Lilacs, everything_about, exported
from tools.register import PAGES, with_tables


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
    (["1 semaine"], "mardi 1er décembre"), (["1 mois"], "jeudi 24 décembre"),
    (["Jusqu’à un jour", "Demain"], "mercredi 25 novembre")])
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
    assert lilacs.chat.group.paused_until is None
    lilacs.karim.say("/pause 2sem", lilacs.chat)
    assert "mardi 8 décembre" in lilacs.chat.last.text
    assert lilacs.chat.group.paused_until == datetime(2026, 12, 7, 23, 0, tzinfo=UTC)
    lilacs.odile.press("Reprendre", lilacs.chat)
    assert "Seule une personne" in lilacs.chat.toast
    assert lilacs.chat.group.paused_until is not None
    lilacs.karim.press("Reprendre", lilacs.chat)
    assert lilacs.chat.group.paused_until is None
    lilacs.karim.say("/pause", lilacs.chat)
    lilacs.karim.press("1 mois", lilacs.chat)
    assert "jeudi 24 décembre" in lilacs.chat.last.text


# the statement
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_notice_says_what_the_law_wants_in_short_pages(language: str) -> None:
    pages = statement(language).pages
    assert len(pages) == 9
    whole = " ".join(page.text for page in pages)
    for word in ("{contact}", "CNIL", "cnil.fr", "/mesdonnees", "/effacer", "/stop", "/signaler", "Telegram", "24",
                 "13", "30"):
        assert word in whole
    assert all(len(page.text) <= LONGEST for page in pages)


def test_a_stranger_reads_the_notice_in_a_group_and_page_by_page_in_private(lilacs: Lilacs) -> None:
    stranger = lilacs.street.person("Nour")
    for order in ("/privacy", "/confidentialite"):
        stranger.say(order, lilacs.chat)
        assert "ni nom" in lilacs.chat.last.text
    stranger.press("Tout lire en privé", lilacs.chat)
    seen = [stranger.last.text]
    for _page in range(8):
        stranger.press("Suite")
        seen.append(stranger.last.text)
    assert len(set(seen)) == 9
    assert "Suite" not in "".join(stranger.last.labels)
    assert any("cnil.fr" in text for text in seen)


def test_the_notice_names_the_controller_of_the_settings(lilacs: Lilacs) -> None:
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


# one's own data
def test_register(engine: Engine) -> None:
    """Every column of every table has its purpose, basis, duration and owner, declared beside the table."""
    declared = dict(entries(REGISTER))
    assert set(declared) == {f"{name}.{column.name}" for name, of in metadata.tables.items() for column in of.columns}
    assert all(entry.purpose and entry.basis and entry.kept for entry in declared.values())
    assert all(entry.owner for entry in declared.values() if entry.personal)


def test_export_is_complete(lilacs: Lilacs) -> None:
    everything_about(lilacs, lilacs.ids["Odile"], lilacs.ids["Lucas"])
    whole = exported(lilacs.odile)
    by_table = {part["table"]: part for part in whole["donnees"]}
    for name, declared in REGISTER.items():
        if not declared.owners:
            continue
        part = by_table[name]
        assert part["pourquoi"]
        assert part["duree"]
        assert part["lignes"], f"no row of {name}"
        assert set(part["lignes"][0]) == set(personal_columns(declared))
    text = json.dumps(whole, ensure_ascii=False)
    for mine in ("Odile", str(lilacs.odile.id), "rue des Lilas", "Sonnez deux fois", "06 11 11 11 11", "Arroser",
                 "4821", "insultes", "2026-11-24"):
        assert mine in text


def test_an_export_tells_nothing_of_anybody_else(lilacs: Lilacs) -> None:
    everything_about(lilacs, lilacs.ids["Odile"], lilacs.ids["Lucas"])
    text = json.dumps(exported(lilacs.odile), ensure_ascii=False)
    for theirs in ("SECRET-DE-LUCAS", "06 22 22 22 22", "MOT-DE-LUCAS", f"\"{lilacs.lucas.id}\"", "ab" * 32):
        assert theirs not in text


def test_a_second_export_does_not_hold_the_first(lilacs: Lilacs) -> None:
    exported(lilacs.odile)
    assert json.dumps(exported(lilacs.odile)).count("fait_le") == 1


def test_owners_say_how_they_are_found() -> None:
    assert {owner.by for declared in REGISTER.values() for owner in declared.owners} == set(By)


# erasing
def test_erase(lilacs: Lilacs) -> None:
    """Nothing of hers is left but totals; the last answer still arrives, then the address goes."""
    me, other = lilacs.ids["Odile"], lilacs.ids["Lucas"]
    everything_about(lilacs, me, other)
    lilacs.odile.say("/effacer")
    lilacs.odile.press("Oui, effacer")
    assert lilacs.odile.last.text.startswith("C’est fait")
    assert_nothing_left(lilacs, me)
    with lilacs.street.session() as session:
        assert [(t.group_id, t.month, t.minutes, t.people) for t in hour_totals.totals(session)] == [
            (lilacs.group, "2026-11", 45, 1)]
        file = tombstones.beside(lilacs.street.engine.url)
        assert tombstones.hash_of(tombstones.key_of(file), lilacs.odile.id) in tombstones.known(file)
    assert lilacs.count(Address, table(Address).c.value == lilacs.odile.id) == 1
    lilacs.street.later(hours=1, minutes=1)
    lilacs.street.tick()
    assert lilacs.count(Address, table(Address).c.value == lilacs.odile.id) == 0
    assert lilacs.count(Message, table(Message).c.kind == "privacy.export") == 0


def assert_nothing_left(lilacs: Lilacs, me: int) -> None:
    marks = {me, f"p{me}"}
    with lilacs.street.session() as session:
        for name, declared in REGISTER.items():
            for owner in declared.owners:
                if owner.by in (By.PERSON, By.MARK) and name != "address":
                    column = metadata.tables[name].c[owner.column]
                    found = session.connection().execute(select(func.count()).where(column.in_(
                        [m for m in marks if isinstance(m, str) == (owner.by is By.MARK)]))).scalar_one()
                    assert not found, f"{name}.{owner.column}"
        kept = session.connection().execute(select(table(Message).c.params).where(
            ~table(Message).c.kind.in_(["screen", "tap_answer"]))).scalars()
        assert not any("Odile" in json.dumps(params, ensure_ascii=False) for params in kept)


def test_erasing_closes_what_was_open_and_names_nobody(lilacs: Lilacs) -> None:
    hers, his = lilacs.request("Odile"), lilacs.request("Lucas")
    lilacs.lucas.tap(f"help.take:{hers}")
    lilacs.odile.tap(f"help.take:{his}")
    lilacs.odile.press("D’accord")
    lilacs.lucas.press("D’accord")
    seen = lilacs.lucas.newest.id
    lilacs.odile.say("/effacer")
    lilacs.odile.press("Oui, effacer")
    told = [one.text for one in lilacs.lucas.phone.messages.values() if one.id > seen]
    assert any("plus rien à faire" in text for text in told)
    assert any("ne peut plus venir" in text for text in told)
    assert not any("Odile" in text for text in told)
    assert lilacs.count(HelpRequest, table(HelpRequest).c.id == hers) == 0
    assert lilacs.count(HelpRequest, table(HelpRequest).c.id == his,
                        table(HelpRequest).c.state == RequestState.OPEN, table(HelpRequest).c.taken == 0) == 1


def test_the_card_in_the_group_says_it_is_closed(lilacs: Lilacs) -> None:
    number = lilacs.request("Odile")
    with lilacs.street.session() as session:
        request, group = requests.by_id(session, number), groups.by_id(session, lilacs.group)
        assert request is not None
        assert group is not None
        help_cards.put_up(Desk(session, NOW, lilacs.street.content), request, group)
    lilacs.street.deliver()
    assert lilacs.chat.last.labels == ["✋ Je peux"]
    lilacs.odile.say("/effacer")
    lilacs.odile.press("Oui, effacer")
    assert [m.labels for m in lilacs.chat.phone.messages.values()] == [[]]
    assert "terminée" in lilacs.chat.last.text


def test_words_still_to_leave_with_the_name_never_leave(lilacs: Lilacs) -> None:
    number, me = lilacs.request("Odile"), lilacs.ids["Odile"]
    with lilacs.street.session() as session:
        seats.take(session, number, lilacs.ids["Lucas"], NOW)
        lucas = residents.by_id(session, lilacs.ids["Lucas"])
        assert lucas is not None
        ask = SmallAsk(Theirs("Odile", me))
        ledger.add(session, Draft(ask, lucas.address, window=Window(NOW + timedelta(days=1))), NOW)
    lilacs.odile.say("/effacer")
    lilacs.odile.press("Oui, effacer")
    lilacs.street.later(days=2)
    lilacs.street.deliver()
    assert not any("Odile" in text for text in lilacs.lucas.texts)


def test_an_old_button_does_not_erase(lilacs: Lilacs) -> None:
    lilacs.odile.say("/effacer")
    lilacs.street.later(days=2)
    lilacs.odile.press("Oui, effacer")
    assert "Tout effacer" in lilacs.odile.last.text
    assert lilacs.odile.row is not None


def test_who_was_erased_may_come_back_as_a_newcomer(lilacs: Lilacs) -> None:
    lilacs.odile.say("/effacer")
    lilacs.odile.press("Oui, effacer")
    lilacs.street.later(minutes=5)
    lilacs.odile.say("/start")
    assert lilacs.odile.row.standing is Standing.VISITOR
    assert lilacs.odile.row.first_name == ""
    lilacs.street.later(hours=2)
    lilacs.street.tick()
    assert lilacs.odile.row is not None


def test_erasing_in_the_middle_of_a_conversation_or_of_a_replayed_batch(lilacs: Lilacs) -> None:
    lilacs.odile.say("/pause")
    lilacs.odile.say("/effacer")
    place, sender = Place(lilacs.odile.id, PlaceKind.PRIVATE), Sender(lilacs.odile.id, "Odile", "fr")
    batch = [Incoming(9001, sender, place, Tapped("q1", f"privacy.erase:{TODAY}", None)),
             Incoming(9002, Sender(lilacs.lucas.id, "Lucas", "fr"), Place(lilacs.lucas.id, PlaceKind.PRIVATE),
                      Tapped("q2", "privacy.hush:1:0", None))]  # a refusal costs its turn alone
    lilacs.street.dialogue.handle_batch(batch, NOW, 0)
    lilacs.street.deliver()
    assert lilacs.odile.row is None
    assert lilacs.odile.last.text.startswith("C’est fait")
    assert lilacs.count(Person, table(Person).c.first_name == "Odile") == 0
    assert lilacs.count(Participation) == 2
    assert lilacs.count(HourEntry) == 0


def test_a_suspended_person_and_a_visitor_keep_their_rights(lilacs: Lilacs) -> None:
    with lilacs.street.session() as session:
        session.connection().execute(update(table(Person)).where(
            table(Person).c.id == lilacs.ids["Odile"]).values(standing=Standing.SUSPENDED))
    assert exported(lilacs.odile)["donnees"]
    assert exported(lilacs.street.person("Nour"))["donnees"]
    lilacs.odile.say("/effacer")
    lilacs.odile.press("Oui, effacer")
    assert lilacs.odile.row is None


def test_the_papers_for_the_controller_say_what_the_code_says() -> None:
    docs = Path(__file__).parents[2] / "docs"
    register = (docs / "registre-traitements.md").read_text("utf-8")
    for name, declared in REGISTER.items():
        assert f"| `{name}` | {declared.title} | {declared.purpose} | {declared.basis} | {declared.kept} |" in register
    for page in PAGES:
        paper = (docs / page).read_text("utf-8")
        assert with_tables(page, paper) == paper, f"{page}: python -m tools.register"
    printed = (docs / "notice-confidentialite.md").read_text("utf-8")
    for page in statement("fr").pages:
        assert typeset(page.text).replace("\n", "\n\n") in printed
