"""/saisie: what a slip or a call asks for, offers or tells, typed by whoever looks after the street."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions import intake as actions
from bot import talking
from bot.conversations.help import ON_PAPER, AskFacts, NotAgreed
from bot.conversations.intake import (
    PAPER_CHANGE,
    PAPER_GESTE,
    PAPER_HOUR,
    PAPER_OFFER,
    GesteOnPaper,
    HourOnPaper,
    OfferOnPaper,
    PaperFacts,
)
from bot.features import Feature, Order, Talk, Tap
from bot.handlers import help as helping
from bot.handlers import intake_mine as mine
from bot.handlers import intake_papers as papers
from bot.handlers.house import HOUSE
from bot.turn import Turn
from rules.geste_owners import THEMES
from rules.gestes import Theme
from rules.hours import KIND_WORDS, duration, may_log
from rules.intake import Noted
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _
from storage import asks_leaders, zones

NOT_YOURS = _("/saisie sert aux personnes qui veillent sur une rue. Pour une personne que vous connaissez, écrivez "
              "/besoin, puis « Pour quelqu’un d’autre ».")
MINE: Row = (Button(_("📋 Ce que j’ai saisi"), tap="intake.mine"),)
AGAIN: Row = (Button(_("✏️ Autre saisie"), tap="intake"),)


def begin(turn: Turn, _payload: str = "") -> None:
    places(turn)
    turn.reply(screen(
        _("✏️ Pour une personne sans Telegram : que notez-vous ?"),
        _("Demandez-lui d’abord. Son nom n’est écrit nulle part."),
        rows=((Button(_("🤝 Une demande"), tap="intake.need"),), (Button(_("💪 Une proposition"), tap="intake.offer"),),
              (Button(_("⏱ Un moment donné"), tap="intake.hour"),),
              (Button(_("🌱 Un geste fait"), tap="intake.geste"),),
              (Button(_("🖨 Les mots pour demander"), tap="intake.words"),), MINE)))


def places(turn: Turn) -> dict[int, str]:
    """Their own places and no other."""
    led = (zones.by_id(turn.session, number) for number in asks_leaders.led_by(turn.session, turn.person.id, turn.now))
    found = {zone.id: zone.label for zone in led if zone}
    if not found:
        raise Refusal(NOT_YOURS)
    return found


def inside(turn: Turn, zone: int) -> int:
    """What was begun while they looked after it ends with that."""
    if zone not in places(turn):
        raise Refusal(NOT_YOURS)
    return zone


def start(turn: Turn, name: str) -> None:
    places(turn)
    talking.start(turn, HOUSE, name)


def need(turn: Turn) -> None:
    start(turn, ON_PAPER.name)


def offer(turn: Turn) -> None:
    start(turn, PAPER_OFFER.name)


def hour(turn: Turn) -> None:
    start(turn, PAPER_HOUR.name)


def geste(turn: Turn) -> None:
    start(turn, PAPER_GESTE.name)


def words(turn: Turn) -> None:
    places(turn)
    papers.words(turn)


def need_facts(turn: Turn, args: Mapping[str, Any]) -> AskFacts:
    found = places(turn)
    return replace(helping.facts(turn, args), zones=found)


def facts(turn: Turn, _args: Mapping[str, Any]) -> PaperFacts:
    return PaperFacts(places(turn), turn.today, tuple(turn.content.offers))


def offered(turn: Turn, command: OfferOnPaper | NotAgreed) -> None:
    if isinstance(command, NotAgreed):
        helping.asked(turn, command)
    elif not command.offered.things:
        turn.reply(screen(_("Rien n’a été ajouté."), rows=(AGAIN,)))
    else:
        said = command.offered
        number = actions.propose(turn.desk, turn.person.id, inside(turn, command.zone), said.things, said.reach,
                                 said.slots, command.contact, command.how)
        turn.reply(screen(
            _("✅ C’est noté, papier n° {n}. Quand un besoin y répond, il vient dans votre liste /referent : vous "
              "l’appelez.", n=number),
            rows=((Button(_("🖨 Le papier à remettre"), tap=tap("intake.print", number)),), MINE, AGAIN)))


def timed(turn: Turn, command: HourOnPaper | NotAgreed) -> None:
    if isinstance(command, NotAgreed):
        helping.asked(turn, command)
        return
    noted = command.noted
    if not may_log(noted.day, turn.today):
        raise Refusal(_("Un moment se note une fois passé, dans les 60 jours."))
    number = actions.note(turn.desk, turn.person.id, inside(turn, command.zone), Noted.HOUR, noted.kind, noted.minutes,
                          noted.day)
    told(turn, number, _("✅ C’est noté : {time} {kind}, {day}.", time=duration(noted.minutes),
                         kind=KIND_WORDS[noted.kind], day=noted.day))


def done(turn: Turn, command: GesteOnPaper | NotAgreed) -> None:
    if isinstance(command, NotAgreed):
        helping.asked(turn, command)
        return
    number = actions.note(turn.desk, turn.person.id, inside(turn, command.zone), Noted.GESTE, command.noted.theme,
                          command.noted.minutes or 0, command.day)
    told(turn, number, _("✅ C’est noté : {geste}, {day}.", geste=THEMES[Theme(command.noted.theme)], day=command.day))


def told(turn: Turn, number: int, words: Words) -> None:
    turn.reply(screen(words, _("Cela compte pour la rue, au nom de personne."),
                      rows=((Button(_("↩ Annuler"), tap=tap("intake.undo", number)),), MINE, AGAIN)))


NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
FEATURE = Feature(
    "intake",
    orders={"saisie": Order(begin, *NEIGHBOUR, _("Noter pour une personne sans Telegram"))},
    taps={"intake": Tap(begin, *NEIGHBOUR), **{f"intake.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
        ("need", need), ("offer", offer), ("hour", hour), ("geste", geste), ("words", words))}, **mine.TAPS},
    talks=(Talk(ON_PAPER, need_facts, helping.asked), Talk(PAPER_OFFER, facts, offered), Talk(PAPER_HOUR, facts, timed),
           Talk(PAPER_GESTE, facts, done), Talk(PAPER_CHANGE, mine.change_facts, mine.changed)),
)
