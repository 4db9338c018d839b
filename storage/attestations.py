"""Codes of printed certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlmodel import Session

from storage.tables import table
from storage.tables.attestations import Attestation

_t = table(Attestation)


@dataclass(frozen=True, slots=True)
class Issued:
    person: int
    year: int
    digest: str
    code: str
    at: datetime


def of_hours(session: Session, person: int, year: int, digest: str) -> str | None:
    """The code that these very hours were given, if they were."""
    found = session.connection().execute(select(_t.c.code).where(
        _t.c.person_id == person, _t.c.year == year, _t.c.digest == digest)).scalar()
    return None if found is None else str(found)


def by_code(session: Session, code: str) -> Issued | None:
    r = session.connection().execute(select(_t).where(_t.c.code == code)).first()
    return Issued(r.person_id, r.year, r.digest, r.code, r.at) if r else None


def add(session: Session, issued: Issued) -> None:
    session.connection().execute(insert(_t).values(
        person_id=issued.person, year=issued.year, digest=issued.digest, code=issued.code, at=issued.at))
