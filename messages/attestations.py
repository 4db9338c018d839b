"""The certificate, as a file. The name that is printed leaves the row with it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import ANSWER
from rules.screens import Attachment, Button, Screen, screen
from rules.words import _


@kind("attestations.sheet", ANSWER, fleeting=("name",))
@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """facts: what the page prints but the name, as JSON."""

    year: int
    facts: str = "{}"
    name: str = ""

    def screen(self) -> Screen:
        return screen(
            _("📄 Votre attestation de {year}. Le nom écrit n’est pas gardé. Une heure corrigée plus tard "
              "demandera une feuille nouvelle.", year=str(self.year)),
            rows=((Button(_("📄 Une autre feuille"), tap="attestation"),),),
            attachment=Attachment(f"attestation-{self.year}.pdf", page="attestation",
                                  facts=json.loads(self.facts) | {"name": self.name}))
