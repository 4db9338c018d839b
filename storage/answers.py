"""Answers of one place: what is the same is said once, three at most are in hand, the rest waits its turn in order.

An answer behind others is `waiting` without an hour; `next_in_line` makes the oldest of a place ready, so that no claim
ever reads a crowd of answers that cannot leave yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AnySet
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, literal_column, select, text, update
from sqlmodel import Session

from rules.deliveries import DeliveryState, Lane
from rules.kinds import encode
from rules.screens import TapAnswer
from storage.engine import is_sqlite
from storage.ledger import Draft
from storage.tables import Address, Delivery, Message, table
from storage.tables.deliveries import IN_LINE, PENDING_ANSWER

S = DeliveryState
MOST_IN_HAND = 3
CHUNK, PLACES = 1000, 100
PENDING, QUEUED = PENDING_ANSWER.text, IN_LINE.text
_d, _m, _a = table(Delivery), table(Message), table(Address)


@dataclass(slots=True)
class Line:
    """What is still to be said somewhere: the newest words, and how many are in hand; none are when others wait."""

    newest: Draft | tuple[Any, ...] | None = None
    in_hand: int = 0
    waits: bool = False

    def says(self, draft: Draft) -> bool:
        """Whether its newest words, said in this batch or read from the ledger, are these."""
        match self.newest:
            case None:
                return False
            case Draft(message, edit=edit):
                return edit == draft.edit and message == draft.message
            case row:
                return row == (*encode(draft.message), draft.edit)


@dataclass(slots=True)
class Lines:
    lines: dict[int, Line] = field(default_factory=dict)

    def place(self, draft: Draft, *, direct: bool) -> Draft | None:
        """The draft as it may be written: behind others when it must; None when the same is already to be said."""
        if draft.lane is not Lane.ANSWER or isinstance(draft.message, TapAnswer):
            return draft
        line = self.lines.setdefault(draft.address, Line())
        if line.says(draft):
            return None
        line.newest = draft
        if not direct:
            return draft
        if line.waits or line.in_hand >= MOST_IN_HAND:
            line.waits = True
            return replace(draft, born=S.WAITING)
        line.in_hand += 1
        line.waits = draft.born is not S.SENDING
        return draft


def in_line(session: Session, drafts: Sequence[Draft], epoch: int, arrived: AnySet[int] = frozenset()) -> list[Draft]:
    """These answers without what is said already. epoch: the sender's, when the caller speaks them itself. arrived:
    deliveries that were said, which is not written down yet: nobody waits for them.
    """
    lines = _lines(session, {d.address for d in drafts if not isinstance(d.message, TapAnswer)}, arrived)
    placed = (lines.place(draft, direct=bool(epoch)) for draft in drafts)
    return [draft for draft in placed if draft is not None]


def _lines(session: Session, addresses: Iterable[int], arrived: AnySet[int]) -> Lines:
    wanted = list(addresses)
    if not wanted:
        return Lines()
    connection = session.connection()
    newest = select(func.max(literal_column("delivery.id"))).select_from(_pending(session)).where(
        text(PENDING), literal_column("delivery.address_id") == _a.c.id).correlate(_a).scalar_subquery()
    last = select(_a.c.id.label("place"), newest.label("delivery")).where(_a.c.id.in_(wanted)).subquery()
    rows = connection.execute(select(last.c.place, _d.c.id, _d.c.state, _d.c.edit, _m.c.kind, _m.c.params).join(
        _d, _d.c.id == last.c.delivery).join(_m, _m.c.id == _d.c.message_id)).all()
    found = {row.place: Line(None if row.id in arrived else (row.kind, row.params, row.edit), 0,
                             row.state is not S.SENDING) for row in rows}
    in_hand = [place for place, line in found.items() if not line.waits]
    if in_hand:
        theirs: Any = select(literal_column("address_id"), literal_column("id")).select_from(
            _pending(session)).where(text(PENDING), literal_column("address_id").in_(in_hand)).limit(CHUNK)
        counted = Counter(address for address, number in connection.execute(theirs) if number not in arrived)
        for place in in_hand:
            found[place].in_hand = counted[place]
    return Lines(found)


def _pending(session: Session) -> Any:
    return text("delivery INDEXED BY ix_delivery_pending" if is_sqlite(session) else "delivery")


def _queued(session: Session) -> Any:
    return text("delivery INDEXED BY ix_delivery_queued" if is_sqlite(session) else "delivery")


def is_behind(session: Session, address: int, delivery: int) -> bool:
    """Whether an older answer of the same place waits its turn."""
    older: Select[Any] = select(literal_column("id")).select_from(_queued(session)).where(
        text(QUEUED), literal_column("address_id") == address, literal_column("id") < delivery).limit(1)
    return session.connection().execute(older).first() is not None


def step_back(session: Session, address: int, delivery: int, now: datetime) -> None:
    """This claimed answer waits its turn, and so do those of its place among the next ones ready."""
    ready = text("delivery INDEXED BY ix_delivery_ready" if is_sqlite(session) else "delivery")
    ahead = select(literal_column("id"), literal_column("address_id")).select_from(ready).where(
        text("state = 'ready' AND lane = 0")).order_by(text("lane, vt, id")).limit(CHUNK).subquery()
    theirs = session.connection().execute(select(ahead.c.id).where(ahead.c.address_id == address)).scalars()
    session.connection().execute(
        update(_d).where(_d.c.id.in_([delivery, *theirs]), _d.c.state.in_((S.READY, S.SENDING))).values(
            state=S.WAITING, not_before=None, changed_at=now))


def next_in_line(session: Session, after: int, free: Callable[[int, int], bool], now: datetime) -> int:
    """Of each place that may be written to, the oldest answer that waits its turn is ready; some places at a time.

    free: whether a place (its address, its value) can take an answer now.
    Returns the last place looked at; 0 when the end was reached.
    """
    places = _places(session, after)
    for address, value in places:
        if free(address, value):
            oldest = select(func.min(literal_column("id"))).select_from(_queued(session)).where(
                text(QUEUED), literal_column("address_id") == address).scalar_subquery()
            session.connection().execute(update(_d).where(_d.c.id == oldest).values(state=S.READY, changed_at=now))
    return places[-1][0] if len(places) == PLACES else 0


def _places(session: Session, after: int) -> list[tuple[int, int]]:
    """Places with answers that wait their turn: one look into the index a place, however many wait there."""
    name = "delivery INDEXED BY ix_delivery_queued" if is_sqlite(session) else "delivery"
    step = f"SELECT min(address_id) FROM {name} WHERE {QUEUED} AND address_id >"  # noqa: S608
    hop = text(f"WITH RECURSIVE place(id) AS ({step} :after UNION ALL SELECT ({step} place.id) FROM place "  # noqa: S608
               "WHERE place.id IS NOT NULL) SELECT place.id, address.value FROM place "
               "JOIN address ON address.id = place.id LIMIT :most").bindparams(bindparam("after"), bindparam("most"))
    found = session.connection().execute(hop, {"after": after, "most": PLACES})
    return sorted((int(row[0]), int(row[1])) for row in found)


def drop(session: Session, address: int, now: datetime) -> None:
    """Answers not yet on their way to this place will not leave."""
    session.connection().execute(update(_d).where(
        _d.c.address_id == address, _d.c.lane == Lane.ANSWER, _d.c.state.in_((S.READY, S.WAITING))).values(
            state=S.CANCELLED, reason="dropped", changed_at=now))
