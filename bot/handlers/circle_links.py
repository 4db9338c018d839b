"""A circle as its people see it, and its invitations: one link, one person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from actions import circles as actions
from bot.circle_rows import MyCircle, MyInvitation, my_circle
from bot.turn import Turn
from rules.circles import MOST_CIRCLES, MOST_PEOPLE
from rules.hours import duration
from rules.limits import Limit
from rules.refusals import Refusal
from rules.screens import Button, Row, screen, tap
from rules.words import _, lines, quoted
from storage import circles as store
from storage import residents

FULL = _("Ce cercle est complet : {n} personnes au plus, invitations en attente comprises.", n=MOST_PEOPLE)
ENOUGH = _("Vous êtes déjà dans {n} cercles : c’est le plus possible. Quittez-en un pour en ajouter un autre.",
           n=MOST_CIRCLES)
USED = _("Cette invitation a déjà servi, ou n’est plus valable. Demandez-en une nouvelle à la personne qui vous l’a "
         "envoyée : elle est prévenue si son lien sert deux fois.")
MENU: tuple[Row, ...] = ((Button(_("☰ Menu"), tap="menu"),),)


def see(turn: Turn, circle: MyCircle) -> None:
    names = [_("{name} (vous)", name=quoted(one.first_name)) if one.person == turn.person.id else
             quoted(one.first_name) for one in store.members(turn.session, circle.id, turn.person.id)]
    told = [_("👪 <b>{name}</b>", name=quoted(circle.name)), *(_("• {name}", name=name) for name in names)]
    if waiting := store.pending(turn.session, circle.id, turn.now):
        told.append(_("Invitations en attente : {n}", n=waiting))
    if circle.minutes:
        told.append(_("Temps donné entre vous : {time}, compté ici seulement.", time=duration(circle.minutes)))
    turn.reply(screen(lines(*told), rows=(
        *(((Button(_("🤝 Demander au cercle"), tap="circle.ask"),),) if len(names) > 1 else ()),
        (Button(_("➕ Inviter"), tap=tap("circle.invite", circle.id)),),
        (Button(_("⚙️ Gérer le cercle"), tap=tap("circle.manage", circle.id)),),
        (Button(_("📋 Ce qui est demandé"), tap="circle.list"),))))


def invite(turn: Turn, circle: MyCircle) -> None:
    if not store.has_room(turn.session, circle.id, turn.now):
        forget: Row = (Button(_("🗑 Reprendre les liens"), tap=tap("circle.recall", circle.id)),)
        turn.reply(screen(FULL, rows=(*((forget,) if store.pending(turn.session, circle.id, turn.now) else ()),
                                      (Button(_("↩ Retour"), tap=tap("circle.see", circle.id)),))))
        return
    turn.within(Limit.PUBLICATIONS)
    link = actions.invite(turn.desk, circle.id, turn.person.id)
    if link is None:
        raise Refusal(FULL)
    turn.reply(screen(
        _("Une invitation pour une seule personne, pendant 7 jours. Transférez ce message à votre proche :"),
        _("👪 Rejoignez « {name} » : https://t.me/{bot}?start={link}", name=quoted(circle.name),
          bot=turn.batch.username, link=link)), edit=False)


def recall(turn: Turn, circle: MyCircle) -> None:
    """Links that nobody used are of no use any more."""
    store.take_back_invitations(turn.session, circle.id)
    see(turn, circle)


def from_link(turn: Turn, params: Mapping[str, Any]) -> None:
    follow(turn, int(params.get("invitation") or 0))


def open_again(turn: Turn, found: MyInvitation) -> None:
    follow(turn, found.id)


def follow(turn: Turn, number: int) -> None:
    """Who is not known here yet joins first; the invitation waits for them."""
    found = actions.opened(turn.desk, number, turn.person.id)
    circle = store.mine(turn.session, found.circle, found.by) if found else None
    if found is None or circle is None:
        turn.reply(screen(USED, rows=MENU))  # not a refusal, which would undo the word said to whoever invited
        return
    if found.taken_at is not None or my_circle(turn, circle.id):
        turn.reply(screen(_("👪 Vous êtes déjà dans ce cercle.") if my_circle(turn, circle.id) else USED, rows=MENU))
        return
    by = residents.by_id(turn.session, found.by)
    who = quoted(by.first_name if by else "")
    if not turn.person.is_resident:
        turn.reply(screen(_("👪 {who} vous invite dans son cercle « {name} ».", who=who, name=quoted(circle.name)),
                          _("Faisons d’abord connaissance : c’est une minute. L’invitation vous attend."),
                          rows=((Button(_("👋 Commencer"), tap="join"),),)))
        return
    turn.reply(screen(
        _("👪 {who} vous invite dans son cercle « {name} ».", who=who, name=quoted(circle.name)),
        _("Ses membres verront votre prénom, et pourront vous demander un coup de main en privé. Vous en sortez quand "
          "vous voulez, avec /famille."),
        rows=((Button(_("✅ Entrer dans le cercle"), tap=tap("circle.join", found.id)),),
              (Button(_("🙏 Non merci"), tap=tap("circle.decline", found.id)),))))


def join(turn: Turn, found: MyInvitation) -> None:
    if len(store.of_person(turn.session, turn.person.id)) >= MOST_CIRCLES:
        raise Refusal(ENOUGH)
    if not actions.join(turn.desk, found, turn.person.id):
        raise Refusal(USED)
    circle = my_circle(turn, found.circle)
    assert circle is not None
    see(turn, circle)


def decline(turn: Turn, found: MyInvitation) -> None:
    """Nobody is told."""
    store.decline(turn.session, found.id, turn.person.id)
    turn.reply(screen(_("Entendu. Personne n’en est averti."), rows=MENU))


TAPS: Mapping[str, Callable[..., None]] = {
    "circle.invite": invite, "circle.recall": recall, "circle.open": open_again, "circle.join": join,
    "circle.decline": decline}
