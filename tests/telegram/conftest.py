"""The real voice against the real wire: a sandbox in this process, the speaker as it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from bot.files import make_file
from bot.render import Renderer
from bot.telegram.speak import TelegramSpeaker, make_bot
from rules.deliveries import Lane, Outcome, Policy, Post
from rules.screens import Message, Screen
from rules.words import quoted
from sandbox.seed import BUILDING, ROAD, STREET
from sandbox.server import Sandbox

TOKEN = "123456:SANDBOX"
ODILE, KARIM, NADIA = (STREET[name][0] for name in ("Odile", "Karim", "Nadia"))
HELLO = Screen((quoted("Bonjour à la rue"),))
__all__ = ["BUILDING", "HELLO", "KARIM", "NADIA", "ODILE", "ROAD", "TOKEN", "Wire", "wire"]


@dataclass(slots=True)
class Wire:
    sandbox: Sandbox
    speaker: TelegramSpeaker

    async def do(self, verb: str, **body: Any) -> Any:
        return await self.sandbox.do(verb, body)

    async def say(self, value: int = ODILE, message: Message = HELLO, *, thread: int = 0,
                  edit: int | None = None, policy: Policy = Policy.AT_MOST_ONCE) -> Outcome:
        post = Post(1, 1, value, thread, "fr", int(Lane.NOTICE), policy, message, edit, value > 0)
        return await self.speaker.deliver(post)

    def texts(self, chat: int = ODILE) -> list[str]:
        return [m["text"] for m in self.sandbox.world.chat(chat).messages.values()
                if "text" in m and m.get("from", {}).get("is_bot")]

    def calls(self, method: str) -> int:
        return sum(f'"method":"{method}"' in line and '"call"' in line for line in self.sandbox.world.journal.lines)


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Sandbox(port=0) as sandbox:
        bot = make_bot(TOKEN, sandbox.base, timeout=1.5)
        await sandbox.do("start", {"user": ODILE})
        yield Wire(sandbox, TelegramSpeaker(bot, Renderer({}, "tousvoisins_bot"), make_file))
        await bot.session.close()
