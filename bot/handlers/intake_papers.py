"""What is handed back to somebody without Telegram: their request, their offer, or the words to ask them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from actions import intake as actions
from actions.help_cards import title
from bot.handlers.kit_facts import sayer
from bot.turn import Turn
from content.kits.facts import Language
from messages.consents import Slip
from rules.consents import ASK_WORDS
from rules.help import AcceptanceState, Request, when
from rules.intake import PaperOffer
from rules.limits import Limit
from rules.offers import slots_words
from rules.words import Words, _, titled
from storage import help as requests

FREE = _("Ni argent, ni carte, ni clés : tout est gratuit.")
CODE_FIRST = _("La personne qui vient dit ce code la première. Pas de bon code ? N’ouvrez pas.")
NOT_YET = _("Personne n’est encore prévu : on vous le dira, avec un code de quatre chiffres. Sans code, n’ouvrez pas.")
NO_NAME = _("Votre nom n’est écrit nulle part. On vous appelle quand cela peut servir : vous restez libre de dire non.")
STOP = _("Vous pouvez dire non et arrêter quand vous voulez : dites-le à la personne qui vous a remis ce papier.")


def of_request(turn: Turn, request: Request) -> None:
    """At once, without the code; with it once somebody comes."""
    coming = any(one.state is AcceptanceState.CONFIRMED for one in requests.helpers(turn.session, request.id))
    printed(turn, _("Un coup de main pour vous"), _("Demande n° {n}", n=request.id),
            [titled(title(turn.desk, request)), when(request.day, request.slot)],
            [CODE_FIRST if coming else NOT_YET, FREE, STOP], request.visit_code if coming else "")


def of_offer(turn: Turn, offer: PaperOffer) -> None:
    printed(turn, _("Ce que vous proposez"), _("Papier n° {n}", n=offer.id),
            [actions.label(turn.desk, offer), _("Quand : {slots}", slots=slots_words(offer.slots))],
            [NO_NAME, FREE, STOP])


def words(turn: Turn) -> None:
    printed(turn, _("Un coup de main ?"), None, [ASK_WORDS],
            [FREE, STOP], boxes=[_("Oui"), _("Non"), _("Plus tard")])


def printed(turn: Turn, heading: Words, number: Words | None, lines: Sequence[Words], rules: Sequence[Words],
            code: str = "", boxes: Sequence[Words] = ()) -> None:
    turn.within(Limit.PRINTS)
    language: Language = "en" if turn.person.language == "en" else "fr"
    say = sayer(turn, language)
    facts = {"language": language, "printed_on": turn.today.isoformat(), "heading": say(heading),
             "number": say(number) if number else "", "lines": [say(one) for one in lines],
             "boxes": [say(one) for one in boxes], "rules": [say(one) for one in rules], "code": code,
             "phone": turn.town.phone or "",
             "signature": f"Tous Voisins, {turn.town.name}" if turn.town.name else "Tous Voisins"}
    turn.desk.tell(turn.person, Slip(json.dumps(facts)))
