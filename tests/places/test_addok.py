"""Opt-in: the same client before a real addok, holding whatever addresses its operator gave it."""

from __future__ import annotations

import os

import pytest

from bot.geocoding import Found, Unsure, geocoder

URL = os.environ.get("ADDOK_URL", "")
STREET = os.environ.get("ADDOK_STREET", "12 rue des Lilas, Montreuil")

pytestmark = [pytest.mark.addok, pytest.mark.skipif(not URL, reason="ADDOK_URL is not set")]


def test_a_real_addok_finds_a_street_it_holds() -> None:
    found = geocoder(URL).find(STREET)
    assert isinstance(found, Found)
    best = found.candidates[0]
    assert best.cell is not None
    assert best.citycode
    assert not any(letter.isdigit() for letter in best.street)
    within = geocoder(URL).find(STREET, citycode=best.citycode, near=best.cell)
    assert isinstance(within, Found)
    assert {one.citycode for one in within.candidates} == {best.citycode}


def test_a_real_addok_cannot_fool_us_with_nonsense() -> None:
    assert geocoder(URL).find("rue qui nexiste pas du tout xyz") == Unsure()


def test_a_real_addok_filters_by_commune() -> None:
    assert geocoder(URL).find(STREET, citycode="00000") == Unsure()
