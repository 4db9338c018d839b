"""Thanks said aloud: one voice message, passed on and not kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.kit import Conversation, Flow, Input, Option, Voice
from rules.thanks import MOST_SECONDS
from rules.words import _, quoted

READY = "ready"


@dataclass(frozen=True, slots=True)
class AloudFacts:
    """`acceptance` is 0 when there is nobody to thank any more: nothing is asked."""

    acceptance: int
    other: str


@dataclass(frozen=True, slots=True)
class SayAloud:
    """`file` is empty when a ready phrase is wanted instead."""

    acceptance: int
    file: str


def say_aloud(facts: AloudFacts) -> Flow:
    if not facts.acceptance:
        return SayAloud(0, "")
    given = yield Voice("voice", _("🎤 Enregistrez votre merci pour {name} : une minute au plus. "
                                   "Il est transmis, pas gardé.", name=quoted(facts.other)),
                        MOST_SECONDS, (Option(READY, _("🙏 Une phrase prête")),))
    return SayAloud(facts.acceptance, "" if given == READY else given)


def samples() -> tuple[AloudFacts, Sequence[Input]]:
    return AloudFacts(1, "Lucas"), (Input(other="voice", file="voice-1", seconds=12),)


ALOUD = Conversation("thanks", say_aloud, samples, resumable=False)
