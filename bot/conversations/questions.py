"""The questions a conversation may ask: what may be tapped, how an input becomes a stored answer, and back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeAlias

from rules.kinds import Json
from rules.markup import Mark
from rules.words import Words, _, n_

LONGEST_VALUE = 31  # of 64 bytes, beside the names of the conversation and of the question
Check: TypeAlias = Callable[[str], "Words | None"]


@dataclass(frozen=True, slots=True)
class Input:
    """What the person did: typed text, tapped a value, shared a cell, or sent something else (`other`).

    `file` is the name under which the platform keeps what was sent, `seconds` how long it lasts. `on` is the day, in
    the person's own time, when they wrote it. `phone` is the number of a contact card, when it is their own. `marks`
    are of the text or of the caption; `size` is in bytes.
    """

    text: str | None = None
    value: str | None = None
    cell: str | None = None
    abroad: bool = False
    other: str | None = None
    file: str | None = None
    seconds: int = 0
    on: date | None = None
    phone: str | None = None
    marks: tuple[Mark, ...] = ()
    caption: str = ""
    size: int = 0
    mime: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """The answer is refused; `words` says what to do, in one sentence."""

    words: Words


@dataclass(frozen=True, slots=True)
class Option:
    """`value` travels in the button, a code of ours: a person's own words are in `keeps`, stored in its place."""

    value: str
    label: Words
    keeps: str | None = None

    def __post_init__(self) -> None:
        if len(self.value.encode()) > LONGEST_VALUE:
            raise ValueError(f"a button has no room for {self.value!r}: its words go in `keeps`")


class Question(Protocol):
    """A question: what it says, what may be tapped, how an input becomes a stored answer, and back."""

    @property
    def name(self) -> str: ...
    @property
    def words(self) -> Words: ...
    def options(self) -> Sequence[Option]: ...
    def read(self, given: Input) -> Json | Problem: ...
    def load(self, stored: Json) -> Any: ...


class NoLonger(Exception):
    """A stored answer no longer holds: ask again."""


def _tidy(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and c not in _INVISIBLE).strip().casefold().rstrip(" .!")


def one_line(text: str) -> str:
    """What was typed, fit to be kept: accents composed, no line break, nothing that hides or reorders."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (c for c in unicodedata.normalize("NFC", text)
            if c.isspace() or (c not in _INVISIBLE and unicodedata.category(c) not in ("Cc", "Cs", "Cn")))
    return " ".join("".join(kept).split())


_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
YES = frozenset({"oui", "ok", "okay", "d’accord", "d'accord", "daccord", "oui merci", "oui, merci", "yes", "o", "y",
                 "نعم", "أجل", "موافق"})
NO = frozenset({"non", "non merci", "non, merci", "no", "n", "لا", "لا شكرا", "لا شكرًا"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few. Typed labels count as taps, and « oui », « ok », « non » where those values exist.

    `hears` is the value some other words mean, if any; `miss` is said when they mean none, then `brief` in place of a
    question that is long to read again.
    """

    name: str
    words: Words
    choices: Sequence[Option]
    columns: int = 1
    hears: Callable[[str], str | None] | None = None
    miss: Words = field(default_factory=lambda: _("Appuyez sur l’un des boutons ci-dessous."))
    brief: Words | None = None

    def options(self) -> Sequence[Option]:
        return self.choices

    def read(self, given: Input) -> Json | Problem:
        values = [option.value for option in self.choices]
        if given.value in values:
            return given.value
        typed = _tidy(given.text or "")
        for value, accepted in (("oui", YES), ("non", NO)):
            if typed in accepted and value in values:
                return value
        for option in self.choices:
            bare = "".join(c for c in option.label.text if c.isalnum() or c in " ’'-").strip()
            if typed and typed in (_tidy(option.label.text), _tidy(bare), option.value.casefold()):
                return option.value
        heard = self.hears(given.text) if self.hears and given.text else None
        return heard if heard in values else Problem(self.miss)

    def load(self, stored: Json) -> str:
        if stored not in [option.value for option in self.choices]:
            raise NoLonger
        return str(stored)


@dataclass(frozen=True, slots=True)
class Several:
    """Any number of a list; « ✅ C’est tout » ends it. The stored answer is a list of values."""

    name: str
    words: Words
    choices: Sequence[Option]
    chosen: tuple[str, ...] = ()
    done: Words = field(default_factory=lambda: _("✅ C’est tout"))

    def options(self) -> Sequence[Option]:
        return [*self.choices, Option("=", self.done)]

    def read(self, given: Input) -> Json | Problem:
        if given.text is not None and given.value is None:
            asked = [part for part in (_tidy(p) for p in given.text.split(",")) if part]
            found = [o.value for o in self.choices if _tidy(o.label.text) in asked or o.value in asked]
            return list(found) if found else Problem(_("Appuyez sur les boutons, puis sur « C’est tout »."))
        return Problem(_("Appuyez sur les boutons, puis sur « C’est tout »."))

    def load(self, stored: Json) -> tuple[str, ...]:
        if not isinstance(stored, list):
            raise NoLonger
        known = {option.value for option in self.choices}
        return tuple(str(v) for v in stored if v in known)


@dataclass(frozen=True, slots=True)
class Text:
    """Free words of at most `max_length` characters. `skip` offers a button that leaves it empty.

    later: leaving it is the only way out, because something was done already that no « Annuler » undoes.
    """

    name: str
    words: Words
    max_length: int = 280
    min_length: int = 1
    check: Check | None = None
    skip: Words | None = None
    offers: Sequence[Option] = ()
    later: bool = False

    def options(self) -> Sequence[Option]:
        return [*self.offers, *([Option("-", self.skip)] if self.skip else [])]

    def read(self, given: Input) -> Json | Problem:
        if given.value == "-" and self.skip:
            return ""
        for option in self.offers:
            if given.value == option.value:
                return option.value if option.keeps is None else option.keeps
        if given.text is None:
            return Problem(_("Écrivez votre réponse avec le clavier, s’il vous plaît."))
        text = one_line(given.text)
        if len(text) < self.min_length:
            return Problem(n_("Il faut au moins {n} lettre.", "Il faut au moins {n} lettres.", self.min_length))
        if len(text) > self.max_length:
            return Problem(_("C’est un peu long : {n} caractères au plus.", n=self.max_length))
        problem = self.check(text) if self.check else None
        return Problem(problem) if problem else text

    def load(self, stored: Json) -> str:
        return str(stored)
