"""The rhythm of a group’s year: what its admin wants of it; what to do when it is silent; the apéro’s votes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, TypeAlias

from actions import rhythm_silence
from actions.rhythm import ordered
from bot.features import Feature, Tap
from bot.handlers import members
from bot.rows import Administered, Code
from bot.turn import Turn
from messages.rhythm import AperoPost
from rules.groups import Group
from rules.incoming import Tapped
from rules.refusals import Gone
from rules.rhythm import CHOICES, NONE_OF_THEM, SILENCE
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import gestes, groups
from storage import rhythm as store

Period: TypeAlias = Annotated[str, re.compile(r"\d{4}-\d{2}", re.ASCII)]


def corner(_turn: Turn, group: Group) -> Sequence[Row]:
    return ((Button(_("🗓 Le rythme de l’année"), tap=tap("rhythm.set", group.id)),),)


def shown(turn: Turn, group: Administered) -> None:
    """A press changes one; what is ticked may come."""
    off = store.setting(turn.session, group.id).off
    rows = tuple((Button(label if word in off else _("✓ {label}", label=label),
                         tap=tap("rhythm.switch", group.id, word)),) for word, label in known().items())
    turn.reply(screen(
        _("🗓 <b>{group}</b> : ce que j’y dis de moi-même. Un appui coche ou décoche.", group=quoted(group.name)),
        lines(_("Une fois par semaine au plus, jamais la nuit, le dimanche ni un jour férié."),
              _("Le 1er, « Merci » se coche dans « Chez nous ». Le 25, le coup de pouce est privé.")), rows=rows))


def known() -> dict[str, Words]:
    return {**{one.word: one.label for one in ordered()}, SILENCE: _("🌙 Groupe silencieux")}


def switch(turn: Turn, group: Administered, word: Code) -> None:
    if word not in known():
        raise Gone
    store.switch(turn.session, group.id, word)
    shown(turn, group)


def go_on(turn: Turn, group: Administered) -> None:
    turn.reply(screen(_("C’est noté : rien ne change dans « {group} ». Merci d’y veiller.", group=quoted(group.name))))


def calm(turn: Turn, group: Administered) -> None:
    if not rhythm_silence.calm(turn.desk, group):
        raise Gone(_("Ce groupe vit à nouveau, ou je n’y écris déjà qu’une fois par mois. Rien ne change."))
    turn.reply(screen(_("🌙 C’est noté : une fois par mois, sans geste du jour. Au premier signe, tout reprend."),
                      rows=((Button(_("⚙️ Choisir le rythme"), tap=tap("rhythm.set", group.id)),),)))


def vote(turn: Turn, number: int, period: Period, choice: Code) -> None:
    """One each, changed by another press; the card counts, and never says who."""
    group, event = groups.by_id(turn.session, number), turn.incoming.event
    if group is None or not group.is_installed or choice not in CHOICES or not is_open(turn, number, period):
        raise Gone(_("Ce sondage est terminé. Merci d’avoir répondu !"))
    if not members.belongs(turn, group):
        turn.toast(members.NOT_A_MEMBER, alert=True)
        return
    before = store.votes(turn.session, number, period)
    store.vote(turn.session, number, period, turn.person.id, choice, turn.now)
    after = store.votes(turn.session, number, period)
    if isinstance(event, Tapped) and event.message and turn.group and said(before) != said(after):
        gestes.drop_older_edits(turn.session, group.address, event.message, turn.now)
        turn.desk.rewrite(group.address, event.message, AperoPost(number, period, in_order(after)))
    turn.toast(thanked(choice))


def is_open(turn: Turn, group: int, period: str) -> bool:
    return any(word == "apero" and when == period and (turn.today - day).days <= 10
               for word, when, day in store.said(turn.session, group, turn.today))


def said(counts: dict[str, int]) -> list[Words]:
    return list(AperoPost(0, "", in_order(counts)).screen().text)


def in_order(counts: dict[str, int]) -> tuple[int, ...]:
    return tuple(counts.get(code, 0) for code in CHOICES)


def thanked(choice: str) -> Words:
    return (_("C’est noté, merci. Une autre fois peut-être !") if choice == NONE_OF_THEM else
            _("C’est noté, merci ! Un autre appui change votre choix."))


FEATURE = Feature(
    "rhythm",
    taps={
        "rhythm.set": Tap(shown, Role.VISITOR, Where.PRIVATE),
        "rhythm.switch": Tap(switch, Role.VISITOR, Where.PRIVATE),
        "rhythm.go_on": Tap(go_on, Role.VISITOR, Where.PRIVATE),
        "rhythm.calm": Tap(calm, Role.VISITOR, Where.PRIVATE),
        "rhythm.vote": Tap(vote, Role.RESIDENT, Where.EVERYWHERE),
    },
    group_settings=(corner,),
    module=_("🗓 Rythme de l’année"),
)
