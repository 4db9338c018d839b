"""A certificate of somebody's hours, and the check of its code by whoever holds the sheet."""

from __future__ import annotations

from actions.desk import Desk
from rules.attestations import Certificate, by_kind, digest, draw_code
from rules.hours import Total
from storage import attestations as store
from storage import hours


def certify(desk: Desk, person: int, year: int) -> str | None:
    """The code of these hours: the same as long as none of them changes. None when the year has none."""
    log = hours.log_of(desk.session, person)
    if not by_kind(log, year):
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
    sums = by_kind(log, issued.year).values()
    total = Total(sum(one.declared for one in sums), sum(one.confirmed for one in sums))
    return Certificate(issued.code, issued.year, total, issued.at, digest(log, issued.year) != issued.digest)
