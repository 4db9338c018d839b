"""A calendar file that telephones open (RFC 5545): one event, its identity stable, its changes counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST_LINE = 75  # bytes, the end of the line apart


@dataclass(frozen=True, slots=True)
class Event:
    """uid: the same for ever. sequence: one more at each change of day, hour or place. stamped: when this was made."""

    uid: str
    sequence: int
    stamped: datetime
    starts: datetime
    ends: datetime
    title: str
    place: str = ""
    about: str = ""
    cancelled: bool = False


def calendar(event: Event) -> str:
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tous Voisins//Tous Solidaires//FR", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", "BEGIN:VEVENT", f"UID:{event.uid}", f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_instant(event.stamped)}", f"DTSTART:{_instant(event.starts)}", f"DTEND:{_instant(event.ends)}",
        f"SUMMARY:{_text(event.title)}", *([f"LOCATION:{_text(event.place)}"] if event.place else []),
        *([f"DESCRIPTION:{_text(event.about)}"] if event.about else []),
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}", "TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR")
    return "".join(part + "\r\n" for line in lines for part in folded(line))


def _instant(moment: datetime) -> str:
    """In UTC: no telephone has to know our time zones."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Somebody's words can add no line, no property, no second event."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign == "\n" or sign.isprintable())
    for sign in "\\;,":
        kept = kept.replace(sign, "\\" + sign)
    return kept.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line of at most 75 bytes, then its continuations, each begun by a space; no letter is cut in two."""
    part, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + width
    yield part
