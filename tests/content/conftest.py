import shutil
from pathlib import Path

import pytest

from content.catalogue import HERE, Catalogue, load


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files that a test may spoil."""
    for path in (*HERE.glob("*.yaml"), HERE / "ids.txt"):
        shutil.copy(path, tmp_path)
    return tmp_path
