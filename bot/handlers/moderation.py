"""/signaler, in two taps: a reason, then yes. In answer to a card of the group, it is about that card."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, TypeAlias

from actions import moderation as actions
from actions import moderation_things as things
from bot.features import Feature, Link, Order, Tap
from bot.handlers import members, moderation_acts, moderation_blocks, moderation_things
from bot.handlers.moderation_blocks import MENU, block_button
from bot.handlers.numbers import territory_of
from bot.rows import Code, GroupOfMineOrNone, Loaded, Met, MetOrNobody, group_of_mine
from bot.turn import Turn
from rules.groups import Group
from rules.limits import Limit
from rules.moderation import MEANT, REASONS, Against, Office, Reader, Reason
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import groups, residents
from storage import moderation as store
from storage import moderation_cases as cases
from storage.moderation_cases import Card, NewReport


def card_seen(turn: Turn, number: int) -> Card | None:
    """A request that stands in a group of mine, of somebody else."""
    return cases.card_seen(turn.session, number, turn.person.id)


CardSeen: TypeAlias = Annotated[Card, Loaded(card_seen)]


def report_order(turn: Turn, _payload: str = "") -> None:
    """In a group nobody must see who reports, nor that one does: the rest is private."""
    if turn.private:
        ask_reason(turn)
        return
    answered = turn.incoming.replies_to
    card = cases.card_at(turn.session, turn.group, answered) if turn.group and answered else None
    thing = things.at(turn.desk, turn.group, answered) if turn.group and answered and not card else ""
    about: dict[str, Any] = {"card": card, "thing": thing, "group": turn.group.id if turn.group else None}
    link = turn.link("signal", single=False, **{name: found for name, found in about.items() if found})
    turn.reply(screen(_("C’est personnel : continuons en privé."),
                      rows=((Button(_("Continuer en privé"), start=link),),), silent=True))


def report_link(turn: Turn, params: Mapping[str, Any]) -> None:
    """Who is in the group and takes no part in it may report as well: the town hall reads it."""
    card = card_seen(turn, int(params.get("card") or 0))
    group = group_of_mine(turn, int(params.get("group") or 0))
    thing = moderation_things.seen(turn, group, str(params.get("thing") or "")) if group else None
    if card is not None:
        about_card(turn, card)
    elif thing is not None and group is not None:
        asked(turn, moderation_things.reasons(group.id, thing))
    else:
        ask_reason(turn, group.id if group else 0)


def ask_reason(turn: Turn, group: int = 0, other: Met | None = None) -> None:
    rows: list[Row] = [(Button(words, tap=tap("signal.say", reason, group, other.hand if other else 0)),)
                       for reason, words in REASONS.items()]
    if other:
        rows.append((block_button(other),))
    elif store.met(turn.session, turn.person.id):
        rows.append((Button(_("🚫 Bloquer une personne"), tap="signal.who"),))
    asked(turn, rows)


def asked(turn: Turn, rows: list[Row]) -> None:
    turn.reply(screen(_("Que souhaitez-vous signaler ? La personne qui anime le groupe en aura un mot, sans savoir "
                        "de qui il vient."), rows=(*rows, (Button(_("✖ Annuler"), tap="signal.not"),))))


def about_card(turn: Turn, card: Card) -> None:
    asked(turn, [(Button(words, tap=tap("signal.card", reason, card.request)),) for reason, words in REASONS.items()])


def about(turn: Turn, other: Met) -> None:
    """From a help: the report is about the other side of it."""
    ask_reason(turn, other=other)


def report(turn: Turn, reason: Reason, group: GroupOfMineOrNone, other: MetOrNobody) -> None:
    mine = groups.of_person(turn.session, turn.person.id)
    hand = other.hand if other else 0
    if group is None and len(mine) > 1:
        turn.reply(screen(*numbers(turn, reason), _("Dans quel groupe ?"), rows=tuple(
            (Button(quoted(g.name), tap=tap("signal.say", reason, g.id, hand)),) for g in mine)))
        return
    chosen = group or next(iter(mine), None)
    carried = reason, chosen.id if chosen else 0, hand
    confirm(turn, reason, tap("signal.send", *carried), () if other else spoken_of(turn, reason, chosen))


def spoken_of(turn: Turn, reason: Reason, group: Group | None) -> tuple[Row, ...]:
    """When it is about who usually reads, somebody else does."""
    carried = reason, group.id if group else 0
    chain = usual(turn, reason, group)
    near = next((one for one in chain if one.office is not Office.TOWN), None)
    name = residents.by_id(turn.session, near.person) if near else None
    rows: list[Row] = []
    if near and name and name.first_name:
        rows.append((Button(_("👤 Au sujet de {name}", name=quoted(name.first_name[:9])),
                            tap=tap("signal.of", *carried, Against.READER, near.person)),))
    if any(one.office is Office.TOWN for one in chain):
        rows.append((Button(_("🏛 Au sujet de la mairie"), tap=tap("signal.of", *carried, Against.TOWN)),))
    return tuple(rows)


def usual(turn: Turn, reason: str, group: Group | None) -> list[Reader]:
    new = NewReport(turn.person.id, reason, group.id if group else None)
    return list(actions.in_order(turn.desk, new, partial(members.organiser, turn)))


def report_card(turn: Turn, reason: Reason, card: CardSeen) -> None:
    confirm(turn, reason, tap("signal.sent", reason, card.request))


def confirm(turn: Turn, reason: Reason, yes: str, more: tuple[Row, ...] = ()) -> None:
    turn.reply(screen(*numbers(turn, reason), _("Envoyer ce signalement : {what} ?", what=MEANT[reason]), rows=(
        (Button(_("✅ Oui, envoyer"), tap=yes),), *more, (Button(_("✖ Annuler"), tap="signal.not"),))))


def drop(turn: Turn) -> None:
    turn.reply(screen(_("C’est annulé : rien n’a été envoyé."), rows=MENU))


def send(turn: Turn, reason: Reason, group: GroupOfMineOrNone, other: MetOrNobody) -> None:
    chosen = group or next(iter(groups.of_person(turn.session, turn.person.id)), None)
    file(turn, NewReport(turn.person.id, reason, chosen.id if chosen else None, other.id if other else None), other)


def send_of(turn: Turn, reason: Reason, group: GroupOfMineOrNone, against: Against, person: int = 0) -> None:
    """About who usually reads, or about the town hall."""
    named = against is Against.READER
    if named and person not in {one.person for one in usual(turn, reason, group)}:
        raise Gone
    file(turn, NewReport(turn.person.id, reason, group.id if group else None, person if named else None,
                         against=against))


def send_card(turn: Turn, reason: Reason, card: CardSeen) -> None:
    file(turn, NewReport(turn.person.id, reason, card.group, card.asker, card.request))


def report_thing(turn: Turn, reason: Reason, group: GroupOfMineOrNone, thing: Code, number: int) -> None:
    if group is None or moderation_things.named(turn, group, thing, number) is None:
        raise Gone
    confirm(turn, reason, tap("signal.that", reason, group.id, thing, number))


def send_thing(turn: Turn, reason: Reason, group: GroupOfMineOrNone, thing: Code, number: int) -> None:
    whose = moderation_things.named(turn, group, thing, number) if group else None
    if group is None or whose is None:
        raise Gone
    file(turn, NewReport(turn.person.id, reason, group.id, whose, thing=f"{thing}:{number}"))


def file(turn: Turn, new: NewReport, other: Met | None = None) -> None:
    readers = actions.readers(turn.desk, new, partial(members.organiser, turn))
    turn.within(Limit.REPORTS)
    filed = actions.report(turn.desk, new, readers)
    rows: tuple[Row, ...] = ((block_button(other),),) if other else MENU
    turn.reply(screen(*numbers(turn, new.reason), received(turn, filed.office),
                      _("Votre numéro : {code}. Vous lirez ici s’il y a une suite.", code=filed.code), rows=rows))


def received(turn: Turn, office: Office | None) -> Words:
    if office is Office.LEADER:
        return _("Merci, ça part vers la personne référente de votre rue, sans votre nom.")
    if office is Office.ORGANISER:
        return _("Merci, ça part vers la personne qui anime le groupe, sans votre nom.")
    if office is Office.TOWN:
        return _("Merci, ça part vers la mairie, sans votre nom.")
    if turn.town.phone:
        return _("Merci, c’est noté. Personne d’autre que vous n’anime ce groupe : vous pouvez aussi appeler {town} au "
                 "{phone}.", town=quoted(turn.town.name), phone=turn.town.phone)
    return _("Merci, c’est noté. Personne d’autre que vous n’anime ce groupe : parlez-en aussi à la mairie.")


def numbers(turn: Turn, reason: str) -> tuple[Words, ...]:
    """A person in danger: the numbers come first, at once."""
    if reason != Reason.DANGER:
        return ()
    return (lines(*map(Words, turn.content.urgency(territory_of(turn), private=turn.private))),)


FEATURE = Feature(
    "moderation",
    orders={
        "signaler": Order(report_order, Role.ANYBODY, Where.EVERYWHERE,
                           _("Signaler un problème, bloquer une personne")),
    },
    taps={
        "signal": Tap(about, Role.ANYBODY, Where.PRIVATE),
        "signal.say": Tap(report, Role.ANYBODY, Where.PRIVATE),
        "signal.card": Tap(report_card, Role.ANYBODY, Where.PRIVATE),
        "signal.send": Tap(send, Role.ANYBODY, Where.PRIVATE),
        "signal.of": Tap(send_of, Role.ANYBODY, Where.PRIVATE),
        "signal.sent": Tap(send_card, Role.ANYBODY, Where.PRIVATE),
        "signal.not": Tap(drop, Role.ANYBODY, Where.PRIVATE),
        **moderation_acts.TAPS,
        "signal.it": Tap(report_thing, Role.ANYBODY, Where.PRIVATE),
        "signal.that": Tap(send_thing, Role.ANYBODY, Where.PRIVATE),
        **moderation_blocks.TAPS,
    },
    links={"signal": Link(report_link, Role.ANYBODY)},
    console={"bilans": moderation_acts.corner},
)
