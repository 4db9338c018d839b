"""What neighbours write is read by somebody before others see it: by whoever looks after the place, else by who
coordinates; never by its author.
"""

from __future__ import annotations

from actions.desk import Desk
from rules.theirs import Theirs
from storage import asks_leaders, console, residents


def reader(desk: Desk, zone: int | None, author: int) -> int | None:
    """Who is asked to read it; None when nobody may yet."""
    leaders = asks_leaders.of(desk.session, zone, author, desk.now) if zone else []
    return next(iter([*(one.id for one in leaders),
                      *(one for one in console.coordinators(desk.session) if one != author)]), None)


def author(desk: Desk, person: int | None) -> Theirs | str:
    """The first name of whoever wrote it, which goes with them; nothing once they have gone."""
    found = residents.by_id(desk.session, person) if person else None
    return Theirs(found.first_name, found.id) if found else ""
