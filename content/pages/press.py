"""Draw a page from facts: `print_page("attestation", {"language": "fr", "printed_on": "2026-11-28", …}, "pdf")`.

A page is a template beside this file. Pure: the same facts give the same bytes, offline, with our fonts alone.
`typst` blocks: call it from a thread.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from content.kits.press import drawn
from content.kits.wording import clean

HERE = Path(__file__).resolve().parent
ROOM = HERE.parent
PIXELS_PER_INCH = 254  # ten a millimetre: a page of 108 mm is a picture of 1,080 pixels
PAGES = frozenset(file.stem for file in HERE.glob("*.typ")) - {"page"}


def print_page(name: str, facts: Mapping[str, Any], form: str = "pdf") -> bytes:
    """A tagged PDF (PDF/UA), or a picture of its only page. `facts` hold "language" and "printed_on" (an ISO day).

    Raises KitRefusal with one sentence for the person when something is too long or has a sign no font draws.
    """
    if name not in PAGES or form not in ("pdf", "png"):
        raise ValueError(f"no page {name} as {form}")
    on = date.fromisoformat(str(facts["printed_on"]))
    return drawn(HERE / f"{name}.typ", ROOM, json.dumps(_clean(facts)), on, form, PIXELS_PER_INCH)


def _clean(value: Any) -> Any:
    """Every text without emoji and invisible signs."""
    match value:
        case str():
            return clean(value)
        case Mapping():
            return {key: _clean(one) for key, one in value.items()}
        case list() | tuple():
            return [_clean(one) for one in value]
        case _:
            return value
