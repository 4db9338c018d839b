"""What the database says: tests/world."""

from __future__ import annotations

from tests.world.http.records import deliveries, rows, told

__all__ = ["deliveries", "rows", "told"]
