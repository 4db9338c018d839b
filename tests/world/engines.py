"""The two databases of the product, for what must be promised on both."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, event

ENGINES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))
on_both_engines = pytest.mark.parametrize("street", ENGINES, indirect=True)


def hurry(engine: Engine) -> None:
    """SQLite without waiting for the disk: no test of a street pulls the plug."""
    @event.listens_for(engine, "connect")
    def _hurry(connection: Any, _record: Any) -> None:
        if engine.dialect.name == "sqlite":
            connection.execute("PRAGMA synchronous = OFF")
