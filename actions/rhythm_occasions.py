"""What the house itself says in the rhythm of the year: an idea on the 10th, heroes on the 20th, an apéro twice a year,
and true facts at the end of a week in which a group has heard nothing.
"""

from __future__ import annotations

from datetime import date, timedelta

from actions import calendar, geste_day
from actions.agenda import when
from actions.desk import Desk, territory
from actions.rhythm import occasion
from messages.rhythm import AperoEnd, AperoPost, HeroesPost, IdeaPost, WeekPost, facts
from rules.asks import month_of
from rules.civil import DAY, local_date
from rules.geste_owners import group_key
from rules.gestes import Theme, choose
from rules.groups import Group
from rules.rhythm import APERO, HEROES, IDEA, VOTED, WEEK, monthly, weekly, winner, yearly
from rules.screens import Message
from rules.words import _
from storage import belonging, gestes, groups, heroes, people, readers, thanks_month
from storage import rhythm as store

APERO_END = "rhythm.apero"
A_MONTH = 30 * 24
TOGETHER = frozenset({Theme.PARTY, Theme.WELCOME, Theme.ENVIRONMENT, Theme.COMMUNE, Theme.GIFTS})


@occasion(APERO, _("🥂 L’apéro partagé"), yearly(5, 9, first=2, last=16))
def apero(desk: Desk, group: Group, today: date) -> Message | None:
    desk.later(APERO_END, group.id, VOTED)
    return AperoPost(group.id, f"{today:%Y-%m}")


@when(APERO_END)
def apero_ends(desk: Desk, number: int) -> None:
    """Whoever runs the group learns which moment suits the most."""
    group = groups.by_id(desk.session, number)
    heard, since = store.said(desk.session, number, desk.now.date()), desk.now.date() - VOTED - 2 * DAY
    asked = [period for word, period, day in heard if word == APERO and day >= since]
    if group is None or not group.is_installed or not asked:
        return
    found = winner(store.votes(desk.session, number, max(asked))) or ""
    for admin in belonging.runners(desk.session, number):
        desk.tell(admin.id, AperoEnd(group.name, found))


@occasion(IDEA, _("💡 Le 10 : une idée"), monthly(10, 19))
def idea(desk: Desk, group: Group, today: date) -> Message | None:
    """Something to do together, of the season, another each month."""
    owner = gestes.owner_of(desk.session, group_key(group.id), desk.now)
    if owner is None:
        return None
    together = [one for one in desk.content.gestes if one.theme in TOGETHER]
    now = geste_day.conditions_for(desk.content, owner, today)
    found = choose(together, today, now, {}, key=f"idea:{owner.key}:{today:%Y-%m}")
    return IdeaPost(found.title, found.text) if found else None


@occasion(HEROES, _("🌟 Le 20 : à l’honneur"), monthly(20, 28))
def to_honour(desk: Desk, group: Group, today: date) -> Message | None:
    """Not in a month that has had its hero already."""
    if heroes.shown_since(desk.session, group.id, month_of(desk.now, group.timezone)):
        return None
    return HeroesPost(desk.link("heroes", single=False, hours=A_MONTH))


@occasion(WEEK, _("🏘 Semaine calme"), weekly)
def week(desk: Desk, group: Group, today: date) -> Message | None:
    monday = today - today.weekday() * DAY
    told = thanks_month.month_of(desk.session, group.id, monday, today)
    moment, day = coming(desk, group)
    post = WeekPost(group.name, told.helps, told.gestes,
                    store.joined(desk.session, group.id, desk.now - timedelta(days=today.weekday() + 1)),
                    store.open_needs(desk.session, group.id, desk.now), people.members(desk.session, group.id),
                    moment, day)
    return post if facts(post) else None


def coming(desk: Desk, group: Group) -> tuple[str, date | None]:
    """The next moment of the year that has a day."""
    place = readers.of(desk.session, [group.address]).get(group.address)
    here = territory(place.commune if place else None, group.timezone)
    today = local_date(desk.now, group.timezone)
    return next(((moment.title, window.start) for moment, window in calendar.ahead(desk, [here])
                 if window.confirmed and window.start > today), ("", None))
