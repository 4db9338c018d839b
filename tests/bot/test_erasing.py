"""Erasing touches what carries the name or the words of who erases themself, and nobody else's row."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from messages.thanks_month import GroupThanks
from rules.deliveries import Window
from rules.residents import Person as KnownPerson
from rules.screens import screen
from rules.shape import sender_of, shape
from rules.theirs import Theirs, mentioned
from rules.words import _, quoted
from storage import groups, inbox, ledger, privacy, residents
from storage.engine import transaction
from storage.ledger import Draft
from storage.tables import Block, Delivery, Message, Person, SetAside, table
from tests.pilots import Pilot
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap
from tests.world.rows import NOW, a_person


@pytest.fixture
def street(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def rename(street: Peupliers, name: str) -> None:
    number = street.lucas.person_id
    with street.street.session() as session:
        residents.change(session, number, first_name=name)


def erase(street: Peupliers) -> None:
    street.lucas.say("/effacer")
    street.lucas.press("Oui, effacer")


@pytest.mark.parametrize("name", ["e", "Al", "Li", "Jo"])
def test_a_short_name_erases_nobody_elses_words(street: Peupliers, name: str) -> None:
    """Cards that wait for the morning still leave, and what was said to the group and its admin stays."""
    rename(street, name)
    street.ask()
    with street.street.session() as session:
        group = groups.by_id(session, street.group)
        assert group is not None
        waits = ledger.add(session, Draft(screen(_("Vous êtes huit personnes ici.")), group.address,
                                          window=Window(street.street.now + timedelta(hours=20))), street.street.now)
        before = {row.id: row.params for row in session.connection().execute(table(Message).select())}
    erase(street)
    with street.street.session() as session:
        after = {row.id: row.params for row in session.connection().execute(table(Message).select())}
        state = session.connection().execute(select(table(Delivery).c.state).where(table(Delivery).c.id == waits))
        assert state.scalar_one() == "waiting"
    assert {number: after[number] for number in before if number in after} == before
    assert street.chat.last.labels == ["✋ Je peux"]


def test_what_names_them_goes_from_everybodys_ledger(street: Peupliers) -> None:
    """Proposals, relayed words, a report, the reply that named them: by whose they are, in whatever field."""
    street.agreed()
    street.lucas.tap("contact.write:1")
    street.lucas.say("Bien à vous")
    street.odile.say("/mesdemandes")
    press_tap(street.odile, "help.mine")
    erase(street)
    assert not [text for text in told(street, street.odile.person_id) if "Lucas" in text or "Bien à vous" in text]


def test_what_waits_with_their_name_never_leaves(street: Peupliers) -> None:
    lucas, odile = known(street, street.lucas), known(street, street.odile)
    offer = screen(_("{name} peut vous aider", name=quoted(lucas.first_name)))
    with street.street.session() as session:
        late = ledger.add(session, Draft(offer, odile.address, window=tomorrow(street)), street.street.now)
    erase(street)
    with street.street.session() as session:
        row = session.connection().execute(table(Delivery).select().where(table(Delivery).c.id == late)).one()
    assert (row.state, row.reason) == ("cancelled", "erased")


def test_a_merci_that_names_several_only_loses_the_name(street: Peupliers) -> None:
    names = known(street, street.lucas).first_name, known(street, street.fatou).first_name
    with street.street.session() as session:
        group = groups.by_id(session, street.group)
        assert group is not None
        thanks = GroupThanks("Les Peupliers", 2, 3, "", 4, names)
        ledger.add(session, Draft(thanks, group.address, window=tomorrow(street)), street.street.now)
    erase(street)
    with street.street.session() as session:
        row = session.connection().execute(select(table(Message).c.params, table(Delivery).c.state).join(
            table(Delivery), table(Delivery).c.message_id == table(Message).c.id).where(
                table(Message).c.kind == "thanks.month")).one()
    assert (row.params["names"], row.state) == (["Fatou"], "waiting")


def test_words_written_in_the_same_breath_go_within_the_hour(street: Peupliers) -> None:
    """A message that named them was being written while they erased themself."""
    lucas, odile = known(street, street.lucas), known(street, street.odile)
    erase(street)
    with street.street.session() as session:
        ledger.add(session, Draft(screen(quoted(lucas.first_name)), odile.address), street.street.now)
    street.street.later(hours=1, minutes=1)
    street.street.tick()
    assert "Lucas" not in "".join(told(street, street.odile.person_id))


def known(street: Peupliers, pilot: Pilot) -> KnownPerson:
    number = pilot.person_id
    with street.street.session() as session:
        found = residents.by_id(session, number)
    assert found is not None
    return found


def tomorrow(street: Peupliers) -> Window:
    return Window(street.street.now + timedelta(days=1))


def test_a_name_says_whose_it_is_wherever_it_stands() -> None:
    name = Theirs("Li", 7)
    assert mentioned(screen(_("{a}", a=_("{b}", b=quoted(name))))) == {7}
    assert mentioned(GroupThanks("g", 1, 1, "", 1, (name, "Odile"))) == {7}
    assert mentioned(screen(_("Li"))) == frozenset()
    assert mentioned(screen(quoted(Theirs("", 7)))) == frozenset()


# updates set aside
def test_what_is_set_aside_says_nothing_of_anybody() -> None:
    odile = {"id": 7000000004, "first_name": "Odile", "is_bot": False}
    raw = {"update_id": 9, "message": {"message_id": 4, "from": odile,
                                       "chat": {"id": 7000000004, "type": "private"}, "text": "06 12 34 56 78",
                                       "location": {"latitude": 48.85837, "longitude": 2.294481}, "Chez moi": [1]}}
    kept = shape(raw)
    for words in ("Odile", "06 12", "48.85837", "2.294481", "7000000004", "Chez moi"):
        assert words not in kept
    assert '"update_id": 9' in kept
    assert '"type": "private"' in kept
    assert sender_of(raw) == 7000000004


def test_only_ones_own_updates_are_erased(engine: Engine) -> None:
    """An old, short platform id is part of many numbers."""
    with transaction(engine) as session:
        mine = residents.by_id(session, a_person(session, 12))
        assert mine is not None
        inbox.set_aside(session, 1, "{}", "unreadable", NOW, 12)
        inbox.set_aside(session, 2, '{"n": 7000000012}', "unreadable", NOW, 7000000012)
        assert [row["sender"] for row in privacy.everything(session, mine)["set_aside"]] == [12]
        privacy.erase(session, mine, NOW)
        assert list(session.connection().execute(select(table(SetAside).c.sender)).scalars()) == [7000000012]


# blocks
def test_a_block_outlives_erasing_oneself_and_coming_back(street: Peupliers) -> None:
    """Who was blocked, erases themself and joins anew is still kept apart; so is who asked for it, both gone too."""
    street.agreed()
    street.odile.tap("block.yes:1")
    value = street.lucas.id
    erase(street)
    assert blocks(street) == []
    odile, back = street.odile.person_id, comes_back(street, value)
    assert blocks(street) == [(odile, back)]
    for pilot in (street.odile, street.lucas):
        pilot.say("/effacer")
        pilot.press("Oui, effacer")
    again = comes_back(street, value)
    assert blocks(street) == []
    hers = comes_back(street, street.odile.id)
    assert blocks(street) == [(hers, again)]


def comes_back(street: Peupliers, value: int) -> int:
    pilot = next(p for p in (street.odile, street.lucas) if p.id == value)
    pilot.say("/start")
    return pilot.person_id


def blocks(street: Peupliers) -> list[tuple[int, int]]:
    with street.street.session() as session:
        return [(b.person_id, b.other_id) for b in session.connection().execute(table(Block).select())]


def told(street: Peupliers, person: int) -> list[str]:
    """The parameters of every message to this person."""
    with street.street.session() as session:
        address = session.connection().execute(select(table(Person).c.address_id).where(
            table(Person).c.id == person)).scalar_one()
        return [str(params) for params in session.connection().execute(select(table(Message).c.params).join(
            table(Delivery), table(Delivery).c.message_id == table(Message).c.id).where(
                table(Delivery).c.address_id == address)).scalars()]


def test_erasing_oneself_does_not_empty_the_day(street: Peupliers) -> None:
    """Who erases themself and joins again has not ten more reports, prints or exports that day; tomorrow they have."""
    for _time in range(5):
        street.lucas.say("/mesdonnees")
    street.lucas.say("/mesdonnees")
    assert "plusieurs fois aujourd’hui" in street.lucas.last.text
    erase(street)
    street.street.later(minutes=5)
    street.lucas.say("/start")
    street.lucas.say("/mesdonnees")
    assert "plusieurs fois aujourd’hui" in street.lucas.last.text
    stranger = street.street.person("Sacha")
    stranger.say("/start")
    stranger.say("/mesdonnees")
    assert "plusieurs fois aujourd’hui" not in stranger.last.text
    street.street.later(hours=24)
    street.lucas.say("/mesdonnees")
    assert "plusieurs fois aujourd’hui" not in street.lucas.last.text
