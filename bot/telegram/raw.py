"""What both readers of updates make of a raw value: sound words, numbers that fit a row, marks, files."""

from __future__ import annotations

from typing import Any

from rules.markup import Mark

LARGEST = 2**63 - 1
ANONYMOUS, LINKED, CHANNEL_BOT = 1087968824, 777000, 136817688
FILES = ("photo", "voice", "video", "video_note", "document", "audio", "sticker", "animation", "contact", "poll",
         "dice", "venue", "story", "paid_media", "checklist", "game")


def sound(value: Any) -> Any:
    """Without the half characters and the NUL that a server may let through and no database takes."""
    if isinstance(value, str):
        return value if value.isascii() and "\0" not in value else _whole(value)
    if isinstance(value, dict):
        return {key: sound(part) for key, part in value.items()}
    if isinstance(value, list):
        return [sound(part) for part in value]
    return value


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def is_number(value: Any) -> bool:
    return type(value) is int and -LARGEST <= value <= LARGEST


def is_file(message: Any) -> bool:
    """A message with a caption cannot become a message of words."""
    return any(name in message for name in ("caption", *FILES))


def marks_of(entities: Any) -> tuple[Mark, ...]:
    """Read as they come: each year brings a new kind, and none may make the words unreadable."""
    found = [one for one in entities if isinstance(one, dict)] if isinstance(entities, list) else []
    return tuple(Mark(str(one.get("type")), one["offset"], one["length"], sound(str(one.get("url", ""))))
                 for one in found if is_number(one.get("offset")) and is_number(one.get("length")))
