"""A mission waits for the référent of its place or a coordinator: published, or not and why."""

from __future__ import annotations

from actions import missions as actions
from bot.features import Tap
from bot.mission_rows import ToJudge
from bot.turn import Turn
from rules.missions import WHY_LABELS, Why
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import _, quoted
from storage import missions as store

A_FEW = 6
JUDGES = (Role.ANYBODY, Where.PRIVATE)
"""Whose it is to decide, the row says."""


def see(turn: Turn, mission: ToJudge) -> None:
    turn.reply(actions.to_judge(mission).screen())


def approve(turn: Turn, mission: ToJudge, version: int) -> None:
    """What was read is what is allowed: a button of an older version shows the newer one."""
    if mission.sequence != version:
        turn.toast(_("La mission a changé depuis : relisez-la."), alert=True)
        see(turn, mission)
        return
    if not actions.approve(turn.desk, mission):
        raise Gone
    turn.reply(screen(_("✅ C’est publié : {what}. Le voisinage la voit désormais.", what=quoted(mission.title))))


def refuse(turn: Turn, mission: ToJudge) -> None:
    turn.reply(screen(_("Pourquoi ne pas publier « {what} » ? La structure le saura.", what=quoted(mission.title)),
                      rows=(*((Button(words, tap=tap("mission.refused", mission.id, why.value)),)
                              for why, words in WHY_LABELS.items()),
                            (Button(_("↩ Retour"), tap=tap("mission.judge", mission.id)),))))


def refused(turn: Turn, mission: ToJudge, why: Why) -> None:
    if not actions.refuse(turn.desk, mission, why):
        raise Gone
    turn.reply(screen(_("C’est noté : la structure est prévenue, et peut la proposer de nouveau.")))


def to_judge(turn: Turn) -> list[Row]:
    """In /file."""
    mine = [one for one in store.waiting(turn.session) if turn.person.id in actions.judges(turn.desk, one)]
    rows: list[Row] = [(Button(_("📌 {what}", what=quoted(one.title[:18])), tap=tap("mission.judge", one.id)),)
                       for one in mine[:A_FEW]]
    return rows


TAPS = {"mission.judge": Tap(see, *JUDGES), "mission.approve": Tap(approve, *JUDGES),
        "mission.refuse": Tap(refuse, *JUDGES), "mission.refused": Tap(refused, *JUDGES)}
