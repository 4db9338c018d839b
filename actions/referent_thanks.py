"""Once a quarter, whoever looks after a street is thanked for what took place there. January has thanks of its own."""

from __future__ import annotations

from datetime import date, datetime, time

from actions.desk import Desk
from actions.todo import ON_MONDAYS
from messages.referents import QuarterThanks
from messages.todo import WEEKLY_PATIENCE
from rules.civil import instant
from rules.privacy import a_month_after
from rules.residents import Person
from storage import asks_leaders, stand_ins

QUARTERS = (4, 7, 10)
A_WEEK = 7


def thank(desk: Desk, person: Person, monday: date, due: datetime) -> None:
    """On the first Monday of April, July and October; nothing when nothing took place."""
    if monday.month not in QUARTERS or monday.day > A_WEEK or desk.now >= due + WEEKLY_PATIENCE:
        return
    first = monday.replace(day=1)
    start, end = (instant(day, time(0), person.timezone) for day in (a_month_after(first, -3), first))
    count = stand_ins.done_in(desk.session, asks_leaders.led_by(desk.session, person.id, desk.now), start, end)
    if count and desk.once(f"p{person.id}", f"lead-thanks-{monday:%Y-%m}"):
        desk.tell(person, QuarterThanks(count), due=due)


ON_MONDAYS.append(thank)
