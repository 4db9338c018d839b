"""The group in which somebody speaks, and those they take part in; one sentence where there is none."""

from __future__ import annotations

from bot.turn import Turn
from rules.groups import Group
from rules.refusals import Refusal
from rules.words import _
from storage import groups

NOT_INSTALLED = _("Ce groupe n’est pas encore installé : une personne qui l’administre écrit /installer.")
JOIN_FIRST = _("Entrez d’abord dans le groupe de votre immeuble ou de votre rue.")


def group_here(turn: Turn) -> Group:
    if turn.group is None or not turn.group.is_installed:
        raise Refusal(NOT_INSTALLED)
    return turn.group


def groups_of_mine(turn: Turn) -> list[Group]:
    mine = groups.of_person(turn.session, turn.person.id)
    if not mine:
        raise Refusal(JOIN_FIRST)
    return mine
