"""Stories that a button names: for whom they are about, once read; for who is to read them first."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from bot.rows import Loaded
from bot.turn import Turn
from rules.heroes import THEIRS, Hero
from storage import asks_leaders, contacts
from storage import heroes as store


def about_me(turn: Turn, number: int) -> Hero | None:
    found = store.by_id(turn.session, number)
    return found if found and found.nominee == turn.person.id and found.state in THEIRS else None


def to_read(turn: Turn, number: int) -> Hero | None:
    led = asks_leaders.led_by(turn.session, turn.person.id, turn.now)
    return next((one for one in store.waiting(turn.session, led, turn.person.id) if one.id == number
                 and not (one.author and contacts.blocked(turn.session, one.author, turn.person.id))), None)


AboutMe: TypeAlias = Annotated[Hero, Loaded(about_me)]
ToRead: TypeAlias = Annotated[Hero, Loaded(to_read)]
