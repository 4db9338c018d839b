"""Which year, and the name to print."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.attestations import LONGEST_NAME
from rules.words import _, quoted


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """Years with hours, the newest first."""

    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PrintCertificate:
    """name: empty for a line to write it on by hand."""

    year: int
    name: str


def attestation(facts: CertificateFacts) -> Flow:
    year = str(facts.years[0])
    if len(facts.years) > 1:
        year = yield Choice("year", _("Pour quelle année ?"),
                            [Option(str(one), quoted(str(one))) for one in facts.years])
    name = yield Text(
        "name", _("Quel nom écrire sur l’attestation ? Par exemple « Odile Martin ». Il est imprimé, puis oublié."),
        LONGEST_NAME, 2, skip=_("✏️ L’écrire à la main"))
    return PrintCertificate(int(year), name)


ATTESTATION = Conversation("attest", attestation, lambda: (CertificateFacts((2026, 2025)), [
    Input(value="2025"), Input(text="Odile Martin")]), resumable=False)
