"""Words that must not wait for a neighbour: somebody in danger, care, money. Found by an editor's patterns, locally.

A pattern is words in order; `*` ends any word that begins so, `a|b` is either, `...` up to three words between. Case,
accents and one wrong letter in a long word are forgiven. What is said elsewhere in another sense is taken out first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rules.private_words import folded

LONG = 6
SHORTHAND = {
    "jveu": "je veux", "jveux": "je veux", "jvai": "je vais", "jvais": "je vais", "jpeu": "je peux", "jpeux": "je peux",
    "jen": "j en", "jai": "j ai", "g": "j ai", "ya": "il y a", "yaka": "il y a", "bcp": "beaucoup", "plu": "plus",
    "envi": "envie", "ve": "vais", "veu": "veux", "peu": "peux", "etai": "etait", "kelkun": "quelqu un", "tt": "tout"}
"""As people write on a telephone."""
LONGEST_READ = 1000
_WORD = re.compile(r"[a-z0-9]+\*?")


@dataclass(frozen=True, slots=True)
class Topic:
    """numbers: whom to call, by id; none when a neighbour is not the one to ask, and `elsewhere` says who is."""

    code: str
    lead: str
    numbers: tuple[str, ...]
    patterns: tuple[str, ...]
    elsewhere: str = ""

    @property
    def is_danger(self) -> bool:
        return not self.elsewhere


def checked(pattern: str) -> str:
    """The pattern itself. Raises ValueError when it is none."""
    words = pattern.split()
    known = all(word == "..." or all(_WORD.fullmatch(one) for one in word.split("|")) for word in words)
    if not known or not words or "..." in (words[0], words[-1]):
        raise ValueError(f"« {pattern} » : des mots sans accent ni apostrophe, « * », « | » et « ... » entre deux mots")
    return pattern


def compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{_expression(pattern)}" for pattern in patterns) or r"(?!)")


def _expression(pattern: str) -> str:
    parts: list[str] = []
    gap = False
    for word in pattern.split():
        if word == "...":
            gap = True
            continue
        between = r" (?:\w+ ){0,3}" if gap else " " if parts else ""
        parts.append(between + "(?:" + "|".join(_one(one) for one in word.split("|")) + ")")
        gap = False
    return "".join(parts)


def _one(word: str) -> str:
    return re.escape(word[:-1]) + r"\w*\b" if word.endswith("*") else re.escape(word) + r"\b"


@dataclass(frozen=True)
class Sensitive:
    """Topics, the gravest first. harmless: what the same words say in another sense."""

    topics: tuple[Topic, ...] = ()
    harmless: tuple[str, ...] = ()

    def topic_in(self, text: str) -> Topic | None:
        """The gravest thing this text says; None when it may go its way."""
        plain = " ".join(self._read(folded(text[:LONGEST_READ])))
        if self._gravest(plain) is None:
            return None
        return self._gravest(self._harmless.sub(".", plain))

    def _gravest(self, plain: str) -> Topic | None:
        found = (rank for word in re.finditer(r"\w+", plain) for rank, pattern in self._starts.get(word[0][:2], ())
                 if pattern.match(plain, word.start()))
        rank = min(found, default=None)
        return None if rank is None else self.topics[rank]

    def _read(self, plain: str) -> Iterator[str]:
        """Each word, or the one of ours that it stands for, or misses by a letter."""
        for word in " ".join(SHORTHAND.get(one, one) for one in plain.split()).split():
            yield word if len(word) < LONG or word in self._vocabulary else self._meant(word)

    def _meant(self, word: str) -> str:
        near = (ours for short in (word, *shorter(word)) for ours in self._near.get(short, ()))
        return next((ours for ours in near if one_letter_off(word, ours)), word)

    @cached_property
    def _starts(self) -> dict[str, tuple[tuple[int, re.Pattern[str]], ...]]:
        """The patterns that may begin at a word, by its first two letters, each with the rank of its topic."""
        found: dict[str, tuple[tuple[int, re.Pattern[str]], ...]] = {}
        for rank, topic in enumerate(self.topics):
            for pattern in topic.patterns:
                one = rank, re.compile(_expression(pattern))
                for start in {word[:2] for word in pattern.split()[0].split("|")}:
                    found[start] = (*found.get(start, ()), one)
        return found

    @cached_property
    def _harmless(self) -> re.Pattern[str]:
        return compiled(self.harmless)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        said = [pattern for topic in self.topics for pattern in topic.patterns] + list(self.harmless)
        return frozenset(one for pattern in said for word in pattern.split() for one in word.split("|")
                         if len(one) >= LONG and one.isalpha())

    @cached_property
    def _near(self) -> dict[str, tuple[str, ...]]:
        """Our words by themselves and by what is left of them without one letter."""
        found: dict[str, tuple[str, ...]] = {}
        for word in sorted(self._vocabulary):
            for short in {word, *shorter(word)}:
                found[short] = (*found.get(short, ()), word)
        return found


def shorter(word: str) -> Iterator[str]:
    return (word[:n] + word[n + 1:] for n in range(len(word)))


def one_letter_off(typed: str, meant: str) -> bool:
    """One letter missing, too many, wrong, or two changed places; the first letter is right."""
    if typed[0] != meant[0] or abs(len(typed) - len(meant)) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    rest, wanted = typed[same:], meant[same:]
    swapped = len(rest) == len(wanted) and rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]
