"""Groups live for a year through the real house, its clock moved, the program killed now and then; everything that a
group reads is noted, with what was true at that moment. All people and places are fictional.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine, event, insert

from actions import campaign_sends, campaigns, heroes_shown
from actions.desk import Desk, reader
from bot.handlers import HOUSE
from rules.civil import DAY, instant, local_date
from rules.console import RoleState, TownRole
from rules.deliveries import Outcome, Post, Purpose
from rules.heroes import Degree, HeroState
from rules.kinds import encode
from rules.manners import Hours, manner_of, next_open
from rules.refusals import Refusal
from rules.residents import Rhythm
from rules.town import Town
from storage import deeds, gestes, people, zones
from storage import groups as store
from storage import modules as switches
from storage.tables import table
from storage.tables.console import RoleHeld, TownLink
from storage.tables.heroes import Hero
from tests.world.rows import a_group, a_person, a_zone
from tests.world.streets import Street

PLACES = (("44109", "Europe/Paris"),) * 6 + (
    ("67482", "Europe/Paris"), ("67482", "Europe/Paris"), ("97411", "Indian/Reunion"), ("97411", "Indian/Reunion"))
TICKS = (5, 8, 10)
"""Hours of the clock, UTC: each place has its morning and its noon among them, in winter and in summer."""
CAP = 2
TOWN = Town("Valmont", second_above=10_000)
"""One person speaks for it, to as many groups as there are."""


class Killed(BaseException):
    """The machine stops between two statements."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A post in a group. civil: whether a group may be spoken to then; paused: whether it had asked for silence."""

    group: int
    at: datetime
    day: date
    kind: str
    purpose: Purpose
    words: str
    civil: bool
    paused: bool


@dataclass
class Noted:
    year: StreetYear
    phones: Any
    heard: list[Heard] = field(default_factory=list)

    async def deliver(self, post: Post) -> Outcome:
        said: Outcome = await self.phones.deliver(post)
        group = self.year.by_value.get(post.value)
        if group is not None and post.edit is None:
            self.heard.append(self.year.note(group, post))
        return said


@dataclass
class Place:
    """A group of the year. silent: nobody ever does anything there."""

    number: int
    address: int
    timezone: str
    commune: str
    silent: bool
    people: list[int]
    paused: list[tuple[datetime, datetime]] = field(default_factory=list)
    lived: list[date] = field(default_factory=list)


class StreetYear:
    """campaigns: how many messages a month the town sends. killed: how often a ring of the clock is cut short."""

    def __init__(self, engine: Engine, groups: int, seed: int = 1, begins: datetime = datetime(2027, 1, 1, tzinfo=UTC),
                 *, campaigns: float = 3, killed: float = 0.02, modules: bool = True) -> None:
        self.dice, self.campaigns, self.killed = random.Random(seed), campaigns, killed
        self.street = Street(engine, begins)
        self.street.ring = replace(self.street.ring, town=TOWN)
        self.noted = Noted(self, self.street.speaker)
        self.street.speaker = self.noted  # type: ignore[assignment]
        self.street.restart()
        self.places: dict[int, Place] = {}
        self.by_value: dict[int, int] = {}
        self.kills, self.starts, self.modules = 0, 0, modules
        self.begins, self.dying = begins, False
        self._settle(groups)
        event.listen(engine, "commit", self._maybe_die)

    def _settle(self, groups: int) -> None:
        with self.street.session() as session:
            now = self.begins
            self.ines = a_person(session, 900_001, first_name="Inès", geste_rhythm=Rhythm.NEVER, seen_at=now)
            session.connection().execute(insert(table(RoleHeld)).values(
                role=TownRole.COORDINATOR, state=RoleState.ACTIVE, person_id=self.ines, since=now, tag="", name="Inès"))
            for word in () if self.modules else sorted(HOUSE.modules):
                switches.set_for_town(session, word, now, on=False)
            for n in range(groups):
                commune, timezone = PLACES[n % len(PLACES)]
                zone = a_zone(session, f"{n} rue du Moulin", commune)
                chat = 100_000_0000 + n
                those = [a_person(session, 1_000_000 + 10 * n + m, first_name=f"Voisin{n}", timezone=timezone,
                                  geste_rhythm=Rhythm.NEVER, seen_at=now, joined_at=now) for m in range(3)]
                number = a_group(session, chat, timezone, rhythm=True, zone_id=zone, name=f"Rue {n}",
                                 installed_by=those[0], installed_at=now, added_at=now)
                for m, one in enumerate(those):
                    zones.settle(session, one, zone, now)
                    people.take_part(session, one, number, now, admin=m == 0)
                session.connection().execute(insert(table(TownLink)).values(group_id=number, since=now, quarter=""))
                group = store.by_id(session, number)
                assert group is not None
                self.places[number] = Place(number, group.address, timezone, commune, n % 5 == 4, those)
                self.by_value[group.chat] = number

    # time
    def live(self, days: int) -> None:
        for _day in range(days):
            for hour in TICKS:
                self.street.now = self.street.now.replace(hour=hour)
                self.tick()
            self.street.now = self.street.now.replace(hour=0) + DAY

    def tick(self) -> None:
        self.happen()
        self.ring()
        if self.dice.random() < self.killed:
            self.starts += 1
            self.street.restart()
            self.ring()

    def ring(self) -> None:
        """Once, or until the clock gets through: it is cut short now and then, in the middle of what it does."""
        self.dying = self.dice.random() < self.killed * 2
        try:
            self._ring_all()
        except Killed:
            self.kills += 1
            self.dying = False
            self.street.restart()
            self._ring_all()
        self.dying = False
        self.street.deliver()

    def _ring_all(self) -> None:
        """A ring does so many looks at most; a big town needs several."""
        for _again in range(1 + len(self.places) // 40):
            self.street.ring(self.street.now)

    def _maybe_die(self, _connection: object) -> None:
        if self.dying and self.dice.random() < 0.1:
            raise Killed

    # what happens
    def happen(self) -> None:
        now = self.street.now
        with self.street.session() as session:
            for place in self.places.values():
                if not place.silent and self.dice.random() < 0.2:
                    self.act(session, place)
                if self.dice.random() < 0.0003:
                    self.pause(session, place)
            if self.dice.random() < 0.002 * len(self.places) / 9:
                self.hero(session, self.dice.choice(list(self.places.values())))
        if now.hour == TICKS[0] and self.dice.random() < self.campaigns / 30:
            self.campaign()

    def act(self, session: Any, place: Place) -> None:
        now, who = self.street.now, self.dice.choice(place.people)
        today = local_date(now, place.timezone)
        if self.dice.random() < 0.5:
            deeds.add(session, who, place.number, "bonjour", 5, today, now)
            place.lived.append(today)
        else:
            shown = gestes.of_day(session, f"g{place.number}", today)
            if shown:
                gestes.tap(session, who, shown, today, "done", f"g{place.number}", now)
                gestes.touched(session, place.number)
                place.lived.append(today)

    def pause(self, session: Any, place: Place) -> None:
        """Asked again, it is the last answer that counts, be it the shorter."""
        until = self.street.now + timedelta(days=self.dice.choice((3, 7, 30)))
        place.paused = [(start, min(end, self.street.now)) for start, end in place.paused]
        place.paused.append((self.street.now, until))
        store.change(session, place.number, paused_until=until)

    def hero(self, session: Any, place: Place) -> None:
        now = self.street.now
        number = int(session.connection().execute(insert(table(Hero)).values(
            token=f"{self.dice.getrandbits(60)}", group_id=place.number, author_id=place.people[0],
            nominee_id=place.people[1], judge_id=None, whole="", what="a porté les sacs de tout le palier",
            state=HeroState.AGREED, degree=Degree.NOBODY, town=False, reminded=False, created_at=now,
            changed_at=now).returning(table(Hero).c.id)).scalar_one())
        self.desk(session).later(heroes_shown.PUBLISH, number)

    def campaign(self) -> None:
        """The town writes to every group, a few days ahead, at ten."""
        if not self.modules:
            return
        with self.street.session() as session:
            desk = self.desk(session)
            on = self.street.now.date() + self.dice.randrange(1, 6) * DAY
            try:
                made = campaigns.draft(desk, theme="", text="La mairie vous invite.", title="La mairie", event=None)
                done = campaigns.choose_days(desk, made.id, made.version, event=None, closes=None, send_day=on,
                                             send_at="10:00")
                campaign_sends.confirm(desk, made.id, done.campaign.version)
            except Refusal:
                session.rollback()

    def desk(self, session: Any) -> Desk:
        return Desk(session, self.street.now, self.street.content, TOWN, by=self.ines)

    # what was heard
    def note(self, number: int, post: Post) -> Heard:
        place, now, manner = self.places[number], self.street.now, manner_of(post.message)
        civil = next_open(Hours.WORKDAYS, now, self._reader(place)) == now
        kind, params = encode(post.message)
        paused = any(start <= now < end for start, end in place.paused)
        return Heard(number, now, local_date(now, place.timezone), kind, manner.purpose, f"{kind} {params}", civil,
                     paused)

    def _reader(self, place: Place) -> Any:
        from storage import readers

        return reader(readers.Place(place.timezone, place.commune, 0))

    @property
    def posts(self) -> list[Heard]:
        return [one for one in self.noted.heard if one.purpose is Purpose.CAMPAIGN]

    @property
    def others(self) -> list[Heard]:
        return [one for one in self.noted.heard if one.purpose in (Purpose.CAMPAIGN, Purpose.GESTE)]

    def weeks(self) -> dict[tuple[int, date], int]:
        """(group, Monday) -> posts of animation, of every whole week."""
        last = self.street.now.date()
        found = {(number, monday): 0 for number in self.places for monday in self._mondays(last)}
        for one in self.posts:
            key = one.group, one.day - one.day.weekday() * DAY
            if key in found:
                found[key] += 1
        return found

    def _mondays(self, last: date) -> Iterator[date]:
        monday = self.begins.date() + (7 - self.begins.weekday()) % 7 * DAY
        while monday + 7 * DAY < last:
            yield monday
            monday += 7 * DAY

    def bare(self) -> list[tuple[int, date]]:
        """Weeks in which a living group heard nothing, though nobody had asked for silence, and not two weeks had
        passed without anything.
        """
        return [(number, monday) for (number, monday), count in self.weeks().items()
                if not count and self._lives(self.places[number], monday)
                and not self._rests(self.places[number], monday)]

    def _lives(self, place: Place, monday: date) -> bool:
        """Until the day on which the week is spoken of."""
        return any(monday - 9 * DAY <= day <= monday + 4 * DAY for day in place.lived)

    def _rests(self, place: Place, monday: date) -> bool:
        start, end = (instant(day, time(0), place.timezone) for day in (monday, monday + 7 * DAY))
        return any(a < end and b > start for a, b in place.paused)

    def over_the_cap(self) -> list[tuple[int, date]]:
        return [key for key, count in self.weeks().items() if count > CAP]

    def uncivil(self) -> list[Heard]:
        """At night, on a Sunday or a holiday: gestes have no Sunday of their own, and no holiday either."""
        return [one for one in self.others if not one.civil]

    def after_pause(self) -> list[Heard]:
        return [one for one in self.others if one.paused]

    def doubles(self) -> list[tuple[Any, int]]:
        """The same words twice in a day, two gestes or two posts of the rhythm."""
        same = Counter((one.group, one.day, one.words) for one in self.others)
        ours = Counter((one.group, one.day, one.kind.partition(".")[0]) for one in self.others
                       if one.kind.startswith(("rhythm.", "geste", "memories.")))
        return [(key, count) for found in (same, ours) for key, count in found.items() if count > 1]

    def silent_months(self) -> list[int]:
        """Posts a month of the silent groups, from the fourth month on."""
        months: dict[tuple[int, str], int] = defaultdict(int)
        since = self.begins.date() + timedelta(days=100)
        for one in self.posts:
            if self.places[one.group].silent and one.day >= since and not one.kind.startswith("campaigns."):
                months[one.group, f"{one.day:%Y-%m}"] += 1
        return list(months.values())

