"""The geste of the day: its card, « Fait », « Cette semaine », « Un autre », and what follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from actions import geste_day
from actions import gestes as actions
from bot.conversations.gestes import IDEA as IDEA_TALK
from bot.conversations.gestes import RHYTHM
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import geste_ideas as ideas
from bot.handlers import geste_rhythm as rhythm
from bot.handlers import numbers
from bot.handlers.house import HOUSE
from bot.routes import obey
from bot.rows import NOT_INSTALLED, Code
from bot.turn import Turn
from messages.gestes import GesteCard
from rules.calendar import StepKind
from rules.civil import clock, is_quiet
from rules.geste_owners import OWN, Owner, group_key, person_key
from rules.incoming import Tapped
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import screen
from rules.words import Words, _
from storage import gestes

STALE = timedelta(days=7)
BEHIND = {StepKind.ASK: "besoin", StepKind.OFFER: "proposer", StepKind.NOTE_HOUR: "monheure",
          StepKind.INVITE: "inviter", StepKind.KIT: "kit", StepKind.SHARE: "partage"}
NO_LONGER = _("Ce bouton n’est plus actif.")


def geste(turn: Turn, _payload: str = "") -> None:
    """Today's, the same all day: in private at once, in a group once a day."""
    owner = _owner(turn)
    if owner is None:
        turn.toast(NOT_INSTALLED)
    elif owner.is_group:
        _in_group(turn, owner)
    else:
        _in_private(turn, owner)


def _owner(turn: Turn) -> Owner | None:
    if turn.private:
        return gestes.owner_of(turn.session, person_key(turn.person.id), turn.now)
    installed = turn.group is not None and turn.group.is_installed
    return gestes.owner_of(turn.session, group_key(turn.group.id), turn.now) if turn.group and installed else None


def _in_private(turn: Turn, owner: Owner) -> None:
    fixed = geste_day.fix(turn.session, turn.content, owner, turn.today, turn.now)
    message = fixed and geste_day.card(turn.session, turn.content, owner, turn.today, fixed[0])
    if not message:
        turn.reply(screen(_("Il n’y a pas de geste à proposer aujourd’hui. Revenez demain !")))
        return
    shown = _as_answered(turn, message).screen()
    turn.reply(replace(shown, text=(*shown.text, *_kept(turn, message.geste)), silent=False), edit=False)


def _as_answered(turn: Turn, message: GesteCard) -> GesteCard:
    said = gestes.tapped(turn.session, turn.person.id, message.geste, message.day)
    return replace(message, mine="done" if "done" in said else "week" if "week" in said else "")


def _kept(turn: Turn, besides: str) -> list[Words]:
    """What the person kept for this week and has not done."""
    monday = turn.today - timedelta(days=turn.today.weekday())
    kept = [g for g in gestes.kept_since(turn.session, turn.person.id, monday) if g != besides]
    return [_("🔖 Cette semaine : {title}", title=Words(turn.content.geste(g).title)) for g in kept[:3]
            if not g.startswith(OWN)]


def _in_group(turn: Turn, owner: Owner) -> None:
    assert turn.group is not None
    if is_quiet(turn.now, owner.timezone, owner.quiet_from, owner.quiet_to):
        turn.reply(screen(_("C’est l’heure du calme. Redemandez le geste à partir de {hour}.",
                            hour=clock(owner.quiet_to)), silent=True))
        return
    fixed = geste_day.fix(turn.session, turn.content, owner, turn.today, turn.now)
    message = fixed and geste_day.card(turn.session, turn.content, owner, turn.today, fixed[0])
    if not (fixed and message):
        turn.reply(screen(_("Il n’y a pas de geste à proposer aujourd’hui. Revenez demain !"), silent=True))
    elif fixed[1]:
        actions.show(turn.desk, turn.group, message)
    else:
        turn.reply(screen(_("Le geste du jour est déjà plus haut : {title}.",
                            title=Words(message.title) if message.title else _("une idée de votre groupe")),
                          silent=True))


def _tapped_card(turn: Turn, geste: str, on: date, owner: str) -> GesteCard:
    """The card as it stands, when this button is still one of this place's."""
    mine = _owner(turn)
    fresh = mine and mine.key == owner and timedelta(0) <= turn.today - on <= STALE
    card = geste_day.card(turn.session, turn.content, mine, on, geste) if (
        mine and fresh and gestes.of_day(turn.session, owner, on) == geste) else None
    if card is None:
        raise Gone
    return card


def done(turn: Turn, geste: Code, day: date, owner: Code) -> None:
    """« Fait »: counted once a person; the group's card says how many."""
    before = _tapped_card(turn, geste, day, owner)
    event = turn.incoming.event
    seen = event.message if isinstance(event, Tapped) else None
    first = actions.did(turn.desk, turn.person.id, before, turn.group, seen)
    turn.toast(_("Merci ! C’est compté.") if first else _("C’est déjà compté, merci !"))
    if turn.private:
        turn.reply(replace(before, mine="done").screen())


def week(turn: Turn, geste: Code, day: date, owner: Code) -> None:
    """« Cette semaine »: kept for this person, shown again under /geste until it is done."""
    before = _tapped_card(turn, geste, day, owner)
    actions.keep(turn.desk, turn.person.id, before, turn.group)
    turn.toast(_("C’est gardé pour cette semaine. Merci !"))
    if turn.private:
        turn.reply(replace(before, mine="week").screen())


def other(turn: Turn, geste: Code, day: date) -> None:
    """« Un autre »: not one already passed over today."""
    owner = _owner(turn)
    today = turn.today
    if owner is None or day != today or gestes.of_day(turn.session, owner.key, today) != geste:
        turn.toast(NO_LONGER)
        if owner:
            _in_private(turn, owner)
        return
    passed = gestes.passed_on(turn.session, owner.key, today) | {geste}
    chosen = geste_day.pick(turn.session, turn.content, owner, today, passed)
    if chosen is None:
        turn.toast(_("Vous avez tout vu pour aujourd’hui. Revenez demain !"), alert=True)
        return
    gestes.pass_over(turn.session, turn.person.id, owner.key, today, geste, chosen, turn.now)
    message = geste_day.card(turn.session, turn.content, owner, today, chosen)
    assert message is not None
    turn.reply(message.screen())


def follow(turn: Turn, kind: StepKind, target: Code) -> None:
    """What a geste leads to, in private: a number too, in a message that stays."""
    if not turn.private:
        turn.toast(None, start=turn.link("geste.next", kind=kind, target=target))
    else:
        _obey(turn, kind, target)


def followed(turn: Turn, params: Mapping[str, Any]) -> None:
    _obey(turn, str(params.get("kind", "")), str(params.get("target", "")))


def _obey(turn: Turn, kind: str, target: str) -> None:
    if kind == StepKind.NUMBER:
        if not numbers.given(turn, target):
            turn.toast(NO_LONGER)
        return
    order = BEHIND.get(StepKind(kind)) if kind in set(StepKind) else None
    if kind == StepKind.OFFER and not target:
        order = "aider"  # « Voir un besoin proche »
    if order is None or order not in HOUSE.orders:
        raise Gone
    obey(turn, HOUSE, order, target if kind in (StepKind.KIT, StepKind.OFFER) else "")


FEATURE = Feature(
    "gestes",
    orders={"geste": Order(geste, Role.RESIDENT, Where.EVERYWHERE, _("Le geste du jour"), in_groups=True)},
    taps={
        "geste": Tap(geste, Role.RESIDENT, Where.PRIVATE),
        "geste.done": Tap(done, Role.RESIDENT, Where.EVERYWHERE),
        "geste.week": Tap(week, Role.RESIDENT, Where.EVERYWHERE),
        "geste.other": Tap(other, Role.RESIDENT, Where.PRIVATE),
        "geste.next": Tap(follow, Role.RESIDENT, Where.EVERYWHERE),
        "geste.idea": Tap(ideas.begin, Role.RESIDENT, Where.EVERYWHERE),
        "geste.adopt": Tap(ideas.adopt, Role.VISITOR, Where.PRIVATE),
        "geste.decline": Tap(ideas.decline, Role.VISITOR, Where.PRIVATE),
        "geste.mine": Tap(rhythm.mine, Role.RESIDENT, Where.PRIVATE),
        "geste.group": Tap(rhythm.of_group, Role.VISITOR, Where.PRIVATE),
    },
    talks=(Talk(IDEA_TALK, ideas.facts, ideas.execute), Talk(RHYTHM, rhythm.facts, rhythm.execute)),
    links={
        "geste.idea": Link(ideas.opened, Role.RESIDENT),
        "geste.next": Link(followed, Role.RESIDENT),
    },
)
