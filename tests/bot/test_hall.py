"""The board of the week, for the hall: needs without a name, no day of what is discreet. All people are fictional."""

from __future__ import annotations

import pytest

from content.pages.press import print_page
from tests.bot.test_todo import Looked, needs, week
from tests.pilots import Street


@pytest.fixture
def home(street: Street) -> Looked:
    return Looked(street.engine)


def test_the_board_says_kinds_and_days_names_nobody_and_is_printed_by_who_looks_after_the_place(home: Looked) -> None:
    needs(home, "courses", "animaux_plantes")
    week(home)
    home.nadia.press("Panneau de la semaine")
    sheet = home.nadia.last.screen.attachment
    assert sheet is not None
    assert sheet.page == "hall"
    assert sheet.facts["needs"] == ["Des courses, jeudi 10 décembre", "Un animal ou des plantes à garder"], "discreet"
    assert not [name for name in ("Odile", "Nadia", "Karim") if name in str(sheet.facts)]
    assert sheet.facts["figures"] == [], "fewer than five people: no figure"
    assert print_page("hall", sheet.facts)[:4] == b"%PDF"
    home.nadia.say("/kit")
    assert "Panneau de la semaine" in str(home.nadia.last.labels)
    home.lucas.tap(f"hall.board:{home.zone}")
    assert not home.lucas.texts or not home.lucas.last.screen.attachment
