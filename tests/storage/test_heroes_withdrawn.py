"""Two hundred heroes, thirty of whom change their mind at any moment: none of those stands anywhere. All fictional."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from actions import heroes, heroes_shown
from actions.desk import Desk
from actions.privacy import leaver
from content.catalogue import load
from rules.heroes import Degree, HeroState
from storage import agenda, residents
from storage import heroes as store
from storage.backup import backup, restore
from storage.engine import open_engine
from storage.tables import Message, table
from storage.tables.heroes import Hero
from tests.world.people import Chat
from tests.world.rows import a_group, a_person
from tests.world.streets import Street

LEAVE = leaver(load())
A_GROUP, EACH = 5, 5


@pytest.fixture(autouse=True)
def _in_a_folder_of_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class Town:
    """Groups of five heroes each: some not read yet, some asked, most of them agreed."""

    def __init__(self, url: str, many: int) -> None:
        self.street = Street(open_engine(url))
        self.random, self.gone = Random(17), set[int]()
        self.chats = [self.street.group(f"Groupe {n}") for n in range(many // A_GROUP)]
        for chat in self.chats:
            self.settle(chat)

    def settle(self, chat: Chat) -> None:
        with self.street.session() as session:
            group = a_group(session, -chat.value, name=chat.title, geste_rhythm="never")
            for _n in range(A_GROUP):
                pilot = self.street.person("Camille")
                person = a_person(session, pilot.id, first_name="Camille")
                number = store.add(session, self.street.now, token=f"token-{pilot.id}", group_id=group, whole="",
                                   nominee_id=person, what=f"geste-{person}-")
                assert number == person, "as many stories as people"

    def step(self, numbers: list[int], *, agreed: bool) -> None:
        with self.street.session() as session:
            for number in numbers:
                found = store.by_id(session, number)
                assert found is not None
                heroes.approve(self.desk(session), found, number)
                if agreed:
                    heroes.agree(self.desk(session), found, Degree.NAME)

    def desk(self, session: object) -> Desk:
        return Desk(session, self.street.now, self.street.content)  # type: ignore[arg-type]

    def withdraw(self, *states: HeroState) -> None:
        """Some of those in these states change their mind."""
        with self.street.session() as session:
            rows = session.connection().execute(select(table(Hero).c.id, table(Hero).c.state)).all()
            found = [row.id for row in rows if row.state in states and row.id not in self.gone]
            for number in self.random.sample(found, EACH):
                heroes_shown.withdraw(self.desk(session), number)
                self.gone.add(number)

    def weeks(self, count: int) -> None:
        for _n in range(count):
            self.street.later(days=7)
            self.street.tick()

    def standing(self) -> list[int]:
        """Of those withdrawn: whose words are in a group, or in what the bot may still say there."""
        with self.street.session() as session:
            kept = [str(row) for row in session.connection().execute(select(table(Hero).c.what)).all()]
            kept += [str(row) for row in session.connection().execute(select(table(Message).c.params).where(
                table(Message).c.kind == "heroes.card")).all()]
        read = [text for chat in self.chats for text in chat.texts]
        return [number for number in self.gone if any(f"geste-{number}-" in one for one in (*kept, *read))]

    def shown(self) -> int:
        return sum("geste-" in text for chat in self.chats for text in chat.texts)


@pytest.mark.parametrize(("url", "many"), [
    ("sqlite", 200), pytest.param("postgres", 40, marks=pytest.mark.postgres)])
def test_none_is_left_standing_before_during_after_a_migration_and_a_restore(
        request: pytest.FixtureRequest, tmp_path: Path, url: str, many: int) -> None:
    found = str(request.getfixturevalue(f"{url}_url"))
    town = Town(found, many)
    street, everybody = town.street, list(range(1, many + 1))
    town.withdraw(HeroState.SENT)
    town.step([n for n in everybody if n not in town.gone], agreed=True)
    town.withdraw(HeroState.AGREED)
    street.later(hours=2)
    street.ring(street.now)
    town.withdraw(HeroState.SHOWN)  # on their way
    street.deliver()
    assert town.standing() == []
    town.weeks(1)
    town.withdraw(HeroState.SHOWN)
    street.deliver()
    for chat in town.chats[::2]:
        chat.migrate(chat.value - 1_000_000, street.person("Karim"))
    town.withdraw(HeroState.SHOWN, HeroState.AGREED)
    street.deliver()
    assert town.standing() == []
    saved = backup(found, tmp_path / "kept", None, street.now)
    town.withdraw(HeroState.SHOWN)
    street.deliver()
    assert len(town.gone) == 30
    street.engine.dispose()
    restore(saved, found, None, LEAVE)
    street.restart()
    street.later(minutes=5)
    street.tick()
    assert town.standing() == [], "an old backup brings none of them back"
    assert town.shown() >= (many - 30) / 3, "nobody else’s is gone"
    street.engine.dispose()


def test_its_own_backup_brings_back_what_nobody_withdrew(sqlite_url: str, tmp_path: Path) -> None:
    town = Town(sqlite_url, 5)
    town.step([1, 2], agreed=True)
    saved = backup(sqlite_url, tmp_path / "kept", None, town.street.now + timedelta(minutes=1))
    with town.street.session() as session:
        heroes_shown.withdraw(town.desk(session), 1)
    town.street.engine.dispose()
    restore(saved, sqlite_url, None, LEAVE)
    town.street.restart()
    with town.street.session() as session:
        states = [found.state for n in (1, 2, 3) if (found := store.by_id(session, n))]
        assert residents.by_id(session, 1) is not None
        agenda.put(session, heroes_shown.PUBLISH, {1: town.street.now})
    assert states == [HeroState.WITHDRAWN, HeroState.AGREED, HeroState.SENT]
    town.street.engine.dispose()


def test_what_appeared_after_the_backup_does_not_appear_again(sqlite_url: str, tmp_path: Path) -> None:
    town = Town(sqlite_url, 5)
    town.step([1], agreed=True)
    saved = backup(sqlite_url, tmp_path / "kept", None, town.street.now + timedelta(minutes=1))
    town.street.later(hours=2)
    town.street.tick()
    assert town.shown() == 1
    town.street.engine.dispose()
    restore(saved, sqlite_url, None, LEAVE)
    town.street.restart()
    town.weeks(3)
    assert town.shown() == 1
    with town.street.session() as session:
        found = store.by_id(session, 1)
        assert found is not None
        assert found.state is HeroState.SHOWN
        assert heroes_shown.withdraw(town.desk(session), 1), "its message is taken away by its own button"
    town.street.engine.dispose()
