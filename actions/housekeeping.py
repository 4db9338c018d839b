"""Once an hour, what is past its time is forgotten."""

from __future__ import annotations

from datetime import timedelta

from actions.agenda import when
from actions.desk import Desk
from storage import housekeeping


@when("housekeeping", every=timedelta(hours=1))
def forget(desk: Desk, _house: int) -> None:
    housekeeping.forget(desk.session, desk.now)
