"""A structure’s own rounds: planning one, who comes, how many stops are left, cancelling; a coordinator’s yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from actions import tours as actions
from bot import talking
from bot.conversations.food import NotPassedOn
from bot.conversations.tours import TOUR, NobodyWanted, PlanTour, TourFacts
from bot.features import Talk, Tap
from bot.handlers.house import HOUSE
from bot.mission_rows import MyPartner, my_partner
from bot.tour_rows import MyTour, ToJudge
from bot.turn import Turn
from messages.tours import TourToJudge, about, seats_said
from rules.civil import instant
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.tours import ROLES, Tour, TourState
from rules.words import Words, _, lines, n_, quoted
from storage import partners, tour_stops
from storage import tours as store

PARTNERS, JUDGES = (Role.PARTNER, Where.PRIVATE), (Role.COORDINATOR, Where.PRIVATE)
CROWD, A_FEW = 6, 4


def mine(turn: Turn) -> None:
    found = store.of_person(turn.session, turn.person.id)
    rows: list[Row] = [(Button(_("🚲 {what}, {day}", what=quoted(one.what[:14]), day=one.day),
                               tap=tap("tour.mine", one.id)),) for one in found[:A_FEW]]
    for one in partners.of_person(turn.session, turn.person.id):
        if one.agreed:
            rows.append((Button(_("➕ Tournée"), tap=tap("tour.new", one.id)),))
            break
    turn.reply(screen(_("🚲 <b>Vos tournées</b> : des rôles, des places, et les arrêts un par un à qui livre."),
                      rows=(*rows, (Button(_("🤝 Les autres tournées"), tap="tours.near"),))))


def new(turn: Turn, partner: MyPartner) -> None:
    if not partner.agreed:
        raise Gone
    talking.begin(turn, HOUSE, TOUR.name, {"partner": partner.id}, answers={})


def facts(turn: Turn, args: Mapping[str, Any]) -> TourFacts:
    partner = my_partner(turn, int(args["partner"]))
    if partner is None or not partner.agreed:
        raise Refusal(_("Cette structure n’est plus partenaire : la tournée n’a pas été proposée."))
    return TourFacts(partner.id, turn.now.astimezone(ZoneInfo(turn.person.timezone)), turn.person.timezone,
                     turn.content.private_words)


def planned(turn: Turn, command: PlanTour | NotPassedOn | NobodyWanted) -> None:
    again = (Button(_("🚲 Mes tournées"), tap="tours.mine"),)
    if isinstance(command, NotPassedOn):
        turn.reply(screen(command.why, rows=(again,)))
        return
    if isinstance(command, NobodyWanted):
        turn.reply(screen(_("Aucun rôle n’a de place : la tournée n’est pas proposée."), rows=(again,)))
        return
    partner = my_partner(turn, command.partner)
    if partner is None or instant(command.day, command.at, turn.person.timezone) <= turn.now:
        raise Gone
    made = actions.plan(turn.desk, partner, turn.person, actions.Planned(
        command.what, command.day, command.at, command.place, command.contact, command.places, command.stops,
        command.food))
    show(turn, made, _("✅ C’est proposé : la mairie valide, puis vous le saurez ici."))


def see(turn: Turn, tour: MyTour) -> None:
    show(turn, tour)


def show(turn: Turn, tour: Tour, before: Words | None = None) -> None:
    """First names by role, and how many stops are left: the list itself stays with the structure."""
    places, coming = store.places(turn.session, tour.id), store.coming(turn.session, tour.id)
    roles = [_("{role} : {seats}", role=ROLES[role], seats=seats_said(free, seats))
             for role, (free, seats) in places.items()]
    names = [_("👥 {role} : {names}", role=ROLES[role], names=quoted(", ".join(s.first_name for s in seats[:CROWD])))
             for role, seats in coming.items() if seats]
    left = tour_stops.left(turn.session, tour.id)
    if left:
        names.append(n_("📍 {n} arrêt à faire", "📍 {n} arrêts à faire", left))
    state = [_("⏳ La mairie la relit.")] if tour.state is TourState.SENT else []
    turn.reply(screen(*([before] if before else []), about(tour.what, tour.partner_name, tour.day, tour.at, tour.place),
                      lines(*state, *roles, *names), rows=(
                          (Button(_("✖ Annuler la tournée"), tap=tap("tour.cancel", tour.id)),),
                          (Button(_("🚲 Mes tournées"), tap="tours.mine"),))))


def cancel(turn: Turn, tour: MyTour) -> None:
    turn.reply(screen(_("Annuler cette tournée ? Les personnes inscrites le sauront, et les arrêts seront effacés."),
                      rows=((Button(_("✖ Oui, annuler"), tap=tap("tour.cancelled", tour.id)),),
                            (Button(_("↩ Non, garder"), tap=tap("tour.mine", tour.id)),))))


def cancelled(turn: Turn, tour: MyTour) -> None:
    if not actions.cancel(turn.desk, tour):
        raise Gone
    turn.reply(screen(_("C’est annulé, et dit aux personnes inscrites."),
                      rows=((Button(_("🚲 Mes tournées"), tap="tours.mine"),),)))


# a coordinator
def read(turn: Turn, tour: ToJudge) -> None:
    turn.reply(TourToJudge(tour.id, tour.what, tour.partner_name, tour.day, tour.at, tour.place).screen())


def passed(turn: Turn, tour: ToJudge) -> None:
    if not actions.approve(turn.desk, tour):
        raise Gone
    turn.reply(screen(_("✅ C’est publié : {what}. Le voisinage la voit désormais.", what=quoted(tour.what))))


def kept(turn: Turn, tour: ToJudge) -> None:
    if not actions.refuse(turn.desk, tour):
        raise Gone
    turn.reply(screen(_("C’est dit à la structure.")))


def to_judge(turn: Turn) -> list[Row]:
    """In /file."""
    waiting = [one for one in store.waiting(turn.session) if turn.person.id in actions.judges(turn.desk, one)]
    return [(Button(_("🚲 {what}", what=quoted(one.what[:18])), tap=tap("tour.read", one.id)),)
            for one in waiting[:A_FEW]]


TAPS = {
    "tours.mine": Tap(mine, *PARTNERS), "tour.new": Tap(new, *PARTNERS), "tour.mine": Tap(see, *PARTNERS),
    "tour.cancel": Tap(cancel, *PARTNERS), "tour.cancelled": Tap(cancelled, *PARTNERS),
    "tour.read": Tap(read, *JUDGES), "tour.pass": Tap(passed, *JUDGES), "tour.keep": Tap(kept, *JUDGES)}
TALKS = (Talk(TOUR, facts, planned, role=Role.PARTNER),)
