"""« Est-ce que cela s’est fait ? », and the thanks that follow."""

from __future__ import annotations

from enum import StrEnum

from rules.help import CloseReason
from rules.messages import Words, _

BY_VOICE = "voice"  # what is kept of a voice message: that there was one
MOST_SECONDS = 60


class Says(StrEnum):
    YES = "yes"
    NO = "no"


PHRASES: dict[str, Words] = {
    "a": _("Merci beaucoup, cela m’a vraiment rendu service !"),
    "b": _("Merci pour votre temps et votre gentillesse."),
    "c": _("Grâce à vous, la journée a été plus douce. Merci !"),
}
LABELS: dict[str, Words] = {
    "a": _("🙏 Pour le service"), "b": _("🙏 Pour votre temps"), "c": _("🙏 Pour la journée"),
}
REASONS: dict[CloseReason, Words] = {
    CloseReason.NOBODY: _("Personne de disponible"), CloseReason.NO_REPLY: _("Plus de réponse"),
    CloseReason.MISSED: _("Rendez-vous manqué"), CloseReason.NOT_NEEDED: _("Plus utile"),
}
