"""A voice message leaves the ledger in the transaction that writes how its delivery ended."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, select

from messages.thanks import ThanksAloud
from rules.deliveries import AddressState, DeliveryState, Lane, Later, Outcome, Policy, Refused, Sent, Uncertain
from storage import fleeting, halting, ledger, posting
from storage.engine import transaction
from storage.outcomes import write_outcomes
from storage.tables import Message, table
from tests.deliveries.conftest import NOW, claim, lease, people

_m = table(Message)
FILE = {"first_name": "Odile", "file": "voice-1"}
FORGOTTEN = {"first_name": "Odile"}


def a_voice(engine: Engine, policy: Policy = Policy.AT_MOST_ONCE) -> int:
    (address,) = people(engine, 1)
    with transaction(engine) as session:
        return ledger.add(session, ledger.Draft(ThanksAloud("Odile", "voice-1"), address, Lane.NOTICE, policy=policy),
                          NOW)


def kept(engine: Engine) -> Any:
    with transaction(engine) as session:
        return session.connection().execute(select(_m.c.params)).scalar_one()


@pytest.mark.parametrize(("outcome", "left"), [
    (Sent(7), FORGOTTEN), (Refused("not reachable", AddressState.UNREACHABLE), FORGOTTEN),
    (Uncertain("server error"), FORGOTTEN), (Later(5.0), FILE), (Later(5.0, counted=True), FILE)])
def test_it_goes_with_the_outcome_and_stays_while_it_must_still_leave(
        engine: Engine, outcome: Outcome, left: dict[str, str]) -> None:
    delivery, epoch = a_voice(engine), lease(engine)
    assert claim(engine, epoch) == delivery
    assert kept(engine) == FILE
    with transaction(engine) as session:
        post = posting.post(session, posting.load(session, delivery), NOW)
        assert post is not None
        write_outcomes(session, [(post, outcome)], NOW)
    assert kept(engine) == left


def test_it_goes_when_its_place_does_not_want_it(engine: Engine) -> None:
    delivery, epoch = a_voice(engine), lease(engine)
    claim(engine, epoch)
    with transaction(engine) as session:
        halting.withhold(session, posting.load(session, delivery), "stopped", NOW)
    assert kept(engine) == FORGOTTEN


def test_what_was_cancelled_on_its_way_goes_within_the_hour(engine: Engine) -> None:
    delivery = a_voice(engine)
    with transaction(engine) as session:
        fleeting.forget_between(session, 0, 99)
    assert kept(engine) == FILE
    with transaction(engine) as session:
        ledger.finish(session, delivery, DeliveryState.CANCELLED, NOW, only=(DeliveryState.READY,))
        fleeting.forget_between(session, 0, 99)
    assert kept(engine) == FORGOTTEN
