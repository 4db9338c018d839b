"""A trial begins, counts each month when it ends, says when a report is ready, and ends by itself after a year."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from actions import console
from actions import reports as bilans
from actions.agenda import when
from actions.desk import Desk
from messages.town_trials import TrialReport
from rules.civil import DAY, instant
from rules.periods import Period
from rules.reports import Minutes, Report
from rules.town_trials import MILESTONES, Counted, Indicator, Trial, TrialState
from storage import console as roles
from storage import town_trials as store

LOOK = "town_trials.look"
S = TrialState


def begin(desk: Desk, first: Period, baseline: dict[Indicator, int] | None = None) -> int | None:
    """None while another one runs."""
    made = store.begin(desk.session, first.first, baseline or {}, desk.now)
    if made is not None:
        console.note(desk, "trial begun", said=first.code)
        desk.later(LOOK, made)
    return made


def stop(desk: Desk, trial: Trial) -> bool:
    if not store.become(desk.session, trial.id, S.CANCELLED, [S.RUNNING]):
        return False
    console.note(desk, "trial stopped")
    desk.never(LOOK, trial.id)
    return True


def go_on(desk: Desk, trial: Trial) -> bool:
    """What was stopped runs again, if no other does; the months between are counted as they can be."""
    if not store.become(desk.session, trial.id, S.RUNNING, [S.CANCELLED]):
        return False
    console.note(desk, "trial resumed")
    desk.later(LOOK, trial.id)
    return True


def publish(desk: Desk, trial: Trial, months: int) -> None:
    """months: 0 takes it back."""
    store.publish(desk.session, trial.id, months)
    console.note(desk, "trial published" if months else "trial taken back", said=str(months))


def ends_at(desk: Desk, trial: Trial, number: int) -> datetime:
    return instant(trial.last(number) + DAY, time(0), desk.town.timezone)


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    """Counts the months that are over, tells of a report, and looks again when the next month ends."""
    trial = store.by_id(desk.session, number)
    if trial is None or trial.state is not S.RUNNING:
        return
    known = store.months(desk.session, number)
    for month in range(1, MILESTONES[-1] + 1):
        due = ends_at(desk, trial, month)
        if due > desk.now:
            desk.at(LOOK, number, due)
            return
        if month not in known:
            count(desk, trial, month)
        if month in MILESTONES and desk.once(f"trial:{number}", f"report-{month}"):
            tell(desk, trial, month)
    store.become(desk.session, number, S.OVER, [S.RUNNING])


def count(desk: Desk, trial: Trial, month: int) -> None:
    start, end = trial.month(month).instants(desk.town.timezone)
    store.keep(desk.session, trial.id, month, store.counted(desk.session, start, end, desk.now), desk.now)


def tell(desk: Desk, trial: Trial, months: int) -> None:
    for person in roles.coordinators(desk.session):
        desk.tell(person, TrialReport(trial.id, months))


def ready(desk: Desk, trial: Trial) -> list[int]:
    """The reports that may be read: those whose months are all counted."""
    known = len(store.months(desk.session, trial.id))
    return [months for months in MILESTONES if months <= known]


def report(desk: Desk, trial: Trial, months: int) -> Counted:
    """What a milestone counts: the bilans of its months together, and the totals that were kept of each."""
    periods = [trial.month(number) for number in range(1, months + 1)]
    known = store.months(desk.session, trial.id)
    span = (periods[0].instants(desk.town.timezone)[0], periods[-1].instants(desk.town.timezone)[1])
    return Counted([known[number] for number in range(1, months + 1) if number in known],
                   together([bilans.of_town(desk, period) for period in periods]), store.waits(desk.session, *span))


def earlier(desk: Desk, trial: Trial, months: int) -> list[Counted]:
    return [report(desk, trial, one) for one in MILESTONES if one < months]


def together(bilans: list[Report]) -> Report:
    ends: dict[str, int] = {}
    for one in bilans:
        for what, many in one.ends.items():
            ends[what] = ends.get(what, 0) + many
    return Report(ends, _minutes([one.declared for one in bilans]), _minutes([one.confirmed for one in bilans]))


def _minutes(found: list[Minutes]) -> Minutes:
    """Of at least as many people as in the month that had the most."""
    return Minutes(sum(one.minutes for one in found), max(one.people for one in found))


def this_month(desk: Desk) -> Period:
    today = desk.now.astimezone(ZoneInfo(desk.town.timezone)).date()
    return Period(today.year, today.month)


def choices(desk: Desk, back: int, ahead: int) -> list[Period]:
    """The months in which a trial may begin, this one first."""
    now = this_month(desk)
    whole = now.year * 12 + now.month - 1
    return [Period(*_month(whole + step)) for step in (*range(ahead + 1), *range(-1, -back - 1, -1))]


def _month(whole: int) -> tuple[int, int]:
    return whole // 12, whole % 12 + 1


