"""Reporting and blocking: the reasons."""

from __future__ import annotations

from enum import StrEnum

from rules.words import Words, _


class Reason(StrEnum):
    DANGER = "danger"
    FRAUD = "fraude"
    INSULTS = "insultes"
    OTHER = "autre"


REASONS: dict[Reason, Words] = {
    Reason.DANGER: _("🆘 Personne en danger"),
    Reason.FRAUD: _("💳 Fraude"),
    Reason.INSULTS: _("🗯 Insultes"),
    Reason.OTHER: _("🚩 Autre chose me gêne"),
}


MEANT: dict[Reason, Words] = {
    Reason.DANGER: _("une personne en danger"),
    Reason.FRAUD: _("une fraude"),
    Reason.INSULTS: _("des insultes"),
    Reason.OTHER: _("autre chose qui gêne"),
}

OFTEN = "withdrawn"
