"""The ledger of deliveries: outbox, campaign ledger and retry list in one table.

Rows are added in the transaction of what caused them, claimed one at a time by the holder of the lease,
and their outcome is written back. Nothing is ever deleted here but by housekeeping.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, insert, literal_column, select, text, true, update
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Session

import messages  # noqa: F401 - every kind is registered before a row is read
from rules.deliveries import DeliveryState, Lane, Policy, Purpose, Window, policy_of
from rules.kinds import encode
from rules.residents import reads
from rules.screens import Message as AnyMessage
from storage import many, mentions
from storage.engine import is_sqlite
from storage.spreading import spread
from storage.tables import Address, BotLease, Delivery, Message, NeighbourGroup, Person, table

S = DeliveryState
A_FEW = 500
_m, _d, _a, _p, _g, _l = (table(t) for t in (Message, Delivery, Address, Person, NeighbourGroup, BotLease))


@dataclass(frozen=True, slots=True)
class Draft:
    """One message for one address, before it is a row. born: the state of an answer that its caller would speak."""

    message: AnyMessage
    address: int
    lane: Lane = Lane.NOTICE
    purpose: Purpose = Purpose.NOTICE
    policy: Policy | None = None  # of its purpose, unless said otherwise
    window: Window = Window()
    author: int | None = None
    edit: int | None = None
    replaces: int | None = None
    born: DeliveryState = S.SENDING
    campaign: int | None = None  # of what the town says to many

    @property
    def kept(self) -> Policy:
        return self.policy or policy_of(self.purpose)


def add(session: Session, draft: Draft, now: datetime) -> int:
    """One message for one address; returns the delivery's id."""
    return add_all(session, draft, [draft.address], now)[0]


def add_all(session: Session, draft: Draft, addresses: Sequence[int], now: datetime, weight: int | None = None,
            windows: Mapping[int, Window] | None = None) -> list[int]:
    """One message for many addresses, in the order given; the message and all rows in this transaction.

    windows: of each address, where they differ. weight: its share beside the others' of its lane; a few hundred
    addresses have twice that of a crowd. Returns the deliveries' ids, in that order.
    """
    windows, weight = windows or {}, weight or (2 if 1 < len(addresses) <= A_FEW else 1)
    message = _write(session, draft, now, weight)
    each = ((address, windows.get(address, draft.window)) for address in addresses)
    made = {row.address_id: int(row.id) for rows in spread(
        session, message, draft.lane, each, weight, _same(draft, now), now) for row in rows}
    return [made[address] for address in addresses]


def plan(session: Session, draft: Draft, places: Iterable[tuple[int, Window]], now: datetime, weight: int = 1
         ) -> tuple[int, int]:
    """One message for as many (address, window) as there are: its id, and how many. Never holds all of them."""
    message = _write(session, draft, now, weight)
    return message, sum(len(rows) for rows in spread(
        session, message, draft.lane, places, weight, _same(draft, now), now))


def _write(session: Session, draft: Draft, now: datetime, weight: int) -> int:
    message = int(session.connection().execute(insert(_m).values(_message(draft, now) | {"weight": weight}).returning(
        _m.c.id)).scalar_one())
    mentions.keep(session, [(message, draft.message)])
    return message


def add_answers(session: Session, drafts: Sequence[Draft], now: datetime, epoch: int) -> list[int]:
    """Answers of a batch in two statements. With an epoch they are born `sending`: the caller speaks them."""
    if not drafts:
        return []
    written = [_message(draft, now) for draft in drafts]
    ids = many.add(session, _m, written)
    mentions.keep(session, zip(ids, (draft.message for draft in drafts), strict=True))
    rows = [_row(draft, message, now) | {"epoch": epoch, "state":
            draft.born if epoch and draft.lane == Lane.ANSWER else S.READY}
            for draft, message in zip(drafts, ids, strict=True)]
    return many.add(session, _d, rows)


def _message(draft: Draft, now: datetime) -> dict[str, Any]:
    kind, params = encode(draft.message)
    return {"kind": kind, "params": params, "purpose": draft.purpose, "policy": draft.kept,
            "author_id": draft.author, "weight": 1, "campaign_id": draft.campaign, "created_at": now}


def _row(draft: Draft, message: int, now: datetime) -> dict[str, Any]:
    window = draft.window
    waits = window.not_before is not None and window.not_before > now
    return {"message_id": message, "address_id": draft.address, "lane": draft.lane, "vt": 0,
            "state": S.WAITING if waits else S.READY, "not_before": window.not_before if waits else None,
            "not_after": window.not_after} | _same(draft, now)


def _same(draft: Draft, now: datetime) -> dict[str, Any]:
    """What all deliveries of a message share."""
    return {"attempts": 0, "epoch": 0, "edit": draft.edit, "replaces": draft.replaces, "changed_at": now}


def claim(session: Session, token: str, epoch: int, now: datetime, lanes: str = "lane >= 0") -> int | None:
    """The next delivery to send, marked `sending` under this epoch; None when nothing is ready or the lease is lost."""
    found = session.connection().execute(_claiming(lanes, is_sqlite(session)), {
        "token_": token, "epoch_": epoch, "now_": now}).scalar()
    return None if found is None else int(found)


@cache
def _claiming(lanes: str, lite: bool) -> ReturningUpdate[Any]:
    """Said twenty times a second in each town: put together once."""
    candidate = _rows_in("ready", lite).where(text(lanes)).order_by(text("lane, vt, id")).limit(1)
    if not lite:
        candidate = candidate.with_for_update(skip_locked=True)
    entitled = exists().where(_l.c.token == bindparam("token_"), _l.c.epoch == bindparam("epoch_"),
                              _l.c.expires_at > bindparam("now_", type_=_l.c.expires_at.type))
    return update(_d).where(_d.c.id == candidate.scalar_subquery(), entitled).values(
        state=S.SENDING, epoch=bindparam("epoch_"), changed_at=bindparam("now_", type_=_d.c.changed_at.type)).returning(
            _d.c.id)


def rows_in(session: Session, state: str) -> Select[Any]:
    """Ids of rows in a state, by the index that holds these alone: SQLite would otherwise sort all of them."""
    return _rows_in(state, is_sqlite(session))


def _rows_in(state: str, lite: bool) -> Select[Any]:
    index = f" INDEXED BY ix_delivery_{state}" if lite else ""
    return select(literal_column("id")).select_from(text(f"delivery{index}")).where(text(f"state = '{state}'"))


def finish(session: Session, delivery: int, state: DeliveryState, now: datetime, *, telegram_id: int | None = None,
           reason: str | None = None, only: Iterable[DeliveryState] = (S.SENDING, S.UNCERTAIN), epoch: int = 0) -> bool:
    """The end of a delivery. epoch: only while the row is still the one claimed under it."""
    values: dict[str, Any] = {"state": state, "reason": reason, "changed_at": now}
    if telegram_id is not None:
        values["telegram_id"] = telegram_id
    done = session.connection().execute(
        update(_d).where(_d.c.id == delivery, _d.c.state.in_(list(only)), _under(epoch)).values(**values))
    return bool(done.rowcount)


def postpone(session: Session, delivery: int, until: datetime, now: datetime, *, counted: bool = False,
             epoch: int = 0, reason: str | None = None) -> None:
    session.connection().execute(update(_d).where(
        _d.c.id == delivery, _d.c.state == S.SENDING, _under(epoch)).values(
            state=S.WAITING, not_before=until, changed_at=now, reason=reason,
            attempts=_d.c.attempts + (1 if counted else 0)))


def _under(epoch: int) -> Any:
    return _d.c.epoch == epoch if epoch else true()


def places(session: Session, addresses: Iterable[int]) -> dict[int, tuple[int, int, str]]:
    """(value, thread, language) of addresses."""
    ids = list(addresses)
    if not ids:
        return {}
    rows = session.connection().execute(
        select(_a.c.id, _a.c.value, _a.c.thread, _p.c.language, _p.c.simple, _g.c.language.label("group_language"))
        .outerjoin(_p, _p.c.address_id == _a.c.id).outerjoin(_g, _g.c.address_id == _a.c.id)
        .where(_a.c.id.in_(ids)))
    return {r.id: (r.value, r.thread, reads(r.language or r.group_language, r.simple)) for r in rows}
