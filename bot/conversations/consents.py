"""Somebody else asks the same for a person of that place: is it the same person? Never by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option
from rules.words import _


@dataclass(frozen=True, slots=True)
class AnotherPerson:
    """It is for another: `asked`, as it was read back, leaves."""

    asked: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SamePerson:
    """The need is asked for already."""


def twice(facts: Mapping[str, Any]) -> Flow:
    said = yield Choice("same", _("Une demande semblable existe déjà ici, pour le même jour. Est-ce pour la même "
                                  "personne ?"),
                        [Option("oui", _("✅ Oui, la même")), Option("non", _("👤 Non, une autre"))])
    return SamePerson() if said == "oui" else AnotherPerson(facts)


def samples() -> tuple[Mapping[str, Any], Sequence[Input]]:
    return {}, (Input(value="non"),)


TWICE = Conversation("twice", twice, samples, resumable=False)
