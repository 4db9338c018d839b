"""Once an hour, what is past its time is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from content.catalogue import Catalogue
from storage import housekeeping, schedules

EVERY = timedelta(hours=1)


def step(session: Session, now: datetime, content: Catalogue) -> None:
    if schedules.turn_has_come(session, "housekeeping", EVERY, now):
        housekeeping.forget(session, now)
