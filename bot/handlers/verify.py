"""/verifier: whether a message of the group, a number or a printed code is what it says. By anybody, anywhere."""

from __future__ import annotations

from bot.features import Feature, Order
from bot.handlers import attestations, campaign_answers
from bot.turn import Turn
from rules.rights import Role, Where
from rules.screens import screen
from rules.words import _

LONGEST_NUMBER = 8


def verify(turn: Turn, payload: str = "") -> None:
    """In answer to a message, that message; a number is the town's, a code is a printed sheet's."""
    typed = payload.strip()
    if not typed and turn.group is not None and turn.incoming.replies_to is not None:
        campaign_answers.verify_answered(turn, turn.group, turn.incoming.replies_to)
    elif typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER:
        campaign_answers.verify_number(turn, typed)
    elif typed:
        attestations.check(turn, typed)
    else:
        turn.reply(screen(_("Écrivez le code après la commande : « /verifier 482913 » pour un message de la mairie, "
                            "« /verifier K7PM2-F9QXA » pour une attestation. Dans le groupe, répondez au message par "
                            "/verifier."), silent=True))


FEATURE = Feature(
    "verify",
    orders={"verifier": Order(verify, Role.ANYBODY, Where.EVERYWHERE, _("Vérifier un message, un papier"),
                              in_groups=True)},
)
