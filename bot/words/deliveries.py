"""What an author is told of their own deliveries."""

from __future__ import annotations

from bot.render import words_for
from rules.delivery_messages import TooLate
from rules.messages import Screen, n_, screen


@words_for(TooLate)
def too_late(m: TooLate) -> Screen:
    return screen(n_("Un de vos messages n’a pas pu partir à temps. Il ne partira pas en retard.",
                     "Votre message n’a pas pu partir à temps pour {n} destinataires. Il ne partira pas en retard.",
                     m.count))
