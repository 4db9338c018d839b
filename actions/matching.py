"""Who comes for a request: taken, agreed, declined, given back. Each change is told to the other side, and its cards
say so. None or False: it came too late, and nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from actions import asks, asks_answers, errands, help_cards, ladder, moderation
from actions import seats as places
from actions.consents import tell_reach
from actions.desk import Desk
from actions.moderation import Organiser
from actions.privacy import let_go
from actions.vouches import may_help
from messages.contacts import HelpContactChoice, HelpNote
from messages.help import HelpCancelled, HelpConfirmed, HelpDeclined, HelpOffered, HelpProposed, HelpWithdrawn
from rules.help import MOST_WITHDRAWN, Acceptance, AcceptanceState, Request, Side, is_late
from rules.moderation import OFTEN
from rules.residents import Person
from storage import help as store
from storage import help_cards as placed
from storage import seats


def take(desk: Desk, request: Request, helper: Person, through: Iterable[int], *, aloud: bool = False
         ) -> HelpOffered | None:
    """The first wins, and the asker is asked. What the helper reads of it; aloud: they pressed in a group, so it is
    told to them in private. None too for a help inside a home, by somebody who is not recommended there.
    """
    if not may_help(desk, helper.id, request):
        return None
    number = seats.take(desk.session, request.id, helper.id, desk.now, through)
    if number is None:
        return None
    asks_answers.said_yes(desk, request, helper.id)
    offered = HelpOffered(number, help_cards.title(desk, request), request.day, request.slot)
    desk.tell(request.asker, proposed(desk, number, request, helper.first_name))
    if aloud:
        desk.tell(helper, offered)
    help_cards.refresh(desk, request.id)
    return offered


def proposed(desk: Desk, number: int, request: Request, first_name: str) -> HelpProposed:
    """What the asker reads of who comes forward; how many have, where several are needed."""
    told = HelpProposed(number, first_name, help_cards.title(desk, request), request.day, request.slot)
    if request.need == 1:
        return told
    return replace(told, coming=len(store.helpers(desk.session, request.id)), need=request.need)


def confirm(desk: Desk, found: Acceptance) -> bool:
    """The asker says yes; only while this helper is the one proposed, and may still help there."""
    request = store.by_id(desk.session, found.request)
    if request is None or not may_help(desk, found.volunteer, request):
        return False
    if not seats.confirm(desk.session, found.id, found.asker, desk.digits(), desk.now):
        return False
    tell_both(desk, found)
    ladder.first_time(desk, found, request)
    help_cards.refresh(desk, found.request)
    return True


def tell_both(desk: Desk, found: Acceptance) -> None:
    """The code, what keeps a visit safe, and how each wants to be reached."""
    request = store.by_id(desk.session, found.request)
    assert request is not None
    kind = desk.content.kind(request.kind)
    for person, side, other in ((found.asker, Side.ASKER, found.volunteer_name),
                                (found.volunteer, Side.VOLUNTEER, request.asker_name)):
        desk.tell(person, HelpConfirmed(side, other, kind.title, request.day, request.slot, request.visit_code,
                                        request=request.id, acceptance=found.id))
        desk.tell(person, HelpContactChoice(found.id, other))
    tell_reach(desk, found)
    if request.note:
        desk.tell(found.volunteer, HelpNote(request.id, request.asker_name, request.note, found.id))
    errands.hand_over(desk, found, request)


def decline(desk: Desk, found: Acceptance, request: Request) -> bool:
    """Somebody else, please: open again, and that person is thanked, not judged."""
    if not places.leave(desk, found, AcceptanceState.DECLINED, asker=found.asker,
                        only=(AcceptanceState.PROPOSED,)):
        return False
    desk.tell(found.volunteer, HelpDeclined(help_cards.title(desk, request)))
    help_cards.refresh(desk, request.id)
    asks.reopen(desk, request)
    return True


def withdraw(desk: Desk, found: Acceptance, request: Request, organiser: Organiser) -> bool:
    """« Je ne peux plus » costs nothing."""
    if not places.leave(desk, found, AcceptanceState.WITHDRAWN, volunteer=found.volunteer):
        return False
    flag_often(desk, found, request, organiser)
    help_cards.refresh(desk, request.id)
    late = is_late(request, desk.now)
    told = asks.reopen(desk, request, late=late)
    who = asks.to_call(desk, request) if late else ""
    desk.tell(found.asker, HelpWithdrawn(request.id, found.volunteer_name, help_cards.title(desk, request),
                                         told.people if told else 0, who))
    return True


def flag_often(desk: Desk, found: Acceptance, request: Request, organiser: Organiser) -> None:
    """The third promise taken back in a day: somebody who looks after the place is told, the bot decides nothing."""
    helper = found.volunteer
    if seats.withdrawn(desk.session, helper, desk.now - seats.DAY) == MOST_WITHDRAWN:
        group = next(iter(placed.groups_of(desk.session, request.id)), None)
        moderation.flag(desk, helper, group, OFTEN, organiser, but=request.asker)


def part(desk: Desk, number: int, person: int) -> None:
    """One of these two wants no more of the other: the help under way between them ends, in neutral words."""
    found = store.acceptance(desk.session, number)
    request = store.by_id(desk.session, found.request) if found else None
    if found is None or request is None:
        return
    if found.volunteer == person:
        let_go(desk, number)
    elif places.leave(desk, found, AcceptanceState.DECLINED):
        desk.tell(found.volunteer, HelpCancelled(help_cards.title(desk, request)))
        help_cards.refresh(desk, request.id)
