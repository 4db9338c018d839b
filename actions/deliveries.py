"""What goes to many: brought to where it was told to stand, a piece at each look, and what pauses by itself is told."""

from __future__ import annotations

from actions.agenda import when
from actions.console import when_role_ends
from actions.desk import Desk
from messages.deliveries import Halted, TooLate
from rules.campaigns import Campaign, CampaignState
from storage import campaigns, console, halting, runs, sweeps
from storage.halting import LATE, Halt


@when(sweeps.SWEEP)
def sweep(desk: Desk, message: int) -> None:
    sweeps.sweep(desk.session, message, desk.now)


@when(Halt.ERRORS)
def errors(desk: Desk, message: int) -> None:
    """Too much of it failed: who sends it is told."""
    found = _paused(desk, message, "errors")
    if found is not None and found.by is not None:
        desk.tell(found.by, Halted(found.title))


@when(Halt.RIGHT)
def right(desk: Desk, message: int) -> None:
    """Who sends it may no longer: whoever coordinates decides of it."""
    found = _paused(desk, message, "right")
    if found is not None:
        for person in console.coordinators(desk.session):
            desk.tell(person, Halted(found.title, right=True))


@when_role_ends
def stop(desk: Desk, person: int) -> None:
    """Who loses a role sends nothing more, not even where another role would let them begin anew."""
    halting.halt_author(desk.session, person, desk.now)


@when(LATE)
def late(desk: Desk, message: int) -> None:
    """Who wrote what came too late is told, once, in how many places."""
    if found := halting.late(desk.session, message, desk.now):
        author, places = found
        desk.tell(author, TooLate(places))


def _paused(desk: Desk, message: int, why: str) -> Campaign | None:
    """The campaign that this message carries, which its rows have paused; None when somebody was first."""
    number = runs.campaign_of(desk.session, message)
    found = campaigns.by_id(desk.session, number) if number is not None else None
    if found is None or not campaigns.step(desk.session, found.id, CampaignState.PAUSED, desk.now,
                                           only=[CampaignState.ACTIVE]):
        return None
    campaigns.log(desk.session, found.id, f"paused {why}", found.version, None, desk.now)
    return found
