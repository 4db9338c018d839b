"""« Est-ce que cela s’est fait ? », and the thanks that follow. Worded in bot/words/thanks.py."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.help import CloseReason
from rules.messages import Words, _, kind

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


@kind("thanks.prompt")
@dataclass(frozen=True, slots=True)
class ThanksPrompt:
    """To the person who was helped."""

    acceptance: int
    first_name: str


@kind("thanks.given")
@dataclass(frozen=True, slots=True)
class ThanksGiven:
    first_name: str
    phrase: str


@kind("thanks.voice", fleeting=("file",))
@dataclass(frozen=True, slots=True)
class ThanksAloud:
    """A voice message, passed on by its file. Carried, never kept."""

    first_name: str
    file: str = ""


@kind("thanks.first_deed")
@dataclass(frozen=True, slots=True)
class FirstDeed:
    """To the admin: somebody of the group helped for the first time. Nothing of the request."""

    acceptance: int
    first_name: str


@kind("thanks.first")
@dataclass(frozen=True, slots=True)
class FirstThanks:
    """To the helper, signed by the one who runs the group."""

    first_name: str
    group: str
