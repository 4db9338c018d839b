"""The street of the requests in tests/world."""

from __future__ import annotations

from tests.world.peupliers import MORNING, Peupliers
from tests.world.pressing import press_tap, press_value, with_tap

__all__ = ["MORNING", "Peupliers", "press_tap", "press_value", "with_tap"]
