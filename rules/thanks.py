"""« Est-ce que cela s’est fait ? », and the thanks that follow."""

from __future__ import annotations

from enum import StrEnum

from rules.help import CloseReason, Side
from rules.words import Words, _

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
REASONS: dict[Side, dict[CloseReason, Words]] = {
    Side.ASKER: {
        CloseReason.NOBODY: _("Personne n’est venu"), CloseReason.NO_REPLY: _("Je n’ai plus de réponse"),
        CloseReason.MISSED: _("Rendez-vous manqué"), CloseReason.NOT_NEEDED: _("Je n’en ai plus besoin")},
    Side.VOLUNTEER: {
        CloseReason.NOBODY: _("Je n’ai pas pu venir"), CloseReason.NO_REPLY: _("Je n’ai plus de réponse"),
        CloseReason.MISSED: _("Rendez-vous manqué"), CloseReason.NOT_NEEDED: _("Ce n’était plus utile")},
}
