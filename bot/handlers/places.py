"""What a typed place or a shared cell may be: the geocoder when there is one, else the list of communes."""

from __future__ import annotations

from typing import Any

from bot.conversations.residents import Spotted
from bot.geocoding_answers import Found
from bot.turn import Geocode, Turn
from content.communes import communes
from rules.streets import split_address, strip_house_number

MOST = 3
FOUND = "where*"


def found_places(turn: Turn) -> tuple[Spotted, ...]:
    """The places of the answer « where », looked for once and kept beside the answers."""
    held = turn.held
    if held is None or "where" not in held.answers:
        return ()
    kept = held.answers.get(FOUND)
    if kept is None or kept["for"] != held.answers["where"]:
        places = spotted(turn, held.answers["where"])
        kept = {"for": held.answers["where"], "places": [[p.label, p.commune, p.town, p.cell] for p in places]}
        held.answers[FOUND] = kept
    return tuple(Spotted(*place) for place in kept["places"])


def spotted(turn: Turn, where: Any) -> tuple[Spotted, ...]:
    """At most three places, best first; empty when nothing is known, and what was typed is kept as it is."""
    if not isinstance(where, dict):
        return ()
    if "cell" in where:
        return ()
    text = str(where.get("text", ""))
    answer = turn.lookup(Geocode(text))
    if isinstance(answer, Found):
        return tuple(Spotted(c.street, c.citycode, _town(c.citycode), str(c.cell) if c.cell else None)
                     for c in answer.candidates[:MOST])
    street, town = split_address(text)
    if not town:
        return ()
    return tuple(Spotted(strip_house_number(street), c.code, f"{c.name} ({c.departement})")
                 for c in communes().search(town)[:MOST])


def _town(code: str) -> str:
    found = communes().whole_of(code)
    return found.name if found else ""
