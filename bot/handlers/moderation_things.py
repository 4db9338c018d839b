"""A mission or a story that a group shows, answered by /signaler: it is about that, whoever answers for it."""

from __future__ import annotations

from actions import moderation_things as things
from bot.turn import Turn
from rules.groups import Group
from rules.moderation import REASONS
from rules.screens import Button, Row, tap


def seen(turn: Turn, group: Group, thing: str) -> str | None:
    """Still shown, and not one's own."""
    found = things.look(turn.desk, thing) if thing else None
    return thing if found is not None and found.whose != turn.person.id else None


def reasons(group: int, thing: str) -> list[Row]:
    word, _colon, number = thing.partition(":")
    return [(Button(words, tap=tap("signal.it", reason, group, word, int(number))),)
            for reason, words in REASONS.items()]


def named(turn: Turn, group: Group, thing: str, number: int) -> int | None:
    """Whoever answers for it, when this group shows it."""
    spelled = things.spelled(thing, number)
    if seen(turn, group, spelled) is None or not things.is_in(turn.desk, spelled, group):
        return None
    found = things.look(turn.desk, spelled)
    return found.whose if found else None
