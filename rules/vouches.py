"""Who may help at home, and where: by the word of the référent, of who runs a group there, or of two neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Set

NEEDED = 2
ENOUGH_TO_SPEAK_FOR = 5
"""Participants from which on whoever runs a group has a recommendation by that, and gives one that is enough alone."""


def trusted(person: int, givers: Mapping[int, Set[int]], roots: Mapping[int, Set[int]]) -> frozenset[int]:
    """The zones for which a person is recommended.

    givers: who recommended whom, as far as it leads. roots: the zones that somebody speaks for. Someone is
    recommended for a zone by speaking for it, by the word of one who does, or by two who are recommended for it.
    """
    known: dict[int, set[int]] = {one: set(zones) for one, zones in roots.items()}
    everywhere = frozenset(zone for zones in roots.values() for zone in zones)
    moved = True
    while moved:
        moved = False
        for one, by in givers.items():
            mine = known.setdefault(one, set())
            for zone in everywhere - mine:
                alone = any(zone in roots.get(giver, ()) for giver in by)
                if alone or sum(zone in known.get(giver, ()) for giver in by if giver != one) >= NEEDED:
                    mine.add(zone)
                    moved = True
    return frozenset(known.get(person, ()))
