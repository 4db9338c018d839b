"""Where something is, as coarsely as the house may know it: a 0.01° cell, a street, a commune.

A cell is the only position that is ever kept, sent or logged. It is snapped once, where the coordinates come
in; what people read are names of places, never distances.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, floor, isfinite, radians

from rules.streets import strip_house_number

PER_DEGREE = 100
WIDER = (1, 3, 9, 27)
LEAST_RESIDENTS = 20
_KEY = re.compile(r"(-?[0-9]{1,4}):(-?[0-9]{1,5})")

# south, north, west, east; a handful of rectangles, so a strip of the neighbouring countries is let in.
BOXES = (
    (42.3, 50.2, -5.2, 8.3),
    (50.2, 51.1, 1.4, 4.3),
    (41.3, 43.1, 8.5, 9.6),  # Corse
    (15.8, 16.6, -61.9, -60.9),  # Guadeloupe
    (14.3, 15.0, -61.3, -60.7),  # Martinique
    (2.1, 5.9, -54.7, -51.5),  # Guyane
    (-21.5, -20.8, 55.1, 55.9),  # La Réunion
    (-13.1, -12.5, 44.9, 45.4),  # Mayotte
    (46.7, 47.2, -56.5, -56.1),  # Saint-Pierre-et-Miquelon
    (17.8, 18.15, -63.2, -62.7),  # Saint-Barthélemy, Saint-Martin
    (-14.5, -13.1, -178.3, -176.0),  # Wallis-et-Futuna
    (-28.0, -7.7, -155.0, -134.0),  # Polynésie française
    (-23.0, -19.4, 163.4, 168.3),  # Nouvelle-Calédonie
)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A square of 0.01° by 0.01°, named by its centre in hundredths of a degree."""

    lat: int
    lon: int

    def __str__(self) -> str:
        return f"{self.lat}:{self.lon}"

    @property
    def centre(self) -> tuple[float, float]:
        """Latitude and longitude, two decimals: all that may be told to anybody about this place."""
        return self.lat / PER_DEGREE, self.lon / PER_DEGREE


def parse_cell(text: str) -> Cell | None:
    """The inverse of `str(cell)`; None for anything else."""
    found = _KEY.fullmatch(text)
    return Cell(int(found[1]), int(found[2])) if found else None


def in_france(lat: float, lon: float) -> bool:
    return any(south <= lat <= north and west <= lon <= east for south, north, west, east in BOXES)


def cell_of(lat: float, lon: float) -> Cell | None:
    """The cell a position falls in; None when it is not in France, or not a position at all."""
    if not (isfinite(lat) and isfinite(lon)) or not in_france(lat, lon):
        return None
    return Cell(floor(lat * PER_DEGREE + 0.5), floor(lon * PER_DEGREE + 0.5))


def neighbours(cell: Cell, metres: int = 1_000) -> tuple[Cell, ...]:
    """The cells to look in for what is about `metres` away, `cell` first, then ring after ring.

    A degree of longitude shrinks northwards: at 48° a cell is 1,110 m high and 740 m wide.
    """
    north = _steps(metres, 1.0)
    east = _steps(metres, cos(radians(cell.centre[0])))
    around = [(max(abs(y), abs(x)), y, x) for y in range(-north, north + 1) for x in range(-east, east + 1)]
    return tuple(Cell(cell.lat + y, cell.lon + x) for _, y, x in sorted(around))


def _steps(metres: int, shrink: float) -> int:
    return max(1, -floor(-metres / (1_111.9 * shrink)))


def widened(cell: Cell, residents: Callable[[Cell], int], least: int = LEAST_RESIDENTS) -> Cell:
    """The cell to write for a thinly peopled place: the centre of the smallest block with `least` residents.

    Blocks are 1, 3, 9 or 27 cells wide and laid out once for all, so that nobody learns more from two answers
    than from one. The widest is taken when even that holds too few.
    """
    for wide in WIDER:
        block = Cell(_centre(cell.lat, wide), _centre(cell.lon, wide))
        if sum(map(residents, _within(block, wide))) >= least:
            break
    return block


def widest(cell: Cell) -> tuple[Cell, ...]:
    """Every cell of the widest block that holds this one: narrower blocks lie whole within it."""
    wide = WIDER[-1]
    return tuple(_within(Cell(_centre(cell.lat, wide), _centre(cell.lon, wide)), wide))


def in_sight(cell: Cell, people: Mapping[Cell, int], least: int = LEAST_RESIDENTS) -> frozenset[Cell]:
    """The cells whose block holds this one: what happens there may be told here."""
    centres = {(side, wide): _centre(side, wide) for one in {*people, cell} for side in (one.lat, one.lon)
               for wide in WIDER}

    def block(one: Cell, wide: int) -> tuple[int, int, int]:
        return wide, centres[one.lat, wide], centres[one.lon, wide]

    sums: dict[tuple[int, int, int], int] = {}
    for one, count in people.items():
        for wide in WIDER:
            sums[block(one, wide)] = sums.get(block(one, wide), 0) + count
    about = {block(cell, wide) for wide in WIDER}
    return frozenset(one for one in {*people, cell} if _told_in([block(one, wide) for wide in WIDER], sums, least)
                     in about)


def _told_in(blocks: Sequence[tuple[int, int, int]], sums: Mapping[tuple[int, int, int], int], least: int
             ) -> tuple[int, int, int]:
    """The first of these blocks that is peopled enough; else the widest."""
    return next((one for one in blocks if sums.get(one, 0) >= least), blocks[-1])


def rings(cell: Cell) -> Iterator[tuple[Cell, ...]]:
    """The blocks about a cell, from itself to the widest: each holds those before it."""
    for wide in WIDER:
        yield tuple(_within(_block(cell, wide), wide))


def quarter(cell: Cell) -> tuple[Cell, ...]:
    """The second of the blocks about a cell."""
    return tuple(_within(_block(cell, WIDER[1]), WIDER[1]))


def _block(cell: Cell, wide: int) -> Cell:
    return Cell(_centre(cell.lat, wide), _centre(cell.lon, wide))


def _centre(step: int, wide: int) -> int:
    return step // wide * wide + wide // 2


def _within(block: Cell, wide: int) -> Iterator[Cell]:
    half = wide // 2
    for lat in range(block.lat - half, block.lat + half + 1):
        for lon in range(block.lon - half, block.lon + half + 1):
            yield Cell(lat, lon)


@dataclass(frozen=True, slots=True)
class Place:
    """A street of a commune. `street` never holds a house number; empty when only the commune is known."""

    street: str
    commune: str
    cell: Cell | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "street", strip_house_number(self.street))
