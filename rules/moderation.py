"""Reporting and blocking: the reasons, and what whoever runs the group is told. Never who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.messages import Words, _, kind


class Reason(StrEnum):
    DANGER = "danger"
    FRAUD = "fraude"
    INSULTS = "insultes"
    OTHER = "autre"


REASONS: dict[Reason, Words] = {
    Reason.DANGER: _("🆘 Personne en danger"),
    Reason.FRAUD: _("💳 Fraude"),
    Reason.INSULTS: _("🗯 Insultes"),
    Reason.OTHER: _("🚩 Indésirable ou autre"),
}


@kind("moderation.report")
@dataclass(frozen=True, slots=True)
class ReportFiled:
    """To the person who installed the group. `about` is a first name, or empty; the author is nowhere."""

    report: int
    group: str
    reason: str
    about: str = ""


OFTEN = "withdrawn"


@kind("moderation.often")
@dataclass(frozen=True, slots=True)
class OftenTakenBack:
    """To who runs the group: somebody came forward and stepped back three times in a day."""

    report: int
    group: str
    name: str
