"""How the database would find the rows of each statement that storage executes: never by reading a whole table.

Every statement is explained once, just before it first runs, on the connection that runs it. SQLite plans without
statistics, as it does in a town that nobody analysed; PostgreSQL is asked what it would do if a table were expensive
to read whole, which a small one never is.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

ROOT = Path(__file__).resolve().parent.parent
MAY_READ_ALL = {
    ("storage/hour_totals.py", "hour_total"): "the totals of a town, for whoever counts them: in nobody's turn",
    ("storage/tombstones.py", "tombstone"): "60 days of erasures: a file of them is written after each",
    ("storage/pieces.py", "help_contact"): "contacts of living requests: they go 72 hours after the end",
    ("storage/pieces.py", "intake_contact"): "contacts of living requests: they go 72 hours after the end",
    ("storage/pieces.py", "errand_list"): "lists of living requests: they go 72 hours after the end",
    ("storage/many.py", "sqlite_sequence"): "the last number given in each table: a row a table",
    ("storage/answers.py", "anon_1"): "not a table: one page of ready answers, read by their index",
    ("storage/answers.py", "place"): "not a table: the places with an answer that waits, walked by their index",
    ("storage/asks_near.py", "turn"): "not a table: a page of those who live somewhere, read by their index",
    ("storage/audience.py", "town_link"): "every linked group, when a coordinator counts them or writes to all",
    ("storage/audience.py", "neighbour_group"): "the same, from the other side: both have a row a group",
    ("storage/audience.py", "zone"): "the places of a commune or a kind, to write to those who live there",
    ("storage/audience.py", "group_tag"): "the tags that a coordinator may choose from",
    ("storage/console_links.py", "town_link"): "silent groups, when a coordinator asks which they are",
    ("storage/console_streets.py", "zone"): "the table of streets, when a coordinator asks for it",
    ("storage/audience.py", "town_news"): "everybody who asked for the town's news, at the same moments",
    ("storage/alerts.py", "alert_reader"): "everybody who asked for alerts, when one is opened",
    ("storage/reports.py", "person"): "how many may be asked in the whole town, when a coordinator asks for its bilan",
    ("storage/tombstones.py", "person"): "who came back with a backup, when one is restored",
}
WHOLE = ("storage/migrations/", "storage/schema.py", "storage/backup.py", "storage/restoring.py", "storage/leaving.py")
"""What an operator does with a whole base, while it serves nobody or on a copy of it."""
NO_TABLE = ("CONSTANT ROW", "VIRTUAL TABLE")
"""What SQLite scans and is none: a row of values, a list that was handed in."""
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


class Plans:
    """Statements that read a whole table, with the table and the line of storage that asks. off: of a database that is
    not of today's shape, nothing is learnt.
    """

    def __init__(self, engines: Collection[str]) -> None:
        self.engines = engines
        self.off = False
        self.read: set[tuple[str, str]] = set()
        self.found: list[str] = []

    def look(self, conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        key = (conn.dialect.name, statement)
        if self.off or conn.dialect.name not in self.engines:
            return
        if key in self.read or not statement.lstrip().startswith(VERBS):
            return
        self.read.add(key)
        line = asked_by()
        if line is None or line.startswith(WHOLE):
            return
        raw = conn.connection.driver_connection
        values = parameters[0] if many and isinstance(parameters, list) else parameters
        for of in scanned(conn.dialect.name, raw, statement, values):
            if (line.partition(":")[0], of) not in MAY_READ_ALL:
                self.found.append(f"{line} reads all of {of} on {conn.dialect.name}: {' '.join(statement.split())}")

    def take(self) -> list[str]:
        found, self.found = self.found, []
        return found


def asked_by() -> str | None:
    """« storage/file.py:line » when the nearest of our files is of storage; what tests ask is theirs alone."""
    frame = sys._getframe(1)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts and path != Path(__file__):
            inside = path.relative_to(ROOT)
            if inside.parts[0] != "storage" or inside.parts[1] == "migrations":
                return None  # a migration reads whole tables once, with nobody waiting
            return f"{inside}:{frame.f_lineno}"
        frame = frame.f_back  # type: ignore[assignment]
    return None


def scanned(dialect: str, raw: Any, statement: str, values: Any) -> list[str]:
    """The tables that this statement would read whole."""
    if dialect == "sqlite":
        lines = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
        found = [re.match(r"SCAN (\w+)", line) for line in lines if not any(no in line for no in NO_TABLE)]
        return [one[1] for one in found if one and not one[1].startswith("SUBQUERY")]
    with raw.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {statement}", values)
        lines = [row[0] for row in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_seqscan = on")
    return [one[1] for line in lines if (one := re.search(r"Seq Scan on (\w+)", line))]


@contextmanager
def watched(*engines: str) -> Iterator[Plans]:
    plans = Plans(engines)
    event.listen(Engine, "before_cursor_execute", plans.look)
    try:
        yield plans
    finally:
        event.remove(Engine, "before_cursor_execute", plans.look)
