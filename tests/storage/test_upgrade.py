"""A town changes its version and goes back: the database of each version given to towns, with its rows, on both
engines. All people are fictional.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from storage import schema
from storage.backup import backup, restore
from storage.engine import StorageError, open_engine, transaction
from storage.tables import HelpRequest, table
from tests import plans
from tests.bot.scenes import faults
from tests.storage.released import rows
from tests.world.streets import Street

NEXT_DAY = datetime(2026, 11, 28, 9, tzinfo=UTC)
KEY = "A" * 43 + "="


@pytest.fixture(params=rows.revisions())
def revision(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def old(empty_url: str, revision: str, _plans: plans.Plans) -> Iterator[Engine]:
    """The database of that version, as it left it."""
    _plans.off = True
    engine = open_engine(empty_url)
    schema.migrate(engine, revision)
    rows.put(engine, rows.read(revision))
    yield engine
    engine.dispose()
    _plans.off = False


def held(engine: Engine) -> rows.Rows:
    return {name: found for name, found in rows.held(engine).items() if found}


def asks(street: Street) -> int:
    with street.session() as session:
        return len(session.connection().execute(select(table(HelpRequest).c.id)).all())


def test_a_town_is_upgraded_served_and_taken_back(old: Engine, revision: str) -> None:
    """Up and down, each row is what it was; up, everybody finds their own; down again, what was said since stays."""
    if revision != schema.head():
        with pytest.raises(StorageError, match="run: python -m bot migrate"):
            schema.check(old)
    schema.migrate(old)
    schema.downgrade(old, revision)
    assert held(old) == rows.read(revision)
    schema.migrate(old)
    schema.check(old)
    street = Street(old, NEXT_DAY)
    _karim, odile, lucas, fatou = (street.person(name) for name in ("Karim", "Odile", "Lucas", "Fatou"))
    street.tick()
    odile.say("/mesdemandes")
    odile.press("des courses, dimanche 29 novembre")
    lucas.say("/monheure")
    assert "60 min sur 60" in lucas.last.text
    assert fatou.row.first_name == "Fatou"
    before = asks(street)
    odile.say("/besoin")
    for label in ("Courses et repas", "Faire des courses", "Demain", "Matin", "Publier"):
        odile.press(label)
    assert asks(street) == before + 1
    assert not faults(street)
    old.dispose()
    schema.downgrade(old, revision)
    assert schema.revision(old) == revision
    back = held(old)
    assert len(back["help_request"]) == before + 1
    assert [one["first_name"] for one in back["person"]][:4] == ["Karim", "Odile", "Lucas", "Fatou"]


def test_the_backup_made_before_the_upgrade_brings_the_version_before_back(
        old: Engine, revision: str, tmp_path: Path) -> None:
    """As docs/operating.md says: the file that `migrate` saved holds the revision it was made at."""
    url = old.url.render_as_string(hide_password=False)
    old.dispose()
    saved = backup(url, tmp_path / "backups", KEY, NEXT_DAY)
    schema.migrate(old)
    old.dispose()
    restore(saved, url, KEY, lambda _session, _person: None)
    with transaction(old) as session:
        names = session.connection().execute(select(table(HelpRequest).c.id)).all()
    assert len(names) == len(rows.read(revision)["help_request"])
