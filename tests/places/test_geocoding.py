"""An address is looked up without giving anybody away, and a silent service stops no conversation."""

from __future__ import annotations

import logging
import pickle
import re
import socket
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.geocoding import Addresses, Candidate, Down, Found, Unsure, Why, geocoder
from rules.places import Cell

if TYPE_CHECKING:
    from tests.places.conftest import AddressServer

LILAS = Candidate("Rue des Lilas, 93100 Montreuil", "Rue des Lilas", "93048", "93100", Cell(4886, 244))


class Clock:
    def __init__(self) -> None:
        self.now, self.slept = 1_000.0, [0.0]

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def asking(server: AddressServer, clock: Clock | None = None, timeout: float = 3.0) -> Addresses:
    clock = clock or Clock()
    return Addresses(server.url, clock=clock, sleep=clock.sleep, timeout=timeout)


def test_without_a_url_nobody_is_asked() -> None:
    for nobody in (geocoder(None), geocoder("")):
        assert nobody.find("rue des Lilas") == nobody.around(Cell(4886, 244)) == Down(Why.OFF)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "127.0.0.1:7878", "http://exemple.fr/geocodage", "https:///x"])
def test_a_url_that_is_none_or_not_private_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="GEOCODER_URL"):
        geocoder(url)


def test_a_house_is_found_as_a_street_and_a_cell(server: AddressServer, answers: dict[str, Any]) -> None:
    server.say(answers["housenumber"])
    assert asking(server).find("12 rue des Lilas, Montreuil") == Found((LILAS,))
    assert server.asked == [("/geocodage/search", {"q": "rue des lilas montreuil", "limit": "5", "autocomplete": "0"})]


def test_streets_of_one_name_are_all_proposed(server: AddressServer, answers: dict[str, Any]) -> None:
    server.say(answers["streets"])
    found = asking(server).find("rue des Lilas")
    assert isinstance(found, Found)
    assert [(one.citycode, one.cell) for one in found.candidates] == [
        ("93048", Cell(4886, 244)),
        ("75119", Cell(4888, 240)),
    ]


def test_filters_travel_and_a_position_only_as_a_cell(server: AddressServer, answers: dict[str, Any]) -> None:
    server.say(answers["overseas"])
    found = asking(server).find("3 av. Gal Leclerc", citycode="97411", near=Cell(-2088, 5545))
    assert isinstance(found, Found)
    assert found.candidates[0].cell == Cell(-2088, 5545)
    _, asked = server.asked[0]
    assert asked["q"] == "avenue general leclerc"
    assert (asked["citycode"], asked["lat"], asked["lon"]) == ("97411", "-20.88", "55.45")


@pytest.mark.parametrize("answer", ["nonsense", "town", "hamlet", "nothing"])
def test_an_answer_one_cannot_trust_is_none(server: AddressServer, answers: dict[str, Any], answer: str) -> None:
    server.say(answers[answer])
    assert asking(server).find("rue qui nexiste pas du tout xyz") == Unsure()


def test_damaged_features_are_passed_over(server: AddressServer, answers: dict[str, Any]) -> None:
    server.say(answers["damaged"])
    found = asking(server).find("rue quelconque")
    assert isinstance(found, Found)
    assert [(one.label, one.cell) for one in found.candidates] == [
        ("Rue A", None),
        ("Rue D, 93100 Montreuil", None),
    ]


@pytest.mark.parametrize("text", ["", "  ", "12", "n° 3", "ab", "🙂"])
def test_too_little_to_ask(server: AddressServer, text: str) -> None:
    assert asking(server).find(text) == Unsure()
    assert server.asked == []


def test_a_cell_gives_the_communes_about_it(server: AddressServer, answers: dict[str, Any]) -> None:
    server.say(answers["reverse"])
    found = asking(server).around(Cell(4886, 244))
    assert isinstance(found, Found)
    assert [(one.label, one.street, one.citycode) for one in found.candidates] == [
        ("93100 Montreuil", "", "93048"),
        ("94300 Vincennes", "", "94080"),
    ]
    assert {one.cell for one in found.candidates} == {Cell(4886, 244)}
    assert server.asked == [("/geocodage/reverse", {"lat": "48.86", "lon": "2.44", "limit": "5"})]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Unsure()),
        (401, Down(Why.BROKEN)),
        (403, Down(Why.BROKEN)),
        (404, Down(Why.BROKEN)),
        (429, Down(Why.BUSY)),
        (500, Down(Why.BROKEN)),
        (502, Down(Why.BROKEN)),
        (503, Down(Why.SLOW)),
        (504, Down(Why.SLOW)),
    ],
)
def test_refusals_and_faults_are_values(server: AddressServer, status: int, outcome: object) -> None:
    server.say({"code": status, "message": "12 rue des Lilas"}, status)
    assert asking(server).find("12 rue des Lilas") == outcome


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b'{"features": ',
        b"[]",
        b'{"features": null}',
        b"\xff\xfe",
        b"[" * 200_000,
        b" " * 1_100_000,
    ],
)
def test_an_answer_in_no_shape_is_a_fault(server: AddressServer, body: bytes) -> None:
    server.say(body)
    assert asking(server).find("rue des Lilas") == Down(Why.BROKEN)


def test_a_redirection_is_not_followed(server: AddressServer) -> None:
    server.say({}, 302, Location=server.url + "/elsewhere")
    assert asking(server).find("rue des Lilas") == Down(Why.BROKEN)
    assert len(server.asked) == 1


def test_a_slow_service_is_given_up(server: AddressServer) -> None:
    server.holding = True
    assert asking(server, timeout=0.2).find("rue des Lilas") == Down(Why.SLOW)


def test_a_dead_service_is_a_fault() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert geocoder(f"http://127.0.0.1:{port}").find("rue des Lilas") == Down(Why.BROKEN)


def test_after_a_fault_nobody_waits_and_later_it_is_tried_again(server: AddressServer, answers: dict[str, Any]) -> None:
    clock = Clock()
    asked = asking(server, clock)
    server.say({}, 429, Retry_After="120")
    assert asked.find("rue des Lilas") == Down(Why.BUSY)
    server.say(answers["housenumber"])
    clock.now += 119
    assert asked.find("rue des Lilas") == Down(Why.BUSY)
    assert len(server.asked) == 1
    clock.now += 1
    assert asked.find("rue des Lilas") == Found((LILAS,))


def test_a_known_question_is_not_asked_again_the_same_day(server: AddressServer, answers: dict[str, Any]) -> None:
    clock = Clock()
    asked = asking(server, clock)
    server.say(answers["housenumber"])
    assert asked.find("12 rue des Lilas") == asked.find("14 RUE DES LILAS") == Found((LILAS,))
    assert len(server.asked) == 1
    asked.find("12 rue des Lilas", citycode="93048")
    clock.now += 24 * 3600 + 1
    asked.find("12 rue des Lilas")
    assert len(server.asked) == 3


def test_never_fifty_in_a_second_and_no_long_queue(server: AddressServer, answers: dict[str, Any]) -> None:
    clock = Clock()
    asked = asking(server, clock)
    server.say(answers["nothing"])
    begun = clock.now
    for n in range(100):
        asked.find(f"rue quelconque{n}")
    assert clock.now - begun >= 99 / 50
    assert max(clock.slept) <= 1.0


def test_a_crowd_is_told_the_service_is_busy(server: AddressServer, answers: dict[str, Any]) -> None:
    clock = Clock()
    frozen = Addresses(server.url, clock=clock, sleep=lambda _: None)
    server.say(answers["nothing"])
    said = [frozen.find(f"rue quelconque{n}") for n in range(60)]
    assert said.count(Down(Why.BUSY)) == 60 - 41
    assert len(server.asked) == 41


positions = st.tuples(st.floats(42.5, 49.9), st.floats(-4.9, 7.9))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(positions, st.integers(1000, 9999))
def test_no_fine_position(
    server: AddressServer, caplog: pytest.LogCaptureFixture, position: tuple[float, float], number: int
) -> None:
    """Neither the answer, nor what the geocoder keeps, nor any log says more than the cell and the street."""
    lat, lon = position
    properties = {"type": "housenumber", "score": 0.9, "street": "Rue des Lilas", "citycode": "93048"}
    properties |= {
        "name": f"{number} Rue des Lilas",
        "housenumber": str(number),
        "x": lon * 1e5,
        "y": lat * 1e5,
    }
    feature = {"geometry": {"coordinates": [lon, lat]}, "properties": properties}
    caplog.set_level(logging.DEBUG)
    asked = asking(server)
    server.say({"features": [feature]})
    found = asked.find(f"{number} rue des Lilas")
    server.say({"message": f"{number} rue des Lilas {lat}"}, 500)
    asked.find(f"{number} rue des Roses")
    assert isinstance(found, Found)
    kept = f"{found!r} {pickle.dumps(found)!r} {asked._cache!r} {caplog.text} {server.asked!r}"
    assert str(number) not in kept
    assert not re.search(r"\d\.\d{3,}", re.sub(r"100\d\.\d|\d{5}\.0", "", kept))
    server.asked.clear()
    caplog.clear()
