"""Once an hour, what is past its time is forgotten, a piece at a time."""

from __future__ import annotations

from datetime import timedelta

from actions.agenda import when
from actions.desk import Desk
from storage.housekeeping import PIECES


@when("housekeeping", every=timedelta(hours=1))
def forget(desk: Desk, _house: int) -> None:
    desk.at_each("housekeeping.piece", dict.fromkeys(range(len(PIECES)), desk.now))


@when("housekeeping.piece")
def piece(desk: Desk, which: int) -> None:
    """Comes back until nothing is left of its kind: those who talk have their turn in between."""
    if which < len(PIECES) and PIECES[which](desk.session, desk.now):
        desk.later("housekeeping.piece", which)
