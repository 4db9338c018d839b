"""A certificate of somebody's hours, and the check of its code by whoever holds the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from actions.desk import Desk
from rules.attestations import Certificate, digest, draw_code, of_year
from rules.hours import Entry
from storage import attestations as store
from storage import hours


def certify(desk: Desk, person: int, log: Sequence[Entry], year: int) -> str | None:
    """The code of these hours: the same as long as none of them changes. None when the year has none."""
    if not of_year(log, year).minutes:
        return None
    state = digest(log, year)
    code = store.of_hours(desk.session, person, year, state)
    if code is None:
        code = draw_code(desk.random)
        store.add(desk.session, store.Issued(person, year, state, code, desk.now))
    return code


def check(desk: Desk, code: str) -> Certificate | None:
    """What a code stands for, in sums and without a name; None when no such sheet is known."""
    issued = store.by_code(desk.session, code)
    if issued is None:
        return None
    log = hours.log_of(desk.session, issued.person)
    return Certificate(issued.code, issued.year, of_year(log, issued.year), issued.at,
                       digest(log, issued.year) != issued.digest)
