"""/tournee: taking a role, one stop at a time; the structure’s side is in tours_desk."""

from __future__ import annotations

from actions import tour_stops as stops
from actions import tours as actions
from bot.features import Feature, Order, Tap
from bot.handlers import tours_desk
from bot.tour_rows import MineToBring, MineToDo, OpenToMe, StopInHand, open_to_me
from bot.turn import Turn
from messages.tours import MENU, NEXT, about
from rules.food import told
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.tours import ROLES, Tour, TourRole
from rules.words import Words, _, lines, quoted
from storage import partners
from storage import tours as store

NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
PAGE = 4
FULL = _("Cette place est prise, ou la tournée est passée. Merci de votre élan !")


def order(turn: Turn, _payload: str = "") -> None:
    """A structure’s own rounds; for a neighbour, those that look for somebody."""
    if partners.of_person(turn.session, turn.person.id):
        tours_desk.mine(turn)
    elif turn.person.is_resident:
        near(turn)
    else:
        raise Refusal(_("Les tournées se préparent avec une structure partenaire : écrivez /partenaire."))


def near(turn: Turn, page: int = 0) -> None:
    found = store.near(turn.session, turn.person.id, turn.now)
    pages = max(1, -(-len(found) // PAGE))
    rows: list[Row] = [(Button(_("🚲 {what}, {day}", what=quoted(one.what[:14]), day=one.day),
                               tap=tap("tour.see", one.id)),) for one in found[page % pages * PAGE:][:PAGE]]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("tours.near", (page + 1) % pages)),))
    words = _("🚲 <b>Tournées</b> : cuisiner, emballer, livrer, stocker, avec une structure.") if found else _(
        "🚲 Aucune tournée ne cherche du monde en ce moment. Revenez quand vous voulez.")
    turn.reply(screen(words, rows=(*rows, MENU)))


def see(turn: Turn, tour: OpenToMe) -> None:
    show(turn, tour)


def show(turn: Turn, tour: Tour, before: Words | None = None) -> None:
    mine = store.seats_of(turn.session, tour.id, turn.person.id)
    said = [about(tour.what, tour.partner_name, tour.day, tour.at, tour.place),
            told(tour.eat_by, tour.allergens, tour.cold)]
    if mine:
        said.append(lines(*(_("✅ {role}", role=ROLES[role]) for role in mine),
                          _("☎ {contact}", contact=quoted(tour.contact))))
    said_all = screen(*([before] if before else []), *said, rows=tuple(rows_of(turn, tour, set(mine))))
    if turn.private:
        turn.reply(said_all)
    else:
        turn.toast(_("Merci ! La suite est en privé."))
        turn.privately(said_all)


def rows_of(turn: Turn, tour: Tour, mine: set[TourRole]) -> list[Row]:
    free = store.places(turn.session, tour.id)
    rows: list[Row] = [(Button(ROLES[role], tap=tap("tour.take", tour.id, role.value)),)
                       for role, (count, _seats) in free.items() if count > 0 and role not in mine]
    if TourRole.BRING in mine:
        rows.insert(0, (Button(NEXT, tap=tap("tour.next", tour.id)),))
    if mine:
        rows.append((Button(_("🙏 Je ne peux plus"), tap=tap("tour.leave", tour.id)),))
    return [*rows, (Button(_("↩ Les tournées"), tap="tours.near"),)]


def take(turn: Turn, number: int, role: TourRole) -> None:
    """From a group’s card or in private: the statement is the judge."""
    tour = open_to_me(turn, number)
    taken = tour is not None and (role in store.seats_of(turn.session, number, turn.person.id)
                                  or actions.come(turn.desk, tour, role, turn.person))
    if tour is None or not taken:
        turn.toast(FULL, alert=True)
        return
    show(turn, tour, _("✅ C’est noté, merci !"))


def leave(turn: Turn, tour: MineToDo) -> None:
    if not actions.leave(turn.desk, tour, turn.person.id):
        raise Gone
    turn.reply(screen(_("C’est noté, merci de l’avoir dit. Une autre personne peut prendre la place."), rows=(
        (Button(_("↩ Les tournées"), tap="tours.near"),), MENU)))


def next_one(turn: Turn, tour: MineToBring) -> None:
    """The stop itself comes in a message of its own, which is wiped."""
    if not stops.next_one(turn.desk, tour, turn.person):
        turn.reply(screen(_("🚲 Il n’y a plus d’arrêt : tout est fait, ou en de bonnes mains. Merci !"), rows=(MENU,)),
                   edit=False)
        return
    turn.toast(_("Un arrêt à la fois : il est ci-dessous."))


def done(turn: Turn, one: StopInHand) -> None:
    if not stops.done(turn.desk, one.tour, one.stop, turn.person.id):
        raise Gone
    turn.toast(_("Merci ! C’est effacé."))


def shut(turn: Turn, one: StopInHand) -> None:
    if not stops.nobody_opens(turn.desk, one.tour, one.stop, turn.person.id):
        raise Gone
    turn.toast(_("Merci de l’avoir dit : la structure le sait, et prend le relais."), alert=True)


FEATURE = Feature(
    "tours",
    orders={"tournee": Order(order, Role.VISITOR, Where.PRIVATE, _("Cuisiner, emballer, livrer à plusieurs"))},
    taps={
        "tour.take": Tap(take, Role.RESIDENT, Where.EVERYWHERE), "tours.near": Tap(near, *NEIGHBOUR),
        "tour.see": Tap(see, *NEIGHBOUR), "tour.leave": Tap(leave, *NEIGHBOUR), "tour.next": Tap(next_one, *NEIGHBOUR),
        "tour.done": Tap(done, *NEIGHBOUR), "tour.shut": Tap(shut, *NEIGHBOUR), **tours_desk.TAPS},
    talks=tours_desk.TALKS,
    console={"files": tours_desk.to_judge},
    module=_("🚲 Les tournées"),
)
