"""An update nobody could read, without what it says: enough to repair a reader, nothing of a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

DEEPEST = 12
PLAIN = frozenset({"type", "update_id", "message_id", "date", "edit_date", "is_bot", "language_code"})


def shape(raw: Mapping[str, Any]) -> str:
    """JSON with the same keys; texts, names, numbers and positions are replaced by their kind."""
    return json.dumps(_of(raw), ensure_ascii=False)


def _of(value: Any, depth: int = 0) -> Any:
    if depth > DEEPEST:
        return "…"
    match value:
        case Mapping():
            return {_key(k): v if (k in PLAIN and isinstance(v, bool | int)) or _is_word(k, v) else _of(v, depth + 1)
                    for k, v in value.items()}
        case list() | tuple():
            return [_of(one, depth + 1) for one in value[:20]]
        case bool() | None:
            return value
        case str():
            return f"<{len(value)} characters>"
        case _:
            return f"<{type(value).__name__}>"


def _key(name: object) -> str:
    """A key of the platform is a short word; anything else may be what somebody wrote."""
    text = str(name)
    return text if text.replace("_", "").isalpha() and text.isascii() and len(text) <= 40 else "<key>"


def _is_word(name: object, value: Any) -> bool:
    return name in ("type", "language_code") and isinstance(value, str) and len(value) <= 20 and value.isascii()


def sender_of(raw: Mapping[str, Any]) -> int | None:
    """The platform id of who caused this update, wherever it says so."""
    for part in raw.values():
        if isinstance(part, Mapping):
            who = part.get("from") or part.get("user")
            number = who.get("id") if isinstance(who, Mapping) else None
            if isinstance(number, int) and abs(number) < 2**63:
                return number
    return None
