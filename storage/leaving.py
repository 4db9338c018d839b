"""Who was erased and comes back with an old backup leaves again: what they promised is freed, nothing of them stays.
What was withdrawn since is withdrawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import delete, exists, insert, select
from sqlmodel import Session

from storage import heroes, privacy, residents, tombstones
from storage.tables import Address, Delivery, Message, Tombstone, table

_t, _a, _m, _d = table(Tombstone), table(Address), table(Message), table(Delivery)
Leave: TypeAlias = Callable[[Session, int, datetime], None]
"""What somebody asked and promised ends, before their rows go: an action."""


def erase_again(session: Session, file: Path, erased: Mapping[str, datetime], leave: Leave) -> int:
    """Erase them as they were, and put their tombstones back. Returns how many came back."""
    connection = session.connection()
    here = set(connection.execute(select(_t.c.hash)).scalars())
    missing = [{"hash": made, "at": at} for made, at in erased.items() if made not in here]
    if missing:
        connection.execute(insert(_t), missing)
    people = tombstones.returned(session, tombstones.key_of(file), erased)
    now = max(erased.values())
    for number in people:
        person = residents.by_id(session, number)
        if person is None:
            continue
        leave(session, number, now)
        privacy.erase(session, person, now, marked=False, file=file)
        connection.execute(delete(_a).where(_a.c.id == person.address))
    heroes.take_back_again(session, tombstones.key_of(file), erased, now)
    connection.execute(delete(_m).where(~exists().where(_d.c.message_id == _m.c.id)))
    return len(people)
