"""A town of volunteers lives for months through the real house, its clock moved: needs, refusals, pauses, three
territories. Every ask that reaches a phone is noted, with what was true at that moment. All people are fictional.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, pairwise
from typing import Any

from sqlalchemy import Engine, update

from actions import help as helping
from actions.desk import Desk, reader
from rules.asks import LONGEST_UNASKED
from rules.civil import DAY, local_date
from rules.deliveries import Outcome, Post, Purpose
from rules.help import RequestState, Slot
from rules.kinds import kind_of
from rules.manners import Hours, manner_of, next_open
from rules.residents import Rhythm
from storage import help as requests
from storage import readers, residents, zones
from storage.engine import transaction
from storage.tables import Person, Zone, table
from tests.world.people import Pilot
from tests.world.rows import a_person, a_zone
from tests.world.streets import Street

_p, _z = table(Person), table(Zone)
# One in four in Alsace, one in eight on La Réunion: other holidays, another hour.
PLACES = (("44109", "Europe/Paris"),) * 5 + (("67482", "Europe/Paris"),) * 2 + (("97411", "Indian/Reunion"),)
LIMITS, KINDS = (1, 2, 4, 4, 8), ("courses", "pharmacie", "repas")
EVERY, NIGHT = timedelta(hours=3), (20, 23, 2)
AWAKE = DAY - len(NIGHT) * EVERY
SEASONS = {12: 1.2, 1: 1.3, 2: 1.2, 7: 0.7, 8: 0.6}
"""More needs in winter, fewer in summer."""
MONDAY = datetime(2026, 11, 2, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ask:
    """An ask on a phone. open: whether its request still waited. civil: whether one may disturb them then."""

    at: datetime
    value: int
    open: bool
    civil: bool


@dataclass
class Noted:
    """The phones of a street, and what is asked on them."""

    street: Street
    phones: Any
    asks: list[Ask] = field(default_factory=list)
    fresh: list[tuple[int, int]] = field(default_factory=list)

    async def deliver(self, post: Post) -> Outcome:
        said: Outcome = await self.phones.deliver(post)
        if manner_of(post.message).purpose is Purpose.ASK and post.edit is None:
            self.note(post)
        return said

    def note(self, post: Post) -> None:
        number = getattr(post.message, "request", None)
        with transaction(self.street.engine) as session:
            found = requests.by_id(session, number) if number else None
            there = reader(readers.of(session, [post.address])[post.address])
        civil = next_open(Hours.WORKDAYS, self.street.now, there) == self.street.now
        self.asks.append(Ask(self.street.now, post.value, found is None or found.state is RequestState.OPEN, civil))
        if number and kind_of(post.message).startswith("help."):
            self.fresh.append((post.value, number))


class Year:
    """people: how many volunteers; a_day: how many needs."""

    def __init__(self, engine: Engine, people: int, a_day: float, seed: int = 1,
                 begins: datetime = MONDAY) -> None:
        self.dice, self.a_day = random.Random(seed), a_day
        self.street = Street(engine, begins)
        self.noted = Noted(self.street, self.street.speaker)
        self.street.speaker = self.noted  # type: ignore[assignment]
        self.street.restart()
        self.pilots = [self.street.person(f"Voisin{n}") for n in range(people)]
        self.named = {one.id: one for one in self.pilots}
        self.turns = cycle(self.pilots)
        self.needs, self.agreed = 0, set[int]()
        self.away: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
        self.begins, self.limits = begins, {one.id: LIMITS[n % len(LIMITS)] for n, one in enumerate(self.pilots)}
        self.ids: dict[int, int] = {}
        self.zones: dict[int, int] = {}
        self.timezones: dict[int, str] = {}
        self._settle()

    def _settle(self) -> None:
        with self.street.session() as session:
            streets: list[tuple[int, str]] = []
            for n in range(max(2, len(self.pilots) // 25)):
                commune, timezone = PLACES[n % len(PLACES)]
                streets.append((a_zone(session, f"{n} rue du Moulin", commune), timezone))
            for n, pilot in enumerate(self.pilots):
                zone, timezone = streets[n % len(streets)]
                person = a_person(session, pilot.id, first_name=pilot.first_name, geste_rhythm=Rhythm.NEVER,
                                  timezone=timezone, asks_a_month=self.limits[pilot.id], seen_at=self.begins)
                zones.settle(session, person, zone, self.begins)
                self.ids[pilot.id], self.zones[pilot.id], self.timezones[pilot.id] = person, zone, timezone

    def live(self, days: int) -> None:
        for _tick in range(int(timedelta(days=days) / EVERY)):
            self.street.later(hours=EVERY.seconds / 3600)
            if self.street.now.hour in NIGHT:
                continue
            next(self.turns).tap("menu")  # whoever says nothing for a year is forgotten
            if self.dice.random() < self.a_day * SEASONS.get(self.street.now.month, 1) / (AWAKE / EVERY):
                self.need()
            if self.dice.random() < len(self.pilots) * 0.6 / 365 / (DAY / EVERY):
                self.pause(self.dice.choice(self.pilots))
            self.street.tick()
            self.answer()

    def need(self) -> None:
        pilot = self.dice.choice(self.pilots)
        person, today = self.ids[pilot.id], local_date(self.street.now, self.timezones[pilot.id])
        with self.street.session() as session:
            if requests.open_count(session, person):
                return
            self.needs += 1
            desk = Desk(session, self.street.now, self.street.content, by=person)
            helping.publish(desk, person, helping.Need(
                self.zones[pilot.id], self.dice.choice(KINDS), today + self.dice.randrange(1, 8) * DAY,
                Slot.AFTERNOON, 30, ""))

    def pause(self, pilot: Pilot) -> None:
        """A few weeks; more in August."""
        weeks = self.dice.choice((1, 2, 3)) + 2 * (self.street.now.month == 8)
        until = self.street.now + timedelta(weeks=weeks)
        self.away[pilot.id].append((self.street.now, until))
        with self.street.session() as session:
            session.connection().execute(update(_p).where(_p.c.id == self.ids[pilot.id]).values(paused_until=until))

    def answer(self) -> None:
        """Some say yes at once, some no, some another day; most say nothing."""
        fresh, self.noted.fresh = self.noted.fresh, []
        for value, number in fresh:
            luck = self.dice.random()
            if luck < 0.10:
                self.by(value).tap(f"help.take:{number}")
                self.agree(number)
            elif luck < 0.30:
                self.by(value).tap(f"asks.no:{number}")

    def agree(self, number: int) -> None:
        with self.street.session() as session:
            request, hands = requests.by_id(session, number), requests.helpers(session, number)
            asker = residents.value_of(session, request.asker) if request else 0
        self.agreed |= {number} if hands else set()
        for hand in hands:
            self.by(asker).tap(f"help.yes:{hand.id}")

    def by(self, value: int) -> Pilot:
        return self.named[value]

    # what is to be shown
    def served(self) -> tuple[int, int]:
        """To how many of the needs somebody said yes, and how many there were."""
        return len(self.agreed), self.needs

    def over_the_limit(self) -> list[tuple[int, str, int]]:
        """(person, month, asks) of those who were asked more than they chose."""
        months: dict[tuple[int, str], int] = defaultdict(int)
        for ask in self.noted.asks:
            months[ask.value, f"{local_date(ask.at, self.timezones[ask.value]):%Y-%m}"] += 1
        return [(value, month, count) for (value, month), count in months.items() if count > self.limits[value]]

    def left_unasked(self) -> list[tuple[int, date, date]]:
        """Between which asks somebody was there, all the time, for more than 31 days."""
        found = []
        for pilot in self.pilots:
            moments = [self.begins + timedelta(days=8), *sorted(
                ask.at for ask in self.noted.asks if ask.value == pilot.id), self.street.now]
            for start, end in pairwise(moments):
                absences = any(begun < end and until > start - DAY for begun, until in self.away[pilot.id])
                if end - start > LONGEST_UNASKED + EVERY and not absences:
                    found.append((pilot.id, start.date(), end.date()))
        return found
