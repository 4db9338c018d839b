"""/pause in a group: by one of its admins, said in the group, undone in one tap."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Literal

from bot.rows import NOT_INSTALLED, AdministeredHere, administered
from bot.turn import Turn
from rules.civil import instant
from rules.groups import Group
from rules.privacy import a_month_after, asks_to_resume, read_pause
from rules.refusals import Refusal
from rules.screens import Button, Row, screen, tap
from rules.words import _
from storage import answers, groups


def group_pause(turn: Turn, payload: str) -> None:
    group = administered(turn, turn.group.id) if turn.group else None
    if group is None:
        raise Refusal(NOT_INSTALLED)
    if asks_to_resume(payload):
        speak_again(turn, group)
    elif day := read_pause(payload, turn.written_on) if payload else None:
        be_quiet(turn, group, day)
    else:
        rows: list[Row] = [(Button(_("1 semaine"), tap=tap("privacy.hush", group.id, "7")),),
                           (Button(_("1 mois"), tap=tap("privacy.hush", group.id, "m")),)]
        if group.paused_until and group.paused_until > turn.now:
            rows.append((Button(_("▶ Reprendre"), tap=tap("privacy.hush", group.id, "0")),))
        turn.reply(screen(_("⏸ Une pause de combien de temps dans ce groupe ? On peut aussi écrire "
                            "« /pause 3 jours » ou « /pause 24/12 »."), rows=tuple(rows), silent=True))


def hush(turn: Turn, group: AdministeredHere, length: Literal["0", "7", "m"]) -> None:
    """A tap under /pause: whoever presses, the right is asked again."""
    if length == "0":
        speak_again(turn, group)
    else:
        be_quiet(turn, group, a_month_after(turn.today) if length == "m" else turn.today + timedelta(days=7))


def be_quiet(turn: Turn, group: Group, day: date) -> None:
    answers.drop(turn.session, group.address, turn.now)
    groups.change(turn.session, group.id, paused_until=instant(day, time(0), group.timezone))
    turn.reply(screen(
        _("⏸ Je me tais dans ce groupe ; retour prévu {day}. Les alertes et /urgence passent toujours.", day=day),
        rows=((Button(_("▶ Reprendre"), tap=tap("privacy.hush", group.id, "0")),),), silent=True))


def speak_again(turn: Turn, group: Group) -> None:
    groups.change(turn.session, group.id, paused_until=None)
    turn.reply(screen(_("▶ La pause du groupe est finie.")))
