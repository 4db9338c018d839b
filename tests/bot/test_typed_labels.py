"""What is written on a button may be typed instead, in the language it is read in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.scenes import join
from tests.pilots import Street, fresh_sqlite


def test_an_english_reader_types_the_words_of_a_button(tmp_path: Path) -> None:
    street = Street(fresh_sqlite(tmp_path))
    emma = street.person("Emma", language="en")
    emma.start()
    emma.press("Start")
    emma.press("Emma")
    emma.say("Lilac Street")
    emma.say("that is all")
    emma.say("evenings")
    assert any(label.startswith("✓") for label in emma.last.labels), "typed words tick their button"
    emma.say("That is all.")
    assert "18" in emma.last.text


@pytest.mark.parametrize("typed", ["courses et repas", "Courses et repas.", "🛒 Courses et repas"])
def test_a_french_label_made_of_several_parts_may_be_typed(street: Street, typed: str) -> None:
    odile = street.person("Odile")
    join(odile)
    odile.say("/besoin")
    odile.say(typed)
    assert "Appuyez" not in odile.last.text
    assert any("courses" in label.casefold() for label in odile.last.labels)
