"""« de » before a name, as French people write it."""

from __future__ import annotations

import pytest

from bot.render import Renderer, typeset
from rules.elision import of
from rules.words import _, titled


@pytest.mark.parametrize(("name", "french"), [
    ("Odile", "d’Odile"), ("Lucas", "de Lucas"), ("Éric", "d’Éric"), ("Hélène", "d’Hélène"), ("Hassan", "de Hassan"),
    ("Henri-Pierre", "d’Henri-Pierre"), ("Yves", "d’Yves"), ("Yasmine", "de Yasmine"), ("Œdipe", "d’Œdipe"),
    ("’Aïcha", "de ’Aïcha"), ("", "de ")])
def test_a_name_is_joined_to_de(name: str, french: str) -> None:
    assert Renderer({}).plain(of(name), "fr") == french


def test_in_english_the_name_stands_alone() -> None:
    assert Renderer({}).plain(of("Odile"), "en") == "Odile"


@pytest.mark.parametrize(("typed", "set_"), [
    ("environ {h} h", "environ {h}\u00a0h"), ("{h} h {m}", "{h}\u00a0h\u00a0{m}"),
    ("{n} min sur 60", "{n}\u00a0min sur 60"),
    ("De 20 h à 9 h", "De 20\u00a0h à 9\u00a0h"), ("18 h 30", "18\u00a0h\u00a030"), ("24 heures", "24 heures")])
def test_hours_and_durations_never_break_at_the_end_of_a_line(typed: str, set_: str) -> None:
    assert typeset(typed) == set_


def test_what_follows_an_emoji_begins_with_a_capital() -> None:
    shown = _("🤝 {title}", title=titled("des courses"))
    assert Renderer({}).plain(shown, "fr") == "🤝 Des courses"
    assert Renderer({}).html(shown, "fr") == "🤝 Des courses"
