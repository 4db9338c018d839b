"""A département reads its towns' totals: five and more, no row of anybody. All towns and people are fictional."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.__main__ import main
from storage.engine import open_engine, transaction
from storage.tables import HelpEvent, table

AT = datetime(2026, 11, 3, 12, tzinfo=UTC)


def a_town(folder: Path, name: str, template: Path, served: int, unserved: int) -> None:
    home = folder / name
    home.mkdir(parents=True)
    shutil.copyfile(template, home / "town.db")
    (home / ".env").write_text(f"TOWN_NAME={name.title()}\nDATABASE_URL=sqlite:///town.db\n")
    os.chmod(home / ".env", 0o600)
    engine = open_engine(f"sqlite:///{home}/town.db")
    with transaction(engine) as session:
        session.connection().execute(insert(table(HelpEvent)), [
            {"request_id": n, "what": "done" if n < served else "unserved", "at": AT}
            for n in range(served + unserved)])
    engine.dispose()


def test_towns_are_told_in_totals_and_no_small_count_is_found_by_the_sum(
        tmp_path: Path, sqlite_template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, served, unserved in (("valmont", 20, 6), ("rocheval", 12, 3), ("merlande", 9, 7)):
        a_town(tmp_path, name, sqlite_template, served, unserved)
    assert main(["totals", "--towns", str(tmp_path), "--period", "2026-11"]) == 0
    lines = capsys.readouterr().out.split("\r\n")
    assert "2026-11-01;2026-11-30;;servies;Demandes servies;41;demandes;non" in lines
    assert "2026-11-01;2026-11-30;Valmont;servies;Demandes servies;20;demandes;non" in lines
    told = [line.split(";") for line in lines if ";sans_personne;" in line]
    assert [(line[2], line[5]) for line in told] == [("", "16"), ("Merlande", "7"), ("Rocheval", ""), ("Valmont", "")]
    (tmp_path / "merlande" / "town.db").unlink()
    assert main(["totals", "--towns", str(tmp_path), "--period", "2026-11"]) == 1
    out, err = capsys.readouterr()
    assert "[merlande] left out" in err
    assert ";;servies;Demandes servies;32;" in out
    assert not (tmp_path / "merlande" / "town.db").exists(), "nothing is made by reading"
    assert main(["totals", "--towns", str(tmp_path), "--period", "novembre"]) == 1
