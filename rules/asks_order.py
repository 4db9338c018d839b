"""In which order neighbours are asked: who said « un autre jour » for today, then by place, by what they like to do, by
hour, then the least recently asked. Nothing here knows how often somebody says yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rules.asks import HELP_REST, NEVER, REST


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked for a need.

    near: lives in its very place. skilled: said they like to do this, or have it. free: said they are at that hour.
    helped: when they gave a hand last, within HELP_REST; NEVER before.
    expects: said « un autre jour », and it is today. month: how many times they were asked this month.
    """

    id: int
    address: int
    near: bool = True
    skilled: bool = False
    free: bool = False
    expects: bool = False
    last: datetime = NEVER
    helped: datetime = NEVER
    month: int = 0
    limit: int = 4


def ranked(people: Iterable[Candidate], now: datetime, *, company: bool = False) -> list[Candidate]:
    """Who is asked, the first first. Whoever was asked within a week rests, unless all of them were.

    company: for a moment of company anybody willing will do, of the whole quarter, whatever they like to do.
    """
    everybody = list(people)
    rested = [one for one in everybody if one.expects or now - one.last >= REST]
    return sorted(rested or everybody, key=lambda one: _key(one, now, company=company))


def _key(one: Candidate, now: datetime, *, company: bool) -> tuple[object, ...]:
    where = () if company else (not one.near, not one.skilled)
    return (not one.expects, now - one.helped < HELP_REST, *where, not one.free, one.last, one.id)


def unasked(people: Sequence[Candidate], now: datetime) -> int:
    """How many of them have rested."""
    return sum(one.expects or now - one.last >= REST for one in people)
