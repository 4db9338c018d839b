"""/mesdemandes: what I asked, what I promised, and what can be done with each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from actions import help as requests
from actions.asks import Asked
from actions.help_cards import title
from bot import talking
from bot.conversations.help import MoveFacts, NewDay
from bot.features import Tap
from bot.handlers import help_detail
from bot.handlers.asks_words import privately
from bot.handlers.help_detail import block_row
from bot.handlers.house import HOUSE
from bot.rows import MyPromise, MyRequest
from bot.turn import Turn
from rules.help import AcceptanceState, RequestState, when
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted, titled
from storage import help as store
from storage import help_lists

SHUT = _("Le groupe n’accepte pas de message en ce moment. Votre demande y partira dès que possible, et vous le saurez "
         "ici.")

def listed(turn: Turn, _payload: str = "") -> None:
    asked = help_lists.mine(turn.session, turn.person.id)
    promised = [(a, r) for a in help_lists.promised(turn.session, turn.person.id)
                if (r := store.by_id(turn.session, a.request))]
    if not asked and not promised:
        turn.reply(screen(_("Vous n’avez rien en cours : ni demande, ni coup de main promis."),
                          rows=((Button(_("🤝 Demander"), tap="help.ask"),),
                                (Button(_("💪 Aider"), tap="help.near"),))))
        return
    rows: list[Row] = [(Button(_("🤝 Demandé : {title}, {day}", title=Words(title(turn.desk, r)), day=r.day),
                               tap=tap("help.mine", r.id)),) for r in asked]
    rows += [(Button(_("💪 Promis : {title}, {day}", title=Words(title(turn.desk, r)), day=r.day),
                     tap=tap("help.promise", a.id)),) for a, r in promised]
    turn.reply(screen(_("Vos demandes et vos promesses :"), rows=tuple(rows)))


def promise(turn: Turn, hand: MyPromise) -> None:
    """A help I promised."""
    found, request = hand
    rows: list[Row] = []
    told = _("Vous attendez la réponse de la personne qui a demandé.")
    if found.state is AcceptanceState.CONFIRMED:
        told = _("C’est entendu avec {name}. Code de visite : <b>{code}</b>", name=quoted(request.asker_name),
                 code=request.visit_code)
        rows.append((Button(_("✍️ Écrire"), tap=tap("contact.write", found.id)),))
    if found.state in (AcceptanceState.PROPOSED, AcceptanceState.CONFIRMED):
        rows.append((Button(_("🙏 Je ne peux plus"), tap=tap("help.withdraw", found.id)),))
    else:
        told = _("Ce coup de main est terminé.")
    if found.state is AcceptanceState.CONFIRMED:
        rows += block_row(found)
    rows.append((Button(_("↩ Retour"), tap="help.list"),))
    about = lines(_("💪 {title}", title=titled(title(turn.desk, request))),
                  _("📅 {when}", when=when(request.day, request.slot)), told)
    turn.reply(screen(about, rows=tuple(rows)))


def move(turn: Turn, request: MyRequest) -> None:
    if not request.living:
        raise Refusal(_("Cette demande n’est plus ouverte."))
    talking.begin(turn, HOUSE, "help_day", {"request": request.id}, answers={})


def move_facts(turn: Turn, args: Mapping[str, Any]) -> MoveFacts:
    number = int(args["request"])
    request = store.by_id(turn.session, number)
    return MoveFacts(number, turn.now.astimezone(ZoneInfo(request.timezone if request else turn.person.timezone)))


def moved(turn: Turn, command: NewDay) -> None:
    if not requests.move(turn.desk, command.request, turn.person.id, command.day, command.slot):
        turn.reply(screen(_("Cette demande n’est plus ouverte.")))
        return
    turn.reply(screen(_("📅 C’est noté : {when}.", when=when(command.day, command.slot))))


def extend(turn: Turn, request: MyRequest) -> None:
    until = requests.extend(turn.desk, request)
    if until is None:
        raise Refusal(_("Cette demande ne peut plus être prolongée : 90 jours au plus."))
    turn.reply(screen(_("C’est prolongé jusqu’au {day}.", day=until.astimezone(ZoneInfo(request.timezone)).date())))


def close(turn: Turn, request: MyRequest) -> None:
    turn.reply(screen(_("Arrêter cette demande : {title} ?", title=Words(title(turn.desk, request))),
                      rows=((Button(_("✅ Oui, arrêter"), tap=tap("help.closed", request.id)),),
                            (Button(_("↩ Retour"), tap=tap("help.mine", request.id)),))))


def closed(turn: Turn, request: MyRequest) -> None:
    if not requests.close(turn.desk, request):
        raise Refusal(_("Cette demande était déjà terminée."))
    turn.reply(screen(_("Votre demande est arrêtée. Merci de l’avoir dit."),
                      rows=((Button(_("☰ Menu"), tap="menu"),),)))


def again(turn: Turn, request: MyRequest) -> None:
    """Ask the group a second time, once."""
    if request.state is not RequestState.OPEN:
        raise Refusal(_("Cette demande n’est plus ouverte."))
    shown = requests.again(turn.desk, request)
    if shown is None:
        raise Refusal(_("C’est déjà fait : une seconde fois suffit. Vous pouvez changer le jour."))
    if isinstance(shown, Asked):
        turn.reply(screen(privately(turn, request, shown), _("Vous aurez un message dès qu’une personne répond.")))
        return
    shut = (SHUT,) if shown.shut else ()
    turn.reply(screen(_("🔁 C’est redemandé. Vous aurez un message dès qu’une personne répond."), *shut))


TAPS: Mapping[str, Tap] = {
    "help.list": Tap(listed, Role.RESIDENT, Where.PRIVATE),
    **help_detail.TAPS,
    "help.promise": Tap(promise, Role.RESIDENT, Where.PRIVATE),
    "help.move": Tap(move, Role.RESIDENT, Where.PRIVATE),
    "help.extend": Tap(extend, Role.RESIDENT, Where.PRIVATE),
    "help.close": Tap(close, Role.RESIDENT, Where.PRIVATE),
    "help.closed": Tap(closed, Role.RESIDENT, Where.PRIVATE),
    "help.again": Tap(again, Role.RESIDENT, Where.PRIVATE),
}
