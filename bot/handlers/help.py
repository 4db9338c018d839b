"""Asking for a hand: the five taps, publishing, taking back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from actions import consents as for_others
from actions import help as actions
from actions.asks import Asked
from actions.asks_sign import leader
from actions.help import Need, OnCards, Shown
from bot import talking
from bot.conversations.help import HELP, MOVE, OTHERWISE, AskFacts, NotAgreed, PublishHelp, Redirected
from bot.features import Feature, Order, Talk, Tap
from bot.handlers import consents, help_list, intake_papers, routing, someone
from bot.handlers.asks_words import privately
from bot.handlers.help_detail import list_row
from bot.handlers.house import HOUSE
from bot.handlers.matching import ADD_A_PLACE, WHERE, offer_one
from bot.handlers.numbers import territory_of
from bot.rows import MyRequest
from bot.turn import Turn
from rules.civil import UNDO, clock
from rules.help import MOST_OPEN, Request, when
from rules.limits import Limit
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import asks_leaders, circles, zones
from storage import help as store

GONE = _("Cette demande n’est plus ouverte.")
SEEN = _("Vos voisines et voisins verront votre demande dans le groupe, sans votre nom.")
SEEN_FOR_ANOTHER = _("Vos voisines et voisins verront la demande dans le groupe, sans aucun nom.")


def ask(turn: Turn, _payload: str = "") -> None:
    """Who has a circle is asked first of whom they ask."""
    if circles.with_others(turn.session, turn.person.id):
        turn.reply(routing.opening(turn))
    else:
        around(turn)


def around(turn: Turn) -> None:
    """The neighbours."""
    if not zones.of_person(turn.session, turn.person.id):
        turn.reply(screen(WHERE, rows=ADD_A_PLACE))
        return
    problem = no_room(turn)
    if problem:
        raise Refusal(problem)
    talking.start(turn, HOUSE, "help")


def no_room(turn: Turn, *, anywhere: bool = False) -> Words | None:
    """Why this person cannot ask one more thing now. anywhere: it is not for a place of theirs."""
    if store.open_count(turn.session, turn.person.id) >= MOST_OPEN:
        return _("Vous avez déjà {n} demandes en cours. Pour en ouvrir une autre, fermez-en une avec /mesdemandes.",
                 n=MOST_OPEN)
    if not anywhere and not zones.of_person(turn.session, turn.person.id):
        return WHERE
    return None


def facts(turn: Turn, _args: Mapping[str, Any]) -> AskFacts:
    homes = {z.id: z.label for z in zones.of_person(turn.session, turn.person.id)}
    return AskFacts(local_now(turn), turn.content.help_families, turn.content.kinds, turn.content.refusals, homes,
                    private=turn.content.private_words)


def local_now(turn: Turn) -> datetime:
    return turn.now.astimezone(ZoneInfo(turn.person.timezone))


def asked(turn: Turn, command: PublishHelp | Redirected | NotAgreed) -> None:
    match command:
        case NotAgreed(printed=True):
            intake_papers.words(turn)
        case NotAgreed():
            turn.reply(screen(_("Entendu : rien n’est demandé, rien n’est gardé. Merci de lui avoir posé la question."),
                              rows=((Button(_("☰ Menu"), tap="menu"),),)))
        case Redirected(code) if code == OTHERWISE:
            someone.shown(turn)
        case Redirected(code):
            redirect(turn, code)
        case PublishHelp():
            problem = for_others.no_room(turn.desk, turn.person.id) if command.how else no_room(turn)
            if problem:
                turn.reply(screen(problem))
            elif not consents.asks_twice(turn, command):
                publish(turn, command)


def redirect(turn: Turn, code: str) -> None:
    """Someone better placed: nothing is opened."""
    chosen = next(r for r in turn.content.refusals if r.code == code)
    named = [n for n in turn.content.numbers_for(territory_of(turn)) if n.id in chosen.numbers]
    numbers = [_("☎ <b>{number}</b> — {purpose}", number=n.number, purpose=Words(n.purpose)) for n in named]
    town = [_("☎ Mairie : {phone}", phone=turn.town.phone)] if turn.town.phone else []
    turn.reply(screen(Words(chosen.text), *([lines(*numbers, *town)] if numbers or town else []),
                      rows=((Button(routing.PASS, tap=tap("relay.about", code)),),
                            (Button(_("🤝 Autre demande"), tap="help.ask"),))))


def publish(turn: Turn, asked_for: PublishHelp) -> None:
    turn.within(Limit.PUBLICATIONS)
    need = Need(asked_for.zone, asked_for.kind, asked_for.day, asked_for.slot, asked_for.minutes, asked_for.note)
    if asked_for.how:
        request, shown = for_others.publish(turn.desk, turn.person.id, need, asked_for.how, asked_for.reach)
        told(turn, request, shown, consents.paper(request))
    else:
        told(turn, *actions.publish(turn.desk, turn.person.id, need), own=True)


def told(turn: Turn, request: Request, shown: Shown, *besides: Row, own: bool = False) -> None:
    reached = where(turn, request, shown, own=own)
    about: dict[str, Words] = {"title": Words(turn.content.kind(request.kind).title),
                               "when": when(request.day, request.slot)}
    waits = isinstance(shown, OnCards) and (shown.shut or shown.leaves > turn.now)
    done = (_("✅ C’est prêt : {title}, {when}.", **about) if waits else
            _("✅ C’est publié : {title}, {when}.", **about))
    turn.reply(screen(
        done,
        lines(reached, _("Vous aurez un message ici dès qu’une personne répond."),
              *(who_decides(turn, request) if own else ())),
        rows=((Button(_("↩ Annuler"), tap=tap("help.undo", request.id)),), *besides, *list_row(request),
              (Button(_("📋 Mes demandes"), tap="help.list"),))))


def who_decides(turn: Turn, request: Request) -> list[Words]:
    """Whoever looks after the place never does so for their own request."""
    if request.zone not in asks_leaders.led_by(turn.session, turn.person.id, turn.now):
        return []
    found = leader(turn.desk, request)
    return [_("C’est {name} qui décide pour cette demande.", name=quoted(found.first_name))] if found else []


def where(turn: Turn, request: Request, shown: Shown, *, own: bool = True) -> Words:
    """What truly happens is said."""
    match shown:
        case OnCards(shut=True):
            return help_list.SHUT
        case OnCards(leaves):
            return leaving(request, leaves, night=shown.night) if leaves > turn.now else (
                SEEN if own else SEEN_FOR_ANOTHER)
        case Asked():
            return privately(turn, request, shown)


def leaving(request: Request, moment: datetime, *, night: bool) -> Words:
    """The card waits for the morning, or for its turn: say when, and whether that is too late."""
    local = moment.astimezone(ZoneInfo(request.timezone))
    if local.date() > request.day:
        return _("Le groupe a déjà reçu beaucoup de demandes : la vôtre partira {day} à {hour}, après le jour choisi. "
                 "Un autre jour convient peut-être mieux.", day=local.date(), hour=clock(local))
    if not night:
        return _("Elle partira dans le groupe {day} à {hour} : le groupe a déjà assez de demandes d’ici là.",
                 day=local.date(), hour=clock(local))
    return _("Elle partira dans le groupe {day} à {hour}, pour ne déranger personne avant.", day=local.date(),
             hour=clock(local))


def undo(turn: Turn, request: MyRequest) -> None:
    """Within a minute, as if nothing had been asked."""
    if turn.now - request.created_at > UNDO:
        turn.reply(screen(_("La minute est passée. Vous pouvez encore arrêter votre demande."),
                          rows=((Button(_("📋 Voir ma demande"), tap=tap("help.mine", request.id)),),)))
        return
    if not actions.close(turn.desk, request, undone=True):
        raise Refusal(GONE)
    turn.reply(screen(_("C’est annulé : personne ne vous répondra pour cette demande."),
                      rows=((Button(_("🤝 Autre demande"), tap="help.ask"),),)))


FEATURE = Feature(
    "help",
    orders={
        "besoin": Order(ask, Role.RESIDENT, Where.PRIVATE, _("Demander un coup de main")),
        "mesdemandes": Order(help_list.listed, Role.RESIDENT, Where.PRIVATE, _("Mes demandes et mes promesses")),
    },
    taps={
        "help.ask": Tap(ask, Role.RESIDENT, Where.PRIVATE),
        "help.around": Tap(around, Role.RESIDENT, Where.PRIVATE),
        "help.undo": Tap(undo, Role.RESIDENT, Where.PRIVATE),
        **help_list.TAPS,
    },
    talks=(Talk(HELP, facts, asked), Talk(MOVE, help_list.move_facts, help_list.moved)),
)

__all__ = ["FEATURE", "offer_one"]
