"""What is said to people about themselves."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import ANSWER
from rules.screens import Screen, screen
from rules.words import _


@kind("residents.vouched", ANSWER)
@dataclass(frozen=True, slots=True)
class Vouched:
    """To somebody who was just recommended for help at home."""

    complete: bool

    def screen(self) -> Screen:
        if self.complete:
            return screen(_("On vous recommande : vous pouvez maintenant aider aussi au domicile des gens. Merci !"))
        return screen(_("Une personne du voisinage vous recommande. Encore une, et vous pourrez aider à domicile."))
