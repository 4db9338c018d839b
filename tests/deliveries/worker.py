"""The sender of a token as a process of its own, with the real voice: to be killed, frozen and followed by another.

`python -m tests.deliveries.worker URL BASE AHEAD PACE`: on the database at URL, against the Bot API server at BASE; its
clock is AHEAD seconds in advance, so that the lease of one that was killed a moment ago is over.
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.hands import Hands
from bot.render import Renderer
from bot.telegram.speak import TelegramSpeaker, make_bot
from scheduler.pace import Pace
from scheduler.sender import Sender
from storage.engine import ALONE, open_engine
from tests.deliveries.conftest import TOKEN
from tests.world.http.scene import TOKEN as BOT_TOKEN


def no_file(*_of: Any) -> Any:
    raise AssertionError("nothing here carries a file")


async def work(url: str, base: str, ahead: float, pace: float) -> None:
    engine = open_engine(url, ALONE)
    voice = TelegramSpeaker(make_bot(BOT_TOKEN, base, timeout=5.0), Renderer({}, "tousvoisins_bot"), no_file)

    def now() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=ahead)

    sender = Sender(Hands(engine).work, voice, TOKEN, f"worker-{os.getpid()}", now, Pace(pace))
    async with asyncio.TaskGroup() as group:
        group.create_task(sender.writing())
        group.create_task(sender.sending())


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])))
