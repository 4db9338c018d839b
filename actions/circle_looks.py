"""The hours of what is asked in a circle: the eve, the day after, and the end of a day for which nobody came."""

from __future__ import annotations

from actions.agenda import when
from actions.circle_asks import LOOK, stop, title
from actions.desk import Desk
from messages.circle_asks import CircleAfter, CircleAskStopped, CircleReminder, CircleThanks
from rules.circles import SILENT_DAYS, AskState, CircleAsk, after_at, begins_at, over_at, reminder_at
from storage import circle_asks as store


def done(desk: Desk, found: CircleAsk, *, served: bool) -> bool:
    """Its time is counted in the circle, and nowhere else."""
    state = AskState.DONE if served else AskState.CLOSED
    if not store.become(desk.session, found.id, state, (AskState.TAKEN,), now=desk.now):
        return False
    desk.never(LOOK, found.id)
    if served:
        store.count_minutes(desk.session, found.circle, found.minutes)
        if found.helper is not None:
            desk.tell(found.helper, CircleThanks(found.asker_name, title(desk, found)))
    return True


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    """The eve, the day after, and the end of a day for which nobody came."""
    found = store.by_id(desk.session, number)
    if found is None or not found.living:
        return
    if found.waits and desk.now >= over_at(found):
        if stop(desk, found):
            desk.tell(found.asker, CircleAskStopped(title(desk, found)))
        return
    if found.state is AskState.TAKEN:
        remind(desk, found)
        if desk.now >= after_at(found) + SILENT_DAYS:
            done(desk, found, served=False)
            return
    hours = reminder_at(found), over_at(found), after_at(found), after_at(found) + SILENT_DAYS
    desk.at(LOOK, number, min(one for one in hours if one > desk.now))


def remind(desk: Desk, found: CircleAsk) -> None:
    told = found.asker_name, title(desk, found)
    if reminder_at(found) <= desk.now < begins_at(found) and desk.once(f"circle-ask:{found.id}", f"eve-{found.helper}"):
        desk.tell(found.helper or 0, CircleReminder(found.id, *told, found.day, found.slot))
    if desk.now >= after_at(found) and desk.once(f"circle-ask:{found.id}", "after"):
        desk.tell(found.asker, CircleAfter(found.id, found.helper_name, title(desk, found)))
