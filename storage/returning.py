"""Somebody writes for the first time, or again after an erasure: what outlived it finds them by their secret mark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from storage import limits, parted, suspensions, tombstones


def recognise(session: Session, people: Mapping[int, int], now: datetime) -> frozenset[int]:
    """Persons by platform id: blocks still stand, and what was done today still counts. Those suspended still."""
    parted.meet_again(session, people, now)
    if tombstones.has_key(session):
        limits.come_back(session, {limits.OUTLIVES + tombstones.secret_mark(session, value): person
                                   for value, person in people.items()})
    return suspensions.come_back(session, people, now)
