"""What takes the place of an earlier delivery: never of another place's, never of another feature's."""

from __future__ import annotations

from sqlalchemy import Engine

from messages.groups import GroupCard, GroupHello
from messages.hours import HourConfirmed
from rules.deliveries import DeliveryState, Lane, Window
from rules.screens import Message
from storage import ledger, posting
from storage.engine import transaction
from tests.deliveries.conftest import FOREVER, NOW, chats, row


def add(engine: Engine, message: Message, address: int, *, waits: bool = False, replaces: int | None = None) -> int:
    window = Window(NOW + FOREVER) if waits else Window()
    with transaction(engine) as session:
        return ledger.add(session, ledger.Draft(message, address, Lane.NOTICE, window=window, replaces=replaces), NOW)


def leave(engine: Engine, delivery: int) -> int | None:
    """It is about to leave; the message it would change."""
    with transaction(engine) as session:
        post = posting.post(session, posting.load(session, delivery), NOW)
        assert post is not None
        return post.edit


def test_a_card_that_waits_gives_way_to_what_replaces_it_here(engine: Engine) -> None:
    here, _there = chats(engine, 2)
    card = add(engine, GroupCard(1, "Les Lilas"), here, waits=True)
    assert leave(engine, add(engine, GroupHello("link"), here, replaces=card)) is None
    assert row(engine, card).state is DeliveryState.CANCELLED


def test_a_card_of_another_place_stays(engine: Engine) -> None:
    here, there = chats(engine, 2)
    card = add(engine, GroupCard(1, "Les Lilas"), there, waits=True)
    assert leave(engine, add(engine, GroupHello("link"), here, replaces=card)) is None
    assert row(engine, card).state is DeliveryState.WAITING


def test_what_another_feature_said_stays(engine: Engine) -> None:
    here, _there = chats(engine, 2)
    notice = add(engine, HourConfirmed("Odile", 30), here, waits=True)
    sent = add(engine, HourConfirmed("Odile", 60), here)
    with transaction(engine) as session:
        ledger.finish(session, sent, DeliveryState.SENT, NOW, telegram_id=77, only=(DeliveryState.READY,))
    for number in (notice, sent):
        assert leave(engine, add(engine, GroupHello("link"), here, replaces=number)) is None
    assert row(engine, notice).state is DeliveryState.WAITING
