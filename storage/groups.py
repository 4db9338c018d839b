"""Groups of a building or a street: found by their chat, installed, moved, removed."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, text, update
from sqlmodel import Session

from rules.groups import Group, GroupState
from rules.modules import off_from
from storage.modules import off_in
from storage.residents import address_id
from storage.tables import Address, Delivery, GesteShown, GesteTap, Message, NeighbourGroup, Participation, table

_g, _a, _in = table(NeighbourGroup), table(Address), table(Participation)
_d, _m = table(Delivery), table(Message)
_QUERY = select(_g, _a.c.value, _a.c.state.label("place"), off_in(_g.c.id).label("off")).join(
    _a, _a.c.id == _g.c.address_id)
# Said in nearly every turn: put together once.
_BY_CHAT = _QUERY.where(_a.c.service == "telegram", _a.c.value == bindparam("chat_"))
_BY_ID = _QUERY.where(_g.c.id == bindparam("group_"))
_PASSING = text("neighbour_group.state <> 'installed'")  # spelled out: a planner proves a partial index from literals


def group_of(r: Any) -> Group:
    return Group(r.id, r.address_id, r.value, r.name, r.state, r.zone_id, r.language, r.timezone,
                 time.fromisoformat(r.quiet_from), time.fromisoformat(r.quiet_to), r.paused_until, r.place,
                 off_from(r.off))


def by_chat(session: Session, chat: int) -> Group | None:
    r = session.connection().execute(_BY_CHAT, {"chat_": chat}).first()
    return group_of(r) if r else None


def by_id(session: Session, group: int) -> Group | None:
    r = session.connection().execute(_BY_ID, {"group_": group}).first()
    return group_of(r) if r else None


def of_zone(session: Session, zone: int) -> list[Group]:
    """The installed groups of a zone."""
    rows = session.connection().execute(
        _QUERY.where(_g.c.zone_id == zone, _g.c.state == GroupState.INSTALLED).order_by(_g.c.id))
    return [group_of(r) for r in rows]


def of_person(session: Session, person: int) -> list[Group]:
    """The installed groups a person takes part in."""
    rows = session.connection().execute(
        _QUERY.join(_in, _in.c.group_id == _g.c.id).where(
            _in.c.person_id == person, _g.c.state == GroupState.INSTALLED).order_by(_g.c.id))
    return [group_of(r) for r in rows]


def add(session: Session, chat: int, title: str, language: str, thread: int, by: int | None, now: datetime) -> Group:
    """A chat we were added to; not installed yet. A chat that comes back keeps its row and its settings."""
    found = by_chat(session, chat)
    if found:
        state = GroupState.INSTALLED if found.zone and found.is_installed else GroupState.ADDED
        change(session, found.id, state=state, removed_at=None, added_at=now)
        return by_id(session, found.id) or found
    address = address_id(session, chat, thread)
    made = session.connection().execute(insert(_g).values(
        address_id=address, name=title[:128], state=GroupState.ADDED, language=language, added_by=by,
        added_at=now).returning(_g.c.id)).scalar_one()
    group = by_id(session, int(made))
    assert group is not None
    return group


def change(session: Session, group: int, **columns: Any) -> None:
    session.connection().execute(update(_g).where(_g.c.id == group).values(**columns))


def row(session: Session, group: int) -> Any:
    """Every column of one group."""
    return session.connection().execute(select(_g).where(_g.c.id == group)).one()


def use_thread(session: Session, group: int, chat: int, thread: int) -> None:
    """The group speaks in this topic from now on."""
    change(session, group, address_id=address_id(session, chat, thread))


def installed_after(session: Session, group: int, most: int) -> list[int]:
    """The next installed groups, by number."""
    return [int(i) for i in session.connection().execute(select(_g.c.id).where(
        _g.c.id > group, _g.c.state == GroupState.INSTALLED).order_by(_g.c.id).limit(most)).scalars()]


def page_after(session: Session, group: int, most: int) -> list[tuple[Group, int | None]]:
    """The next installed groups, by number, each with who installed it."""
    rows = session.connection().execute(_QUERY.where(
        _g.c.id > group, _g.c.state == GroupState.INSTALLED).order_by(_g.c.id).limit(most))
    return [(group_of(r), r.installed_by) for r in rows]


def card_of(session: Session, group: Group) -> int | None:
    """The delivery that holds the group's newest card, « Je participe »."""
    found = session.connection().execute(select(_d.c.id).join(_m, _m.c.id == _d.c.message_id).where(
        _d.c.address_id == group.address, _m.c.kind == "groups.card").order_by(_d.c.id.desc()).limit(1)).scalar()
    return None if found is None else int(found)


def by_states(session: Session, state: GroupState, before: datetime) -> list[Group]:
    """Groups added (or removed) before an instant and still so."""
    moment = _g.c.removed_at if state is GroupState.REMOVED else _g.c.added_at
    rows = session.connection().execute(_QUERY.where(_g.c.state == state, _PASSING, moment < before).order_by(_g.c.id))
    return [group_of(r) for r in rows]


def wipe(session: Session, group: int) -> None:
    """Nothing of a group is left but its address, which other rows may still name. Its links and marks go with it."""
    connection = session.connection()
    for owned in (table(GesteShown), table(GesteTap)):
        connection.execute(delete(owned).where(owned.c.owner == f"g{group}"))
    connection.execute(delete(_g).where(_g.c.id == group))
