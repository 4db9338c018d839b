"""The ledger of deliveries: outbox, campaign ledger and retry list in one table.

Rows are added in the transaction of what caused them, claimed one at a time by the holder of the lease,
and their outcome is written back. Nothing is ever deleted here but by housekeeping.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, insert, literal_column, select, text, true, update
from sqlmodel import Session

import messages  # noqa: F401 - every kind is registered before a row is read
from rules.deliveries import AddressState, DeliveryState, Lane, Policy, Post, Purpose, Tally, Window, policy_of
from rules.kinds import decode, encode
from rules.residents import reads
from rules.screens import Message as AnyMessage
from storage import mentions
from storage.engine import is_sqlite
from storage.replacing import replaced
from storage.tables import Address, BotLease, Delivery, Message, NeighbourGroup, Person, table

S = DeliveryState
_m, _d, _a, _p, _g, _l = (table(t) for t in (Message, Delivery, Address, Person, NeighbourGroup, BotLease))
STEP = 1000
TOO_LATE = "too late"
# Spelled out, never bound: a planner proves a partial index from literals.
IS_READY = _d.c.state == literal_column(f"'{S.READY}'")


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


def add_all(session: Session, draft: Draft, addresses: Sequence[int], now: datetime, weight: int = 1,
            windows: Mapping[int, Window] | None = None) -> list[int]:
    """One message for many addresses, in the order given, in this transaction. windows: of each, where they differ."""
    windows = windows or {}
    message = session.connection().execute(insert(_m).values(_message(draft, now) | {"weight": weight}).returning(
        _m.c.id)).scalar_one()
    mentions.keep(session, [(message, draft.message)])
    start = _smallest_vt(session, draft.lane)
    rows = [_row(draft, message, address, now, windows.get(address, draft.window)) | {
        "vt": start + n * STEP // weight} for n, address in enumerate(addresses)]
    made = session.connection().execute(
        insert(_d).returning(_d.c.id, sort_by_parameter_order=True), rows)
    return [int(i) for i in made.scalars()]


def add_answers(session: Session, drafts: Sequence[Draft], now: datetime, epoch: int) -> list[int]:
    """Answers of a batch in two statements. With an epoch they are born `sending`: the caller speaks them."""
    if not drafts:
        return []
    written = [_message(draft, now) for draft in drafts]
    connection = session.connection()
    ids = list(connection.execute(insert(_m).returning(_m.c.id, sort_by_parameter_order=True), written).scalars())
    mentions.keep(session, zip(ids, (draft.message for draft in drafts), strict=True))
    rows = [_row(draft, message, draft.address, now, draft.window) | {"vt": 0, "epoch": epoch, "state":
            draft.born if epoch and draft.lane == Lane.ANSWER else S.READY}
            for draft, message in zip(drafts, ids, strict=True)]
    made = connection.execute(insert(_d).returning(_d.c.id, sort_by_parameter_order=True), rows)
    return [int(i) for i in made.scalars()]


def _message(draft: Draft, now: datetime) -> dict[str, Any]:
    kind, params = encode(draft.message)
    return {"kind": kind, "params": params, "purpose": draft.purpose, "policy": draft.kept,
            "author_id": draft.author, "weight": 1, "campaign_id": draft.campaign, "created_at": now}


def _row(draft: Draft, message: int, address: int, now: datetime, window: Window) -> dict[str, Any]:
    waits = window.not_before is not None and window.not_before > now
    return {"message_id": message, "address_id": address, "lane": draft.lane, "vt": 0,
            "state": S.WAITING if waits else S.READY, "attempts": 0, "epoch": 0,
            "not_before": window.not_before if waits else None, "not_after": window.not_after,
            "edit": draft.edit, "replaces": draft.replaces, "changed_at": now}


def _smallest_vt(session: Session, lane: Lane) -> int:
    """A new message starts level with the furthest-behind pending row: neither first nor after everybody."""
    pending = session.connection().execute(
        select(_d.c.vt).where(IS_READY, _d.c.lane == lane).order_by(_d.c.vt).limit(1)).scalar()
    return int(pending or 0)


def wake(session: Session, now: datetime) -> None:
    """Waiting rows whose hour has come are ready."""
    due = _rows(session, "waiting").where(literal_column("not_before", _d.c.not_before.type) <= now)
    session.connection().execute(update(_d).where(_d.c.id.in_(due)).values(
        state=S.READY, not_before=None, changed_at=now))


def claim(session: Session, token: str, epoch: int, now: datetime, lanes: str = "lane >= 0") -> int | None:
    """The next delivery to send, marked `sending` under this epoch; None when nothing is ready or the lease is lost."""
    candidate = _rows(session, "ready").where(text(lanes)).order_by(text("lane, vt, id")).limit(1)
    if not is_sqlite(session):
        candidate = candidate.with_for_update(skip_locked=True)
    entitled = exists().where(_l.c.token == token, _l.c.epoch == epoch, _l.c.expires_at > now)
    found = session.connection().execute(
        update(_d).where(_d.c.id == candidate.scalar_subquery(), entitled).values(
            state=S.SENDING, epoch=epoch, changed_at=now).returning(_d.c.id)).scalar()
    return None if found is None else int(found)


def _rows(session: Session, state: str) -> Select[Any]:
    """Ids of rows in a state, by the index that holds these alone: SQLite would otherwise sort all of them."""
    index = f" INDEXED BY ix_delivery_{state}" if is_sqlite(session) else ""
    return select(literal_column("id")).select_from(text(f"delivery{index}")).where(text(f"state = '{state}'"))


_POST = (
    select(_d.c.id, _d.c.address_id, _d.c.lane, _d.c.edit, _d.c.replaces, _d.c.epoch, _d.c.not_after,
           _d.c.attempts, _d.c.message_id, _a.c.value, _a.c.thread, _a.c.state.label("place"),
           _m.c.author_id, _m.c.kind, _m.c.params, _m.c.policy, _m.c.purpose,
           _p.c.language.label("person_language"), _p.c.simple, _p.c.paused_until.label("person_paused"), _p.c.stopped,
           _g.c.language.label("group_language"), _g.c.paused_until.label("group_paused"),
           _g.c.state.label("group_state"))
    .join(_m, _m.c.id == _d.c.message_id).join(_a, _a.c.id == _d.c.address_id)
    .outerjoin(_p, _p.c.address_id == _d.c.address_id).outerjoin(_g, _g.c.address_id == _d.c.address_id)
)


def load(session: Session, delivery: int) -> Any:
    """The row of a delivery with its message and place; `post` makes it sayable."""
    return session.connection().execute(_POST.where(_d.c.id == delivery)).first()


def post(session: Session, row: Any, now: datetime) -> Post | None:
    """What the speaker says; None while the message it changes is still on its way, so that it is not said twice."""
    edit = row.edit
    if edit is None and row.replaces is not None:
        changed = replaced(session, row)
        edit = changed.telegram_id if changed else None
        if changed and edit is None:
            if changed.state is S.SENDING:
                return None
            finish(session, row.replaces, S.CANCELLED, now, only=(S.READY, S.WAITING))
    language = reads(row.person_language or row.group_language, row.simple)
    return Post(row.id, row.address_id, row.value, row.thread, language, row.lane, row.policy,
                decode(row.kind, row.params), edit, private=row.value > 0, epoch=row.epoch,
                again=row.attempts > 0 or row.place == AddressState.MUTED)


def barred_by(row: Any, now: datetime) -> str | None:
    """Why it must not leave, or None. Answers pass; a pause lets alerts through; a shut place is tried, to see."""
    if row.not_after is not None and row.not_after < now:
        return TOO_LATE
    if row.lane == Lane.ANSWER:
        return None
    tried = row.place == AddressState.MUTED and row.purpose in (Purpose.NOTICE, Purpose.ALERT)
    if row.place != AddressState.OPEN and not tried:
        return f"place {row.place.value}"
    if row.stopped:
        return "stopped"
    paused = row.person_paused or row.group_paused
    if paused and paused > now and row.purpose in (Purpose.ASK, Purpose.GESTE, Purpose.CAMPAIGN):
        return "paused"
    return None


def overtaken(session: Session, row: Any) -> str | None:
    """A change of a message that a later change has already replaced must not come back."""
    if row.edit is None and row.replaces is None:
        return None
    same = _d.c.edit == row.edit if row.edit is not None else _d.c.replaces == row.replaces
    later = session.connection().execute(select(_d.c.id).where(
        _d.c.address_id == row.address_id, same, _d.c.id > row.id,
        _d.c.state.in_((S.SENDING, S.SENT))).limit(1)).first()
    return "overtaken" if later else None


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


def tally(session: Session, message: int) -> Tally:
    """How a message stands, in the author's six words; the six always sum to the number of rows."""
    counted = session.connection().execute(
        select(_d.c.state, func.count()).where(_d.c.message_id == message).group_by(_d.c.state))
    counts = {row[0]: int(row[1]) for row in counted}
    return Tally(sum(counts.get(s, 0) for s in (S.WAITING, S.READY, S.PAUSED)), counts.get(S.SENDING, 0),
                 counts.get(S.SENT, 0), counts.get(S.FAILED, 0), counts.get(S.UNCERTAIN, 0),
                 counts.get(S.CANCELLED, 0) + counts.get(S.MISSED, 0))


def cancel_waiting(session: Session, address: int, purposes: Iterable[Purpose], now: datetime) -> None:
    """What is not yet on its way to this place, for these purposes, will not leave."""
    wanted = select(_m.c.id).where(_m.c.purpose.in_(list(purposes)))
    session.connection().execute(update(_d).where(
        _d.c.address_id == address, _d.c.state.in_((S.READY, S.WAITING, S.PAUSED)),
        _d.c.message_id.in_(wanted)).values(state=S.CANCELLED, changed_at=now))


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
