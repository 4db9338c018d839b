"""What leaves next: answers and all the rest take turns, and no crowd of answers is ever read.

Pure but for the ledger: the caller says what time it is, by the house's clock and by a steady one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from rules.deliveries import Lane, Post
from rules.screens import TapAnswer
from scheduler.order import BEHIND, PlaceOrder
from scheduler.pace import Pace
from storage import answers, halting, ledger, posting
from storage.waking import wake

ANSWERS, THE_REST = "lane = 0", "lane > 0"
TAP_ANSWER, LAST = str(vars(TapAnswer)["kind"]), 2**63


@dataclass(slots=True)
class Turns:
    """Whose turn it is: of the lanes, and of the places with answers that wait. waking: more may be due."""

    rest_first: bool = False
    looked_at: int = 0
    waking: bool = False


@dataclass(frozen=True, slots=True)
class Claims:
    """`chains`: the places with answers in hand. What is read of the sender is only read: any thread may."""

    token: str
    epoch: int
    pace: Pace
    order: PlaceOrder
    chains: Mapping[int, asyncio.Task[None]]
    turns: Turns

    def claim(self, session: Session, now: datetime, at: float) -> Post | bool:
        """The next post; True when a row was dealt with and nothing is to be said, False when none was ready.

        Answers and all the rest take turns: however many answers wait, what neighbours are owed leaves between them.
        """
        self.turns.rest_first = not self.turns.rest_first
        for lanes in (THE_REST, ANSWERS) if self.turns.rest_first else (ANSWERS, THE_REST):
            delivery = ledger.claim(session, self.token, self.epoch, now, lanes)
            if delivery is not None:
                return self._claimed(session, delivery, now, at)
        return False

    def _claimed(self, session: Session, delivery: int, now: datetime, at: float) -> Post | bool:
        row = posting.load(session, delivery)
        why = posting.barred_by(row, now) or posting.overtaken(session, row)
        if why and halting.withhold(session, row, why, now):
            return True
        if row.lane == Lane.ANSWER and row.kind != TAP_ANSWER and not self._has_room(session, row, at):
            answers.step_back(session, row.address_id, delivery, now)
            return True
        seconds = max(self.pace.wait_for_place(row.value, at, answer=row.lane == Lane.ANSWER),
                      self._behind(row, delivery, at))
        post = None if seconds else posting.post(session, row, now)
        if post is None:
            ledger.postpone(session, delivery, now + timedelta(seconds=seconds or 1.0), now)
            return True
        return post

    def _behind(self, row: Any, delivery: int, at: float) -> float:
        """Seconds until another look, when something is on its way to the same place: its pace counts from there."""
        if row.address_id in self.chains:
            return 0.0 if row.lane == Lane.ANSWER else BEHIND
        return self.order.behind(row.address_id, row.lane, delivery, at)

    def _has_room(self, session: Session, row: Any, at: float) -> bool:
        """Whether this answer may leave now: none of its place is in hand or older, and its place takes one."""
        busy = row.address_id in self.chains or (
            not self.pace.wait_for_refusals(row.value, at) and self.pace.wait_for_place(row.value, at, answer=True) > 0)
        return not busy and not answers.is_behind(session, row.address_id, row.id)

    def wake(self, session: Session, now: datetime) -> None:
        """What is due is ready; some of it at each look."""
        self.turns.waking = wake(session, now)

    def look_at_lines(self, session: Session, now: datetime, at: float) -> None:
        """The oldest answer of each place that can take one becomes ready; some places at each look."""

        def free(address: int, value: int) -> bool:
            return address not in self.chains and not self.pace.wait_for_place(value, at, answer=True) and (
                not self.order.behind(address, Lane.ANSWER, LAST, at))

        self.turns.looked_at = answers.next_in_line(session, self.turns.looked_at, free, now)
