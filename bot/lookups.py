"""What only the network knows, asked within three seconds: later, it is a no."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from bot.batch import AdminOf, Geocode, Lookup, MemberOf
from bot.hands import in_thread
from bot.telegram.listen import Listener
from rules.groups import Membership

log = logging.getLogger(__name__)
SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class LookUps:
    listener: Listener
    geocode: Callable[[str], Any]
    aside: ThreadPoolExecutor | None = None

    async def answer(self, lookup: Lookup, patience: float) -> Any:
        """In `patience` seconds at most, and never more than three."""
        try:
            async with asyncio.timeout(max(0.0, min(SECONDS, patience))):
                return await self._ask(lookup)
        except TimeoutError:
            log.warning("a look-up took too long: %s", type(lookup).__name__, extra={"event": "look_up_slow"})
            return _no(lookup)

    async def _ask(self, lookup: Lookup) -> Any:
        match lookup:
            case AdminOf():
                return await self.listener.is_admin(lookup)
            case MemberOf():
                return await self.listener.membership(lookup)
            case Geocode(text):
                return await in_thread(self.aside, self.geocode, text)


def _no(lookup: Lookup) -> Any:
    match lookup:
        case AdminOf():
            return False
        case MemberOf():
            return Membership.UNKNOWN
        case Geocode():
            return None
