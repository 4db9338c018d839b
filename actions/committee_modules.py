"""What is marked « comité » stays closed until the comité has adopted it, whoever would open it."""

from __future__ import annotations

from datetime import timedelta

from actions.agenda import when
from actions.desk import Desk
from rules.committees import MARKED
from rules.refusals import Refusal
from storage import committees, modules

KEEP, AN_HOUR = "committees.keep", timedelta(hours=1)


def waiting(desk: Desk) -> frozenset[str]:
    """The marked words that were never adopted."""
    return desk.town.committee - committees.adopted_words(desk.session, desk.town.committee)


def may_open(desk: Desk, word: str) -> None:
    """Raises Refusal for what waits for the comité."""
    if word in waiting(desk):
        raise Refusal(MARKED)


def opened(desk: Desk, word: str) -> None:
    modules.set_for_town(desk.session, word, desk.now, on=True)


@when(KEEP, every=AN_HOUR)
def keep(desk: Desk, _house: int) -> None:
    """A mark that an operator sets closes what was open."""
    for word in sorted(waiting(desk) - modules.off_of_town(desk.session)):
        modules.set_for_town(desk.session, word, desk.now, on=False)
