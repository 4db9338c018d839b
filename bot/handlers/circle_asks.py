"""What is asked in a circle: asked, answered; and « Faut-il demander aussi au voisinage ? », for its asker alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeAlias

from actions import circle_asks as actions
from actions import circle_looks, circle_wider
from bot import talking
from bot.conversations.circles import ASK, AskCircle, CircleFacts, NotAgreed
from bot.handlers import help as neighbours
from bot.handlers.house import HOUSE
from bot.handlers.matching import ADD_A_PLACE, WHERE
from bot.handlers.places import found_places, town
from bot.render import as_screen
from bot.rows import Loaded
from bot.turn import Turn
from messages.circle_asks import CircleAskOver, about, ask_row, choices
from rules.circles import MOST_OPEN, AskState, CircleAsk, local
from rules.civil import clock
from rules.help import when
from rules.limits import Limit
from rules.refusals import Gone, Refusal
from rules.residents import kind_of_place
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted, titled
from storage import circle_asks as store
from storage import circles, contacts, zones

MENU: tuple[Row, ...] = ((Button(_("☰ Menu"), tap="menu"),),)
ALONE = _("Il n’y a encore personne d’autre dans votre cercle. Invitez quelqu’un avec /famille.")
FULL = _("Vous avez déjà {n} demandes en cours dans vos cercles. Arrêtez-en une pour en ouvrir une autre.", n=MOST_OPEN)


def my_ask(turn: Turn, number: int) -> CircleAsk | None:
    found = store.by_id(turn.session, number)
    return found if found and found.asker == turn.person.id else None


def asked_of_me(turn: Turn, number: int) -> CircleAsk | None:
    """Asked in a circle I am in, of me, by somebody I am not kept apart from."""
    found, me = store.by_id(turn.session, number), turn.person.id
    if found is None or found.asker == me or contacts.blocked(turn.session, found.asker, me):
        return None
    return found if me in circles.people(turn.session, found.circle) else None


def my_promise(turn: Turn, number: int) -> CircleAsk | None:
    found = store.by_id(turn.session, number)
    return found if found and found.helper == turn.person.id and found.state is AskState.TAKEN else None


MyAsk: TypeAlias = Annotated[CircleAsk, Loaded(my_ask)]
AskedOfMe: TypeAlias = Annotated[CircleAsk, Loaded(asked_of_me)]
MyPromise: TypeAlias = Annotated[CircleAsk, Loaded(my_promise)]


# asking
def begin(turn: Turn) -> None:
    if not circles.with_others(turn.session, turn.person.id):
        raise Refusal(ALONE)
    if store.open_count(turn.session, turn.person.id) >= MOST_OPEN:
        raise Refusal(FULL)
    talking.start(turn, HOUSE, ASK.name)


def facts(turn: Turn, args: Mapping[str, Any]) -> CircleFacts:
    mine = circles.with_others(turn.session, turn.person.id)
    if not mine:
        raise Refusal(ALONE)
    return CircleFacts(neighbours.facts(turn, args), {one.id: one.name for one in mine}, turn.person.timezone,
                       found_places(turn))


def asked(turn: Turn, command: AskCircle | NotAgreed) -> None:
    if isinstance(command, NotAgreed):
        turn.reply(screen(_("Demandez-lui d’abord, puis revenez ici : rien n’est parti, rien n’est gardé."), rows=MENU))
        return
    if store.open_count(turn.session, turn.person.id) >= MOST_OPEN:
        raise Refusal(FULL)
    turn.within(Limit.PUBLICATIONS)
    zone = command.zone
    if command.place is not None:
        place = command.place
        zone = zones.ensure(turn.session, kind_of_place(place.label), place.label, place.commune, place.cell,
                            place.label if place.known else town(place.commune)).id
    found, _people, at = actions.ask(turn.desk, store.NewAsk(
        command.circle, turn.person.id, zone, command.other, command.kind, command.day, command.slot, command.minutes,
        command.note, command.timezone, command.patience))
    if at is None:
        turn.reply(screen(_("Personne de « {circle} » n’est joignable ici en ce moment.",
                            circle=quoted(found.circle_name)),
                          _("Faut-il demander aussi au voisinage ?"), rows=choices(found.id)))
        return
    moment = local(at, turn.person.timezone)
    turn.reply(screen(
        _("👪 C’est demandé à « {circle} », en privé, et à personne d’autre.", circle=quoted(found.circle_name)),
        _("Sans oui {day} à {hour}, je vous demande quoi faire.", day=moment.date(), hour=clock(f"{moment:%H:%M}")),
        rows=(ask_row(found.id), *MENU)))


# answering
def yes(turn: Turn, found: AskedOfMe) -> None:
    if found.helper == turn.person.id and found.state is AskState.TAKEN:
        turn.toast(_("C’est déjà entendu : on vous attend, merci !"))
    elif circle_wider.yes(turn.desk, found, turn.person.id):
        turn.reply(screen(_("Merci ! {who} le sait : {title}, {when}.", who=quoted(found.asker_name),
                            title=Words(actions.title(turn.desk, found)), when=when(found.day, found.slot)),
                          rows=((Button(_("🙏 Je ne peux plus"), tap=tap("circle.cannot", found.id)),),)))
    elif found.waits:
        turn.toast(_("La personne qui a demandé n’est pas joignable par ici en ce moment : sa demande est suspendue. "
                     "Merci de votre élan !"), alert=True)
    else:
        turn.reply(as_screen(CircleAskOver(found.state in (AskState.TAKEN, AskState.WIDENED))))


def no(turn: Turn, found: AskedOfMe) -> None:
    if my_promise(turn, found.id):
        cannot(turn, found)
        return
    actions.no(turn.desk, found, turn.person.id)
    turn.reply(screen(_("Entendu, une autre fois. Merci d’avoir lu."), rows=MENU))


def cannot(turn: Turn, found: MyPromise) -> None:
    if not actions.cannot(turn.desk, found, turn.person.id):
        raise Gone
    turn.reply(screen(_("C’est noté, merci de l’avoir dit : {who} le sait.", who=quoted(found.asker_name)), rows=MENU))


# what the asker decides
def mine(turn: Turn, found: MyAsk) -> None:
    told = lines(_("👪 « {circle} »", circle=quoted(found.circle_name)),
                 about(actions.title(turn.desk, found), found.minutes, found.day, found.slot, found.place),
                 state_of(found))
    stop: Row = (Button(_("✖ Arrêter ma demande"), tap=tap("circle.stop", found.id)),)
    rows = choices(found.id) if found.waits else (stop,) if found.living else ()
    turn.reply(screen(told, rows=(*rows, (Button(_("↩ Retour"), tap="circle.list"),))))


def state_of(found: CircleAsk) -> Words:
    match found.state:
        case AskState.TAKEN:
            return _("{name} vient.", name=quoted(found.helper_name))
        case AskState.WIDENED:
            return _("C’est demandé aussi au voisinage : /mesdemandes.")
        case AskState.ASKING | AskState.DECIDING:
            return _("Personne n’a encore dit oui.")
    return _("Cette demande est terminée.")


def listed(turn: Turn) -> None:
    """What I ask of my circles, and what I promised there."""
    asks, promised = store.of_asker(turn.session, turn.person.id), store.promised(turn.session, turn.person.id)
    rows = [*((Button(label(turn, one), tap=tap("circle.mine", one.id)),) for one in asks),
            *((Button(_("🙏 Je ne peux plus : {what}", what=label(turn, one)), tap=tap("circle.cannot", one.id)),)
              for one in promised)]
    turn.reply(screen(_("📋 Dans vos cercles :") if rows else _("Rien n’est demandé dans vos cercles en ce moment."),
                      rows=(*rows, (Button(_("👪 Mes cercles"), tap="circles"),))))


def label(turn: Turn, one: CircleAsk) -> Words:
    return _("{title}, {day}", title=titled(actions.title(turn.desk, one)), day=one.day)


def widen(turn: Turn, found: MyAsk) -> None:
    """The one step out of the circle."""
    if not found.waits:
        raise Gone
    zone = found.zone or next((one.id for one in zones.of_person(turn.session, turn.person.id)), None)
    if zone is None:
        turn.reply(screen(WHERE, rows=ADD_A_PLACE), edit=False)
        return
    if problem := neighbours.no_room(turn, anywhere=True):
        raise Refusal(problem)
    turn.within(Limit.PUBLICATIONS)
    done = circle_wider.widen(turn.desk, found, zone)
    if done is None:
        raise Gone
    neighbours.told(turn, *done)


def wait(turn: Turn, found: MyAsk) -> None:
    if not actions.wait(turn.desk, found):
        raise Gone
    turn.reply(screen(_("Entendu : seul votre cercle est demandé. Je vous redemande demain."),
                      rows=(ask_row(found.id), *MENU)))


def stop(turn: Turn, found: MyAsk) -> None:
    if not actions.stop(turn.desk, found):
        raise Gone
    turn.reply(screen(_("C’est arrêté. Votre cercle n’est plus sollicité."), rows=MENU))


def done(turn: Turn, found: MyAsk) -> None:
    if not circle_looks.done(turn.desk, found, served=True):
        raise Gone
    turn.reply(screen(_("🙏 Merci : c’est dit. Ce temps compte dans votre cercle, pas dans l’heure civique."),
                      rows=MENU))


def undone(turn: Turn, found: MyAsk) -> None:
    if not circle_looks.done(turn.desk, found, served=False):
        raise Gone
    turn.reply(screen(_("Dommage, cela arrive. Vous pouvez redemander quand vous voulez."),
                      rows=((Button(_("🤝 Redemander"), tap="help.ask"),), *MENU)))


TAPS: Mapping[str, Callable[..., None]] = {
    "circle.ask": begin, "circle.yes": yes, "circle.no": no, "circle.cannot": cannot, "circle.mine": mine,
    "circle.list": listed, "circle.widen": widen, "circle.wait": wait, "circle.stop": stop, "circle.done": done,
    "circle.undone": undone}
