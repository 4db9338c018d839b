"""What a campaign did, group by group, in the words of its picture. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rules.deliveries import DeliveryState

S = DeliveryState
LEFT = ("place detached", "place closed", "not installed", "not linked")
GONE = ("kicked", "not a member", "deleted")
SHUT = ("place ", "paused", "stopped")


def outcome(state: DeliveryState, why: str) -> str | None:
    """"reached", "uncertain", "refused", "left", "missed" or "cancelled"; None for what is still to come."""
    if why.startswith(LEFT) or (state is S.FAILED and any(word in why for word in GONE)):
        return "left" if state in (S.FAILED, S.CANCELLED) else _by_state(state, why)
    return _by_state(state, why)


def _by_state(state: DeliveryState, why: str) -> str | None:
    match state:
        case S.SENT:
            return "reached"
        case S.UNCERTAIN | S.SENDING:
            return "uncertain"
        case S.FAILED:
            return "refused"
        case S.MISSED:
            return "missed"
        case S.CANCELLED:
            return "refused" if why.startswith(SHUT) else "cancelled"
        case _:
            return None


def by_outcome(rows: Iterable[tuple[DeliveryState, str, int]]) -> tuple[dict[str, int], int]:
    """How many groups for each outcome; and how many are still to come."""
    found: Counter[str] = Counter()
    to_come = 0
    for state, why, count in rows:
        name = outcome(state, why)
        if name is None:
            to_come += count
        else:
            found[name] += count
    return dict(found), to_come
