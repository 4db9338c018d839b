"""Shopping: the list of a request; /jevaisaux, who goes anyway and takes for others; who asks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias
from zoneinfo import ZoneInfo

from actions import errand_trips as trips
from actions import errands as actions
from actions.errand_cards import no as no_thanks
from actions.errand_trips import Going
from bot import talking
from bot.conversations.errands import GO, LIST, GiveList, GoFacts, GoShopping, ListFacts
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import members
from bot.handlers.house import HOUSE
from bot.handlers.matching import ADD_A_PLACE, WHERE
from bot.rows import Loaded, MyPromise, MyRequest
from bot.turn import Turn
from rules.errands import DAYS_AHEAD, MOST_TRIPS, SHOPPING
from rules.help import MOST_OPEN
from rules.limits import Limit
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, n_, quoted
from storage import errands as store
from storage import help as requests
from storage import zones
from storage.errands import Listed, Trip, Wish

MENU: Row = (Button(_("☰ Menu"), tap="menu"),)
OVER = _("C’est passé ou complet. Voulez-vous demander autour de vous ?")
ASK: Row = (Button(_("🤝 Demander"), tap="help.ask"),)


def my_trip(turn: Turn, number: int) -> Trip | None:
    found = store.trip(turn.session, number)
    return found if found and found.person == turn.person.id else None


def asked_of_me(turn: Turn, number: int) -> tuple[Wish, Trip] | None:
    """What somebody asks of a trip of mine."""
    found = store.wish_by_id(turn.session, number)
    trip = my_trip(turn, found.trip) if found else None
    return (found, trip) if found and trip else None


MyTrip: TypeAlias = Annotated[Trip, Loaded(my_trip)]
AskedOfMe: TypeAlias = Annotated[tuple[Wish, Trip], Loaded(asked_of_me)]


# the list of a request
def list_of(turn: Turn, request: MyRequest) -> None:
    if not request.living or request.kind != SHOPPING:
        raise Gone
    talking.begin(turn, HOUSE, LIST.name, {"request": request.id}, answers={})


def list_facts(turn: Turn, args: Mapping[str, Any]) -> ListFacts:
    trip = store.trip(turn.session, int(args.get("trip") or 0))
    return ListFacts(int(args.get("request") or 0), trip.id if trip else 0, trip.shop if trip else "",
                     turn.content.private_words)


def given(turn: Turn, command: GiveList) -> None:
    listed = Listed(command.text, command.file, command.ceiling, command.shop)
    if command.trip:
        asked(turn, command.trip, listed)
        return
    request = requests.by_id(turn.session, command.request)
    if request is None or request.asker != turn.person.id or not actions.keep(turn.desk, request, listed):
        raise Refusal(_("Cette demande n’est plus ouverte : votre liste n’est pas gardée."))
    turn.reply(screen(_("🛒 C’est noté. Votre liste ira à la seule personne qui vient, après votre oui."),
                      rows=((Button(_("📋 Voir ma demande"), tap=tap("help.mine", request.id)),),)))


def photo(turn: Turn, hand: MyPromise) -> None:
    if not actions.show_photo(turn.desk, turn.person, hand.acceptance):
        raise Gone


# who goes anyway
def going(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        turn.reply(screen(_("Cela se prépare en privé."),
                          rows=((Button(_("Continuer en privé"), start=turn.link("errands")),),), silent=True))
    elif not zones.of_person(turn.session, turn.person.id):
        turn.reply(screen(WHERE, rows=ADD_A_PLACE))
    elif store.count_open(turn.session, turn.person.id) >= MOST_TRIPS:
        raise Refusal(_("Vous avez déjà deux annonces. Chacune finit à son heure, ou avec « ✖ Je n’y vais plus »."))
    else:
        talking.begin(turn, HOUSE, GO.name, answers={})


def go_facts(turn: Turn, _args: Mapping[str, Any]) -> GoFacts:
    return GoFacts(turn.now.astimezone(ZoneInfo(turn.person.timezone)),
                   {zone.id: zone.label for zone in zones.of_person(turn.session, turn.person.id)})


def goes(turn: Turn, command: GoShopping) -> None:
    announce(turn, Going(command.zone, command.shop, command.day, command.slot, command.places))


def announce(turn: Turn, going: Going) -> None:
    turn.within(Limit.PUBLICATIONS)
    told = trips.go(turn.desk, turn.person, going)
    turn.reply(screen(_("🛒 Merci ! Chaque demande viendra ici, et vous direz oui ou non."), where(told),
                      rows=((Button(_("✖ Je n’y vais plus"), tap=tap("errands.cancel", told.trip)),), MENU)))


def where(told: trips.Told) -> Words:
    if told.cards:
        return _("C’est annoncé dans le groupe, sans votre nom.")
    if told.people:
        return n_("C’est dit à {n} personne qui voulait le savoir.",
                  "C’est dit à {n} personnes qui voulaient le savoir.", told.people)
    if told.shut:
        return _("Le groupe n’accepte pas de message en ce moment : ce n’est donc annoncé nulle part.")
    if told.full:
        return _("Le groupe a déjà eu ses deux annonces de la semaine : celle-ci n’y va pas.")
    return _("Il n’y a pas encore de groupe à cet endroit : ce n’est annoncé nulle part.")


def cancel(turn: Turn, trip: MyTrip) -> None:
    if not trips.cancel(turn.desk, trip):
        raise Gone
    turn.reply(screen(_("C’est annulé. Si quelqu’un attendait, c’est dit avec tact."), rows=(MENU,)))


def again(turn: Turn, trip: MyTrip) -> None:
    """The same, a week later."""
    day = trip.day + trips.WEEK
    if not 0 <= (day - turn.today).days <= DAYS_AHEAD or store.count_open(turn.session, turn.person.id) >= MOST_TRIPS:
        raise Gone
    announce(turn, Going(trip.zone, trip.shop, day, trip.slot, trip.places))


# who asks them
def want(turn: Turn, number: int) -> None:
    """In a group, the rest is private."""
    trip = store.trip(turn.session, number)
    if trip and trip.person == turn.person.id:
        turn.toast(_("C’est votre annonce."))
    elif turn.group is not None and not members.belongs(turn, turn.group):
        turn.toast(members.NOT_A_MEMBER, alert=True)
    elif trip is None or not trips.may_ask(turn.desk, trip, turn.person.id):
        turn.toast(OVER, alert=True)
    elif not turn.private:
        turn.toast(start=turn.link("errands", trip=trip.id))
    else:
        ask(turn, trip)


def opened(turn: Turn, params: Mapping[str, Any]) -> None:
    trip = store.trip(turn.session, int(params.get("trip") or 0))
    if not params.get("trip"):
        going(turn)
    elif trip is None or not trips.may_ask(turn.desk, trip, turn.person.id):
        turn.reply(screen(OVER, rows=(ASK, MENU)))
    else:
        ask(turn, trip)


def ask(turn: Turn, trip: Trip) -> None:
    if requests.open_count(turn.session, turn.person.id) >= MOST_OPEN:
        raise Refusal(_("Vous avez déjà {n} demandes en cours. Pour en ouvrir une autre, fermez-en une avec "
                        "/mesdemandes.", n=MOST_OPEN))
    talking.begin(turn, HOUSE, LIST.name, {"trip": trip.id}, answers={})


def asked(turn: Turn, number: int, listed: Listed) -> None:
    trip = store.trip(turn.session, number)
    if trip is None or not trips.may_ask(turn.desk, trip, turn.person.id):
        turn.reply(screen(OVER, rows=(ASK, MENU)))
        return
    if not trips.wish(turn.desk, trip, turn.person, listed):
        raise Refusal(_("C’est déjà demandé à cette personne : sa réponse viendra ici."))
    rows: list[Row] = [(Button(_("✖ Annuler ma demande"), tap=tap("errands.unwish", trip.id)),)]
    if not store.reads(turn.session, turn.person.id):
        rows.append((Button(_("🔔 Me le dire chaque fois"), tap="errands.hear"),))
    turn.reply(screen(_("🛒 C’est demandé, avec votre prénom. La réponse viendra ici."), rows=(*rows, MENU)))


def unwish(turn: Turn, number: int) -> None:
    mine = [one for one in store.wishes_of(turn.session, number) if one.person == turn.person.id]
    if not mine or not store.answered(turn.session, mine[0].id):
        raise Gone
    turn.reply(screen(_("C’est annulé, et votre liste est effacée."), rows=(ASK, MENU)))


def yes(turn: Turn, both: AskedOfMe) -> None:
    found, trip = both
    if not trips.yes(turn.desk, found, trip):
        raise Refusal(_("C’est trop tard, ou déjà complet : cette demande ne peut plus être prise."))
    turn.reply(screen(_("✅ Merci ! {name} le sait. La suite est ci-dessous.", name=quoted(found.first_name))))


def no(turn: Turn, both: AskedOfMe) -> None:
    no_thanks(turn.desk, *both)
    turn.reply(screen(_("Entendu. La personne est prévenue avec tact."), rows=(MENU,)))


def hear(turn: Turn) -> None:
    store.choose(turn.session, turn.person.id, wanted=True, now=turn.now)
    turn.reply(screen(_("🔔 Vous saurez quand quelqu’un fait ses courses près de chez vous."),
                      rows=((Button(_("🔕 Ne plus me le dire"), tap="errands.quiet"),), MENU)))


def quiet(turn: Turn) -> None:
    store.choose(turn.session, turn.person.id, wanted=False, now=turn.now)
    turn.reply(screen(_("🔕 C’est noté : je ne vous le dis plus."),
                      rows=((Button(_("🔔 Me le dire chaque fois"), tap="errands.hear"),), MENU)))


RESIDENT = (Role.RESIDENT, Where.PRIVATE)
FEATURE = Feature(
    "errands",
    module=_("🛒 Les courses groupées"),
    orders={"jevaisaux": Order(going, Role.RESIDENT, Where.EVERYWHERE, _("Je fais mes courses, et pour vous ?"))},
    taps={
        "errands.list": Tap(list_of, *RESIDENT), "errands.photo": Tap(photo, *RESIDENT),
        "errands.cancel": Tap(cancel, *RESIDENT), "errands.again": Tap(again, *RESIDENT),
        "errands.want": Tap(want, Role.RESIDENT, Where.EVERYWHERE), "errands.unwish": Tap(unwish, *RESIDENT),
        "errands.yes": Tap(yes, *RESIDENT), "errands.no": Tap(no, *RESIDENT),
        "errands.hear": Tap(hear, *RESIDENT), "errands.quiet": Tap(quiet, *RESIDENT),
    },
    links={"errands": Link(opened, Role.RESIDENT)},
    talks=(Talk(LIST, list_facts, given, role=Role.RESIDENT), Talk(GO, go_facts, goes, role=Role.RESIDENT)),
)
