"""/partage: what neighbours share of their food; taking a part; sharing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, TypeAlias
from zoneinfo import ZoneInfo

from actions import shares as actions
from bot import talking
from bot.conversations.food import NotPassedOn
from bot.conversations.shares import SHARE, ShareFacts, ShareFood
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import members
from bot.handlers.here import groups_of_mine
from bot.handlers.house import HOUSE
from bot.rows import Loaded
from bot.turn import Turn
from messages.shares import MENU, TAKE
from rules.food import parts, told
from rules.limits import Limit
from rules.missions import when
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.shares import OPEN_AT_ONCE, Share, ShareState
from rules.words import Words, _, lines, quoted
from storage import groups, people
from storage import shares as store

NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
PAGE = 4
NONE_LEFT = _("Il n’y a plus de part, ou l’heure est passée. Merci de votre élan !")
TAKE_PART = _("Appuyez d’abord sur « Je participe » dans ce groupe, puis ici à nouveau.")
NEW: Row = (Button(_("➕ Partager à manger"), tap="share.new"),)


def my_share(turn: Turn, number: int) -> Share | None:
    found = store.by_id(turn.session, number)
    return found if found and found.author == turn.person.id and found.state is ShareState.OPEN else None


def open_to_me(turn: Turn, number: int) -> Share | None:
    """Mine, open to me, or where I have a part."""
    if mine := my_share(turn, number):
        return mine
    found = next(iter(store.near(turn.session, turn.person.id, turn.now, number=number)), None)
    return found or part_of_mine(turn, number)


def part_of_mine(turn: Turn, number: int) -> Share | None:
    return store.by_id(turn.session, number) if store.takes(turn.session, number, turn.person.id) else None


MyShare: TypeAlias = Annotated[Share, Loaded(my_share)]
OpenToMe: TypeAlias = Annotated[Share, Loaded(open_to_me)]
PartOfMine: TypeAlias = Annotated[Share, Loaded(part_of_mine)]


def order(turn: Turn, _payload: str = "") -> None:
    if turn.private:
        near(turn)
        return
    turn.reply(screen(_("🍲 Partager à manger, ou prendre une part : la suite est en privé."),
                      rows=((Button(_("Continuer en privé"), start=turn.link("shares")),),), silent=True))


def opened(turn: Turn, params: Mapping[str, Any]) -> None:
    if not params.get("share"):
        near(turn)
    else:
        take_part(turn, int(params["share"]))


def near(turn: Turn, page: int = 0) -> None:
    found = [*store.standing(turn.session, turn.person.id), *store.near(turn.session, turn.person.id, turn.now)]
    pages = max(1, -(-len(found) // PAGE))
    rows: list[Row] = [(Button(_("🍲 {what}", what=quoted(one.what[:20])), tap=tap("share.see", one.id)),)
                       for one in found[page % pages * PAGE:][:PAGE]]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("shares", (page + 1) % pages)),))
    turn.reply(screen(_("🍲 <b>À partager</b> : ce qui reste, chez vous ou près de vous, sans rien jeter."),
                      rows=(*rows, NEW, MENU)))


def see(turn: Turn, share: OpenToMe) -> None:
    show(turn, share)


def show(turn: Turn, share: Share, before: Words | None = None) -> None:
    fresh = actions.get(turn.desk, share.id)
    takes = store.takes(turn.session, fresh.id, turn.person.id)
    mine = fresh.author == turn.person.id
    facts = [_("🍲 <b>{what}</b>", what=quoted(fresh.what)),
             _("🕘 {parts}, avant {when}", parts=parts(fresh.left), when=when(fresh.day, fresh.at))]
    if takes or mine:
        facts.append(_("📍 {place}", place=quoted(fresh.place)))
    if takes:
        facts.append(_("👋 {name} vous attend.", name=quoted(fresh.first_name)))
    elif mine:
        facts += [_("👋 Vient prendre une part : {name}", name=quoted(one.first_name))
                  for one in store.takers(turn.session, fresh.id)[:5]]
    turn.reply(screen(*([before] if before else []), lines(*facts), told(fresh.eat_by, fresh.allergens, fresh.cold),
                      rows=tuple(rows_of(fresh, takes=takes, mine=mine))))


def rows_of(share: Share, *, takes: bool, mine: bool) -> list[Row]:
    rows: list[Row] = []
    if mine:
        rows.append((Button(_("✖ Arrêter le partage"), tap=tap("share.stop", share.id)),))
    elif takes:
        rows.append((Button(_("🙏 Je ne viens plus"), tap=tap("share.back", share.id)),))
    elif share.left:
        rows.append((Button(TAKE, tap=tap("share.take", share.id)),))
    return [*rows, (Button(_("↩ Les partages"), tap="shares"),)]


# sharing
def begin(turn: Turn) -> None:
    ready(turn)
    talking.start(turn, HOUSE, SHARE.name)


def ready(turn: Turn) -> None:
    groups_of_mine(turn)
    if len(store.standing(turn.session, turn.person.id)) >= OPEN_AT_ONCE:
        raise Refusal(_("Vous avez déjà deux partages. Chacun finit à son heure, ou avec « ✖ Arrêter le partage »."))


def facts(turn: Turn, _args: Mapping[str, Any]) -> ShareFacts:
    mine = [one for one in groups_of_mine(turn) if "shares" not in one.off]
    return ShareFacts(tuple((one.id, one.name) for one in mine), turn.now.astimezone(ZoneInfo(mine[0].timezone)),
                      turn.content.private_words)


def shared(turn: Turn, command: ShareFood | NotPassedOn) -> None:
    if isinstance(command, NotPassedOn):
        turn.reply(screen(command.why, rows=(NEW, MENU)))
        return
    ready(turn)
    group = next((one for one in groups.of_person(turn.session, turn.person.id) if one.id == command.group), None)
    if group is None or command.ends <= turn.now + timedelta(minutes=1):
        raise Gone
    turn.within(Limit.PUBLICATIONS)
    made = actions.share(turn.desk, turn.person.id, actions.Offered(
        group, command.what, command.parts, command.place, command.ends, command.food))
    show(turn, made, _("🍲 C’est annoncé dans le groupe, sans votre nom. Merci !") if made.delivery else _(
        "🍲 C’est noté, merci ! Le groupe ne reçoit pas d’annonce d’ici là : on le voit avec /partage."))


def stop(turn: Turn, share: MyShare) -> None:
    if not actions.cancel(turn.desk, share):
        raise Gone
    turn.reply(screen(_("C’est arrêté, et dit à qui devait venir."), rows=(NEW, MENU)))


# taking a part
def take(turn: Turn, number: int) -> None:
    """From the group’s card, the rest is private."""
    if turn.group is not None and not members.belongs(turn, turn.group):
        turn.toast(members.NOT_A_MEMBER, alert=True)
    elif turn.group is not None and not people.takes_part(turn.session, turn.person.id, turn.group.id):
        turn.toast(TAKE_PART, alert=True)
    elif turn.private:
        take_part(turn, number)
    elif my_share(turn, number):
        turn.toast(_("C’est votre partage."))
    elif store.takes(turn.session, number, turn.person.id) or actions.take(turn.desk, number, turn.person):
        turn.toast(start=turn.link("shares", share=number))
    else:
        turn.toast(NONE_LEFT, alert=True)


def take_part(turn: Turn, number: int) -> None:
    if my_share(turn, number) or store.takes(turn.session, number, turn.person.id):
        show(turn, actions.get(turn.desk, number))
    elif actions.take(turn.desk, number, turn.person):
        show(turn, actions.get(turn.desk, number), _("✋ Une part est pour vous, merci !"))
    else:
        turn.reply(screen(NONE_LEFT, rows=((Button(_("↩ Les partages"), tap="shares"),), MENU)))


def back(turn: Turn, share: PartOfMine) -> None:
    if not actions.give_back(turn.desk, share.id, turn.person.id):
        raise Gone
    turn.reply(screen(_("🙏 C’est noté, merci de l’avoir dit. Une autre personne peut venir."), rows=(
        (Button(_("↩ Les partages"), tap="shares"),), MENU)))


def of_an_idea(_turn: Turn, _number: int) -> tuple[Row, ...]:
    return (NEW,)


FEATURE = Feature(
    "shares",
    orders={"partage": Order(order, Role.RESIDENT, Where.EVERYWHERE, _("Partager ce qui reste à manger"))},
    taps={
        "share.take": Tap(take, Role.RESIDENT, Where.EVERYWHERE), "shares": Tap(near, *NEIGHBOUR),
        "share.see": Tap(see, *NEIGHBOUR), "share.new": Tap(begin, *NEIGHBOUR), "share.stop": Tap(stop, *NEIGHBOUR),
        "share.back": Tap(back, *NEIGHBOUR)},
    links={"shares": Link(opened, Role.RESIDENT)},
    talks=(Talk(SHARE, facts, shared, role=Role.RESIDENT),),
    doors={"idea": of_an_idea},
    module=_("🍲 Les partages"),
)
