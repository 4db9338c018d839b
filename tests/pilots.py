"""Pilots and their streets, as most tests ask for them."""

from __future__ import annotations

from tests.world.people import Chat, Pilot
from tests.world.phones import Phone, Seen
from tests.world.streets import BOT, Street, catalogue, fresh_sqlite

__all__ = ["BOT", "Chat", "Phone", "Pilot", "Seen", "Street", "catalogue", "fresh_sqlite"]
