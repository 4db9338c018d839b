"""What a request is, in the lines that several messages show: what, when, where. Never who."""

from __future__ import annotations

from datetime import date

from rules.help import when
from rules.hours import duration
from rules.messages import Words, _, lines, said

TAKE = _("✋ Je peux")


def need(title: str, minutes: int, zone: str = "", day: date | None = None, slot: str = "") -> Words:
    """The lines of a card: what, when, where. Never who."""
    shown = [_("🤝 {title}, environ {time}", title=Words(title), time=duration(minutes))]
    if day:
        shown.append(_("📅 {when}", when=when(day, slot)))
    if zone or day:
        shown.append(_("📍 {zone}", zone=said(zone) if zone else _("votre quartier")))
    return lines(*shown)
