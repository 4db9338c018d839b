"""One wave of asks: who is willing now, in their order, and what each of them reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.asks_sign import leader, signed_to
from actions.desk import Desk, holidays
from actions.vouches import may_help
from messages.asks import HelpAsk
from rules.asks import month_of
from rules.asks_order import Candidate, ranked
from rules.help import MOST_ASKED, Request
from rules.manners import Hours, Reader, next_open
from storage import asks, asks_near, asks_waves, zones

COMPANY = "visite_appel"
LOOKED_AT = MOST_ASKED + 10


@dataclass(frozen=True, slots=True)
class Found:
    """Who may be asked, the first first, and how many of them have rested since they were asked last."""

    people: Sequence[Candidate]
    rested: int


def willing(desk: Desk, request: Request) -> list[Candidate]:
    """Whom an ask would reach now or at the next open hour: those whom it reaches soonest, in their order."""
    kind = desk.content.kind(request.kind)
    company = request.kind == COMPANY
    month = month_of(next_open(Hours.WORKDAYS, desk.now, there(desk, request)), request.timezone)
    found = ranked(asks_near.candidates(desk.session, request, kind.family, desk.now, month, company=company),
                   desk.now, company=company)
    chosen = {one.address: one for one in trusted(desk, request, found)}
    windows = desk.windows(list(chosen), ask(desk, request, ""), last=request.day)
    soonest = min((window.not_before or desk.now for window in windows.values()), default=desk.now)
    return [one for address, one in chosen.items()
            if address in windows and (windows[address].not_before or desk.now) == soonest]


def there(desk: Desk, request: Request) -> Reader:
    """Who lives where it is asked for: their hours, their holidays."""
    zone = zones.by_id(desk.session, request.zone)
    return Reader(request.timezone, holiday=holidays(zone.commune if zone else None, request.timezone))


def trusted(desk: Desk, request: Request, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """For a help inside somebody's home, those who have a recommendation there; as many as one looks at."""
    kept = 0
    for one in found:
        if kept == LOOKED_AT:
            return
        if may_help(desk, one.id, request):
            kept += 1
            yield one


def send(desk: Desk, request: Request, chosen: Sequence[Candidate], wave: int) -> list[datetime]:
    """Each is asked, in the name of whoever looks after the street; when each reads it. Where it is, is told to those
    who live there.
    """
    here, who = set(zones.residents(desk.session, request.zone)), leader(desk, request)
    those: dict[tuple[bool, str], dict[int, int]] = {}
    for one in chosen:
        those.setdefault((one.id in here, signed_to(desk, who, one.id)), {})[one.address] = one.id
    leave: list[datetime] = []
    for (lives, by), people in those.items():
        told = desk.tell_all(list(people), ask(desk, request if lives else request.seen_from(()), by),
                             last=request.day)
        asks.record(desk.session, [people[address] for address in told], desk.now, request=request.id,
                    asker=request.asker, carried=told.values(), wave=wave)
        leave += [one.at for one in told.values()]
    asks_waves.counted(desk.session, request.zone, asked=len(leave))
    asks_waves.step(desk.session, request.id, wave=wave)
    return leave


def ask(desk: Desk, request: Request, by: str) -> HelpAsk:
    kind = desk.content.kind(request.kind)
    if kind.discreet:
        return HelpAsk(request.id, kind.title, request.minutes, by=by)
    return HelpAsk(request.id, kind.title, request.minutes, request.zone_label, request.day, request.slot, by)
