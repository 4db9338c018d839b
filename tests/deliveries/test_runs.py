"""What goes to many, as a whole: paused, resumed, cancelled, tried again; and the sender asks before each row."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, update

from rules.campaigns import CampaignKind, CampaignState
from rules.console import RoleState, TownRole
from rules.deliveries import (
    AddressState,
    Course,
    DeliveryState,
    Lane,
    Later,
    Outcome,
    Post,
    Purpose,
    Refused,
    Sent,
    Tally,
    Uncertain,
    Window,
)
from rules.groups import GroupState
from scheduler.ring import Ring
from storage import agenda, campaigns, halting, ledger, posting, readers, runs, sweeps, waking
from storage.engine import open_engine, transaction
from storage.lease import settle_orphans
from storage.outcomes import write_outcomes
from storage.tables import Delivery, Message, NeighbourGroup, RoleHeld, TownLink, TownNews, table
from storage.tables.runs import Run
from tests.deliveries.conftest import (
    NOW,
    TOKEN,
    Clock,
    Notebook,
    at_work,
    chats,
    claim,
    lease,
    message_of,
    people,
    person,
    post,
    sender_of,
    states,
    until,
    words,
)
from tests.world.streets import catalogue

S = DeliveryState
_d, _g, _held, _link, _m = (table(t) for t in (Delivery, NeighbourGroup, RoleHeld, TownLink, Message))


def in_pieces(engine: Engine, monkeypatch: pytest.MonkeyPatch, piece: int = 7) -> None:
    for name in ("PIECE", "MANY"):
        monkeypatch.setattr(sweeps, name, piece)


def swept(engine: Engine, message: int) -> int:
    """How many pieces it took, until one found nothing to do."""
    pieces = 0
    while True:
        with transaction(engine) as session:
            if not sweeps.sweep(session, message, NOW):
                return pieces
        pieces += 1


def do(engine: Engine, what: Any, *args: Any, **named: Any) -> Any:
    with transaction(engine) as session:
        return what(session, *args, **named)


def tally(engine: Engine, message: int) -> Tally:
    found: Tally = do(engine, runs.tally, message)
    return found


def test_a_pause_holds_at_once_and_its_rows_follow_in_pieces(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two pieces turns pass; whatever the rows say meanwhile, the sender asks the run."""
    in_pieces(engine, monkeypatch)
    rows = post(engine, people(engine, 30))
    message, epoch = message_of(engine, rows[0]), lease(engine)
    assert do(engine, halting.pause, message, NOW) == 7
    left = do(engine, ledger.claim, TOKEN, epoch, NOW)
    row = do(engine, posting.load, left)
    assert posting.barred_by(row, NOW) == posting.PAUSED
    assert do(engine, halting.withhold, row, posting.PAUSED, NOW)
    assert states(engine, [left]) == [S.PAUSED]
    assert swept(engine, message) == 4
    assert set(states(engine, rows)) == {S.PAUSED}
    assert tally(engine, message) == Tally(30, 0, 0, 0, 0, 0)


def test_paused_and_resumed_again_and_again_nobody_twice_nobody_left_out(
        engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of every sweep, with rows in flight, and a sender killed between its call and its outcome."""
    in_pieces(engine, monkeypatch)
    rows = post(engine, people(engine, 60))
    message = message_of(engine, rows[0])
    said: Counter[int] = Counter()
    for round_ in range(40):
        epoch = lease(engine, f"h{round_}", NOW + timedelta(days=4 * round_))
        now = NOW + timedelta(days=4 * round_)
        do(engine, halting.pause if round_ % 2 else halting.resume, message, now)
        for _ in range(round_ % 3):
            do(engine, sweeps.sweep, message, now)
        for _ in range(4):
            with transaction(engine) as session:
                found = ledger.claim(session, TOKEN, epoch, now)
                row = posting.load(session, found) if found else None
                why = posting.barred_by(row, now) if row else None
                if found is None or (why and halting.withhold(session, row, why, now)):
                    continue
                made = posting.post(session, row, now)
                assert made is not None
                said[found] += 1
                write_outcomes(session, [(made, Sent(1))], now)
    do(engine, halting.resume, message, NOW)
    swept(engine, message)
    left = states(engine, rows)
    assert set(left) <= {S.SENT, S.READY}
    assert all(said[row] == (1 if state is S.SENT else 0) for row, state in zip(rows, left, strict=True))
    assert sum(said.values()) > 20


@pytest.mark.parametrize("to", ["resume", "cancel"])
def test_a_stop_in_the_middle_of_a_claim_waits_for_nobody(postgres_url: str, to: str) -> None:
    """Two processes: one has claimed a row of a run that is paused, the other changes the run and sweeps its rows.
    Neither waits for the other, and the row is neither said nor left out."""
    engine, other = open_engine(postgres_url), open_engine(postgres_url)
    rows = post(engine, people(engine, 3))
    message, epoch = message_of(engine, rows[0]), lease(engine)
    with transaction(engine) as session:
        session.connection().execute(update(table(Run)).values(course=Course.PAUSED))
    with transaction(engine) as mine:
        mine.connection().exec_driver_sql("SET LOCAL lock_timeout = '2s'")
        found = ledger.claim(mine, TOKEN, epoch, NOW)
        row = posting.load(mine, found) if found else None
        with transaction(other) as theirs:
            theirs.connection().exec_driver_sql("SET LOCAL lock_timeout = '2s'")
            getattr(halting, to)(theirs, message, NOW)
            assert halting.withhold(mine, row, posting.PAUSED, NOW)
    assert found is not None
    assert states(engine, [found]) == [S.WAITING]
    with transaction(engine) as session:
        waking.wake(session, NOW + timedelta(seconds=2))
    bar = posting.barred_by(do(engine, posting.load, found), NOW)
    assert bar == (posting.CANCELLED if to == "cancel" else None)
    for one in (engine, other):
        one.dispose()


def test_a_run_cancelled_meanwhile_lets_nothing_leave(engine: Engine) -> None:
    rows = post(engine, people(engine, 3))
    message, epoch = message_of(engine, rows[0]), lease(engine)
    do(engine, halting.pause, message, NOW)
    with transaction(engine) as session:
        session.connection().execute(update(_d).values(state=S.READY))
        row = posting.load(session, ledger.claim(session, TOKEN, epoch, NOW) or 0)
        session.connection().execute(update(table(Run)).values(course=Course.CANCELLED))
        assert halting.withhold(session, row, posting.PAUSED, NOW)
    assert states(engine, [row.id]) == [S.CANCELLED]


def test_what_fails_is_tried_again_by_choice_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what was in that state when somebody chose; what fails again stays as it is, however long the sweep."""
    in_pieces(engine, monkeypatch)
    rows = post(engine, people(engine, 24))
    message, epoch = message_of(engine, rows[0]), lease(engine)
    for outcome in (Refused("no"), Uncertain("hang"), Sent(4)):
        for _ in range(8):
            say(engine, epoch, outcome)
    assert tally(engine, message) == Tally(0, 0, 8, 8, 8, 0)
    later = NOW + timedelta(minutes=1)
    assert do(engine, runs.try_again, message, [S.FAILED], later) == 8
    assert tally(engine, message).to_send == 7, "a piece"
    for _ in range(7):
        say(engine, epoch, Refused("no"), later + timedelta(seconds=1))
    assert swept(engine, message) == 1
    assert tally(engine, message) == Tally(1, 0, 8, 7, 8, 0)
    assert do(engine, runs.try_again, message, [S.FAILED, S.UNCERTAIN], later + timedelta(minutes=1)) == 15
    swept(engine, message)
    assert tally(engine, message) == Tally(16, 0, 8, 0, 0, 0)


def say(engine: Engine, epoch: int, outcome: Outcome, now: Any = NOW) -> Post:
    with transaction(engine) as session:
        found = ledger.claim(session, TOKEN, epoch, now)
        assert found is not None
        made = posting.post(session, posting.load(session, found), now)
        assert made is not None
        write_outcomes(session, [(made, outcome)], now)
        return made


def test_a_late_proof_spares_a_second_copy_of_what_was_tried_again(engine: Engine) -> None:
    """The author chose to send an uncertain one again; the first copy is acknowledged before it leaves."""
    [one] = post(engine, people(engine, 1))
    message, epoch = message_of(engine, one), lease(engine)
    made = say(engine, epoch, Uncertain("hang"))
    assert do(engine, runs.try_again, message, [S.UNCERTAIN], NOW) == 1
    assert states(engine, [one]) == [S.READY]
    do(engine, write_outcomes, [(made, Sent(9))], NOW)
    assert states(engine, [one]) == [S.SENT]


def test_what_was_missed_is_tried_again_until_a_new_hour(engine: Engine) -> None:
    rows = post(engine, people(engine, 3), window=Window(None, NOW - timedelta(hours=1)))
    message, epoch = message_of(engine, rows[0]), lease(engine)
    row = do(engine, posting.load, claim(engine, epoch))
    assert do(engine, halting.withhold, row, posting.TOO_LATE, NOW)
    assert states(engine, rows) == [S.MISSED] * 3
    assert do(engine, runs.try_again, message, [S.MISSED], NOW, NOW + timedelta(hours=2)) == 3
    assert posting.barred_by(do(engine, posting.load, rows[0]), NOW) is None
    assert posting.barred_by(do(engine, posting.load, rows[0]), NOW + timedelta(hours=3)) == posting.TOO_LATE


def test_of_what_was_cancelled_nothing_is_tried_again(engine: Engine) -> None:
    rows = post(engine, people(engine, 3))
    message, epoch = message_of(engine, rows[0]), lease(engine)
    say(engine, epoch, Refused("no"))
    do(engine, halting.cancel, message, NOW)
    assert do(engine, runs.try_again, message, [S.FAILED], NOW) == 0
    assert do(engine, runs.course_of, message) == "cancelled"


def test_outcomes_are_told_a_page_at_a_time(engine: Engine) -> None:
    rows = post(engine, chats(engine, 5))
    message, epoch = message_of(engine, rows[0]), lease(engine)
    for outcome in (Sent(1), Refused("not in the group"), Uncertain("hang")):
        say(engine, epoch, outcome)
    first = do(engine, runs.outcomes, message, [S.FAILED, S.UNCERTAIN, S.READY], 0, 2)
    rest = do(engine, runs.outcomes, message, [S.FAILED, S.UNCERTAIN, S.READY], first[-1].delivery, 9)
    assert [(one.state, one.reason) for one in (*first, *rest)] == [
        (S.FAILED, "not in the group"), (S.UNCERTAIN, "hang"), (S.READY, ""), (S.READY, "")]
    assert [one.delivery for one in (*first, *rest)] == rows[1:]


# What the sender asks before each row.
class Town:
    """A coordinator, a campaign that runs, and three linked groups."""

    def __init__(self, engine: Engine, groups: int = 3) -> None:
        self.engine = engine
        self.author, self.address = person(engine, 77)
        self.other, _address = person(engine, 78)
        self.groups = chats(engine, groups)
        with transaction(engine) as session:
            for one in (self.author, self.other):
                session.connection().execute(insert(_held).values(
                    role=TownRole.COORDINATOR, state=RoleState.ACTIVE, person_id=one, tag="", name="", since=NOW))
            for number, address in enumerate(self.groups):
                group = session.connection().execute(insert(_g).values(
                    address_id=address, name=f"Rue {number}", state=GroupState.INSTALLED, added_at=NOW).returning(
                        _g.c.id)).scalar_one()
                session.connection().execute(insert(_link).values(group_id=group, since=NOW, quarter=""))
            self.campaign = campaigns.add(session, CampaignKind.CAMPAIGN, "123456", self.author, NOW, title="Fête")
            campaigns.step(session, self.campaign, CampaignState.PLANNED, NOW)
            campaigns.step(session, self.campaign, CampaignState.ACTIVE, NOW, confirmed_by_id=self.author)

    def say(self, to: list[int]) -> list[int]:
        draft = ledger.Draft(words("Fête"), 0, Lane.CAMPAIGN, Purpose.CAMPAIGN, author=self.author,
                             campaign=self.campaign)
        with transaction(self.engine) as session:
            return ledger.add_all(session, draft, to, NOW)

    def change(self, statement: Any) -> None:
        with transaction(self.engine) as session:
            session.connection().execute(statement)

    def state(self) -> CampaignState:
        with transaction(self.engine) as session:
            found = campaigns.by_id(session, self.campaign)
        assert found is not None
        return found.state

    def told(self, kind: str) -> list[int]:
        """The addresses to which a message of this kind is owed."""
        with transaction(self.engine) as session:
            return list(session.connection().execute(select(_d.c.address_id).join(
                _m, _m.c.id == _d.c.message_id).where(_m.c.kind == kind)).scalars())


async def test_a_right_taken_back_stops_what_its_author_sends(engine: Engine) -> None:
    """Nothing more leaves, nothing is lost: it is paused, and whoever still coordinates is told, and may go on."""
    town = Town(engine)
    rows = town.say(town.groups)
    town.change(update(_held).where(_held.c.person_id == town.author).values(state=RoleState.REVOKED))
    voice = Notebook()
    async with at_work(sender_of(engine, voice)):
        await until(lambda: set(states(engine, rows)) == {S.PAUSED})
        Ring(engine, catalogue())(Clock()())
        assert voice.said == [one for one in voice.said if one.value > 0]
        assert town.state() is CampaignState.PAUSED
        [told] = town.told("deliveries.halted")
        assert told != town.address
        town.change(update(_m).where(_m.c.campaign_id == town.campaign).values(author_id=town.other))
        do(engine, halting.resume, message_of(engine, rows[0]), Clock()())
        await until(lambda: set(states(engine, rows)) == {S.SENT})


@pytest.mark.parametrize("how", ["unlinked", "removed", "paused"])
async def test_a_group_that_left_during_the_run_is_not_written_to(engine: Engine, how: str) -> None:
    town = Town(engine)
    rows = town.say(town.groups)
    gone = _g.c.address_id == town.groups[1]
    number = do(engine, lambda s: s.connection().execute(_g.select().where(gone)).first().id)
    change: Any = {"unlinked": _link.delete().where(_link.c.group_id == number),
                   "removed": update(_g).where(gone).values(state=GroupState.REMOVED),
                   "paused": update(_g).where(gone).values(paused_until=NOW + timedelta(days=90))}[how]
    town.change(change)
    voice = Notebook()
    async with at_work(sender_of(engine, voice)):
        await until(lambda: states(engine, rows) == [S.SENT, S.CANCELLED, S.SENT])
    assert len(voice.said) == 2


async def test_a_resident_who_opted_out_during_the_run_is_not_written_to(engine: Engine) -> None:
    town = Town(engine)
    (wishes, asked), (wished, left) = person(engine, 81), person(engine, 82)
    town.change(insert(table(TownNews)).values([
        {"person_id": wishes, "since": NOW}, {"person_id": wished, "since": NOW}]))
    rows = town.say([asked, left])
    town.change(table(TownNews).delete().where(table(TownNews).c.person_id == wished))
    async with at_work(sender_of(engine, voice := Notebook())):
        await until(lambda: states(engine, rows) == [S.SENT, S.CANCELLED])
    assert voice.values == [81]


async def test_past_its_error_budget_it_pauses_and_its_author_is_told_once(engine: Engine) -> None:
    """Ten failures of the last hundred. A place that is gone is none; the rest is neither sent nor lost."""
    town = Town(engine, 200)
    rows = town.say(town.groups)
    voice = Notebook()

    async def refused(one: Post) -> Outcome:
        if one.value % 4 == 0:
            return Refused("kicked", AddressState.DETACHED)
        return Refused("our fault") if one.value % 6 == 1 else Sent(1)

    voice.say = refused
    async with at_work(sender_of(engine, voice, per_second=100)):
        await until(lambda: S.PAUSED in states(engine, rows))
        await until(lambda: not {S.READY, S.SENDING} & set(states(engine, rows)))
        for _ in range(3):
            Ring(engine, catalogue())(Clock()())
    dead = sum(one.value < 0 and one.value % 4 == 0 for one in voice.said)
    found = tally(engine, message_of(engine, rows[0]))
    assert 10 <= found.failed - dead <= 14
    assert found.to_send == 200 - sum(one.value < 0 for one in voice.said)
    assert town.state() is CampaignState.PAUSED
    assert town.told("deliveries.halted") == [town.address]


async def test_few_failures_pause_nothing(engine: Engine) -> None:
    """One in twelve, all along."""
    town = Town(engine, 120)
    rows = town.say(town.groups)
    voice = Notebook()

    async def refused(one: Post) -> Outcome:
        return Refused("our fault") if one.value % 12 == 1 else Sent(1)

    voice.say = refused
    async with at_work(sender_of(engine, voice, per_second=200)):
        await until(lambda: not {S.READY, S.SENDING} & set(states(engine, rows)))
    assert tally(engine, message_of(engine, rows[0])) == Tally(0, 0, 110, 10, 0, 0)


def test_a_crowd_of_readers_is_known_in_pieces(engine: Engine) -> None:
    """More addresses than one statement takes values, on either engine."""
    _one, address = person(engine, 77)
    crowd = [*range(10**6, 10**6 + 70_000), address]
    found = do(engine, readers.of, crowd)
    assert list(found) == [address]
    assert do(engine, readers.said_between, crowd, [Purpose.CAMPAIGN], NOW, NOW + timedelta(days=1)) == {}


def test_a_campaign_is_over_when_nothing_is_left_and_not_before(engine: Engine) -> None:
    """One group must wait an hour, another is on its way when its sender is killed, the run is paused and resumed."""
    town = Town(engine, 5)
    rows, epoch, hour = town.say(town.groups), lease(engine), NOW
    message = message_of(engine, rows[0])
    for outcome in (Sent(1), Later(3600.0), Refused("no")):
        say(engine, epoch, outcome)
    assert claim(engine, epoch) == rows[3]
    for what in (halting.pause, halting.resume):
        do(engine, what, message, NOW)
    over = []
    for _look in range(3):
        with transaction(engine) as session:
            agenda.put(session, "campaigns.follow", {town.campaign: hour})
        Ring(engine, catalogue())(hour)
        over.append(town.state() is CampaignState.DONE)
        hour += timedelta(hours=2)
        with transaction(engine) as session:
            settle_orphans(session, epoch + 1, hour)
            waking.wake(session, hour)
        while (found := claim(engine, epoch, hour)) is not None:
            do(engine, ledger.finish, found, S.SENT, hour)
    assert over == [False, True, True]
    assert tally(engine, message) == Tally(0, 0, 3, 1, 1, 0)
