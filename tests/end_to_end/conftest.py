"""A sandbox and the real bot for each test that asks, on either engine, on free ports."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from sandbox.server import Sandbox
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town

TUESDAY = datetime.fromisoformat("2026-11-24T10:30:00+01:00")
"""When every scene begins: no weekend, no holiday, no night, whatever the machine's own clock says."""


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with Sandbox(port=0) as sandbox, aiohttp.ClientSession() as web:
        made = Scene(sandbox.base, web)
        await made.act("seed", name="street")
        await made.at(TUESDAY)
        await made.learn()
        yield made


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of its own on either engine: empty on SQLite, with the schema on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'town.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def town(scene: Scene, database: str, tmp_path: Path) -> AsyncIterator[Town]:
    made = Town(scene.base, database, tmp_path / "bot.log")
    await made.start()
    yield made
    await made.stop()
