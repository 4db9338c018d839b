"""/signaler and « Bloquer cette personne », in two taps each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import moderation as actions
from actions.matching import part
from bot.features import Feature, Link, Order, Tap
from bot.handlers import members
from bot.handlers.numbers import territory_of
from bot.handlers.someone import stay
from bot.rows import GroupOfMineOrNone, Met, MetOrNobody, ReportToMe
from bot.turn import Turn
from rules.groups import Group
from rules.limits import Limit
from rules.moderation import MEANT, REASONS, Reason
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import groups
from storage import moderation as store

SHOWN = 4
MENU: tuple[Row, ...] = ((Button(_("☰ Menu"), tap="menu"),),)


def report_order(turn: Turn, _payload: str = "") -> None:
    """In a group nobody must see who reports, nor that one does: the rest is private."""
    if turn.private:
        ask_reason(turn)
        return
    link = turn.link("signal", single=False, **({"group": turn.group.id} if turn.group else {}))
    turn.reply(screen(_("C’est personnel : continuons en privé."),
                      rows=((Button(_("Continuer en privé"), start=link),),), silent=True))


def report_link(turn: Turn, params: Mapping[str, Any]) -> None:
    ask_reason(turn, int(params.get("group") or 0))


def ask_reason(turn: Turn, group: int = 0, other: Met | None = None) -> None:
    rows: list[Row] = [(Button(words, tap=tap("signal.say", reason, group, other.hand if other else 0)),)
                       for reason, words in REASONS.items()]
    if other:
        rows.append((block_button(other),))
    elif store.met(turn.session, turn.person.id):
        rows.append((Button(_("🚫 Bloquer une personne"), tap="signal.who"),))
    rows.append((Button(_("✖ Annuler"), tap="signal.not"),))
    turn.reply(screen(_("Que souhaitez-vous signaler ? La personne qui anime le groupe en aura un mot, sans savoir "
                        "de qui il vient."), rows=tuple(rows)))


def block_button(other: Met) -> Button:
    words = (_("🚫 Bloquer {name}", name=quoted(other.first_name)) if other.first_name else
             _("🚫 Bloquer cette personne"))
    return Button(words, tap=tap("block", other.hand))


def about(turn: Turn, other: Met) -> None:
    """From a help: the report is about the other side of it."""
    ask_reason(turn, other=other)


def report(turn: Turn, reason: Reason, group: GroupOfMineOrNone, other: MetOrNobody) -> None:
    mine = groups.of_person(turn.session, turn.person.id)
    if group is None and len(mine) > 1:
        turn.reply(screen(*numbers(turn, reason), _("Dans quel groupe ?"), rows=tuple(
            (Button(quoted(g.name), tap=tap("signal.say", reason, g.id, other.hand if other else 0)),) for g in mine)))
        return
    chosen = group or next(iter(mine), None)
    numbered = reason, chosen.id if chosen else 0, other.hand if other else 0
    turn.reply(screen(*numbers(turn, reason), _("Envoyer ce signalement : {what} ?", what=MEANT[reason]), rows=(
        (Button(_("✅ Oui, envoyer"), tap=tap("signal.send", *numbered)),),
        (Button(_("✖ Annuler"), tap="signal.not"),))))


def drop(turn: Turn) -> None:
    turn.reply(screen(_("C’est annulé : rien n’a été envoyé."), rows=MENU))


def send(turn: Turn, reason: Reason, group: GroupOfMineOrNone, other: MetOrNobody) -> None:
    turn.within(Limit.REPORTS)
    chosen = group or next(iter(groups.of_person(turn.session, turn.person.id)), None)
    told = chosen is not None and tell_reader(turn, chosen, reason, other)
    if chosen is None:
        store.file(turn.session, turn.person.id, reason, None, other.id if other else None, turn.now)
    rows: tuple[Row, ...] = ((block_button(other),),) if other else MENU
    turn.reply(screen(*numbers(turn, reason), received(turn, told), rows=rows))


def tell_reader(turn: Turn, group: Group, reason: str, other: Any) -> bool:
    """False when nobody who runs the group now, but the people concerned, could read it."""
    me, him = turn.person.id, other.id if other else None
    reader = members.organiser(turn, group, {me, him} if him else {me})
    actions.report(turn.desk, me, group, reason, him, other.name if other else "", reader)
    return reader is not None


def received(turn: Turn, told: bool) -> Words:
    if told:
        return _("Merci, ça part vers la personne qui anime le groupe, sans votre nom.")
    if turn.town.phone:
        return _("Merci, c’est noté. Personne d’autre que vous n’anime ce groupe : vous pouvez aussi appeler {town} au "
                 "{phone}.", town=quoted(turn.town.name), phone=turn.town.phone)
    return _("Merci, c’est noté. Personne d’autre que vous n’anime ce groupe : parlez-en aussi à la mairie.")


def numbers(turn: Turn, reason: str) -> tuple[Words, ...]:
    """A person in danger: the numbers come first, at once."""
    if reason != Reason.DANGER:
        return ()
    return (lines(*map(Words, turn.content.urgency(territory_of(turn), private=turn.private))),)


def seen(turn: Turn, number: ReportToMe) -> None:
    store.seen(turn.session, number, turn.person.id)
    turn.reply(screen(_("C’est noté, merci. Un mot calme à tout le groupe suffit souvent.")))


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
    for row in store.still_owed(turn.session, turn.person.id, other.id):
        part(turn.desk, row.id, turn.person.id)
    done = (_("C’est fait : {name} et vous ne vous croiserez plus ici. Personne n’en est averti.",
              name=quoted(other.first_name)) if other.first_name else
            _("C’est fait : vous ne vous croiserez plus ici. Personne n’en est averti."))
    turn.reply(screen(done,
                      rows=((Button(_("↩ Annuler"), tap=tap("unblock", other.hand)),),)))


def unblock(turn: Turn, other: Met) -> None:
    store.unblock(turn.session, turn.person.id, other.id)
    turn.reply(screen(_("C’est annulé : vous pourrez à nouveau vous entraider."), rows=MENU))


FEATURE = Feature(
    "moderation",
    orders={
        "signaler": Order(report_order, Role.ANYBODY, Where.EVERYWHERE,
                           _("Signaler un problème, bloquer une personne")),
    },
    taps={
        "signal": Tap(about, Role.ANYBODY, Where.PRIVATE),
        "signal.say": Tap(report, Role.ANYBODY, Where.PRIVATE),
        "signal.seen": Tap(seen, Role.ANYBODY, Where.PRIVATE),
        "signal.who": Tap(who, Role.ANYBODY, Where.PRIVATE),
        "signal.send": Tap(send, Role.ANYBODY, Where.PRIVATE),
        "signal.not": Tap(drop, Role.ANYBODY, Where.PRIVATE),
        "block": Tap(ask_block, Role.ANYBODY, Where.PRIVATE),
        "block.yes": Tap(block, Role.ANYBODY, Where.PRIVATE),
        "block.no": Tap(keep, Role.ANYBODY, Where.PRIVATE),
        "unblock": Tap(unblock, Role.ANYBODY, Where.PRIVATE),
    },
    links={"signal": Link(report_link, Role.ANYBODY)},
)
