"""What is said to people about themselves."""

from __future__ import annotations

from bot.render import words_for
from rules.messages import Screen, _, screen
from rules.residents import Vouched


@words_for(Vouched)
def vouched(m: Vouched) -> Screen:
    if m.complete:
        return screen(_("On vous recommande : vous pouvez maintenant aider aussi au domicile des gens. Merci !"))
    return screen(_("Une personne du voisinage vous recommande. Encore une, et vous pourrez aider à domicile."))
