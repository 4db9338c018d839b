"""The agenda's loop: what has been due the longest, one transaction a row; a row that fails waits alone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

import actions
from actions.agenda import look, standing
from actions.desk import Desk
from storage import agenda
from storage.away import is_away
from storage.engine import transaction

log = logging.getLogger(actions.__name__)
AN_HOUR = timedelta(hours=1)
DeskOf = Callable[[Session, datetime], Desk]


def stand(engine: Engine, now: datetime) -> None:
    with transaction(engine) as session:
        agenda.stand(session, standing(), now)


def look_at_one(engine: Engine, desk: DeskOf, now: datetime) -> bool:
    """Do what has been due the longest; False when nothing is.

    An action that fails is undone, put off an hour and counted: it stops nobody, and nobody meets it meanwhile.
    """
    due = None
    try:
        with transaction(engine) as session:
            due = agenda.take(session, now)
            if due is not None:
                look(desk(session, now), due.what, due.subject)
    except Exception as fault:
        if due is None or is_away(fault):
            raise
        log.exception("%s of %d failed (%d times before)", due.what, due.subject, due.faults,
                      extra={"event": "look_failed"})
        with transaction(engine) as session:
            agenda.put_off(session, due, now + AN_HOUR)
    return due is not None
