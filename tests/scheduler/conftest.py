import pytest

from content.catalogue import Catalogue
from tests.world.rows import content


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return content()
