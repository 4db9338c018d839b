"""Backups come back: whole, sealed, safe to serve, and without those who asked to be erased. On both engines."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.engine import make_url

from actions.privacy import leaver
from content.catalogue import load
from rules.deliveries import DeliveryState, Lane, Policy, Purpose, Window
from rules.screens import screen
from rules.words import _
from storage import ledger, tombstones
from storage.backup import backup, prune, restore, verify
from storage.engine import StorageError, open_engine, transaction
from storage.lease import mark, take_lease
from storage.sealing import PIECE, SealBroken, seal, unseal
from storage.tables import Address, BotLease, Delivery, Person, SeenUpdate, table
from tests.world.rows import NOW, a_request
from tests.world.rows import a_visitor as a_person

LEAVE = leaver(load())
KEY = Fernet.generate_key().decode()
S = DeliveryState
_d, _p, _a = table(Delivery), table(Person), table(Address)


@pytest.fixture(autouse=True)
def _in_a_folder_of_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With PostgreSQL, the file of tombstones is in data/ of the working folder."""
    monkeypatch.chdir(tmp_path)


def a_delivery(engine: Engine, person: int, state: DeliveryState, lane: Lane = Lane.CAMPAIGN) -> int:
    with transaction(engine) as session:
        address = session.connection().execute(select(_p.c.address_id).where(_p.c.id == person)).scalar_one()
        made = ledger.add(session, ledger.Draft(screen(_("Bonjour")), address, lane, Purpose.CAMPAIGN,
                                                Policy.AT_MOST_ONCE, Window()), NOW)
        session.connection().execute(update(_d).where(_d.c.id == made).values(state=state))
    return made


def state_of(engine: Engine, delivery: int) -> DeliveryState:
    with engine.connect() as connection:
        found = connection.execute(select(_d.c.state).where(_d.c.id == delivery)).scalar_one()
    assert isinstance(found, DeliveryState)
    return found


def people(url: str) -> list[int]:
    engine = open_engine(url)
    with engine.connect() as connection:
        found = connection.execute(select(_a.c.value).join(_p, _p.c.address_id == _a.c.id).order_by(_a.c.value))
        values = list(found.scalars())
    engine.dispose()
    return values


def erase(engine: Engine, person: int, value: int, now: object = NOW) -> None:
    with transaction(engine) as session:
        tombstones.remember(session, value, NOW + timedelta(hours=1))
        address = session.connection().execute(select(_p.c.address_id).where(_p.c.id == person)).scalar_one()
        session.connection().execute(delete(_p).where(_p.c.id == person))
        session.connection().execute(delete(_a).where(_a.c.id == address))


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "sealed"])
def test_restore_drill(database_url: str, key: str | None, tmp_path: Path) -> None:
    engine = open_engine(database_url)
    odile, karim = a_person(engine, 101), a_person(engine, 102)
    with transaction(engine) as session:
        a_request(session, odile)
    was = {state: a_delivery(engine, karim, state) for state in S}
    answer, notice = (a_delivery(engine, karim, S.READY, lane) for lane in (Lane.ANSWER, Lane.NOTICE))
    engine.dispose()

    saved = backup(database_url, tmp_path / "kept", key, NOW)
    assert saved.stat().st_mode & 0o077 == 0
    assert "2 people" in verify(saved, key, tmp_path)

    engine = open_engine(database_url)
    a_person(engine, 103)
    erase(engine, odile, 101)
    engine.dispose()
    restore(saved, database_url, key, LEAVE)

    assert people(database_url) == [102], "103 came after the backup; 101 was erased and stays erased"
    engine = open_engine(database_url)
    assert {state: state_of(engine, was[state]) for state in S} == {s: s for s in S} | {
        S.READY: S.UNCERTAIN, S.PAUSED: S.UNCERTAIN, S.WAITING: S.PAUSED, S.SENDING: S.UNCERTAIN}
    assert state_of(engine, notice) is S.PAUSED
    assert state_of(engine, answer) is S.READY
    engine.dispose()


def test_a_backup_of_another_town_is_refused_and_nothing_changes(database_url: str, tmp_path: Path) -> None:
    """Whose it is, the bot that served it says: a renewed token is the same town while its database is there."""
    served(database_url, "101:theirs")
    saved = backup(database_url, tmp_path / "kept", None, NOW)
    engine = open_engine(database_url)
    with transaction(engine) as session:
        session.connection().execute(delete(table(BotLease)))
    a_person(engine, 103)
    engine.dispose()
    with pytest.raises(StorageError, match="of another town"):
        restore(saved, database_url, None, LEAVE, bot=mark("202:ours"))
    assert people(database_url) == [103]
    restore(saved, database_url, None, LEAVE, bot=mark("202:ours"), any_bot=True)
    assert people(database_url) == []
    restore(saved, database_url, None, LEAVE, bot=mark("202:renewed"))
    assert people(database_url) == [], "the database in place was served by the same bot as the backup"


def served(url: str, token: str) -> None:
    engine = open_engine(url)
    with transaction(engine) as session:
        assert take_lease(session, mark(token), "one", NOW)
    engine.dispose()


def test_restore_keeps_erased(database_url: str, tmp_path: Path) -> None:
    """Even when the live database is lost: the file beside it remembers."""
    engine = open_engine(database_url)
    odile = a_person(engine, 101)
    a_person(engine, 102)
    saved = backup(database_url, tmp_path / "kept", None, NOW)
    erase(engine, odile, 101)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM tombstone")
    engine.dispose()
    restore(saved, database_url, None, LEAVE)
    assert people(database_url) == [102]
    restore(backup(database_url, tmp_path / "kept", None, NOW), database_url, None, LEAVE)
    assert people(database_url) == [102]


def test_who_came_back_after_being_erased_stays(database_url: str, tmp_path: Path) -> None:
    engine = open_engine(database_url)
    erase(engine, a_person(engine, 101), 101)
    a_person(engine, 101, NOW + timedelta(days=2))
    engine.dispose()
    saved = backup(database_url, tmp_path / "kept", None, NOW + timedelta(days=3))
    restore(saved, database_url, None, LEAVE)
    assert people(database_url) == [101]


def test_an_erasure_rolled_back_leaves_no_tombstone(engine: Engine) -> None:
    with transaction(engine) as session:
        tombstones.remember(session, 101, NOW)
        session.rollback()
    with transaction(engine) as session:
        savepoint = session.begin_nested()
        tombstones.remember(session, 102, NOW)
        savepoint.rollback()
    assert tombstones.known(tombstones.beside(engine.url)) == {}


def test_tombstones_are_kept_sixty_days(engine: Engine) -> None:
    with transaction(engine) as session:
        tombstones.remember(session, 101, NOW)
    assert tombstones.sync(engine, NOW + timedelta(days=60)) == 1
    assert tombstones.sync(engine, NOW + timedelta(days=60, seconds=1)) == 0
    assert tombstones.known(tombstones.beside(engine.url)) == {}


def test_the_hash_needs_the_key(engine: Engine) -> None:
    with transaction(engine) as session:
        tombstones.remember(session, 101, NOW)
    path = tombstones.beside(engine.url)
    assert path.stat().st_mode & 0o077 == Path(f"{path}.key").stat().st_mode & 0o077 == 0
    assert list(tombstones.known(path)) == [tombstones.hash_of(tombstones.key_of(path), 101)]
    assert tombstones.hash_of(b"another", 101) not in tombstones.known(path)


def test_a_database_in_use_is_saved(database_url: str, tmp_path: Path) -> None:
    """A turn is open while the backup is made: the backup holds what was committed, and waits for nobody."""
    engine = open_engine(database_url)
    a_person(engine, 101)
    with transaction(engine) as session:
        session.connection().execute(insert(table(SeenUpdate)).values(id=7, seen_at=NOW))
        saved = backup(database_url, tmp_path / "kept", None, NOW)
    engine.dispose()
    assert "1 people" in verify(saved, None, tmp_path)


def test_backups_are_kept_thirty_days(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    first = backup(sqlite_url, folder, None, NOW)
    other = folder / "notes.txt"
    other.write_text("not ours")
    prune(folder, NOW + timedelta(days=30))
    assert first.exists()
    second = backup(sqlite_url, folder, KEY, NOW + timedelta(days=30, seconds=1))
    assert sorted(folder.iterdir()) == sorted([second, other])


def test_what_cannot_be_restored_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    sealed = backup(sqlite_url, tmp_path / "kept", KEY, NOW)
    before = Path(make_url(sqlite_url).database or "").read_bytes()
    cut = tmp_path / "cut-20261124T000000Z.tar.gz.sealed"
    cut.write_bytes(sealed.read_bytes()[:-40])
    nonsense = tmp_path / "nonsense.tar.gz"
    nonsense.write_bytes(b"nothing")
    for path, key, why in ((sealed, None, "set BACKUP_KEY"), (cut, KEY, "damaged file"), (nonsense, None, "whole"),
                           (sealed, Fernet.generate_key().decode(), "another key"), (tmp_path / "no", None, "whole")):
        with pytest.raises(StorageError, match=why):
            verify(path, key, tmp_path)
        with pytest.raises(StorageError, match=why):
            restore(path, sqlite_url, key, LEAVE)
    with pytest.raises(StorageError, match="names another kind"):
        restore(sealed, "postgresql+psycopg://nobody@localhost/none", KEY, LEAVE)
    assert Path(make_url(sqlite_url).database or "").read_bytes() == before
    assert not list(tmp_path.glob(".opening-*"))


def test_a_missing_database_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no database at"):
        backup(f"sqlite:///{tmp_path}/none.db", tmp_path / "kept", None, NOW)
    assert not (tmp_path / "none.db").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from storage import restoring
steps = iter(range(100))
def trace(frame, event, _arg):
    if event == "line" and frame.f_code.co_filename.endswith(("restoring.py", "tombstones.py")):
        if next(steps) == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
    return trace
sys.settrace(trace)
restoring.put_back(Path(sys.argv[1]), sys.argv[2], None, None)
"""


@pytest.mark.crash
@pytest.mark.parametrize("line", [20, 60, 66])
def test_a_kill_during_a_restore_leaves_old_or_new(sqlite_url: str, tmp_path: Path, line: int) -> None:
    engine = open_engine(sqlite_url)
    a_person(engine, 101)
    saved = backup(sqlite_url, tmp_path / "kept", None, NOW)
    a_person(engine, 102)
    engine.dispose()
    done = subprocess.run([sys.executable, "-c", KILLED, str(saved), sqlite_url, str(line)], check=False,
                          cwd=Path(__file__).parents[2], env=os.environ | {"PYTHONPATH": "."})
    assert done.returncode in (-signal.SIGKILL, 0)
    assert people(sqlite_url) in ([101, 102], [101])
    restore(saved, sqlite_url, None, LEAVE)
    assert people(sqlite_url) == [101]


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=64), st.integers(0, 3))
def test_what_is_sealed_is_unsealed(end: bytes, pieces: int) -> None:
    content = b"\n" * (pieces * PIECE) + end
    sealed, back = io.BytesIO(), io.BytesIO()
    seal(io.BytesIO(content), sealed, KEY)
    unseal(io.BytesIO(sealed.getvalue()), back, KEY)
    assert back.getvalue() == content
    lines = sealed.getvalue().splitlines(keepends=True)
    for wrong in (lines[:-1], [*lines, lines[-1]], lines[::-1] if len(lines) > 1 else []):
        with pytest.raises(SealBroken):
            unseal(io.BytesIO(b"".join(wrong)), io.BytesIO(), KEY)
