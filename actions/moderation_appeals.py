"""Another opinion, by somebody else than the one who decided: for whom a measure is about, and for whoever reported."""

from __future__ import annotations

from actions import moderation_acts as acts
from actions.desk import Desk
from actions.moderation import filed, places
from actions.todo import Todo, waits
from messages.moderation_acts import AppealAsked, MeasureKept
from rules.moderation import Against, Case, Measure, MeasureState, Office, Reader, Side
from rules.residents import Person
from rules.screens import tap
from rules.words import _
from storage import console, residents
from storage import moderation_acts as store
from storage import moderation_cases as cases


def judge(desk: Desk, case: Case, *decided: int | None) -> Reader | None:
    """The town hall first, then another référent of the place."""
    authors = [one.author for one in cases.voices(desk.session, case.id)]
    barred = {case.about, case.decided_by, *authors, *decided}
    new = cases.NewReport(None, case.reason, case.group, case.about)
    found = [] if case.against is Against.TOWN else [
        Reader(one, Office.TOWN) for one in console.coordinators(desk.session)]
    found += [Reader(one, Office.LEADER) for one in cases.referents(
        desk.session, places(desk, new), case.about, desk.now)]
    return next((one for one in found if one.person not in barred
                 and cases.fit(desk.session, one.person, case.about, *authors)), None)


def contest(desk: Desk, measure: Measure) -> bool | None:
    """None when nobody else may judge it; False when it was asked before."""
    case = cases.by_id(desk.session, measure.case)
    found = judge(desk, case, measure.by) if case else None
    if case is None or found is None:
        return None
    made = store.appeal(desk.session, case.id, measure.about, Side.ABOUT, found.person, desk.now, measure.id)
    if made is None:
        return False
    cases.count(desk.session, desk.now.year, "appeal")
    desk.tell(found.person, asked(desk, made, measure), even_apart=True)
    return True


def again(desk: Desk, case: Case, author: int) -> bool | None:
    """Whoever reported asks somebody else to read it. Who decided reads it no more."""
    if store.asked(desk.session, case.id, author):
        return False
    found = judge(desk, case)
    if found is None:
        return None
    store.appeal(desk.session, case.id, author, Side.AUTHOR, found.person, desk.now)
    cases.count(desk.session, desk.now.year, "appeal")
    cases.hand_over(desk.session, case.id, found, desk.now)
    desk.tell(found.person, filed(desk, case, found, again=True), even_apart=True)
    return True


@waits
def to_judge(desk: Desk, leader: Person) -> list[Todo]:
    return [Todo("", _("Une décision est contestée : à relire"), tap("measure.appeal", one.id), one.at)
            for one in store.to_judge(desk.session, leader.id)]


def asked(desk: Desk, number: int, measure: Measure) -> AppealAsked:
    about = residents.by_id(desk.session, measure.about)
    return AppealAsked(number, about.first_name if about else "", measure.act, measure.reason)


def answer(desk: Desk, number: int, measure: Measure, *, lifted: bool) -> bool:
    """What the second reading says. False when it came too late."""
    if not store.judged(desk.session, number, desk.by or 0) or measure.state is not MeasureState.STANDING:
        return False
    if lifted:
        cases.count(desk.session, desk.now.year, "appeal-lifted")
        return acts.undo(desk, measure)
    desk.tell(measure.about, MeasureKept(measure.act, desk.town.phone))
    return True
