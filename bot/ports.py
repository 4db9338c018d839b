"""Ports of this machine alone, opened once and shared: several towns answer at one, each under its own name.

A name nobody answers to for now is told to come back (503): a town that starts again loses no call. What answers on
the web is loaded with the first port.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.settings import SettingsError

if TYPE_CHECKING:
    from bot.port import Answer, Port


@dataclass(slots=True)
class Ports:
    opened: dict[int, Port] = field(default_factory=dict)
    opening: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def answer(self, number: int, name: str, answer: Answer) -> None:
        """From now on, at this port under this name. Raises SettingsError when the port cannot be opened."""
        from bot.port import Port

        async with self.opening:
            if number not in self.opened:
                port = Port()
                try:
                    await port.open(number)
                except OSError as fault:
                    await port.close()
                    raise SettingsError(f"Port {number} cannot be used ({fault.strerror}).") from fault
                self.opened[number] = port
        self.opened[number].names[name] = answer
        self.opened[number].known.add(name)

    def leave(self, number: int, name: str) -> None:
        with suppress(KeyError):
            del self.opened[number].names[name]

    async def close(self) -> None:
        for port in self.opened.values():
            await port.close()
        self.opened.clear()
