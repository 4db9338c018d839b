"""What neighbours do: tests/world."""

from __future__ import annotations

from tests.world.http.acts import BUILDING, STREET, ask, install, join

__all__ = ["BUILDING", "STREET", "ask", "install", "join"]
