"""« Bloquer cette personne »: in two taps, undone in one, and the list of those one does not meet any more."""

from __future__ import annotations

from typing import Any

from actions import weekly
from actions.matching import part
from bot.features import Tap
from bot.handlers.someone import stay
from bot.rows import Met, Parted
from bot.turn import Turn
from rules.missions import OF
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, quoted
from storage import moderation as store
from storage import seating

SHOWN = 4
MENU: tuple[Row, ...] = ((Button(_("☰ Menu"), tap="menu"),),)
PLACES: Row = (Button(_("📌 Revoir mes missions"), tap="missions.near"),)
PLACES_TOO = _("Vous avez une place dans une mission. Nous ne disons jamais qui d’autre y vient : gardez votre place, "
               "ou rendez-la sans dire pourquoi.")


def block_button(other: Met) -> Button:
    words = (_("🚫 Bloquer {name}", name=quoted(other.first_name)) if other.first_name else
             _("🚫 Bloquer cette personne"))
    return Button(words, tap=tap("block", other.hand))


def who(turn: Turn, page: int = 0) -> None:
    known = store.met(turn.session, turn.person.id)
    first = page * SHOWN if page * SHOWN < len(known) else 0
    rows: list[Row] = [(Button(as_met(turn, row), tap=tap("block", row.acceptance)),)
                       for row in known[first:first + SHOWN]]
    if len(known) > first + SHOWN:
        rows.append((Button(_("➡ Suite"), tap=tap("signal.who", first // SHOWN + 1)),))
    turn.reply(screen(_("Qui ne souhaitez-vous plus rencontrer ici ? Cette personne n’en saura rien."),
                      rows=tuple(rows)))


def as_met(turn: Turn, row: Any) -> Words:
    """By first name once it was given, else by what one came forward for."""
    if row.first_name:
        return _("🚫 {name}", name=quoted(row.first_name))
    return _("🚫 {title}, {day}", title=Words(turn.content.kind(row.kind).title), day=row.day)


def ask_block(turn: Turn, other: Met) -> None:
    """Under a screen that may hold an address or a code: it stays."""
    stay(turn)
    asked = (_("Ne plus jamais croiser {name} ? Personne n’en saura rien.", name=quoted(other.first_name))
             if other.first_name else _("Ne plus jamais croiser cette personne ? Elle n’en saura rien."))
    turn.reply(screen(asked, rows=((Button(_("🚫 Oui, bloquer"), tap=tap("block.yes", other.hand)),),
                                   (Button(_("↩ Non, garder"), tap="block.no"),))))


def keep(turn: Turn) -> None:
    turn.reply(screen(_("Entendu, rien ne change."), rows=MENU))


def block(turn: Turn, other: Met) -> None:
    """These two never meet again; a help under way between them ends, in neutral words."""
    store.block(turn.session, turn.person.id, other.id, turn.now)
    weekly.part(turn.desk, turn.person.id, other.id)
    for row in store.still_owed(turn.session, turn.person.id, other.id):
        part(turn.desk, row.id, turn.person.id)
    done = (_("C’est fait : {name} et vous ne vous croiserez plus ici. Personne n’en est averti.",
              name=quoted(other.first_name)) if other.first_name else
            _("C’est fait : vous ne vous croiserez plus ici. Personne n’en est averti."))
    undo_it: Row = (Button(_("↩ Annuler"), tap=tap("unblock", other.hand)),)
    turn.reply(screen(done, *with_others(turn), rows=(*((PLACES,) if with_others(turn) else ()), undo_it)))


def with_others(turn: Turn) -> tuple[Words, ...]:
    """Said of any place they have, whether or not the other has one there: nobody learns by a block where somebody
    goes. It is theirs to keep or to give back.
    """
    return (PLACES_TOO,) if seating.mine(turn.session, OF, turn.person.id) else ()


def unblock(turn: Turn, other: Met) -> None:
    store.unblock(turn.session, turn.person.id, other.id)
    turn.reply(screen(_("C’est annulé : vous pourrez à nouveau vous entraider."), rows=MENU))


def blocked(turn: Turn, page: int = 0) -> None:
    """Whom one chose not to meet any more: each may be met again in one tap."""
    found = store.blocked_by(turn.session, turn.person.id)
    first = page * SHOWN if page * SHOWN < len(found) else 0
    rows: list[Row] = [(Button(_("↩ {name}, {day}", name=quoted(one.name[:10]), day=one.since) if one.name else
                               _("↩ Bloqué le {day}", day=one.since), tap=tap("block.undo", one.id)),)
                       for one in found[first:first + SHOWN]]
    if len(found) > first + SHOWN:
        rows.append((Button(_("➡ Suite"), tap=tap("block.list", first // SHOWN + 1)),))
    words = (_("Vous ne croisez plus ces personnes. Un appui, et vous pourrez à nouveau vous entraider.") if found else
             _("Vous n’avez bloqué personne. Pour bloquer : /signaler."))
    turn.reply(screen(words, rows=(*rows, *MENU)))


def undo(turn: Turn, other: Parted) -> None:
    store.unblock(turn.session, turn.person.id, other)
    turn.reply(screen(_("C’est annulé : vous pourrez à nouveau vous entraider."),
                      rows=((Button(_("🚫 Personnes bloquées"), tap="block.list"),), *MENU)))


ANYBODY = (Role.ANYBODY, Where.PRIVATE)
TAPS = {
    "signal.who": Tap(who, *ANYBODY), "block": Tap(ask_block, *ANYBODY), "block.yes": Tap(block, *ANYBODY),
    "block.no": Tap(keep, *ANYBODY), "unblock": Tap(unblock, *ANYBODY), "block.list": Tap(blocked, *ANYBODY),
    "block.undo": Tap(undo, *ANYBODY),
}
