"""What a request is, in the lines that several messages show: what, when, where. Never who."""

from __future__ import annotations

from datetime import date

from rules.help import when
from rules.hours import duration
from rules.screens import Button, Row, tap
from rules.words import Words, _, lines, n_, quoted, titled

TAKE = _("✋ Je peux")


def need(title: str, minutes: int, zone: str = "", day: date | None = None, slot: str = "") -> Words:
    """The lines of a card: what, when, where. Never who."""
    shown = [_("🤝 {title}, environ {time}", title=titled(title), time=duration(minutes))]
    if day:
        shown.append(_("📅 {when}", when=when(day, slot)))
    if zone or day:
        shown.append(_("📍 {zone}", zone=quoted(zone) if zone else _("votre quartier")))
    return lines(*shown)


def seats(coming: int, need: int) -> Words:
    """How many come, of those who are needed."""
    if not coming:
        return _("👥 {need} personnes attendues", need=need)
    return n_("👥 {n} personne sur {need}", "👥 {n} personnes sur {need}", coming, need=need)


def write_row(acceptance: int) -> tuple[Row, ...]:
    return ((Button(_("✍️ Écrire"), tap=tap("contact.write", acceptance)),),)


def still_rows(acceptance: int) -> tuple[Row, ...]:
    return ((Button(_("✅ Toujours d’accord"), tap=tap("help.still", acceptance)),),
            (Button(_("🙏 Je ne peux plus"), tap=tap("help.withdraw", acceptance)),))


def request_row(request: int) -> tuple[Row, ...]:
    return ((Button(_("📋 Voir ma demande"), tap=tap("help.mine", request)),),)
