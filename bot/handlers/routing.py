"""Family, neighbours, who is organised for it: in the order the asker chooses, each step by their own tap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeAlias

from actions import routing as actions
from bot import talking
from bot.conversations.routing import PASS_ON, TOWN, PassFacts, PassOn
from bot.features import Feature, Order, Talk, Tap
from bot.handlers.house import HOUSE
from bot.rows import Code, Loaded, MyRequest, my_request
from bot.turn import Turn
from messages.routing import about
from rules.console import TownRole
from rules.limits import Limit
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.routing import MOST_RELAYS, Relay, RelayState
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted, titled
from storage import console, zones
from storage import routing as store

CIRCLE: Row = (Button(_("👪 Mon cercle"), tap="circle.ask"),)
NEIGHBOURS: Row = (Button(_("🏘 Mon voisinage"), tap="help.around"),)
ORGANISED: Row = (Button(_("🏛 Mairie, association"), tap="relay"),)
PASS: Words = _("🏛 Passer le relais")
MENU: tuple[Row, ...] = ((Button(_("☰ Menu"), tap="menu"),),)
FULL = _("Vous avez déjà {n} besoins confiés. Arrêtez-en un pour en confier un autre.", n=MOST_RELAYS)
ALREADY = _("Ce besoin est déjà confié : la réponse viendra ici.")
A_PAGE = 3


def coordinates(turn: Turn) -> bool:
    return TownRole.COORDINATOR in console.roles_of(turn.session, turn.person.id)


def relay_to_me(turn: Turn, number: int) -> Relay | None:
    """In my queue: mine as a partner, or the town’s."""
    found = store.queue(turn.session, turn.person.id, town=coordinates(turn))
    return next((one for one in found if one.id == number), None)


def my_relay(turn: Turn, number: int) -> Relay | None:
    found = store.by_id(turn.session, number)
    return found if found and found.asker == turn.person.id else None


RelayToMe: TypeAlias = Annotated[Relay, Loaded(relay_to_me)]
MyRelay: TypeAlias = Annotated[Relay, Loaded(my_relay)]


def opening(_turn: Turn) -> Screen:
    return screen(_("À qui demander d’abord ? Rien ne va plus loin sans vous."), rows=(CIRCLE, NEIGHBOURS, ORGANISED))


# the asker
def begin(turn: Turn) -> None:
    start(turn, {})


def of_request(turn: Turn, request: MyRequest) -> None:
    if not request.living:
        raise Gone
    if store.of_request(turn.session, request.id):
        raise Refusal(ALREADY)
    start(turn, {"request": request.id})


def of_subject(turn: Turn, code: Code) -> None:
    """Care, money: what neighbours must not take."""
    if not any(one.code == code for one in turn.content.refusals):
        raise Gone
    start(turn, {"subject": code})


def start(turn: Turn, args: Mapping[str, Any]) -> None:
    if store.open_count(turn.session, turn.person.id) >= MOST_RELAYS:
        raise Refusal(FULL)
    if not readers(turn):
        nobody(turn)
        return
    talking.begin(turn, HOUSE, PASS_ON.name, args, answers={})


def readers(turn: Turn) -> dict[int, str]:
    """Partners by role, then the town: never the asker alone, nor a partner they are kept apart from."""
    found = {one.role: one.name or "partenaire" for one in store.partners_for(turn.session, turn.person.id)}
    if any(one != turn.person.id for one in console.coordinators(turn.session)):
        found[TOWN] = ""
    return found


def nobody(turn: Turn) -> None:
    """A telephone, when nobody reads here."""
    town = _("☎ Mairie : {phone}", phone=turn.town.phone) if turn.town.phone else _(
        "La mairie de votre commune vous oriente : son numéro est sur son site.")
    turn.reply(screen(_("Ici, aucune association ni mairie ne lit encore les besoins confiés : appelez plutôt."),
                      lines(town, _("Urgence : <b>15</b>, <b>18</b>, <b>112</b>.")),
                      rows=((Button(_("✋ Parler à quelqu’un"), tap="someone"),), *MENU)))


def facts(turn: Turn, args: Mapping[str, Any]) -> PassFacts:
    from bot.handlers import help as neighbours

    request = my_request(turn, int(args["request"])) if args.get("request") else None
    if args.get("request") and (request is None or not request.living):
        raise Gone
    who = readers(turn)
    if not who:
        raise Refusal(_("Plus personne ne lit ici les besoins confiés. Appelez la mairie, ou « Parler à quelqu’un »."))
    told = neighbours.facts(turn, args)
    titles = {**{k.code: k.title for k in told.kinds}, **{r.code: r.title for r in told.redirects}}
    if request is None:
        mine = zones.of_person(turn.session, turn.person.id)
        return PassFacts(told, who, turn.person.timezone, titles, str(args.get("subject") or ""),
                         zone=mine[0].label if mine else "")
    return PassFacts(told, who, turn.person.timezone, titles, request.kind, request.id, request.day, request.slot,
                     request.zone_label)


def passed(turn: Turn, command: PassOn) -> None:
    turn.within(Limit.PUBLICATIONS)
    request = my_request(turn, command.request) if command.request is not None else None
    mine = zones.of_person(turn.session, turn.person.id)
    found = actions.pass_on(turn.desk, store.NewRelay(
        turn.person.id, command.request, command.subject, request.zone if request else mine[0].id if mine else None,
        request.day if request else None, request.slot if request else "", command.phone, command.role))
    if found is None:
        nobody(turn)
        return
    also = (_("D’ici là, votre demande reste ouverte au voisinage."),) if request else ()
    turn.reply(screen(_("🏛 C’est confié. Une réponse sous deux jours ; sinon je relance."), *also, rows=(
        (Button(_("✖ Reprendre ce besoin"), tap=tap("relay.stop", found.id)),), *MENU)))


def stop(turn: Turn, found: MyRelay) -> None:
    if not actions.withdraw(turn.desk, found):
        raise Gone
    turn.reply(screen(_("C’est repris : votre besoin n’est plus confié à personne."), rows=MENU))


# who is organised for it
def order(turn: Turn, _payload: str = "") -> None:
    queue(turn)


def queue(turn: Turn, page: int = 0) -> None:
    found = store.queue(turn.session, turn.person.id, town=coordinates(turn))
    if not found:
        turn.reply(screen(_("🏛 Aucun besoin ne vous est confié en ce moment."), rows=MENU))
        return
    pages = -(-len(found) // A_PAGE)
    rows: list[Row] = [(Button(_("{title}, {zone}", title=titled(actions.title(turn.desk, one.subject)),
                                 zone=quoted(one.zone_label)) if one.zone_label else
                               titled(actions.title(turn.desk, one.subject)), tap=tap("relay.see", one.id)),)
                       for one in found[page % pages * A_PAGE:][:A_PAGE]]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("relay.queue", (page + 1) % pages)),))
    turn.reply(screen(_("🏛 Les besoins qu’on vous confie : {n}", n=len(found)), rows=(*rows, *MENU)))


def see(turn: Turn, found: RelayToMe) -> None:
    """The name and the number, once it is taken."""
    told = [about(actions.title(turn.desk, found.subject), found.zone_label, found.day, found.slot)]
    if found.state is RelayState.WAITING:
        rows: tuple[Row, ...] = ((Button(_("✋ Je m’en occupe"), tap=tap("relay.take", found.id)),),
                                 (Button(_("🙏 Pas nous"), tap=tap("relay.decline", found.id)),))
    else:
        told.append(_("Pour {name}.", name=quoted(found.asker_name)))
        if found.phone:
            told.append(_("☎ {phone}", phone=quoted(found.phone)))
        rows = ((Button(_("✍️ Écrire"), tap=tap("someone.reply", found.asker)),),
                (Button(_("✅ C’est réglé"), tap=tap("relay.done", found.id)),),
                (Button(_("🙏 Pas nous, finalement"), tap=tap("relay.decline", found.id)),))
    turn.reply(screen(*told, rows=(*rows, (Button(_("↩ Retour"), tap="relay.queue"),))))


def take(turn: Turn, found: RelayToMe) -> None:
    if not actions.take(turn.desk, found, turn.person.id):
        raise Gone(_("Quelqu’un s’en occupe déjà, merci !"))
    again = relay_to_me(turn, found.id)
    assert again is not None
    see(turn, again)


def decline(turn: Turn, found: RelayToMe) -> None:
    if not actions.decline(turn.desk, found):
        raise Gone
    turn.reply(screen(_("C’est dit à la personne, sans reproche : elle choisit la suite."),
                      rows=((Button(_("🏛 La file"), tap="relay.queue"),), *MENU)))


def done(turn: Turn, found: RelayToMe) -> None:
    if not actions.done(turn.desk, found):
        raise Gone
    turn.reply(screen(_("Merci ! La personne le sait."), rows=((Button(_("🏛 La file"), tap="relay.queue"),), *MENU)))


def corner(turn: Turn) -> Sequence[Row]:
    """In the files of /mairie."""
    waiting = store.queue(turn.session, turn.person.id, town=True)
    return ((Button(_("🏛 Besoins confiés : {n}", n=len(waiting)), tap="relay.queue"),),) if waiting else ()


RESIDENTS, STAFF = (Role.RESIDENT, Where.PRIVATE), (Role.PARTNER, Where.PRIVATE)
FEATURE = Feature(
    "routing",
    orders={"relais": Order(order, *STAFF, _("Les besoins qu’on vous confie"))},
    taps={"relay": Tap(begin, *RESIDENTS), "relay.request": Tap(of_request, *RESIDENTS),
          "relay.about": Tap(of_subject, *RESIDENTS), "relay.stop": Tap(stop, *RESIDENTS),
          "relay.queue": Tap(queue, *STAFF), "relay.see": Tap(see, *STAFF), "relay.take": Tap(take, *STAFF),
          "relay.decline": Tap(decline, *STAFF), "relay.done": Tap(done, *STAFF)},
    talks=(Talk(PASS_ON, facts, passed, role=Role.RESIDENT),),
    console={"files": corner},
)
