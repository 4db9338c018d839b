"""What is said of a request that has to wait: for its turn in the group, or for its asker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.messages import kind


@kind("help.put_off")
@dataclass(frozen=True, slots=True)
class HelpPutOff:
    """To the asker: their second card of a day gives way to somebody's first. `hour` is "HH:MM" of the reader."""

    request: int
    title: str
    day: date
    hour: str


@kind("help.suspended")
@dataclass(frozen=True, slots=True)
class HelpSuspended:
    """To the volunteer: the asker can no longer be written to."""

    title: str
    agreed: bool
