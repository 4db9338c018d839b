"""Passing a need on to who is organised for it: an association, the town. Each step by the asker’s own tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

NUDGED_AFTER, CALLED_AFTER, LASTS = timedelta(hours=48), timedelta(days=5), timedelta(days=30)
MOST_RELAYS = 5


class RelayState(StrEnum):
    """waiting → taken → done; declined and withdrawn end it, as does a month without a word."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


OPEN = (RelayState.WAITING, RelayState.TAKEN)


@dataclass(frozen=True, slots=True)
class Relay:
    """subject: a kind of help, or where it belongs (care, money…). role: of the partner it was passed on to; none: of
    those who coordinate. holder: who of them took it.
    """

    id: int
    asker: int
    asker_name: str
    request: int | None
    subject: str
    zone_label: str
    day: date | None
    slot: str
    phone: str
    state: RelayState
    role: int | None
    holder: int | None
    created_at: datetime

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
