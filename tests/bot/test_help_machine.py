"""Two people and one request: whatever they press, in whatever order, what must hold holds."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import sampled_from
from sqlalchemy import insert, select

from rules.help import LIVING, AcceptanceState, RequestState
from storage.tables import Block, HelpAcceptance, HelpContact, HelpRequest, HourEntry, Thanks, table
from tests.pilots import fresh_sqlite
from tests.world.peupliers import MORNING, Peupliers

_q, _acc, _c, _t, _h, _b = (table(t) for t in (HelpRequest, HelpAcceptance, HelpContact, Thanks, HourEntry, Block))
HOLDING = (AcceptanceState.PROPOSED, AcceptanceState.CONFIRMED, AcceptanceState.DONE)
PRIVATE = ("06 98 76 54 32", "sonnette Martin")
TAPS = ("help.take:1", "help.yes:1", "help.other:1", "help.withdraw:1", "help.still:1", "help.undo:1",
        "help.closed:1", "help.again:1", "help.extend:1", "contact.relay:1", "after.yes:1", "after.no:1",
        "after.why:1:missed", "thanks.say:1:a", "hours.note:1:60:2026-11-26")


class TwoPeople(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.street = Peupliers(fresh_sqlite(self.folder))
        self.street.ask()
        self.blocked = False
        self.held_when_blocked = 0

    def teardown(self) -> None:
        self.street.street.engine.dispose()
        shutil.rmtree(self.folder)

    @rule(who=sampled_from(("odile", "lucas")), data=sampled_from(TAPS))
    def press(self, who: str, data: str) -> None:
        getattr(self.street, who).tap(data)

    @rule(what=sampled_from(("phone", "door")))
    def give(self, what: str) -> None:
        self.street.odile.tap(f"contact.{what}:1")
        self.street.odile.say("/annuler" if "réponse" in self.street.odile.last.text else PRIVATE[what == "door"])

    @rule(hours=sampled_from((1, 6, 24)))
    def wait(self, hours: int) -> None:
        self.street.street.later(hours=hours)
        self.street.street.tick()

    @precondition(lambda self: not self.blocked)
    @rule()
    def block(self) -> None:
        lucas, odile = self.street.lucas.person_id, self.street.odile.person_id
        with self.street.street.session() as session:
            session.connection().execute(insert(_b).values(person_id=odile, other_id=lucas, at=MORNING))
        self.blocked, self.held_when_blocked = True, len(self.rows(_acc))

    def rows(self, of: Any) -> list[Any]:
        with self.street.street.session() as session:
            return list(session.connection().execute(select(of)))

    @invariant()
    def one_helper_and_the_count_of_them(self) -> None:
        request = self.rows(_q)[0]
        holding = [a for a in self.rows(_acc) if a.state in HOLDING]
        assert len(holding) <= 1
        if request.state in LIVING:
            assert request.taken == len(holding)
            expected = {RequestState.OPEN: None, RequestState.PROPOSED: AcceptanceState.PROPOSED,
                        RequestState.CONFIRMED: AcceptanceState.CONFIRMED}[request.state]
            assert (holding[0].state if holding else None) == expected
        else:
            assert request.closed_at is not None
            assert not [a for a in holding if a.state is not AcceptanceState.DONE]
        assert (request.state is RequestState.DONE) == any(a.state is AcceptanceState.DONE for a in holding)

    @invariant()
    def nothing_private_in_the_group_nor_after_its_time(self) -> None:
        assert not any(word in text for text in self.street.chat.texts for word in (*PRIVATE, "Odile", "Lucas"))
        request = self.rows(_q)[0]
        if request.state is RequestState.OPEN:
            assert not self.rows(_c)
        if request.closed_at and self.street.street.now >= request.closed_at + timedelta(hours=96):
            assert not self.rows(_c)

    @invariant()
    def once(self) -> None:
        assert len(self.rows(_t)) <= 1
        assert len([h for h in self.rows(_h) if h.replaces_id is None]) <= 1

    @invariant()
    def blocked_people_do_not_meet_anew(self) -> None:
        if self.blocked:
            assert len(self.rows(_acc)) == self.held_when_blocked


TestTwoPeople = TwoPeople.TestCase
TestTwoPeople.settings = settings(max_examples=20, stateful_step_count=25, deadline=None,
                                  suppress_health_check=list(HealthCheck))
