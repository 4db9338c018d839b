"""Two thousand random valid updates: nothing escapes, everybody is answered, no text is left unescaped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from rules.incoming import Incoming, PlaceKind, Tapped
from storage import schema
from storage.engine import open_engine
from storage.tables import metadata
from tests.bot.markup import balanced, parsed
from tests.bot.scenes import dump, faults
from tests.fuzz.street import Shown, events, lively, senders
from tests.pilots import Seen
from tests.world.peupliers import Peupliers

RUNS, UPDATES = 8, 250


def taps_of(seen: Seen) -> list[tuple[str, int]]:
    return [(button.tap, seen.id) for row in seen.rows for _label, button in row if button.tap]


class Watched:
    """Remembers every message that reached a phone, and every tap that was answered."""

    def __init__(self, engine: Engine) -> None:
        self.world: Peupliers = lively(engine)
        self.street = self.world.street
        self.street.admins |= {(chat, 500) for chat in (-1_000_000_000_001, -1_000_000_000_777)}

    def shown(self) -> list[Seen]:
        return [seen for phone in self.street.phones.values() for seen in phone.messages.values()]

    def pressed(self, shown: Shown, value: int) -> Tapped:
        newest = list(self.street.phone(value).messages.values())[-1:]
        screens = newest if shown.newest and any(taps_of(seen) for seen in newest) else self.shown()
        buttons = [one for seen in screens for one in taps_of(seen)]
        data, message = buttons[shown.index % len(buttons)]
        if shown.forged is not None:
            data = f"{data.rpartition(':')[0]}:{shown.forged}"
        return Tapped("q", data, message)

    def play(self, sender: Any, place: Any, event: Any) -> None:
        if isinstance(event, Shown):
            event = self.pressed(event, place.value)
        number = self.street.update() + 10_000
        if isinstance(event, Tapped):
            event = replace(event, query=f"q{number}")
        said = self.answers(place.value)
        self.street.play(Incoming(number, sender, place, event))
        phone = self.street.phone(place.value)
        if isinstance(event, Tapped):
            assert f"q{number}" in phone.answered, f"{event} was left unanswered"
        elif place.kind is PlaceKind.PRIVATE and type(event).__name__ in ("Typed", "Ordered", "Located", "Other"):
            assert self.answers(place.value) > said, f"{event} got no answer"

    def answers(self, value: int) -> int:
        """How many messages were ever sent to this place."""
        deliveries, addresses = metadata.tables["delivery"], metadata.tables["address"]
        with self.street.session() as session:
            return len(session.connection().execute(select(deliveries.c.id).join(
                addresses, addresses.c.id == deliveries.c.address_id).where(addresses.c.value == value)).all())


def fresh(folder: Any) -> Engine:
    engine = open_engine(f"sqlite:///{folder.mktemp('fuzz') / 'street.db'}")
    schema.create(engine)
    return engine


def test_two_thousand_random_updates(tmp_path_factory: Any) -> None:
    played = 0

    @settings(max_examples=RUNS, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(senders(), events()), min_size=UPDATES, max_size=UPDATES))
    def updates(batch: list[Any]) -> None:
        nonlocal played
        engine = fresh(tmp_path_factory)
        watched = Watched(engine)
        for (sender, place), event in batch:
            watched.play(sender, place, event)
            played += 1
            assert not faults(watched.street), (place, event)
        for seen in watched.shown():
            assert balanced(seen.text), seen.text
            assert len(parsed(seen.text)) <= 4096
        assert all(len(str(b.tap).encode()) <= 64 for s in watched.shown() for row in s.rows for _l, b in row if b.tap)
        engine.dispose()

    updates()
    assert played >= RUNS * UPDATES


def test_the_same_update_twice_changes_nothing(tmp_path_factory: Any) -> None:
    """Redelivered at once, later, and in the same batch: no change, no second answer."""
    watched = Watched(fresh(tmp_path_factory))
    street, dialogue = watched.street, watched.street.dialogue
    stream: list[Incoming] = []

    @settings(max_examples=1, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(senders(), events()), min_size=60, max_size=60))
    def drawn(batch: list[Any]) -> None:
        stream.extend(Incoming(50_000 + n, sender, place, event) for n, ((sender, place), event) in enumerate(batch)
                      if not isinstance(event, Shown))

    drawn()
    for one in stream:
        street.play(one)
    affairs, said = dump(street), sum(len(p.messages) for p in street.phones.values())
    everything = dump(street, but=frozenset())
    for one in stream:
        street.play(one)
    dialogue.handle_batch(stream + stream, street.now, 0)
    assert dump(street) == affairs
    assert dump(street, but=frozenset()) == everything
    assert sum(len(p.messages) for p in street.phones.values()) == said
