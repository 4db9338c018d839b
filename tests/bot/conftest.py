"""A street for each test: its own database, the whole house, and a clock moved by hand."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.pilots import Street


@pytest.fixture
def street(sqlite_engine: Engine) -> Street:
    @event.listens_for(sqlite_engine, "connect")
    def _hurry(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    return Street(sqlite_engine)
