"""What a note may not hold, how a number is read, and when reminders fall."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rules.help import Slot, first_day, read_phone, reminders, slots_left, tidy_note


@pytest.mark.parametrize(("note", "private"), [
    ("appelez le 06 12 34 56 78", "34"), ("mon fixe 02.40.12.34.56", "40"), ("+33 6 12 34 56 78 merci", "12"),
    ("code A1234 en bas", "1234"), ("digicode 45B7", "45B7"), ("porte 12", "12"), ("3e étage gauche", "3e"),
    ("12 bis rue des Lilas, au fond", "Lilas"), ("odile@example.org", "example"), ("bâtiment C", "bâtiment C"),
    ("troisième étage", "troisième"), ("０６１２３４５６７８", "6"), ("appt 4", "4"),
])
def test_a_private_thing_leaves_the_note(note: str, private: str) -> None:
    kept, removed = tidy_note(note)
    assert removed
    assert private not in kept


@pytest.mark.parametrize("note", ["Un pack de 6 et 2 baguettes", "Vers 14h30 si possible", "À 10 h, merci !",
                                  "3 petits cartons, 15 kg", "Le chat s’appelle Minou", "Plutôt le 24/12",
                                  "une porte qui grince", "20 euros de fruits au plus"])
def test_an_ordinary_word_stays(note: str) -> None:
    assert tidy_note(note) == (note, False)


@pytest.mark.parametrize(("typed", "read"), [
    ("0612345678", "06 12 34 56 78"), ("06.12.34.56.78", "06 12 34 56 78"), ("+33 6 12 34 56 78", "06 12 34 56 78"),
    ("0033612345678", "06 12 34 56 78"), ("+33 (0)2 40 12 34 56", "02 40 12 34 56"),
    ("+32 470 12 34 56", "+32470123456"),
    ("０６ １２ ３４ ５６ ７８", "06 12 34 56 78"), ("0692 12 34 56", "06 92 12 34 56"),
    ("0899123456", None), ("15", None), ("06 12", None), ("0012", None), ("06 12 34 56 7a", None), ("", None),
    ("+33 0", None), ("123456789012345678", None),
])
def test_a_number_is_read_or_refused(typed: str, read: str | None) -> None:
    assert read_phone(typed) == read


@pytest.mark.parametrize(("slot", "expected"), [
    (Slot.AFTERNOON, {"eve": "27 17:00", "soon": "28 10:00"}), (Slot.EVENING, {"eve": "27 17:00", "soon": "28 14:00"}),
    (Slot.MORNING, {"eve": "27 18:30"}), (Slot.ANY, {"eve": "27 18:30"}),
])
def test_reminders_on_the_day_the_clocks_change(slot: Slot, expected: dict[str, str]) -> None:
    """28 March 2027: Paris goes from +1 to +2 in the night; the eve is still at six, or half past seven."""
    found = reminders(date(2027, 3, 28), slot, "Europe/Paris")
    # After the change 11:00 and 15:00 in Paris are 09:00 and 13:00 UTC.
    summer = {name: text if name == "eve" else f"28 {int(text[3:5]) - 1:02}:00" for name, text in expected.items()}
    assert {name: f"{at.astimezone(UTC):%d %H:%M}" for name, at in found.items()} == summer


def test_what_is_left_of_a_day() -> None:
    noon, night = datetime(2026, 11, 24, 12, 0, tzinfo=UTC), datetime(2026, 11, 24, 21, 0, tzinfo=UTC)
    assert slots_left(noon.date(), noon) == (Slot.AFTERNOON, Slot.EVENING, Slot.ANY)
    assert first_day(noon) == date(2026, 11, 24)
    assert first_day(night) == date(2026, 11, 25)
    assert len(slots_left(date(2026, 11, 25), night)) == 4
