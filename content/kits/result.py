"""The picture of what a campaign did, for a council: counts of its deliveries, each with what it means.

Nothing here says that somebody read it: no platform tells. `alternative` says the same in words, for who cannot see it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from content.kits.facts import Language
from content.kits.wording import clean, day_in_words

PICTURE = "resultat"
PIXELS_PER_INCH = 200  # 1,200 × 1,600: a phone shows it whole, a council may print it
LONGEST_TITLE = 80
FEW = 5
KINDS: Mapping[str, tuple[str, str]] = {
    "campaign": ("Ce que la campagne a donné", "What the campaign did"),
    "appeal": ("Ce que l’appel a donné", "What the call for hands did"),
    "alert": ("Ce que l’alerte a donné", "What the alert did"),
}


OUTCOMES: Mapping[str, tuple[str, str]] = {
    "reached": ("touché", "reached"), "uncertain": ("incertain", "uncertain"), "refused": ("refusé", "refused"),
    "left": ("parti", "left"), "missed": ("manqué", "missed"), "cancelled": ("arrêté", "stopped")}


@dataclass(frozen=True, slots=True)
class Groups:
    """Every group of a campaign once, by what became of its message."""

    reached: int = 0
    uncertain: int = 0
    refused: int = 0
    left: int = 0
    missed: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        return self.reached + self.uncertain + self.refused + self.left + self.missed + self.cancelled


@dataclass(frozen=True, slots=True)
class Result:
    """kind: of KINDS. people: residents reached in private, None when it went to groups alone; answers: presses of each
    counted button, by its label. Fewer than five people are « quelques ».
    """

    title: str
    kind: str
    town: str
    sent_on: date
    printed_on: date
    groups: Groups
    people: int | None = None
    answers: tuple[tuple[str, int], ...] = ()
    language: Language = "fr"


def picture(result: Result) -> bytes:
    """A PNG; a sign that no font draws is left out. May take a second. The press is loaded by who draws."""
    import typst

    from content.kits.glyphs import undrawable
    from content.kits.press import HERE, fonts

    free = "".join([result.title, result.town, *(label for label, _count in result.answers)])
    lost = undrawable(clean(free))
    facts = json.dumps(_facts(result), ensure_ascii=False)
    for sign in lost:
        facts = facts.replace(sign, "")
    compiler = typst.Compiler(HERE / f"{PICTURE}.typ", root=HERE, font_paths=fonts(), sys_inputs={"facts": facts})
    drawn = compiler.compile(format="png", ppi=PIXELS_PER_INCH)
    assert isinstance(drawn, bytes), "one page"
    return drawn


def as_row(result: Result) -> dict[str, Any]:
    """JSON values, for a message that waits to be drawn at delivery; `from_row` gives the result back."""
    row: dict[str, Any] = json.loads(json.dumps(asdict(result), default=date.isoformat))
    return row


def from_row(row: Mapping[str, Any]) -> Result:
    return Result(**dict(row) | {
        "sent_on": date.fromisoformat(row["sent_on"]), "printed_on": date.fromisoformat(row["printed_on"]),
        "groups": Groups(**row["groups"]), "answers": tuple((label, count) for label, count in row["answers"])})


def summary(result: Result) -> str:
    """« 492 groupes touchés sur 500 »."""
    reached, total = figure(result.groups.reached), figure(result.groups.total)
    if result.language == "en":
        return f"{reached} of {total} {'group' if result.groups.total == 1 else 'groups'} reached"
    return f"{reached} {'groupe touché' if result.groups.reached < 2 else 'groupes touchés'} sur {total}"


def alternative(result: Result) -> str:
    """What the picture shows, in words."""
    colon = " : " if result.language == "fr" else ": "
    parts = [f"{one['figure']} {one['said']}" for one in _outcomes(result)
             if one["count"] or one["name"] != "cancelled"]
    return ". ".join([f"{clean(result.title)}{colon}{summary(result)}", ", ".join(parts), *_people(result),
                      *_answers(result)]) + "."


def breakable(text: str) -> str:
    """A word of any length may go on to the next line."""
    return re.sub(r"(\S{16})(?=\S)", "\\1\u200b", text)


def figure(count: int) -> str:
    """« 200 000 »."""
    return f"{count:,}".replace(",", "\u202f")


def _outcomes(result: Result) -> list[dict[str, Any]]:
    found = []
    for name, (french, english) in OUTCOMES.items():
        count = getattr(result.groups, name)
        said = english if result.language == "en" else french if count < 2 else french + "s"
        found.append({"name": name, "count": count, "figure": figure(count), "said": said})
    return found


def _people(result: Result) -> list[str]:
    if result.people is None:
        return []
    fr = result.language == "fr"
    if result.people < FEW:
        return ["Quelques personnes aussi, en privé" if fr else "A few people too, in private"] if result.people else []
    return [f"{result.people} personnes aussi, en privé" if fr else f"{result.people} people too, in private"]


def _answers(result: Result) -> list[str]:
    fr = result.language == "fr"
    few, colon, quote = ("quelques", " : ", "« {} »") if fr else ("a few", ": ", "“{}”")
    return [f"{quote.format(clean(label))}{colon}{few if count < FEW else count}"
            for label, count in result.answers if count]


def _facts(result: Result) -> dict[str, Any]:
    fr = result.language == "fr"
    day = day_in_words(result.sent_on, result.language)
    people = _people(result)
    return {
        "language": result.language, "title": breakable(clean(result.title)[:LONGEST_TITLE]),
        "kind": KINDS[result.kind][0 if fr else 1], "town": breakable(clean(result.town)),
        "sent": f"envoyée le {day}" if fr else f"sent on {day}",
        "printed": f"{'Compté le' if fr else 'Counted on'} {day_in_words(result.printed_on, result.language)}.",
        "total": result.groups.total, "summary": summary(result), "people": people[0] if people else None,
        "answers": _answers(result),
        "outcomes": _outcomes(result)}
