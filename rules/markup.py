"""Words that somebody formatted on their phone, kept as our own safe HTML: it never comes from what was typed.

Lengths and offsets are in UTF-16 units, as Telegram counts. What `html_of` writes is always whole: each mark is closed,
in order, and every sign that was typed stands as it was typed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise

TAGS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler",
        "blockquote": "blockquote", "expandable_blockquote": "blockquote", "code": "code", "pre": "pre",
        "text_link": "a"}
ALONE = frozenset({"code", "pre"})
"""Nothing is marked inside these."""
KNOWN = frozenset(TAGS.values())
HIDDEN = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
LINK = re.compile(r"https?://[^\s<>\"]{3,500}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of formatted words, as the platform tells it."""

    kind: str
    offset: int
    length: int
    url: str = ""

    @property
    def end(self) -> int:
        return self.offset + self.length

    @property
    def opens(self) -> str:
        tag = TAGS[self.kind]
        return f'<a href="{html.escape(self.url)}">' if tag == "a" else f"<{tag}>"

    @property
    def closes(self) -> str:
        return f"</{TAGS[self.kind]}>"


def html_of(text: str, marks: Sequence[Mark] = ()) -> str:
    """Our HTML of what was written. Marks that we do not keep, or that lead nowhere, leave their words as they are."""
    kept = sorted((m for m in marks if m.kind in TAGS and m.length > 0 and (m.kind != "text_link" or LINK.fullmatch(
        m.url))), key=lambda m: (m.offset, -m.length))
    parts: list[str] = []
    open_: list[Mark] = []
    for start, piece in _pieces(text, kept):
        wanted = _wanted([m for m in kept if m.offset <= start < m.end])
        same = next((n for n, (a, b) in enumerate(zip(open_, wanted, strict=False)) if a != b),
                    min(len(open_), len(wanted)))
        parts += [m.closes for m in reversed(open_[same:])] + [m.opens for m in wanted[same:]]
        open_ = wanted
        parts.append(html.escape(_shown(piece), quote=False))
    return ("".join(parts) + "".join(m.closes for m in reversed(open_))).strip()


def _wanted(marks: list[Mark]) -> list[Mark]:
    """What is marked here: nothing within code, no quotation within another, no link within a link."""
    found: list[Mark] = []
    for mark in marks:
        if TAGS[mark.kind] not in [TAGS[m.kind] for m in found]:
            found.append(mark)
        if TAGS[mark.kind] in ALONE:
            return [m for m in found if TAGS[m.kind] == "blockquote"] + [mark]
    return found


def _pieces(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, str]]:
    """The text between the edges of marks, with where each piece starts; no edge cuts a sign in two."""
    encoded = text.encode("utf-16-le")
    end = len(encoded) // 2
    inside = (e for m in marks for e in (m.offset, m.end) if 0 < e < end and not 0xDC <= encoded[2 * e + 1] <= 0xDF)
    edges = sorted({0, end, *inside})
    for start, end in pairwise(edges):
        yield start, encoded[2 * start:2 * end].decode("utf-16-le", "ignore")


def _shown(text: str) -> str:
    return "".join(c for c in text if c not in HIDDEN and (c.isprintable() or c == "\n"))


@lru_cache(maxsize=256)
def safe(marked: str) -> str:
    """The same HTML, with nothing in it that `html_of` could not have written: what is kept in a row may be old."""
    reader = _Reader()
    reader.feed(marked)
    reader.close()
    return reader.whole()


@lru_cache(maxsize=256)
def plain(marked: str) -> str:
    """The words alone; a link is followed by its address."""
    reader = _Reader()
    reader.feed(marked)
    reader.close()
    return "".join(reader.words)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def length(marked: str) -> int:
    """How long it is once parsed."""
    return units(html.unescape(re.sub(r"<[^>]*>", "", safe(marked))))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.words: list[str] = []
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        url = dict(attrs).get("href") or ""
        if tag not in KNOWN or (tag == "a" and not LINK.fullmatch(url)):
            return
        self.open.append((tag, url))
        self.parts.append(f'<a href="{html.escape(url)}">' if tag == "a" else f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in [one for one, _url in self.open]:
            return
        while self.open:
            last, url = self.open.pop()
            self.parts.append(f"</{last}>")
            if url:
                self.words.append(f" ({url})")
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        self.parts.append(html.escape(data, quote=False))
        self.words.append(data)

    def whole(self) -> str:
        return "".join(self.parts) + "".join(f"</{tag}>" for tag, _url in reversed(self.open))
