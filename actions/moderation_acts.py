"""What is done about a report: hidden, reminded, suspended for a month; each undone in one tap, told with its reason,
and open to another opinion. The bot never decides.
"""

from __future__ import annotations

from dataclasses import replace

from actions import help_cards, suspended
from actions import moderation_things as things
from actions.agenda import when
from actions.desk import Desk
from actions.moderation import places, timezone
from messages.moderation_acts import MeasureLifted, MeasureTold, ReportAnswered
from rules.civil import local_date
from rules.moderation import SUSPENDED_FOR, Act, Case, CaseState, Measure, MeasureState, told_at
from storage import moderation_acts as store
from storage import moderation_cases as cases

BACK, TOLD, OUTCOME = "moderation.back", "moderation.told", "moderation.outcome"


def act(desk: Desk, case: Case, what: Act) -> Measure | None:
    """None when there is nothing to do it to: nothing shown, nobody left, or done already, even if it is over."""
    if case.about is None or store.was_done(desk.session, case.id, what):
        return None
    made = DO[what](desk, case, case.about)
    if made is None:
        return None
    decided(desk, case, CaseState.ACTED)
    cases.count(desk.session, desk.now.year, f"act-{what}")
    found = store.by_id(desk.session, made)
    assert found is not None
    if what is Act.REMIND:
        desk.at(TOLD, made, told_at(desk.now, timezone(desk, case.group)))
    else:
        told(desk, made)
    return found


def hide(desk: Desk, case: Case, about: int) -> int | None:
    """What it is about; or the requests of this person that this place sees."""
    if case.thing:
        return add(desk, case, about, Act.HIDE) if things.hide(desk, case.thing) else None
    new = cases.NewReport(None, case.reason, case.group, about)
    numbers = cases.living_in(desk.session, about, case.group, places(desk, new))
    if case.request is not None:
        numbers = [number for number in numbers if number == case.request]
    if not numbers:
        return None
    made = add(desk, case, about, Act.HIDE)
    store.hide(desk.session, numbers, made, desk.now)
    for number in numbers:
        help_cards.refresh(desk, number)
    return made


def remind(desk: Desk, case: Case, about: int) -> int:
    return add(desk, case, about, Act.REMIND)


def suspend(desk: Desk, case: Case, about: int) -> int | None:
    """What they asked waits, what they promised is free again; a month later they are as they were."""
    was = store.suspend(desk.session, about)
    if was is None:
        return None
    until = desk.now + SUSPENDED_FOR
    made = store.add(desk.session, case.id, about, Act.SUSPEND, case.known_reason, desk.by or 0, desk.now, was=was,
                     until=until)
    suspended.reach_changed(desk, about, reachable=False)
    desk.at(BACK, made, until)
    return made


def add(desk: Desk, case: Case, about: int, what: Act) -> int:
    return store.add(desk.session, case.id, about, what, case.known_reason, desk.by or 0, desk.now)


DO = {Act.HIDE: hide, Act.REMIND: remind, Act.SUSPEND: suspend}


def seen(desk: Desk, case: Case) -> None:
    """Read, and nothing done."""
    decided(desk, case, CaseState.SEEN)


def decided(desk: Desk, case: Case, state: CaseState) -> None:
    cases.decide(desk.session, case.id, desk.by or 0, state)
    desk.at(OUTCOME, case.id, told_at(desk.now, timezone(desk, case.group)))


def undo(desk: Desk, measure: Measure) -> bool:
    """As if it had not been. False when it no longer stands."""
    if not store.close(desk.session, measure.id, MeasureState.UNDONE):
        return False
    lift(desk, measure)
    desk.never(TOLD, measure.id)
    if desk.once(f"measure:{measure.id}", "told"):
        return True
    desk.tell(measure.about, MeasureLifted(measure.act))
    return True


def lift(desk: Desk, measure: Measure) -> None:
    for number in store.show(desk.session, measure.id):
        help_cards.refresh(desk, number)
    case = cases.by_id(desk.session, measure.case)
    if measure.act is Act.HIDE and case is not None and case.thing:
        things.show(desk, case.thing)
    if measure.act is Act.SUSPEND and store.give_back(desk.session, measure.about, measure.was):
        desk.never(BACK, measure.id)
        suspended.reach_changed(desk, measure.about, reachable=True)


@when(BACK)
def back(desk: Desk, number: int) -> None:
    """The month is over."""
    found = store.by_id(desk.session, number)
    if found is not None and store.close(desk.session, number, MeasureState.ENDED):
        lift(desk, found)
        desk.tell(found.about, MeasureLifted(found.act, ended=True))


@when(TOLD)
def told(desk: Desk, number: int) -> None:
    """Why, and how to contest: to whom it is about."""
    found = store.by_id(desk.session, number)
    if found is None or found.state is not MeasureState.STANDING or not desk.once(f"measure:{number}", "told"):
        return
    case = cases.by_id(desk.session, found.case)
    what = case.thing.partition(":")[0] if case and found.act is Act.HIDE else ""
    message = MeasureTold(number, found.act, found.reason, what=what)
    if found.until is not None:
        message = replace(message, until=local_date(found.until, desk.town.timezone))
    desk.tell(found.about, message)


@when(OUTCOME)
def outcome(desk: Desk, number: int) -> None:
    """To everybody who reported it: something was done, or nothing. Never what, nor by whom."""
    case = cases.by_id(desk.session, number)
    if case is None or case.state is CaseState.OPEN:
        return
    acted = store.taken(desk.session, number)
    for voice in cases.voices(desk.session, number):
        last = store.asked(desk.session, number, voice.author)
        desk.tell(voice.author, ReportAnswered(number, voice.code, acted, last))
