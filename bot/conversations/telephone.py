"""The question of a telephone number: typed as people write it, or one's own contact card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.questions import Input, NoLonger, Option, Problem
from content.telephones import Unread, card_telephone, read_telephone
from rules.kinds import Json
from rules.words import Words, _

INCOMPLETE = _("Ce numéro n’est pas complet. Écrivez-le ainsi : 06 12 34 56 78. S’il est d’un autre pays, commencez "
               "par +.")
COSTLY = _("Appeler ce numéro coûterait cher : donnez plutôt un numéro ordinaire, fixe ou mobile.")
NOT_YOURS = _("Cette fiche n’est pas la vôtre : partagez votre propre contact, ou écrivez votre numéro.")


@dataclass(frozen=True, slots=True)
class Telephone:
    """Stored as it is said to the other side. timezone: where the person lives, whose short numbers are known."""

    name: str
    words: Words
    timezone: str = "Europe/Paris"

    def options(self) -> Sequence[Option]:
        return ()

    def read(self, given: Input) -> Json | Problem:
        if given.other == "contact" and given.phone is None:
            return Problem(NOT_YOURS)
        if given.phone is not None:
            read = card_telephone(given.phone)
        elif given.text is not None:
            read = read_telephone(given.text, self.timezone)
        else:
            return Problem(_("Écrivez votre réponse avec le clavier, s’il vous plaît."))
        match read:
            case Unread.INCOMPLETE:
                return Problem(INCOMPLETE)
            case Unread.COSTLY:
                return Problem(COSTLY)
        return read

    def load(self, stored: Json) -> str:
        if not isinstance(stored, str) or not stored:
            raise NoLonger
        return stored
