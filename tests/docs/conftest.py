"""The pages as they are in the repository, and a street to try their examples on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.pilots import Street

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def street(sqlite_engine: Engine) -> Street:
    return Street(sqlite_engine)
