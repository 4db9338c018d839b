"""An atelier as somebody sees it; what they bring: promised, changed, taken back, put there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import workshops as actions
from bot import talking
from bot.conversations.workshops import BRING, Bring, BringFacts
from bot.features import Talk, Tap
from bot.handlers import members
from bot.handlers.house import HOUSE
from bot.turn import Turn
from bot.workshop_rows import Brought, OpenOrMine, open_or_mine
from messages.workshops import BRING as BRING_LABEL
from messages.workshops import MENU, bringer_rows, counted
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from rules.workshops import Workshop, WorkshopState
from storage import people
from storage import workshops as store

NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
S = WorkshopState
ENOUGH = _("Le compte y est, ou l’atelier est terminé. Merci de votre élan !")
TAKE_PART = _("Appuyez d’abord sur « Je participe » dans ce groupe, puis ici à nouveau.")


def open_(turn: Turn, workshop: Workshop) -> None:
    """From the group’s card: straight to the question, for who brings nothing yet."""
    if workshop.left and not store.pledge_of(turn.session, workshop.id, turn.person.id):
        talking.begin(turn, HOUSE, BRING.name, {"workshop": workshop.id}, answers={})
    else:
        show(turn, workshop)


def see(turn: Turn, workshop: OpenOrMine) -> None:
    show(turn, workshop)


def show(turn: Turn, workshop: Workshop, before: Words | None = None) -> None:
    fresh = actions.get(turn.desk, workshop.id)
    pledge = store.pledge_of(turn.session, fresh.id, turn.person.id)
    told = [_("📦 <b>{what}</b>", what=counted(fresh.goal, fresh.what)), _("📅 Jusqu’au {day}", day=fresh.day),
            _("⏳ On le relit d’abord.") if fresh.state is S.SENT else
            _("✋ {n} promis, dont {there} déposés", n=fresh.pledged, there=fresh.deposited)]
    if pledge:
        told.append(_("✅ Déposé : {n}. Merci !", n=pledge.amount) if pledge.deposited else
                    _("✋ Vous apportez : {n}", n=pledge.amount))
    if pledge or fresh.author == turn.person.id:
        told.append(_("📍 {place}", place=quoted(fresh.place)))
    turn.reply(screen(*([before] if before else []), lines(*told), rows=tuple(rows_of(turn, fresh))))


def rows_of(turn: Turn, workshop: Workshop) -> list[Row]:
    pledge = store.pledge_of(turn.session, workshop.id, turn.person.id)
    rows: list[Row] = []
    if pledge and not pledge.deposited:
        change = (Button(_("✏️ Changer le nombre"), tap=tap("workshop.bring", workshop.id)),)
        rows += [*bringer_rows(workshop.id), change]
    elif pledge:
        rows.append((Button(_("↩ Pas encore déposé"), tap=tap("workshop.not", workshop.id)),))
    elif workshop.left:
        rows.append((Button(BRING_LABEL, tap=tap("workshop.bring", workshop.id)),))
    if workshop.author == turn.person.id:
        rows.append((Button(_("✖ Arrêter l’atelier"), tap=tap("workshop.cancel", workshop.id)),))
    return [*rows, (Button(_("↩ Les ateliers"), tap="workshops"),)]


def bring(turn: Turn, number: int) -> None:
    """From the group's card, the rest is private."""
    if turn.group is not None and not members.belongs(turn, turn.group):
        turn.toast(members.NOT_A_MEMBER, alert=True)
        return
    if turn.group is not None and not people.takes_part(turn.session, turn.person.id, turn.group.id):
        turn.toast(TAKE_PART, alert=True)
        return
    found = open_or_mine(turn, number)
    pledge = store.pledge_of(turn.session, number, turn.person.id)
    if found is None or (pledge is None and not found.left) or (pledge and pledge.deposited):
        turn.toast(ENOUGH, alert=True)
    elif not turn.private:
        turn.toast(start=turn.link("workshops", workshop=number))
    else:
        talking.begin(turn, HOUSE, BRING.name, {"workshop": number}, answers={})


def bring_facts(turn: Turn, args: Mapping[str, Any]) -> BringFacts:
    found = open_or_mine(turn, int(args["workshop"]))
    pledge = store.pledge_of(turn.session, int(args["workshop"]), turn.person.id)
    most = (found.left if found else 0) + (pledge.amount if pledge else 0)
    if found is None or not most:
        raise Refusal(ENOUGH)
    return BringFacts(found.id, found.what, found.place, found.day, most)


def promised(turn: Turn, command: Bring) -> None:
    found = open_or_mine(turn, command.workshop)
    if found is None or not actions.bring(turn.desk, found, turn.person.id, command.amount):
        raise Refusal(ENOUGH)
    show(turn, found, _("✋ C’est noté, merci !"))


def back(turn: Turn, workshop: Brought) -> None:
    if not actions.withdraw(turn.desk, workshop, turn.person.id):
        raise Gone
    turn.reply(screen(_("🙏 C’est retiré, merci de l’avoir dit. D’autres peuvent l’apporter."), rows=(
        (Button(_("📦 Voir l’atelier"), tap=tap("workshop.see", workshop.id)),), MENU)))


def there(turn: Turn, workshop: Brought) -> None:
    deposited(turn, workshop, there=True)


def not_there(turn: Turn, workshop: Brought) -> None:
    deposited(turn, workshop, there=False)


def deposited(turn: Turn, workshop: Workshop, *, there: bool) -> None:
    if not actions.deposit(turn.desk, workshop, turn.person.id, there=there):
        raise Gone
    show(turn, workshop)


TAPS = {
    "workshop.bring": Tap(bring, Role.RESIDENT, Where.EVERYWHERE),
    **{f"workshop.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
        ("see", see), ("back", back), ("there", there), ("not", not_there))}}
TALKS = (Talk(BRING, bring_facts, promised, role=Role.RESIDENT),)
