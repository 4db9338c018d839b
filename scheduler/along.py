"""Outcomes that are written in somebody else's transaction: one wait for the disk instead of two."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from rules.deliveries import Outcome, Post
from scheduler.sender import Sender

T = TypeVar("T")


async def along(sender: Sender, work: Callable[[Sequence[tuple[Post, Outcome]]], Awaitable[T]]) -> T:
    """`work` writes the outcomes known by now with its own. Should it fail, they wait for the next writing."""
    done, sender.finished = sender.finished, []
    try:
        result = await work(done)
    except BaseException:
        sender.finished = done + sender.finished
        sender.known.set()
        raise
    sender.doubt.let_go(post for post, _outcome in done)
    return result
