"""The running bot, its sandbox and its database, as an attacker meets them."""

from tests.end_to_end.conftest import database, scene, town

__all__ = ["database", "scene", "town"]
