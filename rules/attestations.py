"""The sheet that says what somebody gave in a year, with a code that anybody may check."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rules.hours import Entry, HourKind, Total, standing

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no O and 0, no I, L and 1
LENGTH = 10
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Certificate:
    """code: as it is printed. replaced: hours of that year were corrected since."""

    code: str
    year: int
    total: Total
    issued_at: datetime
    replaced: bool = False


def by_kind(log: Iterable[Entry], year: int) -> Mapping[HourKind, Total]:
    """Sums of what stands of a year, by kind; kinds with nothing are left out."""
    entries = [entry for entry in standing(log) if entry.day.year == year]
    return {kind: found for kind in HourKind
            if (found := Total.of(entry for entry in entries if entry.kind is kind)).minutes}


def of_year(log: Iterable[Entry], year: int) -> Total:
    """The sum of all kinds."""
    return Total.of(entry for entry in standing(log) if entry.day.year == year)


def years_of(log: Iterable[Entry]) -> list[int]:
    """The years with hours, the newest first."""
    return sorted({entry.day.year for entry in standing(log)}, reverse=True)


def digest(log: Iterable[Entry], year: int) -> str:
    """What the year's hours amount to: it changes when one is noted, confirmed, corrected or withdrawn."""
    said = [f"{e.id}:{e.kind}:{e.minutes}:{e.day}:{e.state}" for e in standing(log) if e.day.year == year]
    return hashlib.sha256("|".join(said).encode()).hexdigest()[:32]


def draw_code(random: Callable[[int], bytes]) -> str:
    """31 letters and digits, ten times: about 49 bits, of which nothing can be learned but sums."""
    number = int.from_bytes(random(16), "big")
    return "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))


def read_code(text: str) -> str | None:
    """« k7pm-2f9qx a » as it was drawn, however it is spaced; None when it cannot be a code."""
    bare = "".join(sign for sign in text.upper() if sign.isalnum())
    return bare if len(bare) == LENGTH and set(bare) <= set(ALPHABET) else None


def shown(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"
