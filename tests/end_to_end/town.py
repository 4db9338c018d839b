"""The running bot: tests/world."""

from __future__ import annotations

from tests.world.http.town import ROOT, Town, keep_killing

__all__ = ["ROOT", "Town", "keep_killing"]
