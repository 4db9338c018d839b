"""« Pour quelqu’un d’autre »: a need asked twice, the yes taken back, the card of the visit code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from actions import consents as actions
from actions.help_cards import title
from bot import talking
from bot.conversations.consents import TWICE, AnotherPerson, SamePerson
from bot.conversations.help import PublishHelp
from bot.features import Feature, Talk, Tap
from bot.handlers import intake_papers as papers
from bot.handlers.house import HOUSE
from bot.handlers.kit_facts import sayer
from bot.rows import MyRequest
from bot.turn import Turn
from content.kits.facts import Language
from messages.consents import VisitCard
from rules.consents import How
from rules.help import AcceptanceState, Request, Slot, when
from rules.limits import Limit
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import _, titled
from storage import consents as store
from storage import help as requests


def asks_twice(turn: Turn, command: PublishHelp) -> bool:
    """Somebody else asks the same for a person there: whether it is the same one is asked first."""
    if not command.how or not store.alike(turn.session, turn.person.id, command.zone, command.kind, command.day):
        return False
    talking.begin(turn, HOUSE, TWICE.name, {**asdict(command), "day": command.day.isoformat()}, answers={})
    return True


def facts(_turn: Turn, args: Mapping[str, Any]) -> Mapping[str, Any]:
    return args


def answered(turn: Turn, command: AnotherPerson | SamePerson) -> None:
    from bot.handlers.help import publish

    if isinstance(command, SamePerson):
        turn.reply(screen(_("Alors c’est déjà demandé : rien à faire de plus. Merci d’y avoir pensé !"),
                          rows=((Button(_("☰ Menu"), tap="menu"),),)))
        return
    a = command.asked
    publish(turn, PublishHelp(a["kind"], date.fromisoformat(a["day"]), Slot(a["slot"]), a["zone"], a["minutes"],
                              a["note"], How(a["how"]), a["reach"]))


def rows(turn: Turn, request: Request) -> tuple[Row, ...]:
    """What a request for somebody else has besides."""
    if not request.living or store.of(turn.session, request.id) is None:
        return ()
    coming = any(one.state is AcceptanceState.CONFIRMED for one in requests.helpers(turn.session, request.id))
    card = (Button(_("🖨 Carte du code"), tap=tap("consents.card", request.id)),) if coming else paper(request)
    return (card, (Button(_("✋ La personne dit non"), tap=tap("consents.no", request.id)),))


def paper(request: Request) -> Row:
    return (Button(_("🖨 Le papier à remettre"), tap=tap("consents.slip", request.id)),)


def slip(turn: Turn, request: MyRequest) -> None:
    """At once, before anybody comes."""
    if not request.living or store.of(turn.session, request.id) is None:
        raise Gone
    papers.of_request(turn, request)


def card(turn: Turn, request: MyRequest) -> None:
    """Once somebody comes, for their code is known then."""
    coming = any(one.state is AcceptanceState.CONFIRMED for one in requests.helpers(turn.session, request.id))
    if not coming or store.of(turn.session, request.id) is None:
        raise Gone
    turn.within(Limit.PRINTS)
    language: Language = "en" if turn.person.language == "en" else "fr"
    say = sayer(turn, language)
    printed = {"language": language, "printed_on": turn.today.isoformat(), "code": request.visit_code,
               "title": say(titled(title(turn.desk, request))), "when": say(when(request.day, request.slot)),
               "phone": turn.town.phone or "",
               "signature": f"Tous Voisins, {turn.town.name}" if turn.town.name else "Tous Voisins"}
    turn.desk.tell(turn.person, VisitCard(json.dumps(printed)))


def taken_back(turn: Turn, request: MyRequest) -> None:
    if not actions.withdraw(turn.desk, request):
        raise Gone
    turn.reply(screen(_("C’est arrêté aussitôt : plus personne n’est sollicité. Si quelqu’un devait venir, cette "
                        "personne vient de l’apprendre, sans un nom."), rows=((Button(_("☰ Menu"), tap="menu"),),)))


NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
FEATURE = Feature(
    "consents",
    taps={"consents.card": Tap(card, *NEIGHBOUR), "consents.slip": Tap(slip, *NEIGHBOUR),
          "consents.no": Tap(taken_back, *NEIGHBOUR)},
    talks=(Talk(TWICE, facts, answered),),
)
