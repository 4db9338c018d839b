"""Becoming a référent: named by who runs the group, or spoken for by two recommended neighbours; the trial."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import trials as actions
from bot.features import Feature, Link, Tap
from bot.rows import Administered, ZoneOfMine
from bot.turn import Turn
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.vouches import NEEDED
from rules.words import _, quoted
from storage import asks_leaders, belonging, contacts, residents, trials, vouches, zones
from storage.once import happened

HOURS = 72
NO_LONGER = _("Cette proposition n’est plus valable. La personne peut vous en envoyer une autre.")
RECOMMENDED = _("Pour cela, il faut une recommandation dans cette rue : la vôtre, si vous animez un groupe de cinq "
                "personnes, ou celle de vos voisines et voisins.")


def ways(turn: Turn) -> list[Row]:
    """In /referent: naming somebody, or wishing to be one."""
    named: list[Row] = [(Button(_("👤 Nommer un référent"), tap=tap("trial.name", group.id)),)
                        for group in belonging.run_by(turn.session, turn.person.id)[:1] if group.zone]
    held = trials.places(turn.session, turn.person.id)
    wished: list[Row] = [(Button(_("🙋 Veiller sur ma rue"), tap=tap("trial.wish", zone.id)),)
                         for zone in zones.of_person(turn.session, turn.person.id)[:1] if zone.id not in held]
    return [*named, *wished]


def name(turn: Turn, group: Administered) -> None:
    """By who runs the group and is recommended there: a message to pass on to one person."""
    if group.zone is None or not vouches.is_vouched(turn.session, turn.person.id, group.zone):
        raise Refusal(RECOMMENDED)
    pass_on(turn, _("{name} vous propose de veiller sur {place}, à l’essai pour deux semaines.",
                    name=quoted(turn.person.first_name), place=quoted(actions.label(turn.desk, group.zone))),
            turn.link("referent", hours=HOURS, namer=turn.person.id, zone=group.zone))


def pass_on(turn: Turn, words: Any, link: str) -> None:
    turn.reply(screen(_("Transmettez le message ci-dessous. Il vaut trois jours. Vous saurez ici la réponse.")))
    turn.reply(screen(words, rows=((Button(_("✉ Répondre"), start=link),),)), edit=False)


def other_side(turn: Turn, person: int) -> str:
    """The first name of who sent this, if the two may meet."""
    found = residents.by_id(turn.session, person)
    if found is None or not found.is_resident or contacts.blocked(turn.session, person, turn.person.id):
        raise Refusal(NO_LONGER)
    if person == turn.person.id:
        raise Refusal(_("C’est votre propre message : transmettez-le à la personne de votre choix."))
    return found.first_name


def named(turn: Turn, params: Mapping[str, Any]) -> None:
    """Opened: nothing is given before the yes."""
    by, zone = int(params["namer"]), int(params["zone"])
    who, place = other_side(turn, by), actions.label(turn.desk, zone)
    accept = turn.link("referent.yes", hours=HOURS, namer=by, zone=zone, person=turn.person.id)
    turn.reply(screen(
        _("{name} vous propose de veiller sur {place}.", name=quoted(who), place=quoted(place)),
        _("Trois choses par semaine au plus, deux semaines d’essai, et quelqu’un pour vous remplacer. Votre prénom se "
          "lit alors sous les demandes."),
        rows=((Button(_("✅ D’accord"), start=accept),), (Button(_("🙏 Non merci"), tap="menu"),))), edit=False)


def accepted(turn: Turn, params: Mapping[str, Any]) -> None:
    """By the one who opened it, while who named them may still."""
    by, zone = int(params["namer"]), int(params["zone"])
    other_side(turn, by)
    if params["person"] != turn.person.id or not vouches.is_vouched(turn.session, by, zone):
        raise Refusal(NO_LONGER)
    actions.accept(turn.desk, turn.person, zone, by)


def wish(turn: Turn, zone: ZoneOfMine) -> None:
    """Two neighbours who are recommended there speak for them."""
    pass_on(turn, _("{name} aimerait veiller sur {place}. Deux personnes recommandées peuvent le permettre.",
                    name=quoted(turn.person.first_name), place=quoted(zone.label)),
            turn.link("speak", single=False, hours=HOURS, person=turn.person.id, zone=zone.id))


def spoken(turn: Turn, params: Mapping[str, Any]) -> None:
    person, zone = int(params["person"]), int(params["zone"])
    who = other_side(turn, person)
    if not vouches.is_vouched(turn.session, turn.person.id, zone):
        raise Refusal(RECOMMENDED)
    link = turn.link("speak.yes", hours=HOURS, person=person, zone=zone, giver=turn.person.id)
    turn.reply(screen(_("{name} aimerait veiller sur {place}. Vous connaissez bien cette personne ?", name=quoted(who),
                        place=quoted(actions.label(turn.desk, zone))),
                      rows=((Button(_("✅ Oui, je recommande"), start=link),),
                            (Button(_("🙏 Pas cette fois"), tap="menu"),))), edit=False)


def spoke(turn: Turn, params: Mapping[str, Any]) -> None:
    """The second word makes them one; nobody is told who spoke."""
    person, zone = int(params["person"]), int(params["zone"])
    other_side(turn, person)
    candidate = residents.by_id(turn.session, person)
    if params["giver"] != turn.person.id or candidate is None or not vouches.is_vouched(
            turn.session, turn.person.id, zone):
        raise Refusal(NO_LONGER)
    if zone not in trials.places(turn.session, person) and trials.speak_for(
            turn.session, person, turn.person.id, zone, turn.now) >= NEEDED:
        actions.accept(turn.desk, candidate, zone, None)
    turn.reply(screen(_("Merci ! Votre mot est noté, et personne ne sait qui l’a donné.")))


def goes_on(turn: Turn, role: int) -> None:
    if not actions.answer(turn.desk, role, turn.person.id, goes_on=True):
        raise Gone
    turn.reply(screen(_("✅ C’est noté : cela continue. Merci !")))


def stops(turn: Turn, role: int) -> None:
    if not actions.answer(turn.desk, role, turn.person.id, goes_on=False):
        raise Gone
    turn.reply(screen(_("C’est noté : l’essai s’arrête ici. Merci pour ces deux semaines.")))


def begun(turn: Turn, number: int, zone: int) -> None:
    """By who looks after that place, for somebody of it who wrote to them that they wish it."""
    person = residents.by_id(turn.session, number)
    if (person is None or not person.is_resident or not contacts.may_write(turn.session, turn.person.id, number)
            or zone not in asks_leaders.led_by(turn.session, turn.person.id, turn.now)
            or zone not in {one.id for one in zones.of_person(turn.session, number)}
            or not happened(turn.session, f"p{number}", "ladder-try")
            or not vouches.is_vouched(turn.session, turn.person.id, zone)):
        raise Gone
    actions.accept(turn.desk, person, zone, turn.person.id)
    turn.reply(screen(_("✅ L’essai commence : deux semaines. {name} le sait.", name=quoted(person.first_name))))


NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
FEATURE = Feature(
    "trials",
    taps={"trial.name": Tap(name, *NEIGHBOUR), "trial.wish": Tap(wish, *NEIGHBOUR),
          "trial.yes": Tap(goes_on, *NEIGHBOUR), "trial.no": Tap(stops, *NEIGHBOUR),
          "trial.begin": Tap(begun, *NEIGHBOUR)},
    links={"referent": Link(named, Role.RESIDENT), "referent.yes": Link(accepted, Role.RESIDENT),
           "speak": Link(spoken, Role.RESIDENT), "speak.yes": Link(spoke, Role.RESIDENT)},
)
