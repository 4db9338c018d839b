"""A street for each test: its own database, the whole house, and a clock moved by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.engine import open_engine
from tests.world.people import Chat, Pilot
from tests.world.scenes import install, join
from tests.world.streets import Street


@pytest.fixture
def street(request: pytest.FixtureRequest) -> Iterator[Street]:
    """On SQLite, unless a test or its file is `on_both_engines`."""
    engine = open_engine(str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")))
    yield Street(engine)
    engine.dispose()


@pytest.fixture
def odile(street: Street) -> Pilot:
    """A resident of the rue des Lilas."""
    pilot = street.person("Odile")
    join(pilot)
    return pilot


@pytest.fixture
def chat(street: Street, odile: Pilot) -> Chat:
    """The group that Odile installed there."""
    made = street.group("Les Lilas")
    install(made, odile)
    return made
