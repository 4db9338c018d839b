"""An event loop on the clock of a street: nobody waits for real, and nothing runs in another thread."""

from __future__ import annotations

import asyncio
import atexit
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

from bot.hands import Hands

T = TypeVar("T")


class Here(Hands):
    """The hands of a street: a function runs at once, in this thread."""

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        return function(*args)


class InPlace(ThreadPoolExecutor):
    """For what the service sends to a thread itself."""

    def submit(self, function: Callable[..., T], /, *args: Any, **named: Any) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(function(*args, **named))
        except BaseException as fault:  # noqa: BLE001 - it belongs to whoever awaits it
            done.set_exception(fault)
        return done


class Steady(asyncio.SelectorEventLoop):
    """`at`: seconds of its clock. Where everything sleeps, it is at once the moment the first one wakes."""

    def __init__(self) -> None:
        super().__init__(_Impatient(self))
        self.at = 0.0
        self.set_default_executor(InPlace(1))

    def time(self) -> float:
        return self.at


class _Impatient(selectors.DefaultSelector):  # type: ignore[valid-type,misc]
    def __init__(self, loop: Steady) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        if timeout:
            self._loop.at += timeout
        return super().select(0 if timeout else timeout)


@cache
def _loop() -> Steady:
    loop = Steady()
    atexit.register(loop.close)
    return loop


def run(work: Coroutine[Any, Any, T], at: float) -> T:
    """Run to the end, at this moment of the street."""
    loop = _loop()
    loop.at = at
    return loop.run_until_complete(work)
