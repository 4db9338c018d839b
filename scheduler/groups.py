"""Groups that were never installed are left after seven days; removed ones are wiped after thirty."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from content.catalogue import Catalogue
from rules.deliveries import Lane, Policy, Purpose, Window
from rules.groups import GroupGoodbye, GroupState, LeaveChat
from storage import groups, ledger
from storage.ledger import Draft
from storage.once import first_time

PATIENCE = timedelta(days=7)
KEPT = timedelta(days=30)


def step(session: Session, now: datetime, _content: Catalogue) -> None:
    for group in groups.by_states(session, GroupState.ADDED, now - PATIENCE):
        if first_time(session, f"g{group.id}", f"leave-{(now - PATIENCE).date()}", now):
            bye = Draft(GroupGoodbye(), group.address, Lane.NOTICE, Purpose.NOTICE, Policy.AT_MOST_ONCE)
            ledger.add(session, bye, now)
            ledger.add(session, Draft(LeaveChat(), group.address, Lane.NOTICE, Purpose.NOTICE, Policy.AT_LEAST_ONCE,
                                      Window(now + timedelta(seconds=20), None)), now)
            groups.change(session, group.id, state=GroupState.REMOVED, removed_at=now)
    for group in groups.by_states(session, GroupState.REMOVED, now - KEPT):
        groups.wipe(session, group.id)
