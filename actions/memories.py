"""What a street remembers: itself a year ago, its return after a pause, its year in a letter; and, of those who helped
while an alert was on, a small step seven and thirty days after: they alone, once each.

Whatever else has people who help in a crisis says so: `@helped` gives those of an alert, at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeAlias

from actions import alert_words
from actions.agenda import when
from actions.alerts import at_the_end
from actions.desk import Desk
from actions.rhythm import occasion
from messages.memories import BackHere, CrisisStep, YearAgo, YearLetter
from rules.alerts import Alert, AlertState
from rules.gestes import ANY_ALERT, UnderAlert
from rules.groups import Group
from rules.memories import JUST_BACK, SEVEN, STEPS, THIRTY, Past, year_before
from rules.periods import Period
from rules.rhythm import monthly, weekly, yearly
from rules.screens import Message
from rules.words import _
from storage import alerts, groups, rhythm, zones
from storage import memories as store

LOOKS = {SEVEN: "memories.seven", THIRTY: "memories.thirty"}
A_PAGE, SOON = 50, timedelta(minutes=1)
Helped: TypeAlias = Callable[[Desk, Alert], Iterable[int]]
HELPED: list[Helped] = []


def helped(who: Helped) -> Helped:
    HELPED.append(who)
    return who


# --- in a group ------------------------------------------------------------------------------------

def where(desk: Desk, group: Group) -> str:
    zone = zones.by_id(desk.session, group.zone) if group.zone else None
    return zone.label if zone else group.name


def past(desk: Desk, group: Group, period: Period) -> Past:
    return store.past(desk.session, group.id, group.zone, period, group.timezone)


def a_year_ago(desk: Desk, group: Group, today: date) -> YearAgo | None:
    period = year_before(today)
    found = past(desk, group, period)
    if not found.worth_saying:
        return None
    return YearAgo(where(desk, group), period.year, period.month, found.helps, found.gestes)


@occasion("back", _("▶ Le retour de pause"), weekly)
def back(desk: Desk, group: Group, today: date) -> Message | None:
    until = group.paused_until
    if until is None or not until <= desk.now <= until + JUST_BACK:
        return None
    return BackHere(rhythm.open_needs(desk.session, group.id, desk.now))


@occasion("letter", _("💌 La lettre de l’année"), yearly(1, first=4, last=24))
def letter(desk: Desk, group: Group, today: date) -> Message | None:
    months = [past(desk, group, Period(today.year - 1, month)) for month in range(1, 13)]
    if not Past(sum(one.helps for one in months), sum(one.gestes for one in months)).worth_saying:
        return None
    return YearLetter(where(desk, group), today.year - 1, tuple(one.helps for one in months),
                      tuple(one.gestes for one in months), group.language, today.isoformat())


@occasion("year-ago", _("📖 Il y a un an"), monthly(3, 9))
def year_ago(desk: Desk, group: Group, today: date) -> Message | None:
    return a_year_ago(desk, group, today)


# --- after a crisis --------------------------------------------------------------------------------

@at_the_end
def ended(desk: Desk, number: int) -> None:
    """Who helped is known at that moment, and no later: whoever joins afterwards was not there."""
    alert = alerts.by_id(desk.session, number)
    if alert is None or alert.rehearsal or alert.opened_at is None or alert.state is AlertState.WITHDRAWN:
        return
    found = store.gave_a_hand(desk.session, alert.communes, alert.opened_at, desk.now)
    found |= store.did_its_gestes(desk.session, gestes_of(desk, alert), alert.communes, alert.opened_at)
    found |= {person for who in HELPED for person in who(desk, alert)}
    store.remember(desk.session, number, found, desk.now)
    for step in STEPS:
        desk.later(LOOKS[step], number, timedelta(days=step))


def gestes_of(desk: Desk, alert: Alert) -> list[str]:
    return [geste.id for geste in desk.content.gestes
            if any(isinstance(term, UnderAlert) and term.alert in (alert.theme, ANY_ALERT) for term in geste.when)]


@when(LOOKS[SEVEN])
def seven(desk: Desk, number: int) -> None:
    tell(desk, number, SEVEN)


@when(LOOKS[THIRTY])
def thirty(desk: Desk, number: int) -> None:
    tell(desk, number, THIRTY)


def tell(desk: Desk, number: int, step: int) -> None:
    """Some at a time. An alert that is on again waits for its new end."""
    alert = alerts.by_id(desk.session, number)
    if alert is None or alert.state is AlertState.ON:
        return
    page = store.to_tell(desk.session, number, step, A_PAGE)
    for person in page:
        if store.told(desk.session, number, person, step) and store.wants(desk.session, person):
            desk.tell(person, CrisisStep(alert_words.title(desk, alert), step))
    if len(page) == A_PAGE:
        desk.later(LOOKS[step], number, SOON)


def of_mine(desk: Desk, person: int) -> list[YearAgo]:
    return [found for group in groups.of_person(desk.session, person)
            if (found := a_year_ago(desk, group, desk.now.date()))]
