"""Whoever looks after a place: who stands in for them, and « Je m’absente »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import referents as actions
from bot import talking
from bot.conversations.referents import AWAY, AwayFacts, GoAway
from bot.features import Feature, Link, Talk, Tap
from bot.handlers.house import HOUSE
from bot.turn import Turn
from rules.civil import DAY, local_date
from rules.referents import DEPUTY_ASKED
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import asks_leaders, contacts, residents, stand_ins, zones
from storage import todo as leaders

BACK: Row = (Button(_("↩ La liste"), tap="todo"),)
NO_LONGER = _("Cette demande n’est plus valable. La personne peut vous en envoyer une autre.")
NOBODY = _("Personne n’a encore accepté de vous remplacer.")


def deputy(turn: Turn) -> None:
    """« Qui vous remplace ? »: who does now, and a message to pass on to somebody."""
    mine(turn)
    turn.reply(screen(who_stands_in(turn), _("Choisissez une personne de votre rue que vous connaissez bien : elle "
                                             "verra les besoins qui attendent, jamais les contacts."),
                      rows=((Button(_("✉ Demander à quelqu’un"), tap="lead.ask"),), BACK)))


def mine(turn: Turn) -> None:
    if not leaders.leads(turn.session, turn.person.id, turn.now):
        raise Gone


def name_of(turn: Turn, person: int | None) -> str:
    found = residents.by_id(turn.session, person) if person else None
    return found.first_name if found else ""


def who_stands_in(turn: Turn) -> Words:
    found = name_of(turn, stand_ins.of(turn.session, turn.person.id).deputy)
    return _("🤝 {name} vous remplace quand vous vous absentez.", name=quoted(found)) if found else NOBODY


def ask(turn: Turn) -> None:
    """A link for one person, to be passed on as it is."""
    mine(turn)
    link = turn.link("deputy", hours=int(DEPUTY_ASKED.total_seconds() // 3600), by=turn.person.id)
    turn.reply(screen(_("Transmettez le message ci-dessous à une seule personne. Vous saurez ici si elle accepte."),
                      rows=(BACK,)))
    turn.reply(screen(_("{name} vous demande de veiller sur la rue pendant ses absences. Ce lien vaut trois jours.",
                        name=quoted(turn.person.first_name)),
                      rows=((Button(_("✉ Voir la demande"), start=link),),)), edit=False)


def opened(turn: Turn, params: Mapping[str, Any]) -> None:
    """Only somebody who lives there, and meets whoever asks."""
    leader = int(params.get("by", 0))
    person = residents.by_id(turn.session, leader)
    if person is None or not leaders.leads(turn.session, leader, turn.now) or contacts.blocked(
            turn.session, leader, turn.person.id):
        raise Refusal(NO_LONGER)
    if leader == turn.person.id:
        raise Refusal(_("C’est votre propre demande : transmettez-la à la personne de votre choix."))
    led = set(asks_leaders.led_by(turn.session, leader, turn.now))
    if led.isdisjoint(zone.id for zone in zones.of_person(turn.session, turn.person.id)):
        raise Refusal(_("Pour remplacer cette personne, il faut habiter l’une de ses rues. Merci d’avoir répondu !"))
    stand_ins.ask(turn.session, leader, turn.person.id, turn.now)
    turn.reply(screen(
        _("{name} vous demande de veiller sur la rue pendant ses absences.", name=quoted(person.first_name)),
        _("Vous liriez alors, le lundi, ce qui attend. Jamais un numéro, ni une adresse. Vous pouvez arrêter quand "
          "vous voulez."),
        rows=((Button(_("✅ D’accord"), tap=tap("lead.yes", leader)),),
              (Button(_("🙏 Non merci"), tap=tap("lead.no", leader)),))), edit=False)


def yes(turn: Turn, leader: int) -> None:
    if not actions.answer(turn.desk, leader, turn.person, yes=True):
        raise Gone(NO_LONGER)
    turn.reply(screen(_("✅ Merci ! Vous aurez un mot avant chaque absence. /referent montre alors ce qui attend."),
                      rows=((Button(_("🙏 Je ne peux plus"), tap=tap("lead.unstand", leader)),),)))


def no(turn: Turn, leader: int) -> None:
    if not actions.answer(turn.desk, leader, turn.person, yes=False):
        raise Gone(NO_LONGER)
    turn.reply(screen(_("C’est noté. Merci d’avoir répondu.")))


def unstand(turn: Turn, leader: int) -> None:
    if not actions.give_up(turn.desk, leader, turn.person):
        raise Gone
    turn.reply(screen(_("C’est noté : vous ne remplacez plus, et la personne le sait. Merci pour ce temps.")))


def holiday(turn: Turn) -> None:
    """« Je m’absente »: dates, or the end of the holiday that is set."""
    mine(turn)
    cover = stand_ins.of(turn.session, turn.person.id)
    if cover.away_from and cover.away_until:
        zone = turn.person.timezone
        turn.reply(screen(_("🏖 Votre absence : du {first} au {last}.", first=local_date(cover.away_from, zone),
                            last=local_date(cover.away_until, zone) - DAY), who_stands_in(turn),
                          rows=((Button(_("↩ Je suis là"), tap="lead.here"),),
                                (Button(_("🤝 Qui me remplace ?"), tap="lead.deputy"),), BACK)))
    elif cover.deputy is None:
        turn.reply(screen(lines(NOBODY, _("Demandez d’abord à quelqu’un : la rue ne reste pas seule.")),
                          rows=((Button(_("✉ Demander à quelqu’un"), tap="lead.ask"),), BACK)))
    else:
        talking.begin(turn, HOUSE, AWAY.name, answers={})


def facts(turn: Turn, _args: Mapping[str, Any]) -> AwayFacts:
    return AwayFacts(turn.today, name_of(turn, stand_ins.of(turn.session, turn.person.id).deputy))


def leaving(turn: Turn, command: GoAway) -> None:
    if not actions.go_away(turn.desk, turn.person, command.first, command.last):
        raise Refusal(NOBODY)
    turn.reply(screen(_("🏖 C’est noté. {name} le sait, et vous revenez le lendemain du {last}. Bon repos !",
                        name=quoted(facts(turn, {}).deputy), last=command.last), rows=(BACK,)))


def here(turn: Turn) -> None:
    if not actions.stay(turn.desk, turn.person):
        raise Gone
    turn.reply(screen(_("C’est noté : vous êtes là, et la personne qui vous remplaçait le sait."), rows=(BACK,)))


NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
FEATURE = Feature(
    "referents",
    taps={f"lead.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
        ("deputy", deputy), ("ask", ask), ("yes", yes), ("no", no), ("unstand", unstand), ("away", holiday),
        ("here", here))},
    links={"deputy": Link(opened, Role.RESIDENT)},
    talks=(Talk(AWAY, facts, leaving),),
)
