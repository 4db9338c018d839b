"""Every row is accounted for at every instant, whatever happens in whatever order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, update

from rules.deliveries import DeliveryState, Later, Outcome, Policy, Post, Refused, Sent, Tally, Uncertain
from storage import halting, ledger, posting, runs, waking
from storage.engine import transaction
from storage.lease import settle_orphans, take_lease
from storage.outcomes import write_outcomes
from storage.tables import BotLease, Delivery, table
from tests.deliveries.conftest import NOW, TOKEN, message_of, people, post, row

PLACES = 3
OUTCOMES: list[Outcome] = [Sent(7), Refused("no"), Later(0.0), Later(60.0), Later(2.0, counted=True), Uncertain("lost")]
STEPS = st.one_of(
    st.sampled_from(["claim", "pause", "resume", "cancel", "takeover", "wake", "later"]),
    st.tuples(st.integers(0, PLACES - 1), st.sampled_from(OUTCOMES)))


class Play:
    """One message to a few places, under a lease that may change hands; what was said is counted by delivery."""

    def __init__(self, engine: Engine, policy: Policy) -> None:
        self.engine, self.now, self.n = engine, NOW, 0
        with transaction(engine) as session:
            session.connection().execute(update(table(Delivery)).values(state=DeliveryState.CANCELLED))
        self.rows = post(engine, Play.places(engine), policy=policy)
        self.message = message_of(engine, self.rows[0])
        self.epoch = takeover(engine, f"h{self.message}", NOW)
        self.calls: dict[int, Post] = {}
        self.said: dict[int, int] = dict.fromkeys(self.rows, 0)

    @staticmethod
    def places(engine: Engine) -> list[int]:
        with transaction(engine) as session:
            found = list(session.connection().exec_driver_sql("SELECT id FROM address ORDER BY id LIMIT 3"))
        return [int(r[0]) for r in found] or people(engine, PLACES)

    def step(self, what: Any) -> None:
        with transaction(self.engine) as session:
            match what:
                case "claim":
                    found = ledger.claim(session, TOKEN, self.epoch, self.now)
                    if found is not None:
                        made = posting.post(session, posting.load(session, found), self.now)
                        assert made is not None
                        self.calls[found] = made
                        self.said[found] += 1
                case "pause":
                    halting.pause(session, self.message, self.now)
                case "resume":
                    halting.resume(session, self.message, self.now)
                case "cancel":
                    halting.cancel(session, self.message, self.now)
                case "wake":
                    waking.wake(session, self.now)
                case "later":
                    self.now += timedelta(hours=5)
                case (index, outcome) if self.rows[index] in self.calls:
                    write_outcomes(session, [(self.calls.pop(self.rows[index]), outcome)], self.now)
        if what == "takeover":
            self.n += 1
            self.epoch = takeover(self.engine, f"h{self.message}-{self.n}", self.now)

    def tally(self) -> Tally:
        with transaction(self.engine) as session:
            return runs.tally(session, self.message)


def takeover(engine: Engine, holder: str, now: Any) -> int:
    """The former holder is gone; the next one settles what it left."""
    with transaction(engine) as session:
        session.connection().execute(update(table(BotLease)).values(expires_at=now))
        epoch = take_lease(session, TOKEN, holder, now)
        assert epoch is not None
        settle_orphans(session, epoch, now)
        session.connection().execute(update(table(BotLease)).values(expires_at=now + timedelta(days=30)))
    return epoch


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(policy=st.sampled_from(Policy), steps=st.lists(STEPS, max_size=14))
def test_ledger_sums(engine: Engine, policy: Policy, steps: list[Any]) -> None:
    """The author's six words always sum to the recipients; what may have arrived is never said again by itself."""
    play = Play(engine, policy)
    for step in steps:
        play.step(step)
        tally = play.tally()
        counted = (tally.to_send, tally.under_way, tally.sent, tally.failed, tally.uncertain, tally.cancelled)
        assert sum(counted) == PLACES
        assert all(n >= 0 for n in counted)
    definite = sum(isinstance(s, tuple) and isinstance(s[1], Later) for s in steps)
    if policy is Policy.AT_MOST_ONCE and not definite:
        assert max(play.said.values()) <= 1, "said twice, though nothing proved that it had not arrived"
    play.step("cancel")
    for delivery in play.rows:
        found = row(engine, delivery)
        assert found.state not in (DeliveryState.READY, DeliveryState.WAITING, DeliveryState.PAUSED)
    play.step("takeover")
