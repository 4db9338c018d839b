"""People of the sandbox: tests/world."""

from __future__ import annotations

from tests.world.http.scene import TOKEN, Missing, Scene

__all__ = ["TOKEN", "Missing", "Scene"]
