"""An order as people write it: with an accent, a full stop, a line break, or the bot's name behind it."""

from __future__ import annotations

import re
import unicodedata

from rules.incoming import Ordered

# Its name, perhaps @somebody, then nothing more or what cannot belong to a name.
_SHAPE = re.compile(r"/(\w+)(?:@(\w+))?(?:[^\w@/](.*))?", re.DOTALL)
_BETWEEN = " \t\r\n\u00a0\u202f\u2028\u2029\u200b\u200e\u200f\u2060\ufeff.,;:!?…"


def order_of(text: str, username: str) -> Ordered | None:
    """What `/name payload` asks of the bot `username`; None when it names another bot."""
    found = _SHAPE.fullmatch(unicodedata.normalize("NFC", text))
    if found is None:
        return Ordered(text[1:].split(maxsplit=1)[0].casefold() if text[1:].strip() else "", "")
    name, target, payload = found.groups(default="")
    if target and target.casefold() != username.casefold():
        return None
    return Ordered(plain(name), payload.lstrip(_BETWEEN).rstrip())


def plain(name: str) -> str:
    """Lower case, without accents: those shown by Telegram have none."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
