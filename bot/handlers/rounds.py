"""/visite and the round itself: who wishes to be seen, who goes from doorstep to doorstep. /tour: one’s own part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import rounds as actions
from actions.round_waves import shown
from bot import talking
from bot.conversations.help import NotAgreed
from bot.conversations.rounds import VISIT, AskVisit, VisitFacts
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import help as helping
from bot.handlers import rounds_led, rounds_town
from bot.handlers.house import HOUSE
from bot.handlers.numbers import territory_of
from bot.round_rows import OVER, InHand, MyStreet, MyVisit, NearMe, led
from bot.turn import Turn
from messages.rounds import MENU, RoundDoorstep, RoundPutBack
from rules.incoming import Tapped
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.rounds import Door, DoorState, Found, Helper, HelperState, RoundStreet
from rules.screens import Button, Row, screen, tap
from rules.theirs import Theirs
from rules.words import Words, _, lines, quoted
from storage import gestes, vouches, zones
from storage import round_helpers as helpers
from storage import rounds as store

NEIGHBOUR, ANYWHERE = (Role.RESIDENT, Where.PRIVATE), (Role.RESIDENT, Where.EVERYWHERE)
NONE_HERE = _("Aucun tour de veille n’est ouvert près de chez vous. Pour un coup de main, /besoin ; en danger, 15, 18 "
              "ou 112.")
ENOUGH = _("Votre visite est déjà demandée : on passe dès que possible. En danger, 15, 18 ou 112.")


# --- asking for a visit --------------------------------------------------------------------------

def visit(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        turn.reply(screen(_("🚪 Demander une visite, c’est en privé."),
                          rows=((Button(_("Continuer en privé"), start=turn.link("visit")),),), silent=True))
        return
    mine = store.asked_by(turn.session, turn.person.id)
    if mine:
        rows: list[Row] = [(Button(_("↩ Ne plus venir"), tap=tap("round.cancel", mine[0].id)),)]
        if led(turn):
            rows.append((Button(_("👤 Pour quelqu’un"), tap="round.new"),))
        turn.reply(screen(ENOUGH, rows=(*rows, MENU)))
        return
    new(turn)


def new(turn: Turn) -> None:
    facts(turn, {})
    talking.start(turn, HOUSE, VISIT.name)


def want(turn: Turn) -> None:
    if turn.private:
        visit(turn)
    else:
        turn.toast(start=turn.link("visit"))


def facts(turn: Turn, _args: Mapping[str, Any]) -> VisitFacts:
    """Where a round goes on. Whoever asked already asks no more for themselves."""
    mine = {} if store.asked_by(turn.session, turn.person.id) else places(
        turn, [zone.id for zone in zones.of_person(turn.session, turn.person.id)])
    theirs = places(turn, led(turn))
    if not mine and not theirs:
        raise Refusal(NONE_HERE)
    return VisitFacts(mine, theirs, turn.content.private_words)


def places(turn: Turn, numbers: list[int]) -> dict[int, str]:
    found = (zones.by_id(turn.session, one) for one in numbers if actions.here(turn.desk, one))
    return {zone.id: zone.label for zone in found if zone}


def asked(turn: Turn, command: AskVisit | NotAgreed) -> None:
    if isinstance(command, NotAgreed):
        helping.asked(turn, command)
        return
    known = facts(turn, {})
    found = actions.here(turn.desk, command.zone)
    if found is None or command.zone not in (known.led if command.how else known.zones):
        raise Refusal(OVER)
    number = actions.ask(turn.desk, found, command.zone, command.who, turn.person.id, command.how)
    more: tuple[Row, ...] = ((Button(_("👤 Une autre visite"), tap="round.new"),),) if command.how else ()
    turn.reply(screen(_("🚪 C’est demandé, sans raison à donner. Quelqu’un de la rue passe dès que possible. En "
                        "danger, n’attendez pas : 15, 18, 112."),
                      rows=((Button(_("↩ Annuler"), tap=tap("round.cancel", number)),), *more, MENU)))


def cancel(turn: Turn, door: MyVisit) -> None:
    if not actions.withdraw(turn.desk, door):
        raise Gone
    turn.reply(screen(_("↩ C’est annulé : personne ne passe, et ce que vous aviez écrit est effacé."), rows=(MENU,)))


# --- going ---------------------------------------------------------------------------------------

def can(turn: Turn) -> None:
    """From the group: their own street, where somebody waits."""
    if not turn.private:
        turn.toast(start=turn.link("round"))
        return
    offer(turn)


def offer(turn: Turn) -> None:
    for zone in zones.of_person(turn.session, turn.person.id):
        found = actions.here(turn.desk, zone.id)
        if found:
            street = helpers.best_street(turn.session, found.id, turn.person.id, turn.now) or store.street_of(
                turn.session, found.id, zone.id)
            turn.reply(screen(_("💪 Une porte à la fois : on sonne, on prend des nouvelles, on dit ce qu’on a vu. Vous "
                                "lisez un nom, et personne d’autre ne le lit."),
                              rows=((Button(_("✋ J’y vais"), tap=tap("round.go", street)),),
                                    (Button(_("🙏 Pas cette fois"), tap=tap("round.no", street)),))))
            return
    raise Refusal(NONE_HERE)


def followed(turn: Turn, _params: Mapping[str, Any]) -> None:
    offer(turn)


def go(turn: Turn, street: NearMe) -> None:
    """Yes, the next one, or back after a rest: the doorstep in hand, else the next."""
    if not vouches.is_vouched(turn.session, turn.person.id, street.zone):
        turn.reply(screen(_("Pour lire le nom et la porte de quelqu’un, il faut une recommandation, comme pour une "
                            "aide à domicile. Merci de vouloir y aller !"),
                          rows=((Button(_("🙋 La demander"), tap="vouch.ask"),), MENU)))
        return
    helper = helpers.say(turn.session, street, turn.person.id, HelperState.YES, turn.now, pressed(turn))
    following(turn, helper, street)


def pressed(turn: Turn) -> int | None:
    event = turn.incoming.event
    return event.message if isinstance(event, Tapped) else None


def following(turn: Turn, helper: Helper, street: RoundStreet) -> None:
    door = actions.give(turn.desk, helper)
    if door is None:
        none_left(turn, street)
    else:
        shown(turn.desk, helper, doorstep(door))


def doorstep(door: Door) -> RoundDoorstep:
    who = Theirs(door.who, door.asker) if door.asker else door.who
    return RoundDoorstep(door.street, door.id, door.label, who, door.tries > 0)


def none_left(turn: Turn, street: RoundStreet) -> None:
    settle_card(turn)
    turn.reply(screen(_("✅ Personne n’attend en ce moment : {street}. Merci ! On vous appelle si une porte attend.",
                        street=quoted(street.label)),
                      rows=((Button(_("✋ J’arrête là"), tap=tap("round.stop", street.id)),), MENU)))


def settle_card(turn: Turn) -> None:
    """What was on its way to the pressed message is overtaken by the answer."""
    if seen := pressed(turn):
        gestes.drop_older_edits(turn.session, turn.person.address, seen, turn.now)


def no(turn: Turn, street: NearMe) -> None:
    helper = helpers.of(turn.session, street.round, turn.person.id)
    if helper and helper.state is HelperState.YES:
        actions.stop(turn.desk, helper)
    helpers.say(turn.session, street, turn.person.id, HelperState.NO, turn.now)
    turn.reply(screen(_("🙏 C’est noté, merci d’avoir répondu. On ne redemandera pas pendant ce tour."), rows=(MENU,)))


def say(turn: Turn, going: InHand, found: Found) -> None:
    """Once; then the next doorstep, or the numbers at once."""
    state = actions.answer(turn.desk, going.door, found)
    if state is None:
        raise Gone
    street = store.street(turn.session, going.door.street)
    if street is None:
        raise Gone(OVER)
    helper = helpers.say(turn.session, street, turn.person.id, HelperState.YES, turn.now,
                         pressed(turn) or going.helper.card)
    if state is DoorState.HELP:
        numbers(turn, going.door)
    else:
        following(turn, helper, street)


def numbers(turn: Turn, door: Door) -> None:
    settle_card(turn)
    rescue = map(Words, turn.content.urgency(territory_of(turn), private=True))
    told = (_("La personne qui veille sur la rue est prévenue.") if actions.leader_of(turn.desk, door) else
            _("Personne ne veille sur cette rue : appelez aussi la mairie, {phone}.", phone=turn.town.phone) if
            turn.town.phone else _("Personne ne veille sur cette rue : appelez aussi la mairie."))
    turn.reply(screen(lines(*rescue), told,
                      rows=((Button(_("👉 La porte suivante"), tap=tap("round.go", door.street)),),
                            (Button(_("✋ J’arrête là"), tap=tap("round.stop", door.street)),))))


def stop(turn: Turn, helper: MyStreet) -> None:
    actions.stop(turn.desk, helper)
    settle_card(turn)
    turn.reply(RoundPutBack(helper.street, mine=True).screen())


# --- one’s own part ------------------------------------------------------------------------------

def order(turn: Turn, _payload: str = "") -> None:
    """The town hall’s, whoever looks after a street’s, a volunteer’s: each what is theirs."""
    rows = [*rounds_town.alerts(turn), *rounds_led.streets(turn), *mine(turn)]
    if not rows:
        raise Refusal(NONE_HERE)
    turn.reply(screen(_("🚪 <b>Tour de veille</b> : passer voir, pendant une alerte, qui l’a demandé."),
                      rows=(*rows[:5], MENU)))


def mine(turn: Turn) -> list[Row]:
    found = [one for one in helpers.of_person(turn.session, turn.person.id)
             if store.street(turn.session, one.street) and one.state in (HelperState.YES, HelperState.STOPPED)]
    if found:
        return [(Button(_("👉 La porte suivante"), tap=tap("round.go", found[0].street)),)]
    if any(actions.here(turn.desk, zone.id) for zone in zones.of_person(turn.session, turn.person.id)):
        return [(Button(_("💪 Je peux passer"), tap="round.can"),),
                (Button(_("🙋 Je veux une visite"), tap="round.want"),)]
    return []


FEATURE = Feature(
    "rounds",
    orders={"tour": Order(order, *NEIGHBOUR, _("Tour de veille, pendant une alerte")),
            "visite": Order(visit, *ANYWHERE, _("Demander une visite, pendant une alerte"))},
    taps={"round.want": Tap(want, *ANYWHERE), "round.can": Tap(can, *ANYWHERE),
          **{f"round.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
              ("new", new), ("cancel", cancel), ("go", go), ("no", no), ("say", say), ("stop", stop))},
          **rounds_led.TAPS, **rounds_town.TAPS},
    links={"visit": Link(lambda turn, _params: visit(turn), Role.RESIDENT), "round": Link(followed, Role.RESIDENT)},
    talks=(Talk(VISIT, facts, asked),),
    doors={"alert": rounds_town.door},
    module=_("Tours de veille"),
)
