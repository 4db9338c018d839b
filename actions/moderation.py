"""A report is told to who runs the group: never who wrote it."""

from __future__ import annotations

from actions.desk import Desk
from messages.moderation import DangerReported, ReportFiled
from rules.groups import Group
from rules.moderation import Reason
from storage import moderation as store


def report(desk: Desk, author: int, group: Group, reason: str, about: int | None, name: str, reader: int | None
           ) -> None:
    """reader: who runs the group now, the people concerned apart. A repeat merges with the one still open."""
    number = store.file(desk.session, author, reason, group.id, about, desk.now)
    if number is not None and reader is not None:
        kind = DangerReported if reason == Reason.DANGER else ReportFiled
        desk.tell(reader, kind(number, group.name, reason, name), even_apart=True)
