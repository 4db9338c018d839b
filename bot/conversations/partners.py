"""The sheet of a structure whose invitation did not say which it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.partners import BARRED_LABELS, KIND_LABELS, LONGEST_NAME, PartnerKind, fits
from rules.words import _


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """role: the one that was given. tagged: it has groups of its own, which a landlord must have."""

    role: int
    tagged: bool = False


@dataclass(frozen=True, slots=True)
class CompleteSheet:
    """kind: empty when no partner may be what it is."""

    role: int
    kind: str
    name: str = ""


def sheet(facts: SheetFacts) -> Flow:
    kinds = [Option(one.value, words) for one, words in KIND_LABELS.items()
             if facts.tagged or one is not PartnerKind.LANDLORD]
    kind = yield Choice("kind", _("Votre rôle est d’avant les missions. Complétons votre fiche : quelle sorte de "
                                  "structure représentez-vous ?"),
                        [*kinds, *(Option(one.value, words) for one, words in BARRED_LABELS.items())])
    if kind not in set(PartnerKind):
        return CompleteSheet(facts.role, "")
    name = yield Text("name", _("Quel nom lira-t-on ? Par exemple « Les Jardins de Valmont »."), LONGEST_NAME, 2,
                      check=fits(PartnerKind(kind)))
    return CompleteSheet(facts.role, kind, name)


def samples() -> tuple[SheetFacts, Sequence[Input]]:
    return SheetFacts(1), [Input(value="association"), Input(text="Les Jardins de Valmont")]


SHEET = Conversation("sheet", sheet, samples, resumable=False)
