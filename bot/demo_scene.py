"""The demo's opening scene, played over the sandbox's control side by fictional people pressing real buttons."""

from __future__ import annotations


async def set_the_scene(base: str) -> None:
    """Install the group, let the neighbours join, publish two requests."""
