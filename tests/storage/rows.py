"""The rows of tests/world, as the tests of storage ask for them."""

from __future__ import annotations

from tests.world.rows import NOW, a_request
from tests.world.rows import a_visitor as a_person

__all__ = ["NOW", "a_person", "a_request"]
