"""What a typed place or a shared cell may be: the geocoder when there is one, else the list of communes."""

from __future__ import annotations

from typing import Any

from bot.batch import Geocode
from bot.conversations.places import MOST_FOUND, Spotted, candidates
from bot.geocoding_answers import Found
from bot.turn import Turn
from content.communes import communes
from content.typed_places import read_place


def found_places(turn: Turn, question: str = "where") -> tuple[Spotted, ...]:
    """The places of this answer, looked for once and kept beside the answers."""
    held, beside = turn.held, f"{question}*"
    if held is None or question not in held.answers:
        return ()
    answer = held.answers[question]
    kept = held.answers.get(beside)
    if kept is None or kept["for"] != answer:
        places = spotted(turn, answer)
        kept = {"for": answer, "places": [[p.label, p.commune, p.town, p.cell, p.known] for p in places]}
        held.answers[beside] = kept
    return tuple(Spotted(*place) for place in kept["places"])


def spotted(turn: Turn, where: Any) -> tuple[Spotted, ...]:
    """At most three places, best first; empty when no commune is known. Only a street of a place is ever looked up."""
    text = where.get("text", "") if isinstance(where, dict) else ""
    read = read_place(text)
    if not read:
        return ()
    answer = turn.lookup(Geocode(read.words)) if read.street else None
    if isinstance(answer, Found):
        return tuple(Spotted(c.street, c.citycode, town(c.citycode), str(c.cell) if c.cell else None, known=True)
                     for c in answer.candidates[:MOST_FOUND])
    return candidates(read.street, read.communes)


def town(code: str | None) -> str:
    """The name of a commune, or of the whole one for an arrondissement; empty when unknown."""
    found = communes().whole_of(code) if code else None
    return found.name if found else ""
