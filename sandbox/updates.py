"""One queue of updates per bot, with getUpdates as Telegram plays it."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import ApiError, Json
from sandbox.journal import dump
from sandbox.schema import load

SILENT = {"chat_member", "message_reaction", "message_reaction_count"}
DAY, WEEK = 86_400.0, 7 * 86_400.0
LIFE = {"callback_query": 150, "inline_query": 30, "chosen_inline_result": 600, "pre_checkout_query": 150,
        "shipping_query": 150}  # fmt: skip
LONGEST_POLL = 50
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True)
class Item:
    id: int
    kind: str
    text: str  # the update as JSON
    key: str  # what must stay in order: the chat, or the person for taps
    expires: float


def _key(kind: str, payload: Json) -> str:
    if kind == "callback_query":
        return f"u{payload['from']['id']}"
    chat = payload.get("chat") or {}
    return f"c{chat.get('id', 0)}"


class Queue:
    def __init__(self, stamp: Callable[[], float], first: int) -> None:
        self.stamp = stamp
        self.items: list[Item] = []
        self.next_id = first
        self.last = stamp()
        self.allowed: set[str] | None = None
        self.holder: asyncio.Future[None] | None = None
        self.on_push: Callable[[], None] | None = None  # the webhook's bell
        self.duplicate = self.reorder = self.waiting = 0
        self.held_back: list[Item] = []
        self.polled = False  # somebody listens, or did
        self.delay = 0.0

    def wants(self, kind: str) -> bool:
        return kind not in SILENT if not self.allowed else kind in self.allowed

    def allow(self, kinds: list[str] | None) -> None:
        """Omitted: as before. Empty: the default."""
        if kinds is not None:
            self.allowed = set(kinds) & set(load()["types"]["UpdateKind"][1:]) or None

    def take_id(self) -> int:
        if self.stamp() - self.last > WEEK:
            self.next_id = random.Random(self.next_id).randrange(1_000_000, 900_000_000)
        self.last = self.stamp()
        self.next_id += 1
        return self.next_id - 1

    def push(self, kind: str, payload: Json) -> Json:
        update: Json = {"update_id": self.take_id(), kind: payload}
        born = payload.get("edit_date") or payload.get("date") if "message" in kind or "post" in kind else None
        expires = float(born or self.stamp()) + LIFE.get(kind, DAY)
        self.release(Item(update["update_id"], kind, dump(update), _key(kind, payload), expires))
        return update

    def push_raw(self, text: str, update_id: int) -> None:
        self.add([Item(update_id, "raw", text, "raw", self.stamp() + DAY)])

    def release(self, item: Item) -> None:
        """Delivery faults act here, between Telegram and the bot."""
        items = [item]
        if self.duplicate:
            self.duplicate -= 1
            items = [item, item]
        if self.reorder:
            self.reorder -= 1
            self.held_back += items
            if self.reorder:
                return
            items, self.held_back = self.held_back[::-1], []
        if self.delay:
            delay, self.delay = self.delay, 0.0
            self.waiting += 1
            asyncio.get_running_loop().call_later(delay, self.arrive, items)
            return
        self.add(items)

    def arrive(self, items: list[Item]) -> None:
        self.waiting -= 1
        self.add(items)

    def add(self, items: list[Item]) -> None:
        self.items += items
        if self.holder and not self.holder.done():
            self.holder.set_result(None)
        if self.on_push:
            self.on_push()

    @property
    def pending(self) -> int:
        return len(self.items) + len(self.held_back) + self.waiting

    def purge(self) -> None:
        now = self.stamp()
        if any(item.expires <= now for item in self.items):
            self.items = [item for item in self.items if item.expires > now]

    def forget(self, offset: int) -> None:
        """Acknowledges. An offset from before ids restarted is too far ahead, and means nothing."""
        if offset < 0:
            self.items = self.items[offset:]
        elif offset <= self.next_id + 10:
            self.items = [item for item in self.items if item.id >= offset]

    def remove(self, item: Item) -> None:
        self.items = [other for other in self.items if other is not item]

    def terminate(self, description: str) -> None:
        if self.holder and not self.holder.done():
            self.holder.set_exception(ApiError(409, description))

    async def poll(self, params: Json) -> list[Item]:
        """The older poll dies; ours waits for the first update or its timeout."""
        self.polled = True
        self.terminate(OTHER_POLL)
        self.allow(params.get("allowed_updates"))
        if offset := params.get("offset", 0):
            self.forget(offset)
        limit = min(100, max(1, params.get("limit", 100)))
        self.purge()
        timeout = min(LONGEST_POLL, max(0, params.get("timeout", 0)))
        if not self.items and timeout:
            await self.hold(timeout)
            self.purge()
        return self.items[:limit]

    async def hold(self, seconds: float) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.holder = mine
        try:
            async with asyncio.timeout(seconds):
                await mine
        except TimeoutError:
            pass
        finally:
            if self.holder is mine:
                self.holder = None

    @property
    def held(self) -> bool:
        return self.holder is not None and not self.holder.done()
