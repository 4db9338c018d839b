"""Rendered HTML, as Telegram would read it."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<(/?)(\w+)[^<>]*>")
ALLOWED = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"})


def tags(text: str) -> list[str]:
    return [closing + name for closing, name in _TAG.findall(text)]


def balanced(text: str) -> bool:
    """Only tags Telegram knows, each closed in order, and no bare < or &."""
    open_: list[str] = []
    for closing, name in _TAG.findall(text):
        if name not in ALLOWED:
            return False
        if not closing:
            open_.append(name)
        elif not open_ or open_.pop() != name:
            return False
    bare = _TAG.sub("", text)
    return not open_ and not re.search(r"[<>]|&(?!(amp|lt|gt|quot|#\d+|#x[0-9a-f]+);)", bare)


def parsed(text: str) -> str:
    """What is read on the phone: what Telegram counts."""
    return html.unescape(_TAG.sub("", text))
