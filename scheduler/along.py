"""Outcomes that somebody else's transaction writes, or knows of: one wait for the disk instead of two."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from rules.deliveries import Outcome, Post, Sent
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


def arrived(sender: Sender) -> frozenset[int]:
    """Deliveries that were said, which are perhaps not written down as such yet."""
    known = (*sender.written, *sender.finished)
    return frozenset(post.delivery for post, outcome in known if isinstance(outcome, Sent))
