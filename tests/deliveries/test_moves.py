"""A group becomes a supergroup: three signs of it, one move, nobody lost and nothing doubled."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine, insert, select

from rules.deliveries import AddressState, DeliveryState, Window
from rules.groups import GroupState
from storage.engine import transaction
from storage.moves import move
from storage.residents import address_id
from storage.tables import Address, Delivery, NeighbourGroup, table
from tests.deliveries.conftest import NOW, claim, lease, place, post, row, states

_a, _d, _g = table(Address), table(Delivery), table(NeighbourGroup)
OLD, NEW = -40, -100_040
S = DeliveryState


def address(engine: Engine, value: int, thread: int = 0) -> int:
    with transaction(engine) as session:
        return address_id(session, value, thread)


def go(engine: Engine) -> None:
    with transaction(engine) as session:
        move(session, OLD, NEW, NOW)


def values(engine: Engine) -> dict[int, int]:
    with transaction(engine) as session:
        return {r.id: r.value for r in session.connection().execute(select(_a.c.id, _a.c.value))}


def test_a_move_to_a_chat_nobody_knew(engine: Engine) -> None:
    old = address(engine, OLD)
    [one] = post(engine, [old])
    for _sign in range(3):
        go(engine)
    assert values(engine) == {old: NEW}
    assert claim(engine, lease(engine)) == one


def test_move_merges_addresses(engine: Engine) -> None:
    """Both chats were known: what either was to get, the new one gets once; what was sent stays in the books."""
    old, new = address(engine, OLD), address(engine, NEW)
    both = post(engine, [old, new], "aux deux")
    [only] = post(engine, [old], "à l’ancien")
    [waits] = post(engine, [old], "plus tard", window=Window(NOW + timedelta(hours=1), None))
    [done] = post(engine, [old], "déjà dit")
    with transaction(engine) as session:
        session.connection().execute(_d.update().where(_d.c.id == done).values(state=S.SENT, telegram_id=9))
    for _sign in range(3):
        go(engine)
    assert row(engine, both[0]) is None
    assert [row(engine, one).address_id for one in (both[1], only, waits)] == [new, new, new]
    assert states(engine, [both[1], only, waits, done]) == [S.READY, S.READY, S.WAITING, S.SENT]
    assert place(engine, old) is AddressState.CLOSED
    assert place(engine, new) is AddressState.OPEN


def test_the_group_keeps_its_settings_and_its_topic(engine: Engine) -> None:
    """An empty twin, made by the new chat's first word, gives way."""
    old, topic, new = address(engine, OLD), address(engine, OLD, 12), address(engine, NEW)
    with transaction(engine) as session:
        for where, name, state in ((old, "Les Lilas", GroupState.INSTALLED), (new, "twin", GroupState.ADDED)):
            session.connection().execute(insert(_g).values(address_id=where, name=name, state=state, added_at=NOW))
    go(engine)
    with transaction(engine) as session:
        left = session.connection().execute(select(_g.c.address_id, _g.c.name, _g.c.state)).all()
    assert [tuple(r) for r in left] == [(new, "Les Lilas", GroupState.INSTALLED)]
    assert values(engine)[topic] == NEW


def test_a_group_that_moves_before_it_could_be_told_opens_again(engine: Engine) -> None:
    old = address(engine, OLD)
    with transaction(engine) as session:
        session.connection().execute(_a.update().values(state=AddressState.DETACHED))
    go(engine)
    assert place(engine, old) is AddressState.OPEN
