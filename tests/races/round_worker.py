"""Volunteers who go from doorstep to doorstep, in processes that are killed and followed by another.

`python -m tests.races.round_worker URL KILLS SEED`: on the database at URL, each volunteer presses what their screen
would show: the answer for the doorstep in their hands, else « J’y vais »; until no doorstep waits. It loads the house
once and forks; each of the first KILLS is killed after some presses, in the midst of the next;
how many doorsteps were left then is said.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, func, select

from bot.dialogue import Dialogue
from bot.handlers import HOUSE
from content.catalogue import Catalogue
from rules.incoming import Incoming, Place, PlaceKind, Sender, Tapped
from rules.rounds import TO_SEE, HelperState
from storage.engine import open_engine, transaction
from storage.tables import Address, Person, table
from storage.tables.rounds import WatchDoor, WatchHelper
from tests.world.peupliers import MORNING
from tests.world.streets import BOT, catalogue

_h, _d, _p, _a = (table(t) for t in (WatchHelper, WatchDoor, Person, Address))
A_LIFE = 1_000_000


def next_press(engine: Engine, value: int) -> str | None:
    """None when this volunteer has no more to do."""
    with transaction(engine) as session:
        mine = session.connection().execute(select(_h.c.street_id, _h.c.state, _h.c.door_id).join(
            _p, _p.c.id == _h.c.person_id).join(_a, _a.c.id == _p.c.address_id).where(_a.c.value == value)).one()
        left = session.connection().execute(select(func.count()).where(
            _d.c.street_id == mine.street_id, _d.c.state.in_(TO_SEE))).scalar_one()
    if mine.door_id is not None:
        return f"round.say:{mine.door_id}:seen"
    return f"round.go:{mine.street_id}" if left or mine.state is HelperState.ASKED else None


def walk(engine: Engine, dialogue: Dialogue, updates: itertools.count[int], people: list[int], told: int) -> None:
    going = list(people)
    while going:
        for value in list(going):
            press = next_press(engine, value)
            if press is None:
                going.remove(value)
                continue
            number = next(updates)
            dialogue.handle_batch([Incoming(number, Sender(value, "V", "fr"), Place(value, PlaceKind.PRIVATE),
                                            Tapped(f"q{number}", press, value))], MORNING, 0, {})
            os.write(told, b".")


def work(url: str, life: int, content: Catalogue, told: int) -> None:
    engine = open_engine(url)
    dialogue = Dialogue(engine, HOUSE, content, BOT, frozenset({"fr"}), os.urandom)
    with transaction(engine) as session:
        people = list(session.connection().execute(select(_a.c.value).join(_p, _p.c.address_id == _a.c.id).join(
            _h, _h.c.person_id == _p.c.id).order_by(_a.c.value)).scalars())
    together = 1 if url.startswith("sqlite") else 4
    updates = itertools.count(life * A_LIFE)
    with ThreadPoolExecutor(together) as pool:
        for done in [pool.submit(walk, engine, dialogue, updates, people[n::together], told)
                     for n in range(together)]:
            done.result()


def left(url: str) -> int:
    """How many doorsteps nobody answered for yet."""
    engine = open_engine(url)
    with transaction(engine) as session:
        found = session.connection().execute(select(func.count()).where(_d.c.state.in_(TO_SEE))).scalar_one()
    engine.dispose()
    return int(found)


def lives(url: str, kills: int, chance: random.Random) -> int:
    """How the last one ended."""
    content, (heard, told) = catalogue(), os.pipe()
    presses = 2 * left(url) // (kills + 1)
    for life in range(1, kills + 2):
        child = os.fork()
        if child == 0:
            work(url, life, content, told)
            os._exit(0)
        if life <= kills:
            for _press in range(chance.randint(1, presses)):
                os.read(heard, 1)
            time.sleep(chance.uniform(0.0, 0.03))
            os.kill(child, signal.SIGKILL)
            print(left(url), flush=True)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return ended


if __name__ == "__main__":
    sys.exit(lives(sys.argv[1], int(sys.argv[2]), random.Random(int(sys.argv[3]))))
