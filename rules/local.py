"""What a group has of its own: gestes, and rituals on a day and at an hour. Their faults are said in plain French."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from rules.calendar import Step, StepKind
from rules.civil import DAY, instant
from rules.gestes import Always, Audience, Geste, Pillar, Place, Theme
from rules.notes import leads_elsewhere, names_a_home
from rules.private_words import PrivateWords, Topic
from rules.to_many import never
from rules.words import Words, _

LONGEST, SHORTEST, MOST = 200, 10, 50
UNDO_FOR = timedelta(days=1)


class LocalKind(StrEnum):
    GESTE = "geste"
    RITUAL = "ritual"


class LocalState(StrEnum):
    """here → asked → town, or here again; gone from any, and back for a day."""

    HERE = "here"
    ASKED = "asked"
    TOWN = "town"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Local:
    """weekday and hour ("19:00") are a ritual's."""

    id: int
    group: int
    author: int | None
    kind: LocalKind
    text: str
    state: LocalState
    weekday: int | None
    hour: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Around:
    """What a new text is held against. names: first names of the group. others: what is said already."""

    names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    private: PrivateWords = field(default_factory=PrivateWords)


_GENDERED = re.compile(r"\w[·•]\w|\w\.(?:e|es|trice|euse)\b(?!\.\w)|\((?:e|es|ne|nes|trice|euse|s)\)", re.IGNORECASE)
_CALLED = re.compile(r"(?i:\b(?:m|mr|mme|mlle|monsieur|madame|mademoiselle)\b)\.?\s+[A-ZÀ-Ý][\w’'-]+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
ADDRESS = _("Il y a une adresse ou une porte. Dites où en gros : « dans le hall », « près du parc ».")
ELSEWHERE = _("Il y a un numéro ou un lien. Retirez-le : tout le groupe le lira.")
NAMED = _("Quelqu’un y est nommé. Dites « une personne du voisinage », sans prénom ni nom.")
WRITING = _("Sans point au milieu ni parenthèses : « les personnes présentes » se lit mieux à voix haute.")
TWICE = _("Ce texte existe déjà ici. Écrivez autre chose, ou changez celui qui est là.")
PRIVATE = _("Cela parle de santé, d’argent, d’un code ou d’une absence. Restez au geste : ce qu’on fait, et où.")


def fault(text: str, around: Around) -> Words | None:
    """The first thing to mend, as somebody who runs a group can mend it on a phone."""
    if problem := never(text):
        return problem
    if names_a_home(text):
        return ADDRESS
    if leads_elsewhere(text):
        return ELSEWHERE
    if names_somebody(text, around.names):
        return NAMED
    if _GENDERED.search(text):
        return WRITING
    if around.private.topic_in(text) in (Topic.HEALTH, Topic.MONEY, Topic.CODE, Topic.HOME):
        return PRIVATE
    return TWICE if same(text) in around.others else None


def names_somebody(text: str, names: Collection[str]) -> bool:
    """« Mme Petit », or the first name of somebody of the group with its capital; at the beginning of a sentence a
    word has one anyway, and only counts when nothing else has that name.
    """
    return bool(_CALLED.search(text)) or any(
        word[0].isupper() and word.casefold() in names for word in _WORD.findall(text))


def same(text: str) -> str:
    """What two texts share that say the same, whatever their signs and capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


def as_geste(one: Local) -> Geste:
    """Among the others of the book: any day, for anybody, shown in its turn."""
    return Geste(geste_id(one.id), "", one.text, one.text, Theme.HELLO, False, 5, Place.ANYWHERE, (Always(),),
                 (Audience.ALL,), Pillar.NEIGHBOURS, (), Step(StepKind.NONE), (), date.min, date.max)


LOCAL = "ici-"


def geste_id(number: int) -> str:
    return f"{LOCAL}{number}"


def next_ritual(now: datetime, weekday: int, hour: str, timezone: str) -> datetime:
    """The first such hour after this instant, where the group is."""
    today = now.astimezone(ZoneInfo(timezone)).date()
    for day in (today + n * DAY for n in range(9)):
        if day.weekday() == weekday and (moment := instant(day, time.fromisoformat(hour), timezone)) > now:
            return moment
    raise AssertionError("a week has every day")
