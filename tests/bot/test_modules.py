"""What a group does without, and what the whole town does. All people are fictional."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session

from actions.desk import Desk
from bot.handlers import HOUSE
from messages.heroes import HeroCard
from rules.deliveries import Purpose
from rules.kinds import KINDS
from rules.manners import Cap, manner_of
from rules.modules import module_of
from storage import groups, modules
from storage.tables import Delivery, table
from tests.bot.scenes import faults
from tests.pilots import Pilot
from tests.world.peupliers import Peupliers

CARD = HeroCard(1, "Le trottoir est salé.")


def is_told(here: Peupliers) -> bool:
    with here.street.session() as session:
        group = groups.by_id(session, here.group)
        assert group is not None
        return Desk(session, here.street.now, here.street.dialogue.content).tell_group(group, CARD) is not None


def switch(pilot: Pilot, here: Peupliers, word: str) -> None:
    pilot.tap(f"modules.set:{here.group}:{word}:0", 1)


def chosen(session: Session, here: Peupliers) -> frozenset[str]:
    """What the group switched off; the street of these tests is born without the rhythm of the year."""
    return modules.off_of_group(session, here.group).here - {"rhythm"}


@pytest.fixture
def here(engine: Engine) -> Peupliers:
    return Peupliers(engine)


def test_a_group_does_without_one_module_and_changes_its_mind(here: Peupliers) -> None:
    karim, odile = here.karim, here.odile
    here.street.at(datetime(2026, 11, 24, 20, 30, tzinfo=UTC))
    assert is_told(here)  # it waits for the morning
    karim.say("/reglages", here.chat)
    karim.press("Ouvrir les réglages", here.chat)
    karim.press("🏠 Chez nous")
    karim.press("🔘 Modules")
    assert "✓ 🌟 À l’honneur" in (label for page in pages(karim) for label in page)
    switch(karim, here, "heroes")
    with here.street.session() as session:
        assert session.connection().execute(select(table(Delivery).c.reason).where(
            table(Delivery).c.reason == "module off")).scalars().all() == ["module off"], "what waited never leaves"
    assert not is_told(here)
    odile.say("/heros", here.chat)
    assert "Ce groupe a choisi de s’en passer" in here.chat.last.text
    odile.say("/heros")
    assert "Ce groupe a choisi de s’en passer" in odile.last.text
    odile.tap("hero.new", 1)
    assert "Ce groupe a choisi de s’en passer" in odile.toast
    switch(karim, here, "heroes")
    odile.say("/heros")
    assert "Raconter un geste" in " ".join(odile.last.labels)
    assert is_told(here)
    assert not faults(here.street)


def pages(pilot: Pilot) -> list[list[str]]:
    """Once around: the last page leads to the first."""
    found = [pilot.last.labels]
    for _again in HOUSE.modules:
        pilot.press("Autres choix")
        found.append(pilot.last.labels)
    return found


def test_only_who_runs_the_group_changes_it_and_nothing_vital_can_be(here: Peupliers) -> None:
    switch(here.odile, here, "heroes")
    assert "Seule une personne qui administre" in here.odile.toast
    for word in ("help", "groups", "privacy", "alerts", "hours", "moderation", "unknown", ""):
        switch(here.karim, here, word)
        assert "n’est plus actif" in here.karim.toast
    with here.street.session() as session:
        assert chosen(session, here) == frozenset()
    assert not HOUSE.modules.keys() & {"help", "groups", "privacy", "alerts", "hours", "moderation"}


def test_what_the_town_closes_is_closed_for_all_and_comes_back_as_each_group_chose(here: Peupliers) -> None:
    with here.street.session() as session:
        modules.set_for_town(session, "heroes", here.street.now, on=False)
        modules.set_for_group(session, here.group, "missions", here.street.now, on=False)
        assert not modules.is_on(session, "heroes")
        assert not modules.is_on(session, "heroes", here.group)
        assert modules.is_on(session, "missions")
        assert not modules.is_on(session, "missions", here.group)
        assert modules.off_of_town(session) == {"heroes"}
    assert not is_told(here)
    here.odile.say("/heros")
    assert "Ce n’est pas ouvert ici pour l’instant" in here.odile.last.text
    here.karim.tap(f"modules:{here.group}", 1)
    assert not any("À l’honneur" in label for page in pages(here.karim) for label in page)
    with here.street.session() as session:
        modules.set_for_town(session, "heroes", here.street.now, on=True)
        assert chosen(session, here) == {"missions"}
    assert is_told(here)


def test_whatever_animates_a_group_can_be_switched_off() -> None:
    """With every module off there is the daily geste, and nothing else."""
    lively = {name for name, kind in KINDS.items() if manner_of_kind(kind)}
    assert lively
    assert {module_of(name) for name in lively} <= HOUSE.modules.keys()


def manner_of_kind(kind: type[object]) -> bool:
    manner = manner_of(object.__new__(kind))
    return manner.cap is Cap.ANIMATION or manner.purpose is Purpose.CAMPAIGN
