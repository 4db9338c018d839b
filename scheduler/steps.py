"""What is done at each ring of the clock. A step reads the tables, adds rows, and sends nothing itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from content.catalogue import Catalogue
from scheduler import gestes, groups, help, hours, housekeeping, residents, retention, thanks
from storage.engine import transaction

log = logging.getLogger(__name__)
Step = Callable[[Session, datetime, Catalogue], None]

STEPS: tuple[Step, ...] = (gestes.step, hours.step, groups.step, help.step, residents.step, thanks.step,
                           housekeeping.step, retention.step)


def tick(engine: Engine, now: datetime, content: Catalogue, steps: Sequence[Step] = STEPS) -> None:
    """Every step in a transaction of its own: one that fails is rolled back alone and comes again next ring."""
    for step in steps:
        try:
            with transaction(engine) as session:
                step(session, now, content)
        except Exception:
            log.exception("step %s failed", step.__module__)
