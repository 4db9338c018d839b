"""What goes to many, brought to where it was told to stand, a piece at each look."""

from __future__ import annotations

from actions.agenda import when
from actions.desk import Desk
from storage import sweeps


@when(sweeps.SWEEP)
def sweep(desk: Desk, message: int) -> None:
    sweeps.sweep(desk.session, message, desk.now)
