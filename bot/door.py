"""The door: what a button carries is read, loaded and judged here, before a handler sees it.

A handler's annotations say what its button names: `int`, `date`, an enumeration, a `Literal`, a `Code`, or a row with
whose it must be (`MyRequest`, `Administered`… of bot/rows.py). Buttons may be forged: what does not fit is Gone.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin

from bot.rows import Loaded
from bot.turn import Turn
from rules.incoming import Tapped
from rules.refusals import Gone
from rules.screens import Screen
from rules.words import Words, _

Reader: TypeAlias = Callable[[Turn, str], Any]
LARGEST = 2**63 - 1
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}", re.ASCII)


def admit(turn: Turn, handler: Callable[..., None], carried: Sequence[str]) -> list[Any]:
    """What the button names, as the handler asks for it. Raises Gone."""
    readers, needed = takes(handler)
    if not needed <= len(carried) <= len(readers):
        raise Gone
    return [read(turn, part) for read, part in zip(readers, carried, strict=False)]


@cache
def takes(handler: Callable[..., None]) -> tuple[tuple[Reader, ...], int]:
    """How each part of the button is read, and how many it must have. An order's words never come by a button."""
    readers, needed = [], 0
    for one in list(inspect.signature(handler, eval_str=True).parameters.values())[1:]:
        optional = one.default is not one.empty
        if one.kind is one.VAR_POSITIONAL or (one.annotation is str and optional):
            break
        readers.append(reader(one.annotation))
        needed += not optional
    return tuple(readers), needed


def reader(kind: Any) -> Reader:
    """TypeError for what a button cannot name; free words least of all."""
    if kind is int:
        return lambda _turn, part: number(part)
    if kind is date:
        return lambda _turn, part: day(part)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda _turn, part: one_of(part, {str(member.value): member for member in kind})
    if get_origin(kind) is Literal:
        return lambda _turn, part: one_of(part, {str(value): value for value in get_args(kind)})
    if get_origin(kind) is Annotated:
        how = kind.__metadata__[0]
        if isinstance(how, Loaded):
            return lambda turn, part: how.admit(turn, number(part))
        if isinstance(how, re.Pattern):
            return lambda _turn, part: matching(part, how)
    raise TypeError(f"a button cannot name {kind}")


def number(part: str) -> int:
    if not NUMBER.fullmatch(part) or int(part) > LARGEST:
        raise Gone
    return int(part)


def day(part: str) -> date:
    if not DAY.fullmatch(part):
        raise Gone
    try:
        return date.fromisoformat(part)
    except ValueError:
        raise Gone from None


def one_of(part: str, known: dict[str, Any]) -> Any:
    if part not in known:
        raise Gone
    return known[part]


def matching(part: str, pattern: re.Pattern[str]) -> str:
    if not pattern.fullmatch(part):
        raise Gone
    return part


def dead_button(turn: Turn, words: Words | None = None) -> None:
    """Said once, with a fresh menu in private; a conversation under way keeps the screen."""
    said = words or Gone().words
    if isinstance(turn.incoming.event, Tapped):
        turn.toast(said, alert=not turn.private)
    if turn.private and not turn.held:
        turn.reply(Screen((said, _("Voici le menu.")), keyboard="menu"), edit=False)
