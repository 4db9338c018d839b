"""What a delivery may take the place of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session

from storage.tables import Delivery, Message, table

_d, _m = table(Delivery), table(Message)


def replaced(session: Session, row: Any) -> Any:
    """The delivery this one takes the place of: of the same place, and said by the same feature; never another's."""
    same = or_(_m.c.kind == row.kind, _m.c.kind.startswith(row.kind.partition(".")[0] + "."))
    return session.connection().execute(
        select(_d.c.telegram_id, _d.c.state).join(_m, _m.c.id == _d.c.message_id).where(
            _d.c.id == row.replaces, _d.c.address_id == row.address_id, same)).first()
