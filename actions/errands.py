"""The list of somebody's shopping: for who comes, once both have said yes, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

from actions.agenda import when
from actions.desk import Desk
from messages.deliveries import Erase
from messages.errands import ErrandPhoto, ErrandSheet
from rules.errands import SHOPPING
from rules.help import Acceptance, AcceptanceState, Request
from rules.residents import Person
from storage import errands as store
from storage import help as requests
from storage.errands import Listed

HIDE = "errands.hide"
SHOWN_FOR = timedelta(hours=24)


def keep(desk: Desk, request: Request, listed: Listed) -> bool:
    """The list of a request that lives; who comes already has it at once. False when it is over."""
    if not request.living or request.kind != SHOPPING:
        return False
    store.keep_list(desk.session, request.id, listed, desk.now)
    for found in requests.helpers(desk.session, request.id):
        if found.state is AcceptanceState.CONFIRMED:
            hand_over(desk, found, request)
    return True


def hand_over(desk: Desk, found: Acceptance, request: Request) -> None:
    """To who comes."""
    listed = store.list_of(desk.session, request.id)
    if listed is not None:
        desk.tell(found.volunteer, ErrandSheet(request.id, found.id, request.asker_name, listed.text, listed.shop,
                                               listed.ceiling, bool(listed.file)))


def show_photo(desk: Desk, helper: Person, found: Acceptance) -> bool:
    """On their screen for a day; asked for again for as long as they are to come."""
    listed = store.list_of(desk.session, found.request)
    if listed is None or not listed.file or found.state is not AcceptanceState.CONFIRMED:
        return False
    for told in desk.tell_all([helper.address], ErrandPhoto(listed.file)).values():
        desk.later(HIDE, told.delivery, SHOWN_FOR)
    return True


@when(HIDE)
def hide(desk: Desk, delivery: int) -> None:
    """From the screen, while the platform still lets us."""
    shown = store.shown(desk.session, delivery)
    if shown is not None:
        desk.rewrite(shown.address, shown.seen, Erase(shown.seen))
