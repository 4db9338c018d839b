"""Back after a day off: nothing is lost or said ten times, and whoever writes now does not wait behind yesterday.

Ten things that other bots were reported for are played here: frozen on the backlog; updates of an outage dropped, in
polling or in the window of a restart; everything answered at once; words spammed in a group; old taps that crash the
start; an order done again when its acknowledgement was lost; the whole backlog applied again at each start; one chat's
long `retry_after` that keeps all others silent; a wait shorter than the one asked for. All people are fictional.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, func, select

from rules.deliveries import DeliveryState, Lane, Later, Outcome, Post, Sent
from rules.incoming import Event, Incoming, Ordered, Place, PlaceKind, Sender, Tapped, Typed
from storage.tables import Delivery, Message, Person, SeenUpdate, SetAside, table
from tests.deliveries.conftest import NOW, Notebook, at_work, sender_of, until
from tests.world.streets import Street

PEOPLE, TIMES = 1000, 10
A_DAY = timedelta(hours=23)
NEWCOMER, GROUP = 77, Place(-500, PlaceKind.GROUP, "Les Lilas")
_d, _m, _p, _seen, _aside = (table(t) for t in (Delivery, Message, Person, SeenUpdate, SetAside))
S = DeliveryState


def yesterday(people: int = PEOPLE, times: int = TIMES) -> list[Incoming]:
    """What each wrote so many times while nobody listened, one after the other."""
    return [wrote(n * people + one, 1000 + one, Ordered("aide", "")) for n in range(times) for one in range(people)]


def wrote(number: int, who: int, event: Event, *, place: Place | None = None, late: bool = True) -> Incoming:
    here = place or Place(who, PlaceKind.PRIVATE)
    return Incoming(10_000 + number, Sender(who, "Sacha", "fr"), here, event, at=NOW - A_DAY if late else NOW)


def take(street: Street, updates: Sequence[Incoming], epoch: int = 0) -> list[Post]:
    """As a listener does: a hundred a call."""
    spoken: list[Post] = []
    for first in range(0, len(updates), 100):
        spoken += street.dialogue.handle_batch(updates[first:first + 100], NOW, epoch).posts
    return spoken


def rows(engine: Engine, of: Any) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(of)).scalar_one())


def answers(engine: Engine) -> Counter[int]:
    """How many answers each address has or will have; toasts apart."""
    with engine.connect() as connection:
        found = connection.execute(select(_d.c.address_id).join(_m, _m.c.id == _d.c.message_id).where(
            _d.c.lane == Lane.ANSWER, _d.c.state != S.CANCELLED, _m.c.kind != "tap"))
        return Counter(found.scalars())


async def test_ten_thousand_updates_are_answered_once_and_a_newcomer_at_once(sqlite_engine: Engine) -> None:
    street, voice = Street(sqlite_engine), Notebook()
    sender = sender_of(sqlite_engine, voice, per_second=25.0)
    assert await sender.take_over()
    assert take(street, yesterday(), sender.epoch) == [], "yesterday's words leave by the ledger, not before the living"
    assert rows(sqlite_engine, _seen) == PEOPLE * TIMES, "none is dropped"
    assert set(answers(sqlite_engine).values()) == {1}
    assert len(answers(sqlite_engine)) == PEOPLE
    async with at_work(sender):
        await until(lambda: len(voice.said) >= 5)
        before = len(voice.said)
        sender.answer(take(street, [wrote(90_000, NEWCOMER, Ordered("start", ""), late=False)], sender.epoch))
        await until(lambda: NEWCOMER in voice.values)
    assert voice.values.index(NEWCOMER) - before <= 50, "within two seconds at twenty-five a second"


def test_what_came_during_an_outage_is_all_done_and_once_whatever_comes_again(engine: Engine) -> None:
    """A lost acknowledgement, a restart, the same backlog twice: the second time changes nothing."""
    street, backlog = Street(engine), yesterday(people=40, times=5)
    take(street, backlog)
    done = rows(engine, _m), rows(engine, _d), rows(engine, _p)
    take(Street(engine), backlog)
    assert (rows(engine, _m), rows(engine, _d), rows(engine, _p)) == done
    assert rows(engine, _p) == 40


def test_different_words_get_their_own_answers_in_their_order(engine: Engine) -> None:
    events = [Ordered("aide", ""), Ordered("urgence", ""), Ordered("aide", ""), Ordered("aide", "")]
    take(Street(engine), [wrote(n, 1001, event) for n, event in enumerate(events)])
    assert list(answers(engine).values()) == [3], "the last repeats the one before it"


def test_words_spammed_in_a_group_while_away_are_silence(engine: Engine) -> None:
    take(Street(engine), [wrote(n, 1000 + n % 3, Typed("Bonjour"), place=GROUP) for n in range(300)])
    assert rows(engine, _m) == 0


def test_one_order_of_a_group_a_hundred_times_is_answered_once(engine: Engine) -> None:
    take(Street(engine), [wrote(n, 1000 + n % 3, Ordered("urgence", ""), place=GROUP) for n in range(100)])
    assert sum(answers(engine).values()) == 1


def test_old_taps_stop_no_start(engine: Engine) -> None:
    """Their query has expired at Telegram's, and the message may be gone: no fault, nothing set aside."""
    pressed = ("menu", "help.near:0", "c:help:1:x:y", "??")
    taps: list[Event] = [Tapped(f"q{n}", data, 5) for n, data in enumerate(pressed)]
    take(Street(engine), [wrote(n, 1001 + n, event) for n, event in enumerate(taps * 5)])
    assert rows(engine, _aside) == 0
    assert rows(engine, _seen) == 20


async def test_one_long_wait_keeps_nobody_else_silent_and_is_kept_to(engine: Engine) -> None:
    """Telegram asks one chat to wait a thousand seconds: it is not tried before, and the others hear at once."""
    async def say(one: Post) -> Outcome:
        return Later(1000.0) if one.value == 1000 else Sent(one.delivery)

    voice = Notebook(say=say)
    sender = sender_of(engine, voice)
    assert await sender.take_over()
    take(Street(engine), yesterday(people=20, times=3), sender.epoch)
    async with at_work(sender):
        await until(lambda: len(set(voice.values)) == 20)
        await until(lambda: len(voice.said) >= 20)
    assert voice.values.count(1000) == 1
    assert Counter(voice.values) == dict.fromkeys(range(1000, 1020), 1)
