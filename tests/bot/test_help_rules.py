"""When reminders fall, and what is left of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rules.help import Slot, first_day, reminders, slots_left


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
