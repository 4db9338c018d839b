"""What the clock must look at: requests and helpers that wait for somebody or for an hour."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from rules.help import Acceptance
from storage.tables import Delivery, HelpAcceptance, HelpRequest, Message, Person, table

_q, _acc, _d, _m, _p = (table(t) for t in (HelpRequest, HelpAcceptance, Delivery, Message, Person))
PROPOSED = "help.proposed"


def asked(session: Session, helper: Acceptance) -> Any:
    """How the newest « … peut vous aider » to the asker of this helper stands: state and since when; None without."""
    rows = session.connection().execute(
        select(_d.c.state, _d.c.changed_at, _m.c.params).join(_m, _m.c.id == _d.c.message_id).join(
            _p, _p.c.address_id == _d.c.address_id).where(
                _p.c.id == helper.asker, _m.c.kind == PROPOSED).order_by(_d.c.id.desc()).limit(50))
    return next((r for r in rows if r.params.get("acceptance") == helper.id), None)
