"""The group in which somebody speaks, and those they take part in; one sentence where there is none."""

from __future__ import annotations

from bot.rows import NOT_INSTALLED
from bot.turn import Turn
from rules.groups import Group
from rules.refusals import Gone, Refusal
from rules.words import _
from storage import groups

JOIN_FIRST = _("Entrez d’abord dans le groupe de votre immeuble ou de votre rue.")


def group_here(turn: Turn) -> Group:
    if turn.group is None or not turn.group.is_installed:
        raise Refusal(NOT_INSTALLED)
    if turn.module in turn.group.off:
        raise Refusal(turn.group.off.sentence(turn.module))
    return turn.group


def groups_of_mine(turn: Turn) -> list[Group]:
    """Those that do without what is done now are left out."""
    mine = groups.of_person(turn.session, turn.person.id)
    if not mine:
        raise Refusal(JOIN_FIRST)
    wanted = [group for group in mine if turn.module not in group.off]
    if not wanted:
        raise Gone(mine[0].off.sentence(turn.module))
    return wanted
