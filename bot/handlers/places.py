"""What a typed place or a shared cell may be: the geocoder when there is one, else the list of communes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversations.residents import Spotted
from bot.geocoding_answers import Found
from bot.turn import Geocode, Turn
from content.communes import communes
from rules.communes import Commune
from rules.streets import plain, split_address, strip_house_number

MOST = 3
PEOPLED = 3500  # « rue Gay Lussac » ends in the name of a village
PARTICLES = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "saint", "sainte", "en", "sur"})


def found_places(turn: Turn, question: str = "where") -> tuple[Spotted, ...]:
    """The places of this answer, looked for once and kept beside the answers."""
    held, beside = turn.held, f"{question}*"
    if held is None or question not in held.answers:
        return ()
    answer = held.answers[question]
    kept = held.answers.get(beside)
    if kept is None or kept["for"] != answer:
        places = spotted(turn, answer)
        kept = {"for": answer, "places": [[p.label, p.commune, p.town, p.cell] for p in places]}
        held.answers[beside] = kept
    return tuple(Spotted(*place) for place in kept["places"])


def spotted(turn: Turn, where: Any) -> tuple[Spotted, ...]:
    """At most three places, best first; empty when nothing is known, and what was typed is kept as it is."""
    text = where.get("text", "") if isinstance(where, dict) else where
    if not text or not isinstance(text, str):
        return ()
    answer = turn.lookup(Geocode(text))
    if isinstance(answer, Found):
        return tuple(Spotted(c.street, c.citycode, _town(c.citycode), str(c.cell) if c.cell else None)
                     for c in answer.candidates[:MOST])
    street, town = split_address(text)
    if not town:
        return without_comma(street)
    return _in_each(strip_house_number(street), communes().search(town))


def without_comma(text: str) -> tuple[Spotted, ...]:
    """« rue des Lilas Nantes », or a commune alone: the longest ending that is a commune's exact name."""
    words = text.split()
    for at in range(len(words)):
        if at == 1 or (at and plain(words[at - 1]) in PARTICLES):
            continue
        named = communes().named(" ".join(words[at:]))
        if found := [one for one in named if at == 0 or one.population >= PEOPLED]:
            return _in_each(" ".join(words[:at]), found)
    return ()


def _in_each(street: str, found: Sequence[Commune]) -> tuple[Spotted, ...]:
    return tuple(Spotted(street, one.code, f"{one.name} ({one.departement})") for one in found[:MOST])


def _town(code: str) -> str:
    found = communes().whole_of(code)
    return found.name if found else ""
