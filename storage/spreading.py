"""One message spread over many addresses: a few thousand rows a statement, all in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import insert, literal, select
from sqlmodel import Session

from rules.deliveries import DeliveryState, Lane, Window
from storage import fairness
from storage.many import A_LOT, numbers
from storage.tables import Delivery, table

S = DeliveryState
_d = table(Delivery)


def spread(session: Session, message: int, lane: Lane, places: Iterable[tuple[int, Window]], weight: int,
           same: Mapping[str, Any], now: datetime) -> Iterator[Sequence[Any]]:
    """The deliveries (address_id, id) of a message, as they are written. same: the columns all of them share."""
    start = vt = fairness.floor(session, lane)
    step, rest, count = max(1, fairness.STEP // weight), iter(places), 0
    while some := list(islice(rest, A_LOT)):
        count += len(some)
        by_window: dict[Window, list[int]] = {}
        for address, window in some:
            by_window.setdefault(window, []).append(address)
        for window, addresses in by_window.items():
            waits = window.not_before is not None and window.not_before > now
            line = [(address, vt + n * step) for n, address in enumerate(addresses)]
            yield _insert(session, line, {
                **same, "message_id": message, "lane": lane, "state": S.WAITING if waits else S.READY,
                "not_before": window.not_before if waits else None, "not_after": window.not_after})
            vt += 0 if waits else len(addresses) * step
    if count > 1:
        fairness.begin(session, message, vt if vt > start else 0)


def _insert(session: Session, line: Sequence[tuple[int, int]], same: Mapping[str, Any]) -> Sequence[Any]:
    many = numbers(session, line, "address_id", "vt")
    said = {name: literal(value, _d.c[name].type) for name, value in same.items() if value is not None}
    rows = select(many.c.address_id, many.c.vt, *said.values())
    return session.connection().execute(
        insert(_d).from_select(["address_id", "vt", *said], rows).returning(_d.c.address_id, _d.c.id)).all()
