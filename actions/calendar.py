"""The year of a town: themes proposed ten days ahead with their text ready, once each; nothing sends itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from actions import campaigns
from actions.agenda import when
from actions.desk import Desk, Told, territory
from content.days import territory_of
from messages.calendar import CalendarPost, CalendarProposal, CalendarUnsure
from rules.calendar import Corrections, Moment, ProposalState, Territory, Window, coming, to_confirm, to_propose
from rules.campaigns import Campaign
from rules.civil import local_date
from rules.deliveries import AddressState
from rules.groups import Group
from rules.markup import html_of
from rules.refusals import Gone
from rules.yearly import in_full
from storage import audience, console, groups, readers
from storage import calendar as store
from storage.calendar import THE_TOWN, Proposed

EVERY = timedelta(hours=6)
A_PAGE = 200
A_FEW = 3


def today(desk: Desk) -> date:
    return local_date(desk.now, desk.town.timezone)


def corrections(desk: Desk) -> Corrections:
    return store.corrections(desk.session, today(desk))


def territories(desk: Desk) -> frozenset[Territory]:
    """Where the groups are that the town may write to."""
    return frozenset(territory_of(code) for code, _groups in audience.communes(desk.session))


@when("calendar.look", every=EVERY)
def look(desk: Desk, _house: int) -> None:
    """Each theme to everybody who coordinates; where nobody does, to who runs each group."""
    people = console.coordinators(desk.session)
    if not people:
        desk.later("calendar.groups", 0)
        return
    where = territories(desk)
    for moment, window in to_propose(desk.content.themes, today(desk), where, corrections(desk)):
        for person in people:
            _propose(desk, person, moment, window)
    _unsure(desk, people, where)


@when("calendar.groups")
def look_at_groups(desk: Desk, after: int) -> None:
    """Where nobody coordinates: a page of groups, until a few are told something; then the next."""
    page = groups.page_after(desk.session, after, A_PAGE)
    unwanted = store.themes_off_of(desk.session, [group.id for group, _by in page])
    known = store.proposed_to(desk.session, [by for _group, by in page if by is not None])
    places = readers.of(desk.session, [group.address for group, _by in page])
    told = 0
    for group, installed_by in page:
        if told >= A_FEW:
            desk.later("calendar.groups", after)
            return
        after = group.id
        if installed_by is not None and group.place is AddressState.OPEN:
            here = _territory(places.get(group.address), group)
            seen = unwanted.get(group.id, frozenset()), known.get((installed_by, group.id), frozenset())
            told += _propose_to_group(desk, group, installed_by, here, *seen)
    if len(page) == A_PAGE:
        desk.later("calendar.groups", after)


def _propose(desk: Desk, person: int, moment: Moment, window: Window) -> None:
    number = store.propose(desk.session, person, moment.id, window.start.year, THE_TOWN, desk.now)
    if number is not None:
        desk.tell(person, CalendarProposal(number, moment.title, moment.group_text, window.start, window.confirmed))


def _propose_to_group(desk: Desk, group: Group, to: int, here: Territory, unwanted: frozenset[str],
                      known: frozenset[tuple[str, int]]) -> int:
    """How many themes it was newly told of."""
    told = 0
    for moment, window in to_propose(desk.content.themes, today(desk), [here], corrections(desk)):
        if moment.id in unwanted or (moment.id, window.start.year) in known:
            continue
        number = store.propose(desk.session, to, moment.id, window.start.year, group.id, desk.now)
        if number is not None:
            told += 1
            desk.tell(to, CalendarProposal(number, moment.title, moment.group_text, window.start, window.confirmed,
                                           group.name))
    return told


def territory_of_group(desk: Desk, group: Group) -> Territory:
    return _territory(readers.of(desk.session, [group.address]).get(group.address), group)


def _territory(place: readers.Place | None, group: Group) -> Territory:
    return territory(place.commune if place else None, group.timezone)


def _unsure(desk: Desk, people: Iterable[int], where: frozenset[Territory]) -> None:
    """Once each: an announced theme without its day, under sixty days away."""
    for moment, window in to_confirm(desk.content.themes, today(desk), corrections(desk)):
        if moment.territories & where:
            for person in people:
                if desk.once(f"p{person}", f"unsure-{moment.id}-{window.start.year}"):
                    desk.tell(person, CalendarUnsure(moment.title, moment.id, window.start))


# --- answers -------------------------------------------------------------------------------------

def window_of(desk: Desk, moment: Moment, year: int) -> Window:
    """Raises Gone when it is not held that year."""
    found = next((w for w in _windows(desk, moment) if w.start.year == year), None)
    if found is None:
        raise Gone
    return found


def _windows(desk: Desk, moment: Moment) -> list[Window]:
    return [window for one, window in coming([replace(moment, theme=True)], today(desk), moment.territories,
                                             corrections(desk), days=500) if one.id == moment.id]


def prepare(desk: Desk, proposal: Proposed) -> Campaign:
    """A draft of the town, once: pressed again, the same one."""
    if proposal.state is ProposalState.DRAFTED and proposal.campaign is not None:
        return campaigns.get(desk, proposal.campaign)
    made = draft(desk, desk.content.moment(proposal.moment), proposal.year)
    store.answer(desk.session, proposal.id, ProposalState.DRAFTED, made.id)
    return made


def draft(desk: Desk, moment: Moment, year: int) -> Campaign:
    """With the town's own day, when it said it. It goes to no group that does not want this theme."""
    window = window_of(desk, moment, year)
    day = in_full(window.start) if window.confirmed else campaigns.TO_CONFIRM
    return campaigns.draft(desk, theme=moment.id, text=html_of(moment.group_text.replace("{date}", day)),
                           title=moment.title, event=window.end if window.confirmed else None)


def decline(desk: Desk, proposal: Proposed) -> bool:
    """Not asked again for that year."""
    return store.answer(desk.session, proposal.id, ProposalState.DECLINED)


def publish(desk: Desk, proposal: Proposed, group: Group) -> Told | None:
    """By who runs the group, where nobody coordinates. None when it has had its two posts this week."""
    moment = desk.content.moment(proposal.moment)
    window = window_of(desk, moment, proposal.year)
    told = desk.tell_group(group, CalendarPost(moment.title, moment.group_text, window.start, window.confirmed),
                           author=desk.by)
    if told is not None:
        store.answer(desk.session, proposal.id, ProposalState.DRAFTED)
    return told


def say_day(desk: Desk, moment: Moment, year: int, day: date | None) -> None:
    """The town's own day of that year; None when it is not held."""
    store.say_day(desk.session, moment.id, year, day, day and day + timedelta(days=moment.days - 1), desk.by, desk.now)


def ahead(desk: Desk, where: Iterable[Territory]) -> tuple[tuple[Moment, Window], ...]:
    return coming(desk.content.themes, today(desk), frozenset(where), corrections(desk))
