"""One of my requests: how it stands, who comes, and what can be done with it. Several who come have a screen each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actions.help_cards import title
from bot.features import Tap
from bot.handlers import consents
from bot.handlers.asks_words import so_far
from bot.handlers.house import HOUSE
from bot.rows import HandOfMyRequest, MyRequest
from bot.turn import Turn
from messages.help_lines import seats
from rules.errands import SHOPPING
from rules.help import HELD, Acceptance, AcceptanceState, Request, RequestState, when
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted, titled
from storage import help as store

BACK: Row = (Button(_("↩ Retour"), tap="help.list"),)
A_PAGE = 3


def detail(turn: Turn, request: MyRequest) -> None:
    helpers = store.helpers(turn.session, request.id)
    if request.need > 1 and request.living:
        who: Row = (Button(_("👥 Qui vient"), tap=tap("help.hands", request.id, 0)),)
        more = coming(turn, request) if request.state is RequestState.OPEN else ()
        turn.reply(screen(about(turn, request, seats(request.taken, request.need), *code_of(request, helpers)), *more,
                          rows=(*((who,) if helpers else ()), *request_rows(request), *consents.rows(turn, request),
                                BACK)))
        return
    helper = helpers[0] if helpers else None
    agreed = helper is not None and helper.state is AcceptanceState.CONFIRMED
    open_still = request.living and helper is None
    turn.reply(screen(about(turn, request, state_of(request, helper)), *(coming(turn, request) if open_still else ()),
                      rows=(*(hand_rows(helper) if helper else ()), *request_rows(request),
                            *consents.rows(turn, request),
                            *(block_row(helper) if helper and agreed else ()), BACK)))


def about(turn: Turn, request: Request, *told: Words) -> Words:
    return lines(_("🤝 {title}", title=titled(title(turn.desk, request))),
                 _("📅 {when}", when=when(request.day, request.slot)), *told)


def coming(turn: Turn, request: Request) -> tuple[Words, ...]:
    """What comes next, and when."""
    told = so_far(turn, request)
    return (lines(*told),) if told else ()


def code_of(request: Request, helpers: Sequence[Acceptance]) -> tuple[Words, ...]:
    """Once somebody who comes knows it."""
    known = any(one.state is AcceptanceState.CONFIRMED for one in helpers)
    return (_("Code de visite : <b>{code}</b>", code=request.visit_code),) if known else ()


def state_of(request: Request, helper: Acceptance | None) -> Words:
    if not request.living:
        return _("Cette demande est terminée.")
    if helper is None:
        return _("Elle est ouverte : personne ne s’est encore proposé.")
    if helper.state is AcceptanceState.PROPOSED:
        return _("{name} se propose : à vous de répondre.", name=quoted(helper.volunteer_name))
    return _("{name} vient. Code de visite : <b>{code}</b>", name=quoted(helper.volunteer_name),
             code=request.visit_code)


def hand_rows(helper: Acceptance) -> tuple[Row, ...]:
    if helper.state is AcceptanceState.PROPOSED:
        return ((Button(_("✅ D’accord"), tap=tap("help.yes", helper.id)),),
                (Button(_("🙏 Une autre personne"), tap=tap("help.other", helper.id)),))
    return ((Button(_("✍️ Écrire"), tap=tap("contact.write", helper.id)),),
            (Button(_("📍 Donner l’adresse"), tap=tap("contact.door", helper.id)),))


def request_rows(request: Request) -> tuple[Row, ...]:
    if not request.living:
        return ()
    return (*list_row(request), (Button(_("📅 Changer le jour"), tap=tap("help.move", request.id)),),
            (Button(_("🏛 Passer le relais"), tap=tap("relay.request", request.id)),),
            (Button(_("✖ Arrêter ma demande"), tap=tap("help.close", request.id)),))


def list_row(request: Request) -> tuple[Row, ...]:
    """What to buy, for who comes."""
    row: Row = (Button(_("🛒 Donner ma liste"), tap=tap("errands.list", request.id)),)
    return (row,) if request.kind == SHOPPING else ()


def block_row(found: Acceptance) -> tuple[Row, ...]:
    return ((Button(_("🚫 Bloquer cette personne"), tap=tap("block", found.id)),),) if "block" in HOUSE.taps else ()


def hands(turn: Turn, request: MyRequest, page: int = 0) -> None:
    """Who comes for a request that needs several, three a page."""
    helpers = store.helpers(turn.session, request.id)
    pages = max(1, -(-len(helpers) // A_PAGE))
    page %= pages
    rows: list[Row] = [(Button(quoted(one.volunteer_name), tap=tap("help.hand", one.id)),)
                       for one in helpers[page * A_PAGE:][:A_PAGE]]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("help.hands", request.id, page + 1)),))
    rows.append((Button(_("↩ Retour"), tap=tap("help.mine", request.id)),))
    turn.reply(screen(about(turn, request, seats(len(helpers), request.need)), rows=tuple(rows)))


def hand(turn: Turn, both: HandOfMyRequest) -> None:
    helper, request = both
    back: Row = (Button(_("↩ Retour"), tap=tap("help.hands", request.id, 0)),)
    here = helper.state in HELD
    agreed = helper.state is AcceptanceState.CONFIRMED
    told = state_of(request, helper) if here else _("Ce coup de main est terminé.")
    turn.reply(screen(about(turn, request, told), rows=(
        *(hand_rows(helper) if here else ()), *(block_row(helper) if agreed else ()), back)))


TAPS: Mapping[str, Tap] = {
    "help.mine": Tap(detail, Role.RESIDENT, Where.PRIVATE),
    "help.hands": Tap(hands, Role.RESIDENT, Where.PRIVATE),
    "help.hand": Tap(hand, Role.RESIDENT, Where.PRIVATE),
}
