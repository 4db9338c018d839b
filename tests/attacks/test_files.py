"""What lies on the disk: nothing half made in clear, nothing erased in a journal, no value in a fault."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from storage import privacy, residents
from storage.backup import backup, verify
from storage.engine import open_engine, sqlite_at, transaction
from storage.scratch import MAKING, scratch, sweep
from storage.tables import Person, table
from tests.world.rows import NOW, a_person

KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from storage import backup
def stop(*_args): os.kill(os.getpid(), signal.SIGKILL)
backup._pack = stop
backup.backup(sys.argv[1], Path(sys.argv[2]), sys.argv[3], datetime.now(UTC))
"""


def clear(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and b"Zoulikha" in path.read_bytes()]


def named(url: str, first_name: str = "Zoulikha") -> int:
    engine = open_engine(url)
    with transaction(engine) as session:
        number = a_person(session, 101, first_name=first_name)
    engine.dispose()
    return number


def test_a_kill_during_a_backup_leaves_nothing_in_clear_after_the_next(sqlite_url: str, tmp_path: Path) -> None:
    """The copy of a killed one is swept by the next, in the same folder, whatever it was making."""
    named(sqlite_url)
    folder, key = tmp_path / "backups", Fernet.generate_key().decode()
    done = subprocess.run([sys.executable, "-c", KILLED, sqlite_url, str(folder), key], check=False,
                          cwd=Path(__file__).parents[2], env=os.environ | {"PYTHONPATH": "."})
    assert done.returncode == -signal.SIGKILL
    assert clear(folder)
    backup(sqlite_url, folder, key, NOW + timedelta(days=1))
    assert not clear(folder)
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_what_another_process_is_making_is_left_alone(tmp_path: Path) -> None:
    with scratch(tmp_path, MAKING) as made:
        sweep(tmp_path)
        assert made.is_dir()
        assert made.stat().st_mode & 0o077 == 0
    assert not made.exists()


def test_a_check_of_a_backup_opens_it_beside_the_database_only(sqlite_url: str, tmp_path: Path,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    named(sqlite_url)
    saved = backup(sqlite_url, tmp_path / "kept", None, NOW)
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o500)
    monkeypatch.setenv("TMPDIR", str(shared))
    assert "1 people" in verify(saved, None, tmp_path)
    assert not list(tmp_path.glob(".opening-*"))


@pytest.mark.parametrize("name", ["100% à nous", "où ? là", "sauvegardes été"])
def test_a_backup_goes_to_a_folder_of_any_name(sqlite_url: str, tmp_path: Path, name: str) -> None:
    named(sqlite_url)
    saved = backup(sqlite_url, tmp_path / name, None, NOW)
    assert "1 people" in verify(saved, None, tmp_path / name)


def test_an_erasure_leaves_no_trace_in_the_file_nor_in_its_journal(sqlite_url: str, tmp_path: Path) -> None:
    """While the bot still runs: freed pages are zeroed, and the journal is folded in and emptied."""
    number = named(sqlite_url)
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
    assert clear(tmp_path)
    with transaction(engine) as session:
        person = residents.by_id(session, number)
        assert person is not None
        privacy.erase(session, person, NOW)
    assert not clear(tmp_path)
    engine.dispose()


def test_a_fault_of_the_database_tells_no_value(database_url: str) -> None:
    engine = open_engine(database_url)
    with pytest.raises(IntegrityError) as fault, engine.begin() as connection:
        connection.execute(insert(table(Person)).values(address_id=None, first_name="Zoulikha", first_seen_at=NOW,
                                                        seen_at=NOW, skills={}))
    told = str(fault.value).replace(str(fault.value.orig), "")
    assert "Zoulikha" not in told
    engine.dispose()


def test_a_clear_backup_and_a_missing_key_are_said(sqlite_url: str, tmp_path: Path) -> None:
    """One sentence, by `backup` and by `check-config`."""
    environment = {"DATABASE_URL": sqlite_url, "PATH": os.environ["PATH"], "PYTHONPATH": "."}
    for verb in (["backup", "--to", str(tmp_path / "kept")], ["check-config"]):
        done = subprocess.run([sys.executable, "-m", "bot", "--env", "-", *verb], check=False, capture_output=True,
                              cwd=Path(__file__).parents[2], env=environment, text=True)
        assert done.stderr.count("BACKUP_KEY is missing: backups are not encrypted") == 1, done.stderr


def test_any_sqlite_path_is_an_address(tmp_path: Path) -> None:
    path = tmp_path / "a?b%25.db"
    engine = open_engine(sqlite_at(path))
    with engine.connect():
        pass
    engine.dispose()
    with sqlite3.connect(path):
        assert path.is_file()
