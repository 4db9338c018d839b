"""What every test can ask for: a database on either engine, with the schema in it; and what no test may do."""

from __future__ import annotations

import gc
import os
import shutil
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage import schema
from storage.engine import open_engine
from tests import guard, memory, plans, postgres
from tests.world.engines import ENGINES

# A machine in UTC hides forgotten time zones; so the tests live somewhere at −09:30 unless told otherwise.
os.environ.setdefault("TZ", "Pacific/Marquesas")
time.tzset()
guard.install()
memory.write_there()
# The guard watches Python's sockets; what carries our calls has its own. Telegram's real address leads nowhere here.
os.environ["HTTPS_PROXY"] = "http://127.0.0.1:9"

NEEDED_IN_CI = ("postgres", "browser")


def pytest_collection_finish() -> None:
    """What was imported stays to the end: collections that look at it again cost a tenth of the whole suite."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "postgres_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgres)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
        item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CI is set, what PostgreSQL or the browser would have shown may not be skipped."""
    report = yield
    needed = any(item.get_closest_marker(name) for name in NEEDED_IN_CI)
    if os.environ.get("CI") and report.skipped and needed and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"CI is set, and this was skipped: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _nothing_leaves_this_machine() -> Iterator[None]:
    guard.tried.clear()
    yield
    assert not guard.tried, f"tried to reach {guard.tried}"


@pytest.fixture(scope="session", autouse=True)
def _plans() -> Iterator[plans.Plans]:
    with plans.watched("sqlite") as found:
        yield found


@pytest.fixture(autouse=True)
def _no_table_is_read_whole(_plans: plans.Plans) -> Iterator[None]:
    """Of whatever a test plays: a town of a hundred thousand people is served by the same statements."""
    yield
    found = _plans.take()
    assert not found, "\n".join([*found, "an index is missing, or a condition begins from a state: see tests/plans.py"])


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    engine = open_engine(f"sqlite:///{path}")
    schema.create(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A SQLite database of its own, with the schema."""
    path = tmp_path / "house.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    if reason := postgres.why_not():
        pytest.skip(reason)
    with postgres.server() as found:
        yield found


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """A PostgreSQL database of its own for as long as it lasts, with the schema and no row."""
    url = postgres_server.take()
    yield url
    postgres_server.give_back(url)


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with the schema, on each engine in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a table, on each engine in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    found: postgres.Server = request.getfixturevalue("postgres_server")
    url = found.fresh(empty=True)
    yield url
    found.drop(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = open_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    made = open_engine(sqlite_url)
    yield made
    made.dispose()
