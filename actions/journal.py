"""A decision is written where anybody may read it."""

from __future__ import annotations

from actions.desk import Desk
from rules.journal import Entry
from storage import journal as store


def note(desk: Desk, what: Entry, **said: str) -> None:
    """said: plain values that name nobody."""
    store.add(desk.session, what, said, desk.now)
