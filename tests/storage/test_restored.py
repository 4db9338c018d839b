"""An old backup brings nobody back who was erased since: no name, number or word, and no promise. On both engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from actions.privacy import leaver
from content.catalogue import load
from rules.help import RequestState
from storage.backup import backup, restore
from storage.engine import open_engine
from storage.tables import Delivery, HelpRequest, Message, metadata, table
from tests.world.peupliers import MORNING, Peupliers
from tests.world.pressing import press_tap

WORDS = ("Lucas", "06 11 22 33 44", "sac rouge", "Bricoler ensemble")


@pytest.fixture(autouse=True)
def _in_a_folder_of_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_who_was_erased_is_named_nowhere_and_what_they_promised_is_free(database_url: str, tmp_path: Path) -> None:
    engine = open_engine(database_url)
    street = Peupliers(engine)
    street.agreed()
    press_tap(street.lucas, "contact.phone")
    street.lucas.say("06 11 22 33 44")
    street.lucas.tap("contact.write:1")
    street.lucas.say("Je viendrai avec un sac rouge")
    own, value = street.ask(street.lucas, slot="matin"), str(street.lucas.id)
    saved = backup(database_url, tmp_path / "kept", None, MORNING)
    street.lucas.say("/effacer")
    street.lucas.press("Oui, effacer")
    engine.dispose()
    restore(saved, database_url, None, leaver(load()))
    engine = open_engine(database_url)
    everything = "\n".join(whole(engine))
    assert not [words for words in (*WORDS, value) if words in everything]
    with engine.connect() as connection:
        requests = {row.id: row for row in connection.execute(table(HelpRequest).select())}
        assert own not in requests
        assert [(r.state, r.taken) for r in requests.values()] == [(RequestState.OPEN, 0)]
        told = connection.execute(select(table(Message).c.kind, table(Delivery).c.state).join(
            table(Delivery), table(Delivery).c.message_id == table(Message).c.id).where(
                table(Message).c.kind == "privacy.hand_gone")).all()
    assert [tuple(row) for row in told] == [("privacy.hand_gone", "ready")]
    engine.dispose()


def whole(engine: Engine) -> list[str]:
    """Every row of every table, as text."""
    with engine.connect() as connection:
        return [f"{name} {dict(row)}" for name, of in metadata.tables.items()
                for row in rows_of(connection, of)]


def rows_of(connection: Any, of: Any) -> list[Any]:
    return list(connection.execute(select(of)).mappings())
