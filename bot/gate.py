"""Who acts too often is asked to slow down, once, then met with silence: before anything is read, written or said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum, auto

from bot.batch import Batch
from bot.features import House
from rules.incoming import Edited, Incoming, Located, Ordered, Other, Tapped, Typed
from rules.limits import FIGURES, Limit, waited
from storage import groups, limits, people

ACTS = (Ordered, Typed, Tapped, Edited, Located, Other)


class Pass(Enum):
    OPEN = auto()
    GENTLY = auto()
    SILENT = auto()


def admit(batch: Batch, incoming: Iterable[Incoming], house: House) -> dict[int, Pass]:
    """What becomes of each update, by its number; one that is not named passes."""
    incoming = list(incoming)
    found = _of_people(batch, [one for one in incoming if _is_a_persons(one)])
    for one in incoming:
        order = one.event.name if isinstance(one.event, Ordered) and one.place.is_group else ""
        if order in house.orders and not _may_be_answered(batch, one, order):
            found[one.update] = Pass.SILENT
    return found


def may_ask(batch: Batch, one: Incoming) -> Pass:
    """What becomes of a turn that has one more question for the network: they are counted, too."""
    mark = _mark(batch, one) if one.sender.value is not None else f"c{one.place.value}"
    asked = limits.spend_all(batch.session, Limit.LOOKUPS, {mark: 1}, batch.now)[mark]
    most = FIGURES[Limit.LOOKUPS].most
    return Pass.OPEN if asked <= most else Pass.GENTLY if asked == most + 1 else Pass.SILENT


def _is_a_persons(one: Incoming) -> bool:
    return one.sender.value is not None and isinstance(one.event, ACTS) and (
        one.place.is_private or isinstance(one.event, Tapped))


def _of_people(batch: Batch, acts: list[Incoming]) -> dict[int, Pass]:
    """One statement for those who act now; what waited while nobody listened counts in the minute it was written."""
    found: dict[int, Pass] = {}
    most = FIGURES[Limit.ACTIONS].most
    for minute, these in sorted(_by_minute(batch, acts).items()):
        made = Counter(_mark(batch, one) for one in these)
        numbers = limits.spend_all(batch.session, Limit.ACTIONS, made, minute)
        for one in reversed(these):
            mark = _mark(batch, one)
            if numbers[mark] > most:
                found[one.update] = Pass.GENTLY if numbers[mark] == most + 1 else Pass.SILENT
            numbers[mark] -= 1
    return found


def _by_minute(batch: Batch, acts: list[Incoming]) -> Mapping[datetime, list[Incoming]]:
    minutes: dict[datetime, list[Incoming]] = {}
    for one in acts:
        at = one.at.replace(second=0) if one.at and waited(one.at, batch.now) else batch.now
        minutes.setdefault(at, []).append(one)
    return minutes


def _mark(batch: Batch, one: Incoming) -> str:
    """By the person's row, or for a minute by the number of somebody who has none."""
    assert one.sender.value is not None
    person = batch.people.get(one.sender.value)
    return f"p{person.id}" if person else f"u{one.sender.value}"


def _may_be_answered(batch: Batch, one: Incoming, order: str) -> bool:
    """A group's orders, whoever types them, the same once in a topic; those who run it keep answers of their own."""
    session, now = batch.session, batch.now
    group = groups.by_chat(session, one.place.value)
    mark = f"g{group.id}" if group else f"c{one.place.value}"
    if one.sender.value is None or _runs(batch, one, group.id if group else 0):
        return limits.spend(session, Limit.ADMIN_ANSWERS, mark, now)
    same = f"{mark}:{one.place.thread or 0}:{order}"[:80]
    return limits.spend(session, Limit.SAME_ORDER, same, now) and limits.spend(
        session, Limit.GROUP_ANSWERS, mark, now)


def _runs(batch: Batch, one: Incoming, group: int) -> bool:
    person = batch.people.get(one.sender.value) if one.sender.value else None
    return person is not None and any(admin.id == person.id for admin in people.admins_of(batch.session, group))
