"""Many who press at the very same moment, each in a thread of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from rules.incoming import Incoming, Place, PlaceKind, Sender, Tapped

One = TypeVar("One")


def at_once(press: Callable[[One], object], those: Iterable[One]) -> None:
    """Nobody begins before everybody is there; over when all are."""
    racers = list(those)
    barrier = threading.Barrier(len(racers))

    def run(one: One) -> None:
        barrier.wait(60)
        press(one)

    threads = [threading.Thread(target=run, args=(one,)) for one in racers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert not any(thread.is_alive() for thread in threads)


def tapped(value: int, button: str, update: int = 0) -> Incoming:
    """This person, by the number that the platform gave them, presses a button in private."""
    return Incoming(100_000 + value + update, Sender(value, "V", "fr"), Place(value, PlaceKind.PRIVATE),
                    Tapped(f"q{value}-{update}", button, 1))
