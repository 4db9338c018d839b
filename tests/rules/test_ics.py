"""The calendar file that telephones open: read here as RFC 5545 says, without a library."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rules.ics import Event, calendar

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
EVENT = Event("mission-12@tousvoisins_bot", 2, NOW, datetime(2026, 12, 1, 14, 0, tzinfo=PARIS),
              datetime(2026, 12, 1, 16, 0, tzinfo=PARIS), "Trier ; ranger, \\plier\\\nEND:VEVENT",
              "Salle des fêtes, place de l’Église, " + "très loin " * 12, "Nadia · 06 12 34 56 78")


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_it_is_read_line_by_line_as_the_standard_says() -> None:
    text = calendar(EVENT)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", ""), "every line ends in CRLF"
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    lines = unfolded(text)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1, "nobody’s words end the event"
    known = dict(line.split(":", 1) for line in lines if ":" in line)
    assert known["METHOD"] == "PUBLISH"
    assert known["UID"] == "mission-12@tousvoisins_bot"
    assert known["SEQUENCE"] == "2"
    assert (known["DTSTAMP"], known["DTSTART"], known["DTEND"]) == (
        "20261124T093000Z", "20261201T130000Z", "20261201T150000Z"), "in UTC: no zone to know"
    assert known["SUMMARY"] == r"Trier \; ranger\, \\plier\\\nEND:VEVENT"
    assert known["LOCATION"].startswith(r"Salle des fêtes\, place de l’Église\, très loin"), "no letter cut in two"
    assert known["STATUS"] == "CONFIRMED"


def test_a_folded_line_cuts_no_letter_and_hidden_signs_are_left_out() -> None:
    text = calendar(Event("u", 0, NOW, NOW, NOW, "é🙂" * 60, about="a\u202eb\x00c\r\nd", cancelled=True))
    assert "SUMMARY:" + "é🙂" * 60 in unfolded(text)
    assert "DESCRIPTION:abc\\nd" in unfolded(text)
    assert "STATUS:CANCELLED" in text
