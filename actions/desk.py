"""What an action has in hand: the transaction, the hour, the content, the town; how to tell, and to look again."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlmodel import Session

from content import days
from content.catalogue import Catalogue
from rules.asks import has_room, month_around
from rules.calendar import Territory
from rules.civil import instant
from rules.deliveries import Purpose, Window
from rules.groups import Group
from rules.manners import ANIMATION_A_WEEK, NOTICE, Cap, Hours, Manner, Reader, is_shut, leaves, manner_of
from rules.modules import said_by
from rules.residents import Person
from rules.screens import Message
from rules.territories import territory_of_zone
from rules.theirs import mentioned
from rules.town import Town
from storage import agenda, campaign_weeks, ledger, links, parted, readers, residents
from storage import help as requests
from storage.ledger import Draft
from storage.once import first_time


@dataclass(frozen=True, slots=True)
class Told:
    """A delivery, and when it leaves."""

    delivery: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """by: who acts, when a person does; the clock is nobody."""

    session: Session
    now: datetime
    content: Catalogue
    town: Town = Town()
    random: Callable[[int], bytes] = os.urandom
    by: int | None = None

    def tell(self, to: Person | int, message: Message, *, due: datetime | None = None,
             even_apart: bool = False) -> datetime | None:
        """Say it to somebody in private, when they may be disturbed: returns when. None when it never leaves: they
        are gone, its hour is past (`due` says which it was), they asked to be asked less often, or it carries the name
        or words of somebody they are kept apart from (unless `even_apart`). Whoever is acting reads at once what they
        caused.
        """
        person = to if isinstance(to, Person) else residents.by_id(self.session, to)
        if person is None or (not even_apart and parted.apart_from_any(
                self.session, person.id, mentioned(message))):
            return None
        manner = manner_of(message)
        if person.id == self.by:
            manner = replace(manner, hours=Hours.ALWAYS, cap=Cap.NONE, patience=None)
        told = self._tell([person.address], message, manner, due)
        return told[person.address].at if told else None

    def tell_all(self, addresses: Sequence[int], message: Message, *, due: datetime | None = None,
                 last: date | None = None) -> dict[int, Told]:
        """One message to many: its delivery and when it leaves, for each address that it leaves for. last: the last
        day on which it is of use to them.
        """
        return self._tell(addresses, message, manner_of(message), due, last)

    def windows(self, addresses: Sequence[int], message: Message, *, last: date | None = None) -> dict[int, Window]:
        """When `tell_all` would say it to each of these, in their order; those it would never reach left out."""
        return self._windows(addresses, manner_of(message), None, last)

    def _tell(self, addresses: Sequence[int], message: Message, manner: Manner, due: datetime | None,
              last: date | None = None) -> dict[int, Told]:
        windows = self._windows(addresses, manner, due, last)
        if not windows:
            return {}
        made = ledger.add_all(self.session, self._draft(manner, message), list(windows), self.now, windows=windows)
        return {address: Told(delivery, window.not_before or self.now)
                for delivery, (address, window) in zip(made, windows.items(), strict=True)}

    def _windows(self, addresses: Sequence[int], manner: Manner, due: datetime | None, last: date | None
                 ) -> dict[int, Window]:
        places = readers.of(self.session, addresses) if manner.hours is not Hours.ALWAYS else {}
        windows: dict[int, Window] = {}
        for address in addresses:
            window = leaves(manner, self.now, reader(places.get(address)), due, last)
            if not is_shut(window, self.now):
                windows[address] = window
        return self._with_room(windows, places) if manner.cap is Cap.ASKS else windows

    def change(self, to: int, message: Message, delivery: int) -> None:
        """What this delivery said to somebody in private says this instead, unless they are kept apart by now."""
        person = residents.by_id(self.session, to)
        if person is not None and not parted.apart_from_any(self.session, person.id, mentioned(message)):
            ledger.add(self.session, replace(self._draft(manner_of(message), message), address=person.address,
                                             replaces=delivery), self.now)

    def tell_group(self, group: Group, message: Message, *, replaces: int | None = None, at: datetime | None = None,
                   due: datetime | None = None, asked: bool = False, author: int | None = None) -> Told | None:
        """Say it in a group, not before `at`, or in place of an earlier delivery (which disturbs nobody), or because
        it was asked for there. None when it never leaves: its hour is past, the group does without this
        (rules/modules), or has had its animation for this week. author: who is told when nobody may write there.
        """
        if replaces is None and said_by(message) in group.off:
            return None
        manner = manner_of(message)
        if asked or replaces is not None:
            manner = replace(manner, hours=Hours.ALWAYS, cap=Cap.NONE, patience=None)
        found = {} if manner.hours in (Hours.ALWAYS, Hours.OPEN) else readers.of(self.session, [group.address])
        where = found.get(group.address) or readers.Place(group.timezone, None, 0, group.quiet_from, group.quiet_to)
        start = max(at, self.now) if at else self.now
        window = leaves(manner, start, reader(where), due)
        if is_shut(window, start) or (manner.cap is Cap.ANIMATION and self.animated(group.address, where.timezone)):
            return None
        leaving = window.not_before or start
        draft = replace(self._draft(manner, message), address=group.address, replaces=replaces, author=author,
                        window=replace(window, not_before=leaving if leaving > self.now else None))
        return Told(ledger.add(self.session, draft, self.now), leaving)

    def rewrite(self, address: int, seen: int, message: Message) -> None:
        """What is read there already (`seen`, by the platform's id) says this now."""
        ledger.add(self.session, replace(self._draft(NOTICE, message), address=address, edit=seen), self.now)

    def animated(self, address: int, timezone: str) -> bool:
        """Whether this place has had all its animation for the week."""
        today = self.now.astimezone(ZoneInfo(timezone)).date()
        monday = today - timedelta(days=today.weekday())
        week = (instant(day, time(0), timezone) for day in (monday, monday + timedelta(days=7)))
        return campaign_weeks.animated(self.session, [address], *week).get(address, 0) >= ANIMATION_A_WEEK

    def at(self, what: str, subject: int, moment: datetime) -> None:
        """Look at this subject then, instead of at any other hour that was set."""
        agenda.put(self.session, what, {subject: moment})

    def later(self, what: str, subject: int, delay: timedelta = timedelta()) -> None:
        self.at(what, subject, self.now + delay)

    def at_each(self, what: str, looks: Mapping[int, datetime]) -> None:
        agenda.put(self.session, what, looks)

    def never(self, what: str, subject: int) -> None:
        """There is nothing more to look at."""
        agenda.drop(self.session, what, subject)

    def once(self, subject: str, what: str) -> bool:
        """True the first time this happens to this subject ("help:12", "p34"), and never again."""
        return first_time(self.session, subject, what, self.now)

    def log(self, request: int, what: str) -> None:
        requests.log(self.session, request, what, self.now)

    def link(self, purpose: str, *, single: bool = True, hours: int | None = 24, **params: object) -> str:
        """A deep-link payload of 128 random bits. Only its hash is kept."""
        token = base64.urlsafe_b64encode(self.random(16)).decode().rstrip("=")
        expires = self.now + timedelta(hours=hours) if hours else None
        links.add(self.session, hashlib.sha256(token.encode()).hexdigest(), purpose, params, single=single,
                  by=self.by, now=self.now, expires=expires)
        return token

    def digits(self, count: int = 4) -> str:
        number = int.from_bytes(self.random(8), "big") % 10**count
        return str(number).zfill(count)

    def _draft(self, manner: Manner, message: Message) -> Draft:
        return Draft(message, 0, manner.lane, manner.purpose, manner.policy)

    def _with_room(self, windows: dict[int, Window], places: Mapping[int, readers.Place]) -> dict[int, Window]:
        """Those who were not asked as often as they wish already, in the month in which it would leave."""
        leaving = {address: window.not_before or self.now for address, window in windows.items() if address in places}
        months: dict[tuple[datetime, datetime], list[int]] = {}
        for address, at in leaving.items():
            months.setdefault(month_around(at, places[address].timezone), []).append(address)
        asked: dict[int, int] = {}
        for (since, until), some in months.items():
            asked |= readers.said_between(self.session, some, (Purpose.ASK,), since, until)
        return {address: windows[address] for address, at in leaving.items() if has_room(
            asked.get(address, 0), places[address].asks, at, reader(places[address]))}


def territory(commune: str | None, timezone: str) -> Territory:
    """Their commune's; without one, what legal time tells."""
    return days.territory_of(commune) if commune else territory_of_zone(timezone)


def holidays(commune: str | None, timezone: str) -> Callable[[date], bool]:
    """The public holidays of a place."""
    return partial(days.is_public_holiday, territory=territory(commune, timezone))


def reader(place: readers.Place | None) -> Reader:
    if place is None:
        return Reader("UTC")
    return Reader(place.timezone, place.quiet_from, place.quiet_to, holidays(place.commune, place.timezone))
