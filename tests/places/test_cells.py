"""A position is kept as a 0.01° cell, and nothing that is answered says more."""

from __future__ import annotations

from math import cos, hypot, radians
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.places import (
    BOXES,
    LEAST_RESIDENTS,
    WIDER,
    Cell,
    Place,
    cell_of,
    in_sight,
    neighbours,
    parse_cell,
    rings,
    widened,
)

METRES = 111_190.0


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [
        (48.8566, 2.3522, "4886:235"),  # Paris
        (47.2184, -1.5536, "4722:-155"),  # Nantes
        (42.6975, 2.8948, "4270:289"),  # Perpignan
        (51.0344, 2.3768, "5103:238"),  # Dunkerque
        (41.3874, 9.1597, "4139:916"),  # Bonifacio
        (16.2411, -61.5331, "1624:-6153"),
        (14.6161, -61.0588, "1462:-6106"),
        (4.9224, -52.3135, "492:-5231"),
        (-20.8823, 55.4504, "-2088:5545"),
        (-12.7806, 45.2278, "-1278:4523"),
        (46.7811, -56.1764, "4678:-5618"),
        (17.8963, -62.8498, "1790:-6285"),
        (-13.2825, -176.1736, "-1328:-17617"),
        (-17.5516, -149.5585, "-1755:-14956"),
        (-22.2711, 166.4416, "-2227:16644"),
    ],
)
def test_towns_of_every_territory_have_a_cell(lat: float, lon: float, cell: str) -> None:
    assert str(cell_of(lat, lon)) == cell


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (51.5072, -0.1276),  # Londres
        (50.8503, 4.3517),  # Bruxelles
        (41.3874, 2.1686),  # Barcelone
        (45.5019, -73.5674),  # Montréal
        (0.0, 0.0),
        (91.0, 2.0),
        (float("nan"), 2.0),
        (48.0, float("inf")),
    ],
)
def test_abroad_there_is_no_cell(lat: float, lon: float) -> None:
    assert cell_of(lat, lon) is None


inside = st.sampled_from(BOXES).flatmap(lambda box: st.tuples(st.floats(box[0], box[1]), st.floats(box[2], box[3])))


@given(inside)
def test_a_cell_is_the_hundredth_of_a_degree_around_the_position(position: tuple[float, float]) -> None:
    cell = cell_of(*position)
    assert cell is not None
    assert max(abs(cell.centre[0] - position[0]), abs(cell.centre[1] - position[1])) <= 0.005 + 1e-9
    assert parse_cell(str(cell)) == cell
    assert all(value == round(value, 2) for value in cell.centre)


@pytest.mark.parametrize("text", ["", "4886", "48.86:2.35", "4886:235:1", "4886:235 ", "٤٨:٢", "a:b"])
def test_what_is_not_a_cell_is_refused(text: str) -> None:
    assert parse_cell(text) is None


def test_neighbours_cover_a_circle_and_begin_at_home() -> None:
    home = Cell(4886, 235)
    around = neighbours(home)
    assert around[0] == home
    assert len(set(around)) == len(around) == 15  # 3 rows of 1,110 m by 5 columns of 730 m
    assert Cell(4887, 237) in around
    assert Cell(4888, 235) not in around


def test_a_thinly_peopled_cell_widens_until_twenty_live_in_it() -> None:
    lonely = Cell(4500, 300)
    assert widened(lonely, lambda _: LEAST_RESIDENTS) == lonely
    nearly = widened(lonely, lambda _: LEAST_RESIDENTS - 1)
    assert nearly != lonely
    assert widened(nearly, lambda _: LEAST_RESIDENTS - 1) == nearly
    block = {widened(Cell(lat, lon), lambda _: 3) for lat in range(4500, 4503) for lon in range(300, 303)}  # 9 × 3 ≥ 20
    assert block == {Cell(4501, 301)}
    assert widened(lonely, lambda _: 0) == widened(Cell(4502, 302), lambda _: 0)


def test_trilateration() -> None:
    """An attacker who has learnt the cell, by whatever number of questions, still misses by 100 m or more."""
    random = Random(20261123)
    misses = []
    for _ in range(4_000):
        lat, lon = 42.5 + random.random() * 7.5, -4.5 + random.random() * 12.0
        cell = cell_of(lat, lon)
        assert cell is not None
        north = (cell.centre[0] - lat) * METRES
        east = (cell.centre[1] - lon) * METRES * cos(radians(lat))
        misses.append(hypot(north, east))
    misses.sort()
    assert misses[len(misses) // 20] >= 100
    assert 330 <= misses[len(misses) // 2] <= 480


def test_a_place_never_holds_a_house_number() -> None:
    assert Place("12 bis, rue des Lilas", "93048").street == "rue des Lilas"
    assert Place("", "93048", Cell(4886, 244)).street == ""


CELLS = st.builds(Cell, st.integers(4486, 4512), st.integers(297, 323))
PEOPLED = st.dictionaries(CELLS, st.integers(1, 25), max_size=40)


@given(PEOPLED, CELLS)
def test_what_is_seen_from_a_cell_is_what_would_widen_to_it(people: dict[Cell, int], home: Cell) -> None:
    """Said twice: by adding up each block of each cell, and by the centre that `widened` writes."""
    def holds(one: Cell) -> bool:
        centre = widened(one, lambda cell: people.get(cell, 0))
        wide = next(w for w, block in zip(WIDER, rings(one), strict=True)
                    if w == WIDER[-1] or sum(people.get(cell, 0) for cell in block) >= LEAST_RESIDENTS)
        return abs(home.lat - centre.lat) <= wide // 2 and abs(home.lon - centre.lon) <= wide // 2

    assert in_sight(home, people) == {one for one in {*people, home} if holds(one)}


def test_a_thousand_peopled_cells_are_looked_at_in_a_moment() -> None:
    people = {Cell(lat, lon): 3 for lat in range(4482, 4509) for lon in range(297, 324)}
    began = process_time()
    assert len(in_sight(Cell(4495, 310), people)) == 9
    assert process_time() - began < 0.1
