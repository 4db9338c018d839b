"""Whom the town speaks to: groups chosen by where they are and what they are, and residents who asked for its news.

A group is in when it fits every filter that says something, or is included by name; being left out by name wins over
everything. With no filter at all, the included groups alone are meant, and when there are none either, every group.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from rules.kinds import Json
from rules.residents import ZoneKind


@dataclass(frozen=True, slots=True)
class Audience:
    """communes: official codes. tags: any of them. include, exclude: groups by number.

    theme: of the year; a group that does not want it is out.
    people: also, in private, the residents who asked for the town's news and live or take part there.
    within_tags, within_zones: the groups that whoever writes is held to (a partner's, a référent's), whatever the rest
    says; None is no limit.
    """

    communes: tuple[str, ...] = ()
    quarters: tuple[str, ...] = ()
    kinds: tuple[ZoneKind, ...] = ()
    tags: tuple[str, ...] = ()
    include: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    people: bool = False
    within_tags: tuple[str, ...] | None = None
    within_zones: tuple[int, ...] | None = None
    theme: str = ""

    @property
    def filters(self) -> bool:
        return bool(self.communes or self.quarters or self.kinds or self.tags)

    @property
    def limited(self) -> bool:
        return self.within_tags is not None or self.within_zones is not None

    @property
    def by_place_alone(self) -> bool:
        """Nothing but communes and kinds of place is asked: somebody's home answers it, even without a group."""
        plain = not (self.quarters or self.tags or self.limited)
        return plain and (self.filters or not self.include)


def held_to(audience: Audience, limits: Audience) -> Audience:
    """The same, by somebody who may write no further than `limits`."""
    return replace(audience, within_tags=limits.within_tags, within_zones=limits.within_zones,
                   people=audience.people and limits.people)


def packed(audience: Audience) -> dict[str, Json]:
    """As JSON; what says nothing is left out."""
    found: dict[str, Json] = {}
    for field in fields(audience):
        value = getattr(audience, field.name)
        if isinstance(value, tuple):
            if value or field.name.startswith("within"):
                found[field.name] = [str(one) if isinstance(one, str) else int(one) for one in value]
        elif isinstance(value, str):
            found |= {field.name: value} if value else {}
        elif value:
            found[field.name] = True
    return found


def unpacked(stored: Mapping[str, Any]) -> Audience:
    """Names that this version does not know raise TypeError: a narrower audience must never widen by itself."""
    made: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()}
    if "kinds" in made:
        made["kinds"] = tuple(ZoneKind(kind) for kind in made["kinds"])
    return Audience(**made)


@dataclass(frozen=True, slots=True)
class GroupReached:
    """One group of an audience. residents: how many take part in it; never below five on a screen."""

    id: int
    address: int
    name: str
    commune: str | None
    street: str
    kind: ZoneKind | None
    residents: int


@dataclass(frozen=True, slots=True)
class StreetReached:
    street: str
    commune: str | None
    kind: ZoneKind | None
    groups: int
    residents: int


@dataclass(frozen=True, slots=True)
class Reach:
    """groups: linked, installed and open to us at this moment. residents: who take part in them, each counted once.
    people: who asked for the town's news there; they are written to only when the audience says so.
    """

    groups: int
    residents: int
    people: int
