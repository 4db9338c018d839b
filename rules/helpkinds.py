"""Kinds of help one may ask for, in families of four, and what is sent to someone better placed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

FIRST_LEVEL = 4


class Offered(StrEnum):
    OPEN = "ouvert"
    ON_REQUEST = "sur_demande"  # off until an admin opens it
    ELSEWHERE = "ailleurs"  # has its own path


class HelpPlace(StrEnum):
    HOME = "domicile"
    BUILDING = "immeuble"
    OUTSIDE = "dehors"
    REMOTE = "a_distance"


@dataclass(frozen=True)
class Kind:
    """`label` fits a button (24 characters); `title` is the plain noun phrase of cards and read-backs."""

    code: str
    family: str
    label: str
    title: str
    minutes: int
    place: HelpPlace
    at_home: bool
    needs_vouch: bool
    discreet: bool
    offered: Offered
    safety: tuple[str, ...]

    @property
    def hidden(self) -> bool:
        return self.offered is not Offered.OPEN


@dataclass(frozen=True)
class Family:
    code: str
    emoji: str
    title: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Redirect:
    """A need neighbours must not take: no request is opened, someone better placed is named."""

    code: str
    title: str
    text: str
    numbers: tuple[str, ...]


def kinds_of(family: Family, kinds: Iterable[Kind], opened: Collection[str] = ()) -> tuple[Kind, ...]:
    """What a family shows, in order: open kinds, and those an admin `opened`."""
    by_code = {k.code: k for k in kinds}
    listed = (by_code[code] for code in family.kinds)
    return tuple(k for k in listed if not k.hidden or (k.offered is Offered.ON_REQUEST and k.code in opened))
