"""A report goes to somebody who may act: never its author, nor whom it is about, nor who is kept apart from them.

What is grave is told at once, and to the town hall too. The rest is told at a set hour, for an hour says who has just
met whom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeAlias

from actions import moderation_things as things
from actions.agenda import when
from actions.desk import Desk
from actions.todo import Todo, waits
from messages.moderation import TO_TOWN, DangerReported, OftenTakenBack, ReportFiled, SameWords
from rules.groups import Group
from rules.moderation import (
    CROWD,
    GRAVE,
    OFTEN,
    REPEATED,
    UNREAD,
    Act,
    Against,
    Case,
    Office,
    Reader,
    Reason,
    may,
    told_at,
)
from rules.residents import Person
from rules.screens import Message, tap
from rules.words import _
from storage import belonging, console, groups, residents, zones
from storage import help as requests
from storage import moderation_cases as store
from storage.moderation_cases import NewReport

Organiser: TypeAlias = Callable[[Group, Iterable[int]], int | None]
"""Who runs this group now, says Telegram, some people apart."""
TELL, UNREAD_LOOK = "moderation.tell", "moderation.unread"


@dataclass(frozen=True, slots=True)
class Filed:
    """The number its author is given; whether somebody reads it; office: of the first who does."""

    code: str
    office: Office | None


def report(desk: Desk, new: NewReport, readers: list[Reader]) -> Filed:
    """A repeat merges with the one still open. Another's report of the same joins it, and nobody is told twice."""
    office = readers[0].office if readers else None
    if mine := store.said_before(desk.session, new):
        return Filed(mine.code, office)
    code = f"S-{desk.digits(6)}" if new.author is not None else ""
    new = replace(new, code=code)
    case = store.said_by_others(desk.session, new)
    number = store.add(desk.session, new, desk.now, case)
    store.count(desk.session, desk.now.year, f"report-{new.reason}")
    if case is None:
        shown(desk, number, new, readers)
    return Filed(code, office)


def flag(desk: Desk, about: int, group: int | None, what: str, organiser: Organiser, *, but: int | None = None) -> None:
    """For a human to look at; the bot decides nothing. but: whom it would tell too much."""
    new = NewReport(None, what, group, about)
    report(desk, new, [one for one in readers(desk, new, organiser) if one.person != but])


def shown(desk: Desk, number: int, new: NewReport, readers: list[Reader]) -> None:
    for reader in readers:
        store.read_by(desk.session, number, reader, desk.now)
    hour = desk.now if new.reason in GRAVE or new.author is None else told_at(desk.now, timezone(desk, new.group))
    if hour == desk.now:
        tell(desk, number)
    else:
        desk.at(TELL, number, hour)
    desk.at(UNREAD_LOOK, number, hour + UNREAD)


@waits
def to_read(desk: Desk, leader: Person) -> list[Todo]:
    return [Todo("", _("Un signalement attend d’être lu"), tap("signal.case", one.id), one.at)
            for one in store.waiting(desk.session, leader.id)]


def timezone(desk: Desk, group: int | None) -> str:
    found = groups.by_id(desk.session, group) if group else None
    return found.timezone if found else desk.town.timezone


def readers(desk: Desk, new: NewReport, organiser: Organiser) -> list[Reader]:
    """Who is told: the first who looks after the place; the town hall as well when it is grave."""
    chain = list(in_order(desk, new, organiser))
    first = chain[:1]
    if new.reason in GRAVE:
        first += [one for one in chain if one.office is Office.TOWN and one not in first][:1]
    return first


def in_order(desk: Desk, new: NewReport, organiser: Organiser) -> Iterator[Reader]:
    """Référents of the place, who runs the group, then the town hall; whoever is away comes last."""
    barred = {one for one in (new.author, new.about) if one is not None}
    found = [Reader(one, Office.LEADER) for one in store.referents(
        desk.session, places(desk, new), new.about, desk.now)]
    group = groups.by_id(desk.session, new.group) if new.group else None
    if group is not None:
        unfit = {int(one.id) for one in belonging.runners(desk.session, group.id)
                 if not store.fit(desk.session, one.id, new.author)}
        runs = organiser(group, barred | unfit)
        found += [Reader(runs, Office.ORGANISER)] if runs is not None else []
    if new.against is not Against.TOWN:
        found += [Reader(one, Office.TOWN) for one in console.coordinators(desk.session)]
    fit = [one for one in found if one.person not in barred and store.fit(desk.session, one.person, new.author)]
    return iter(sorted(fit, key=lambda one: (
        store.is_away(desk.session, one.person, desk.now), not store.fit(desk.session, one.person, new.about))))


def places(desk: Desk, new: NewReport) -> list[int]:
    group = groups.by_id(desk.session, new.group) if new.group else None
    if group is not None:
        return [group.zone] if group.zone else []
    whose = new.author if new.author is not None else new.about
    return [zone.id for zone in zones.of_person(desk.session, whose)] if whose is not None else []


@when(TELL)
def tell(desk: Desk, number: int) -> None:
    """Those who read it and do not know yet."""
    case = store.by_id(desk.session, number)
    for reader in store.to_tell(desk.session, number, desk.now) if case else ():
        if case and store.reads(desk.session, number, reader.person):
            desk.tell(reader.person, filed(desk, case, reader), even_apart=True)


def filed(desk: Desk, case: Case, reader: Reader, *, again: bool = False) -> Message:
    group = groups.by_id(desk.session, case.group) if case.group else None
    about = residents.by_id(desk.session, case.about) if case.about and not (case.request or case.thing) else None
    name, acts = about.first_name if about else "", acts_of(desk, case, reader)
    if case.reason == OFTEN:
        return OftenTakenBack(case.id, group.name if group else "", name)
    if case.reason == REPEATED:
        return SameWords(case.id, name, acts)
    kind = DangerReported if case.reason == Reason.DANGER else ReportFiled
    told = kind(case.id, group.name if group else "", case.reason, name, acts, against=case.against, again=again)
    thing = things.look(desk, case.thing) if case.thing else None
    if thing is not None:
        return kind(case.id, told.group, case.reason, "", acts, thing.title, thing.day, case.against, again, thing=True)
    card = requests.by_id(desk.session, case.request) if case.request else None
    if card is None or case.group is None or store.crowd(desk.session, case.group) < CROWD:
        return told
    return kind(case.id, told.group, case.reason, name, acts, desk.content.kind(card.kind).title, card.day,
                case.against, again)


def acts_of(desk: Desk, case: Case, reader: Reader) -> str:
    """What this reader may do, by name. What is told to the whole town, the town alone hides."""
    if case.about is None:
        return ""
    of_staff = bool(console.roles_of(desk.session, case.about))
    thing = things.look(desk, case.thing) if case.thing else None
    wide = thing is not None and thing.everywhere and reader.office is not Office.TOWN
    acts = [one.value for one in may(reader.office, of_staff=of_staff) if one is not Act.HIDE or not wide]
    return " ".join([*acts, TO_TOWN] if town_of(desk, case) is not None and "suspend" not in acts else acts)


def town_of(desk: Desk, case: Case) -> Reader | None:
    """Somebody of the town hall who may read this case and does not yet."""
    if case.against is Against.TOWN:
        return None
    authors = [one.author for one in store.voices(desk.session, case.id)]
    known = {one.person for one in store.readers_of(desk.session, case.id)} | {*authors, case.about}
    return next((Reader(one, Office.TOWN) for one in console.coordinators(desk.session)
                 if one not in known and store.fit(desk.session, one, *authors)), None)


def pass_on(desk: Desk, case: Case) -> bool:
    """To the town hall. False when nobody there may read it."""
    reader = town_of(desk, case)
    if reader is None or not store.read_by(desk.session, case.id, reader, desk.now):
        return False
    tell(desk, case.id)
    return True


@when(UNREAD_LOOK)
def unread(desk: Desk, number: int) -> None:
    """Two days, and nobody said they have read it."""
    case = store.by_id(desk.session, number)
    if case is not None and case.state.value == "open" and not pass_on(desk, case):
        desk.later(UNREAD_LOOK, number, timedelta(days=7))
